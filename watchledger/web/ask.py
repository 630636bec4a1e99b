"""A question as an address says it: the words of the bar, values kept and excluded, the order; and the documents that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote_plus, urlencode

from starlette.datastructures import QueryParams

from watchledger.errors import BadQuery
from watchledger.explore.column import Numbers
from watchledger.explore.columns import DIMENSIONS, ORDERS
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
        rest = [(name, value) for name, value in more.items() if value is not None]
        return urlencode([part for parts in self._parts() for part in parts] + rest)

    def _parts(self) -> tuple[list[tuple[str, object]], list[tuple[str, object]], list[tuple[str, object]]]:
        """(the words and what is kept, what is excluded, the rest), each as (parameter, value)."""
        kept: list[tuple[str, object]] = [("q", self.q)] if self.q else []
        kept += [("is", f"{name}:{value}") for name, value in self.keep]
        rest: list[tuple[str, object]] = [("sort", self.order)] if self.order != "new" else []
        rest += [("view", self.view)] if self.view != "list" else []
        rest += [("since", self.since)] if self.since else []
        rest += [("once", 1)] if self.once else []
        return kept, [("not", f"{name}:{value}") for name, value in self.drop], rest

    def narrowed(self, chips: Sequence[Chip]) -> list[tuple[str, str]]:
        """For each chip the addresses that keep and that exclude it. A page has 300 of them: what they share is written once."""
        kept, dropped, rest = (urlencode(part) for part in self._parts())
        found = []
        for chip in chips:
            if chip in self.keep or chip in self.drop:
                found.append((self.keeping(*chip).address(), self.dropping(*chip).address()))
                continue
            words = quote_plus(":".join(chip))
            found.append((_joined(kept, f"is={words}", dropped, rest), _joined(kept, dropped, f"not={words}", rest)))
        return found

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


def _joined(*parts: str) -> str:
    return "/?" + "&".join(filter(None, parts))


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
    rows = columns.rows(None) if isinstance(tree, Everything) else columns.found(tree)
    rows = columns.once(rows) if ask.once else rows
    for chips, without in ((ask.keep, False), (ask.drop, True)):
        for name, value in chips:
            rows = columns.with_value(rows, name, value, without=without)
    if ask.since:
        rows = rows[columns.keys[rows] > ask.since]
    return tree, rows
