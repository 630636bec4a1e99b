"""A question as an address says it: the words of the bar, values kept and excluded, the order; and the documents that answer it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from watchledger.errors import BadQuery
from watchledger.explore.columns import DIMENSIONS, ORDERS, Columns, Numbers
from watchledger.search import Query, parse
from watchledger.search.tree import Everything
from watchledger.web.pages import Desk

MOST_CHIPS = 100
LISTS = ("list", "table")
Chip = tuple[str, str]
"""(dimension, value); "" is the value of documents that state none."""


@dataclass(frozen=True, slots=True)
class Ask:
    """`since` keeps what was added after the document of that key: what is new to a saved search. `once` leaves out
    near-duplicates of other documents found: what the numbers count."""

    q: str = ""
    keep: tuple[Chip, ...] = ()
    drop: tuple[Chip, ...] = ()
    order: str = "new"
    view: str = "list"
    since: int = 0
    once: bool = False

    @classmethod
    def of(cls, query: QueryParams) -> Ask:
        """Raises BadQuery for what cannot be asked."""
        keep, drop = (tuple(dict.fromkeys(map(_chip, query.getlist(name)))) for name in ("is", "not"))
        if len(keep) + len(drop) > MOST_CHIPS:
            raise BadQuery(f"more than {MOST_CHIPS} values are kept or excluded at once")
        order, view, since = query.get("sort") or "new", query.get("view") or "list", query.get("since") or "0"
        if order not in ORDERS:
            raise BadQuery(f"cannot sort by {order[:40]!r}; it can be sorted by {', '.join(ORDERS)}")
        if not (since.isascii() and since.isdecimal() and len(since) < 16):
            raise BadQuery(f"since takes a number, not {since[:40]!r}")
        return cls(
            query.get("q", "").strip(), keep, drop, order, view if view in LISTS else "list", int(since), query.get("once") == "1"
        )

    def words(self, **more: object) -> str:
        """The query string of this question; `more` are further parameters, None leaves one out."""
        parts: list[tuple[str, object]] = [("q", self.q)] if self.q else []
        parts += [("is", f"{name}:{value}") for name, value in self.keep]
        parts += [("not", f"{name}:{value}") for name, value in self.drop]
        parts += [("sort", self.order)] if self.order != "new" else []
        parts += [("view", self.view)] if self.view != "list" else []
        parts += [("since", self.since)] if self.since else []
        parts += [("once", 1)] if self.once else []
        return urlencode(parts + [(name, value) for name, value in more.items() if value is not None])

    def address(self, **more: object) -> str:
        words = self.words(**more)
        return f"/?{words}" if words else "/"

    def keeping(self, name: str, value: str) -> Ask:
        return replace(self.without(name, value), keep=(*self.without(name, value).keep, (name, value)))

    def dropping(self, name: str, value: str) -> Ask:
        return replace(self.without(name, value), drop=(*self.without(name, value).drop, (name, value)))

    def without(self, name: str, value: str) -> Ask:
        chip = (name, value)
        return replace(self, keep=tuple(c for c in self.keep if c != chip), drop=tuple(c for c in self.drop if c != chip))

    def sorted_by(self, order: str) -> Ask:
        return replace(self, order=order)

    def shown_as(self, view: str) -> Ask:
        return replace(self, view=view)


def _chip(words: str) -> Chip:
    name, colon, value = words.partition(":")
    if not colon or name not in DIMENSIONS:
        raise BadQuery(f"cannot narrow by {name[:40]!r}; it can be narrowed by {', '.join(DIMENSIONS)}")
    return name, value


def counted(desk: Desk, ask: Ask) -> Ask:
    """The question as the numbers ask it: near-duplicates once, where there are any."""
    return replace(ask, once=desk.store.alike.count() > 0)


def answer(desk: Desk, ask: Ask) -> tuple[Query, Numbers]:
    """The tree of the bar's words, and the rows of desk.columns that answer the whole question. Raises BadQuery."""
    tree = parse(ask.q, desk.names)
    columns = desk.columns
    columns.refresh()
    rows = columns.rows(None) if isinstance(tree, Everything) else _found(columns, tree, columns.state())
    rows = columns.once(rows) if ask.once else rows
    for chips, without in ((ask.keep, False), (ask.drop, True)):
        for name, value in chips:
            rows = columns.with_value(rows, name, value, without=without)
    if ask.since:
        rows = rows[columns.keys[rows] > ask.since]
    return tree, rows


@lru_cache(maxsize=16)
def _found(columns: Columns, tree: Query, _state: object) -> Numbers:
    """Kept until the case changes: a hundred thousand keys take the engine 100 ms, and facets narrow the same ones."""
    return columns.rows(columns.case.index.keys(tree))
