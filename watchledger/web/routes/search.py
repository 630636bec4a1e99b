"""The search: the language of `find` in one bar, facets whose counts are exact and follow the query, words in context."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from watchledger.errors import BadQuery
from watchledger.explore.counts import counts
from watchledger.explore.hits import search as find
from watchledger.search import Query, parse
from watchledger.web.pages import desk_of, render

router = APIRouter()
PAGE = 20
FACETS = ("technology", "type", "verdict", "year", "buyer", "supplier", "region")
SHOWN = 12
"""Values listed of a facet; the bar narrows further."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet with the exact number of documents, and the queries that keep or exclude it."""

    value: str
    documents: int
    keep: str
    exclude: str


@router.get("/")
def search(request: Request, q: str = "", after: int | None = None) -> Response:
    desk = desk_of(request)
    try:
        query = parse(q, desk.names)
    except BadQuery as error:
        return render(request, "search.html", status=400, q=q, problem=error.reason, found=None, facets=())
    found = find(desk.opened, query, limit=PAGE, after=after, unmask=desk.unmask)
    facets = facets_of(request, query, q) if after is None and found.total else ()
    return render(request, "search.html", q=q, problem=None, found=found, facets=facets)


def facets_of(request: Request, query: Query, q: str) -> tuple[tuple[str, tuple[Value, ...], int], ...]:
    """(name, most frequent values, how many there are) of each facet."""
    desk = desk_of(request)
    out = []
    for name in FACETS:
        rows = [row for row in counts(desk.opened, (name,), query).rows if row.values[0] is not None]
        if name == "year":
            rows.sort(key=lambda row: -row.values[0])
        values = tuple(_value(name, str(row.values[0]), row.documents, q) for row in rows[:SHOWN])
        if values:
            out.append((name, values, len(rows)))
    return tuple(out)


def _value(name: str, value: str, documents: int, q: str) -> Value:
    term = asks_for(name, value)
    base = f"({q})" if " OR " in q or "|" in q else q
    return Value(value, documents, f"{base} {term}".strip(), f"{base} NOT {term}".strip())


def asks_for(dimension: str, value: object) -> str:
    """The query that finds what a count of `dimension` counted at `value`; a technology counts where it is bought."""
    words = str(value).replace('"', " ").strip()
    return f'{dimension}:"{words}/bought"' if dimension == "technology" else f'{dimension}:"{words}"'


@router.get("/result.csv")
def result(request: Request, q: str = "") -> Response:
    """Exactly this result, whole, one row a document."""
    desk = desk_of(request)
    query = parse(q, desk.names)
    columns = ("id", "title", "type", "buyer", "agency", "region", "published", "verdict", "path", "record_id", "address", "sha256")

    def lines() -> Iterator[str]:
        yield "\ufeff" + _line(columns)
        for head in desk.store.heads(desk.index.keys(query)):
            yield _line([_harmless(getattr(head, name)) for name in columns])

    headers = {"content-disposition": 'attachment; filename="result.csv"'}
    return StreamingResponse(lines(), media_type="text/csv; charset=utf-8", headers=headers)


def _line(cells: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _harmless(cell: object) -> str:
    """A cell that a spreadsheet takes for a formula gets an apostrophe before it."""
    text = "" if cell is None else str(cell)
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
