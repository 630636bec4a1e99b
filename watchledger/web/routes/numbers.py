"""Counts by any pair of dimensions; every cell opens its documents."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from watchledger.explore.columns import DIMENSIONS as DIMENSIONS_KEPT
from watchledger.explore.counts import DIMENSIONS, Counts, counts
from watchledger.explore.grouping import money
from watchledger.search import parse
from watchledger.web.ask import Ask, counted
from watchledger.web.described import QUESTION
from watchledger.web.pages import Desk, desk_of, render
from watchledger.web.routes.export import keys_of
from watchledger.web.why import why

router = APIRouter()
MOST = 500
"""Rows shown; the download has all of them."""


@router.get("/numbers")
def numbers(request: Request, by: str = "technology", then: str = "", where: str = "") -> Response:
    desk = desk_of(request)
    chosen = [name for name in dict.fromkeys((by, then)) if name]
    table = counts(desk.opened, chosen, parse(where, desk.names))
    return render(
        request,
        "numbers.html",
        table=table,
        rows=[(row, _address(desk, table, row.values, where)) for row in table.rows[:MOST]],
        by=by,
        then=then,
        where=where,
        dimensions=list(DIMENSIONS),
        cut=max(len(table.rows) - MOST, 0),
        money=money,
    )


@router.get("/why", openapi_extra=QUESTION)
def why_counted(request: Request) -> Response:
    """What the documents of a question are: of what stage and status, how many projects, how many with a price."""
    desk, ask = desk_of(request), Ask.of(request.query_params)
    return render(request, "why.html", ask=ask, why=why(desk, keys_of(desk, ask)))


def _address(desk: Desk, table: Counts, values: tuple[Any, ...], where: str) -> str | None:
    """The address of a row's documents; None where no question finds just them (a group of technologies, a month)."""
    row = dict(zip(table.by, values, strict=True))
    if "status" in row:  # with statuses beside, a technology counts in whatever status
        status, technology = row.pop("status"), row.pop("technology", None)
        term = f'technology:"{technology}/{status}"' if technology else f"status:{status}"
        where = f"({where}) {term}" if where else term
    if any(name not in DIMENSIONS_KEPT for name in row):
        return None
    keep = tuple((name, "" if value is None else str(value)) for name, value in row.items())
    return counted(desk, Ask(q=where, keep=keep)).address()
