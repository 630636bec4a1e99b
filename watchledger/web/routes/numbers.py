"""Counts by any pair of dimensions; every cell opens its documents."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from watchledger.explore.counts import DIMENSIONS, Counts, counts
from watchledger.search import parse
from watchledger.web.pages import desk_of, render
from watchledger.web.routes.search import asks_for

router = APIRouter()
MOST = 500
"""Rows shown; the download has all of them."""
SEARCHABLE = ("technology", "status", "year", "type", "region", "buyer", "agency", "supplier", "verdict")
"""Dimensions whose value can be asked for in a query: those cells open their documents."""


@router.get("/numbers")
def numbers(request: Request, by: str = "technology", then: str = "", where: str = "") -> Response:
    desk = desk_of(request)
    chosen = [name for name in dict.fromkeys((by, then)) if name]
    table = counts(desk.opened, chosen, parse(where, desk.names))
    return render(
        request,
        "numbers.html",
        table=table,
        rows=[(row, _query(table, row.values, where)) for row in table.rows[:MOST]],
        by=by,
        then=then,
        where=where,
        dimensions=list(DIMENSIONS),
        cut=max(len(table.rows) - MOST, 0),
    )


def _query(table: Counts, values: tuple[Any, ...], where: str) -> str | None:
    """The query that finds a row's documents; None when no query can say it (a value that is not stated, a group)."""
    if any(value is None or name not in SEARCHABLE for name, value in zip(table.by, values, strict=True)):
        return None
    terms = " ".join(asks_for(name, value) for name, value in zip(table.by, values, strict=True))
    return f"({where}) {terms}" if where else terms
