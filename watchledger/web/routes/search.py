"""The search: the language of `find` in one bar, facets whose counts are exact and follow the query, words in context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from watchledger.errors import BadQuery
from watchledger.explore.column import Numbers
from watchledger.explore.columns import ORDERS
from watchledger.explore.grouping import money
from watchledger.explore.hits import hits_of
from watchledger.web.ask import Ask, answer
from watchledger.web.described import QUESTION
from watchledger.web.pages import Desk, desk_of, render

router = APIRouter()
PAGE = 20
TABLE_PAGE = 100
FACETS = (
    "technology",
    "rung",
    "type",
    "verdict",
    "year",
    "buyer_type",
    "buyer",
    "supplier",
    "brand",
    "province",
    "prefecture",
    "region",
    "format",
    "reading",
    "review",
)
OPEN = 5
"""Facets that are unfolded at first."""
SHOWN, ALL_SHOWN = 12, 2_000
"""Values listed of a facet at first, and of one that was opened whole; the query narrows further."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet ("": not stated) with the exact number of documents, and the addresses that keep or exclude it."""

    value: str
    documents: int
    keep: str
    drop: str


@dataclass(frozen=True, slots=True)
class Facet:
    """`total` values there are; `more` lists them all, None where they are listed."""

    name: str
    values: tuple[Value, ...]
    total: int
    more: str | None


@dataclass(frozen=True, slots=True)
class Chip:
    """A value kept or excluded: the addresses without it, and with the opposite."""

    name: str
    value: str
    kept: bool
    gone: str
    turned: str


@router.get("/", openapi_extra=QUESTION)
def search(request: Request, after: str = "", facet: str = "") -> Response:
    desk = desk_of(request)
    q = request.query_params.get("q", "").strip()
    try:
        ask = Ask.of(request.query_params)
        tree, rows = answer(desk, ask)
        size = PAGE if ask.view == "list" else TABLE_PAGE
        keys, following = desk.columns.page(rows, ask.order, size=size, after=_key(after))
    except BadQuery as error:
        return render(request, "search.html", status=400, q=q, ask=Ask(), problem=error.reason, found=None)
    return render(
        request,
        "search.html",
        q=q,
        ask=ask,
        problem=None,
        found=hits_of(desk.opened, tree, keys, most=3 if ask.view == "list" and ask.q else 1, unmask=desk.unmask),
        total=len(rows),
        chips=tuple(_chips(ask)),
        facets=tuple(facets_of(desk, ask, rows, facet)) if len(rows) and not after else (),
        following=None if following is None else ask.address(after=following),
        orders=ORDERS,
        money=money,
        open=OPEN,
    )


def _key(after: str) -> int | None:
    if not after:
        return None
    if not (after.isascii() and after.isdecimal() and len(after) < 16):
        raise BadQuery(f"{after[:40]!r} is no place in this list")
    return int(after)


def _chips(ask: Ask) -> Iterator[Chip]:
    for name, value in ask.keep:
        yield Chip(name, value, True, ask.without(name, value).address(), ask.dropping(name, value).address())
    for name, value in ask.drop:
        yield Chip(name, value, False, ask.without(name, value).address(), ask.keeping(name, value).address())


def facets_of(desk: Desk, ask: Ask, rows: Numbers, whole: str = "") -> Iterator[Facet]:
    """The facets of these documents; of the one called `whole` all values."""
    for name in filter(desk.columns.at_hand, FACETS):
        most = ALL_SHOWN if name == whole else SHOWN
        counts, total = desk.columns.most(rows, name, most)
        ways = ask.narrowed([(name, count.value) for count in counts])
        values = tuple(Value(*count, *way) for count, way in zip(counts, ways, strict=True))
        if [count.value for count in counts] != [""]:
            yield Facet(name, values, total, ask.address(facet=name) if total > most else None)
