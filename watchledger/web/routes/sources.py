"""What was added and what became of every file: nothing vanishes silently. What failed can be read once more."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from itertools import islice
from threading import Lock

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from watchledger.errors import InputError
from watchledger.explore.changes import changes
from watchledger.store import STATES
from watchledger.web.described import fields
from watchledger.web.forms import Sent
from watchledger.web.pace import Pace
from watchledger.web.pages import desk_of, render

router = APIRouter()
PAGE = 200
"""Files on one page."""
MOST_CHANGES = 200
TROUBLED = ("failed", "partial")


@dataclass(slots=True)
class Runs:
    """The retry that this server started; one at a time, as the case has one writer."""

    process: subprocess.Popen[bytes] | None = None
    lock: Lock = field(default_factory=Lock)
    pace: Pace = field(default_factory=Pace)

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None


@router.get("/sources")
def sources(request: Request, state: str | None = None, after: int = 0) -> Response:
    desk = desk_of(request)
    store, runs = desk.store, _runs(request)
    wanted = state if state in STATES else None
    after = max(after, 0)
    page = list(islice(store.files(wanted), after, after + PAGE + 1))
    counts = store.counts_of_files()
    read = sum(counts.get(name, 0) for name in ("read", *TROUBLED))
    going = bool(counts.get("reading", 0) or counts.get("queued", 0) or runs.running())
    return render(
        request,
        "sources.html",
        sources=[path for _, path in store.sources()],
        counts=counts,
        states=STATES,
        state=wanted,
        files=page[:PAGE],
        more=after + PAGE if len(page) > PAGE else None,
        documents=store.count(),
        copies=store.alike.count(),
        captures=store.captures.count(),
        behind=desk.opened.behind(),
        reached=store.reached(),
        read=read,
        going=going,
        left=runs.pace.left(read, sum(counts.values())) if going else None,
        troubled=sum(counts.get(name, 0) for name in TROUBLED),
        running=runs.running(),
    )


@router.post("/sources/retry", openapi_extra=fields("sure"))
def retry(request: Request, sent: Sent) -> Response:
    """Reads again what failed, in a process of its own: what `watchledger retry` does."""
    runs = _runs(request)
    if sent("sure") != "yes":
        raise InputError("say that the files are to be read again")
    with runs.lock:
        if not runs.running():
            command = [sys.executable, "-m", "watchledger", "retry", str(desk_of(request).path), "--quiet"]
            quiet = subprocess.DEVNULL
            runs.process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
    return RedirectResponse("/sources", 303)


@router.get("/changes")
def changed(request: Request, since: str = "") -> Response:
    """Notices that changed between captures, and those that later captures no longer have."""
    desk = desk_of(request)
    found = changes(desk.opened, since=since.strip()[:30])
    return render(request, "changes.html", found=found, since=since, most=MOST_CHANGES)


def _runs(request: Request) -> Runs:
    runs: Runs = request.app.state.runs
    return runs
