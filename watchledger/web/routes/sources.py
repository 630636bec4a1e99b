"""What was added and what became of every file: nothing vanishes silently."""

from __future__ import annotations

from itertools import islice

from fastapi import APIRouter, Request
from starlette.responses import Response

from watchledger.store import STATES
from watchledger.web.pages import desk_of, render

router = APIRouter()
PAGE = 200
"""Files on one page."""


@router.get("/sources")
def sources(request: Request, state: str | None = None, after: int = 0) -> Response:
    store = desk_of(request).store
    wanted = state if state in STATES else None
    page = list(islice(store.files(wanted), after, after + PAGE + 1))
    return render(
        request,
        "sources.html",
        sources=[path for _, path in store.sources()],
        counts=store.counts_of_files(),
        states=STATES,
        state=wanted,
        files=page[:PAGE],
        more=after + PAGE if len(page) > PAGE else None,
        documents=store.count(),
    )
