"""Which project is a further attempt at one that failed, when it goes by a new number.

A re-tender under its old number is in the same project already (project.py). Under a new one it stays a project of its own, since a
number is what a notice says of itself, and points at the one that it replaces: the same buyer, a title near enough, begun after the
first was ended without an award, or saying itself that it is a second attempt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from watchledger.entities.compare import compare
from watchledger.entities.comparison import SAME
from watchledger.entities.name import parse
from watchledger.entities.project_code import same_title, says_again
from watchledger.entities.project_head import ACCEPTANCE, LEAST_TITLE, LEAST_TITLE_OF_ANY, Join, NoticeHead, day_of
from watchledger.entities.tables import telling

WITHIN = 366
"""Days between the end of an attempt and the next: budgets are the year's, and what is bought a year later is another purchase."""
_NEAR = 0.8
"""Share of pairs of signs that two titles have in common: 前端监控建设项目 and 前端监控建设工程项目 have 0.83."""
_AT_ONCE = 60
"""Failed attempts of one buyer that a new tender is compared with, the latest; those of the very title come first."""
_BEGUN = ("tender", "prequalification", "single_source")
_WON = ("award", "contract", ACCEPTANCE)


class _Attempt(NamedTuple):
    """What a project says of itself here. `failed` is its notice of an end where nothing was awarded."""

    number: int
    titles: frozenset[str]
    begun: NoticeHead | None
    failed: NoticeHead | None
    won: bool
    again: bool

    @property
    def last(self) -> NoticeHead | None:
        """Its notice of an end, else that of its beginning."""
        return self.failed or self.begun


def replaced(groups: Sequence[Sequence[NoticeHead]]) -> dict[int, Join]:
    """Position of a project -> which notice of it is a further attempt at which other project's, and why. Each failed attempt is
    replaced by the next one only; each attempt replaces one."""
    by_buyer: dict[str, list[_Attempt]] = defaultdict(list)
    for number, heads in enumerate(groups):
        for buyer, certain in sorted(_buyers(heads)):
            if attempt := _attempt(number, heads, LEAST_TITLE if certain else LEAST_TITLE_OF_ANY):
                by_buyer[buyer].append(attempt)
    found = sorted(pair for attempts in by_buyer.values() for pair in _pairs(attempts))
    made: dict[int, Join] = {}
    taken: set[int] = set()
    for _, _, after, before, join in found:
        if after not in made and before not in taken:
            made[after] = join
            taken.add(before)
    return made


def _buyers(heads: Iterable[NoticeHead]) -> set[tuple[str, bool]]:
    names = (parse(head.buyer) for head in heads if head.buyer)
    return {(name.key, compare(name, name).verdict == SAME) for name in names}


def _attempt(number: int, heads: Sequence[NoticeHead], least: int) -> _Attempt | None:
    titles = frozenset(title for head in heads if len(title := same_title(head.title or "", head.buyer or "")) >= least)
    dated = [head for head in heads if day_of(head.published)]
    ends = [head for head in dated if head.type == "termination"]
    begun = min((head for head in dated if head.type in _BEGUN), key=_when, default=None)
    won = any(head.stage in _WON for head in heads)
    again = any(says_again(words) for head in heads for words in (head.title or "", *head.codes))
    return _Attempt(number, titles, begun, max(ends, key=_when, default=None), won, again) if titles else None


def _when(head: NoticeHead | None) -> tuple[str, str]:
    return (head.published or "", head.id) if head is not None else ("", "")


def _pairs(attempts: list[_Attempt]) -> Iterator[tuple[float, int, int, int, Join]]:
    """(how far titles, days apart, the later project, the earlier one, the reason)."""
    before = sorted((one for one in attempts if not one.won and one.last), key=lambda one: _when(one.last), reverse=True)
    titled: dict[str, list[_Attempt]] = defaultdict(list)
    for one in before:
        for title in one.titles:
            titled[title].append(one)
    failed = [one for one in before if one.failed][:_AT_ONCE]
    latest = before[:_AT_ONCE]
    for after in attempts:
        if after.begun is None:
            continue
        exact = [one for title in sorted(after.titles) for one in titled.get(title, ())[:_AT_ONCE] if one is not after]
        for one in exact or (latest if after.again else failed):
            if found := _replaces(after, one):
                yield found


def _replaces(after: _Attempt, one: _Attempt) -> tuple[float, int, int, int, Join] | None:
    begun, last = after.begun, one.last
    if one is after or begun is None or last is None or not (one.failed or after.again):
        return None
    start, end = day_of(begun.published), day_of(last.published)
    days = (start - end).days if start and end else -1
    if not 0 <= days <= WITHIN or (one.begun is not None and _when(begun) <= _when(one.begun)):
        return None
    like = max((likeness(x, y) for x in after.titles for y in one.titles), default=0.0)
    if like < _NEAR:
        return None
    why = f"ended on {last.published}" if one.failed else f"begun on {last.published}, of which no award is here"
    said = ", and says that it is a further attempt" if after.again else ""
    words = f"begun {days} days after the same buyer's purchase of like title was {why}{said}"
    rule = "retender.failed" if one.failed else "retender.again"
    return 1 - like, days, after.number, one.number, Join(begun.id, last.id, rule, words)


def likeness(x: str, y: str) -> float:
    """Share of the pairs of signs that two titles of `same_title` have in common (Dice), 0 where they differ in a number or a
    direction: 一期 and 二期, 2019 and 2020, 城东 and 城西 are two purchases."""
    if x == y:
        return 1.0
    (told_x, pairs_x), (told_y, pairs_y) = _signs(x), _signs(y)
    if told_x != told_y or min(len(x), len(y)) * 2 < max(len(x), len(y)):
        return 0.0
    return 2 * len(pairs_x & pairs_y) / max(len(pairs_x) + len(pairs_y), 1)


@lru_cache(maxsize=20_000)
def _signs(title: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """(numbers and directions in order, pairs of signs)."""
    table = telling()
    return tuple(c for c in title if c in table), frozenset(title[i : i + 2] for i in range(len(title) - 1))
