"""Suppliers and brands of a case beside a list that the user supplies: candidates with reasons and the list's own words.

Nothing here says that a body is listed: a candidate is two names that are alike, the entry as the list has it, and the documents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from watchledger.entities import RELATED, Entry, Likeness, Mention, Passed, entries, likenesses, parse, shipped
from watchledger.explore.case import Case
from watchledger.explore.grouping import BRAND, BRANDS, CONSORTIUM, names_of

ROLES = ("supplier", CONSORTIUM, "bidder", "brand")
"""What is compared unless more is asked for: who sells, and whose goods."""


@dataclass(frozen=True, slots=True)
class Screened:
    """A candidate: `name` as documents write it, in `roles`, on the `documents` of these keys. `related` is a unit, branch, group
    or longer name, not the same one."""

    name: str
    roles: dict[str, int]
    documents: tuple[int, ...]
    likeness: Likeness

    @property
    def related(self) -> bool:
        return self.likeness.comparison.verdict == RELATED


@dataclass(frozen=True, slots=True)
class Screening:
    """`compared` names of the case against `read` entries of the list; `passed` counts the entries that were not compared."""

    candidates: tuple[Screened, ...]
    compared: int
    read: int
    passed: Passed
    hidden: int = 0
    """Pairs of two related bodies that were not asked for."""


def screen(case: Case, path: Path, roles: tuple[str, ...] = ROLES, *, related: bool = False) -> Screening:
    """The candidates, the strongest first. Personal data in a name takes the name out. Raises InputError for what is no list."""
    used: dict[Mention, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for mention, document, role in _names(case):
        if role in roles:
            used[mention][document].add(role)
    passed, read = Passed(), Counter[str]()

    def counted() -> Iterator[Entry]:
        for entry in entries(path, passed):
            read["entries"] += 1
            yield entry

    found = likenesses(used, counted(), shipped())
    made = []
    hidden = 0
    for one in found:
        if related or one.comparison.verdict != RELATED or begins(one):
            made.append(_screened(one, used[one.mention]))
        else:
            hidden += 1
    made.sort(key=_order)
    return Screening(tuple(made), len(used), read["entries"], passed, hidden)


def begins(one: Likeness) -> bool:
    """Whether the list's name is short and the other begins with it: NEC, and NEC Software Solutions UK Limited. Lists often name a
    maker for short, so these are shown, as related."""
    short, long = parse(one.by), parse(one.mention.name)
    return bool(short.words) and len(short.words) <= 2 and long.words[: len(short.words)] == short.words


def _screened(one: Likeness, uses: dict[int, set[str]]) -> Screened:
    return Screened(one.mention.name, dict(Counter(role for held in uses.values() for role in held)), tuple(sorted(uses)), one)


def _order(one: Screened) -> tuple[bool, float, int, str, str]:
    return one.related, -one.likeness.comparison.score, -len(one.documents), one.name, one.likeness.entry.place


def _names(case: Case) -> Iterator[tuple[Mention, int, str]]:
    for naming in names_of(case):
        if naming.shown == naming.name and naming.role != BRAND:
            yield Mention(naming.name, code=naming.code), naming.document, naming.role
    for document, value, shown in case.store.stream(BRANDS):
        if shown == value and value.strip():
            yield Mention(value), document, "brand"
