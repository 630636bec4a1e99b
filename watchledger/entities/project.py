"""Which notices are one project: joined by number, buyer, title and time, with the reason for each join."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations, pairwise

from watchledger.entities.compare import compare
from watchledger.entities.comparison import DIFFERENT, SAME
from watchledger.entities.name import parse
from watchledger.entities.project_code import codes_in_title, is_span_of_years, is_telling, same_code, same_title, says_again
from watchledger.entities.project_head import ACCEPTANCE, LEAST_TITLE, LEAST_TITLE_OF_ANY, Join, NoticeHead, day_of
from watchledger.entities.retender import replaced
from watchledger.fields.organisation import head as head_of
from watchledger.fields.place import places_in
from watchledger.fields.place_name import place_name

VERSION = "project/4"
STAGES = (
    "intent", "prequalification", "tender", "single_source", "clarification", "amendment", "candidate", "award", "contract",
    ACCEPTANCE, "termination", "other",
)  # fmt: skip
"""Types of notices in the order of a purchase; acceptance is what some of contract or other are (project_head.py)."""
EXPECTED = ("intent", "tender", "candidate", "award", "contract", ACCEPTANCE)
"""Stages that the rules have published (Ministry of Finance, Orders 87 and 101; for candidates the Regulation on the Tendering Law,
art. 54; for acceptance the Ministry's paper 205 of 2016, of services to the public): what a project lacks of them is named. A
single-source notice stands for the tender."""
_BY_TITLE = ("title.buyer", "title")
_YEARS = 3
"""Years between a project's first and last notice beyond which a shared title says nothing: contracts run one to three."""
_LEAST_TITLE_ALONE = 10
"""Signs of a title where neither notice names its buyer: it must begin with a place or name a body, and be long enough to be one's
own."""
_LARGEST = 400
"""Notices of one number or title, each compared with the next in time; a number on more is a form's own."""
_DISTINCT = 30
"""Buyers of one number that are compared with one another."""


@dataclass(frozen=True, slots=True)
class Project:
    """`notices` in the order of stages and time. `missing` are expected stages that no notice shows. `repeats` are (notice, the
    one it repeats): the same notice from another portal. `again` are notices that say they are a further attempt.
    `replaces`: which notice is a further attempt, under a new number, at which one of another project."""

    id: str
    notices: tuple[NoticeHead, ...]
    joins: tuple[Join, ...]
    missing: tuple[str, ...]
    repeats: tuple[tuple[str, str], ...]
    again: tuple[str, ...]
    version: str = VERSION
    replaces: tuple[Join, ...] = ()


def projects(heads: Iterable[NoticeHead]) -> tuple[Project, ...]:
    """Every notice in exactly one project; order and repetition of the heads change nothing. Nearly linear: notices are compared
    with their neighbours in time among those of one number or one title."""
    by_id = {head.id: head for head in sorted(heads, key=_first)}
    above = {key: key for key in by_id}
    numbers = {key: {code for code in _codes(head) if is_telling(code)} for key, head in by_id.items()}
    joins: list[Join] = []
    for join in _in_order(_proposed(list(by_id.values())), by_id):
        a, b = sorted((_root(above, join.one), _root(above, join.other)))
        if a != b and (join.rule not in _BY_TITLE or _one_number(numbers[a], numbers[b])):
            above[b] = a
            numbers[a] |= numbers.pop(b)
            joins.append(join)
    members: dict[str, list[NoticeHead]] = defaultdict(list)
    reasons: dict[str, list[Join]] = defaultdict(list)
    for key, head in by_id.items():
        members[_root(above, key)].append(head)
    for join in joins:
        reasons[_root(above, join.one)].append(join)
    made = [_project(members[key], reasons[key]) for key in sorted(members)]
    for at, join in replaced([one.notices for one in made]).items():
        made[at] = replace(made[at], replaces=(join,))
    return tuple(made)


def _in_order(joins: Iterable[Join], by_id: dict[str, NoticeHead]) -> list[Join]:
    """Numbers first; then titles, the nearest in time first: an intention goes to its own tender, not to next year's."""

    def rank(join: Join) -> tuple[bool, int, Join]:
        days = [day_of(by_id[key].published) for key in (join.one, join.other)]
        gap = abs((days[0] - days[1]).days) if days[0] is not None and days[1] is not None else 1 << 30
        by_title = join.rule in _BY_TITLE
        return by_title, gap if by_title else 0, join

    return sorted(joins, key=rank)


def _root(above: dict[str, str], key: str) -> str:
    while above[key] != key:
        above[key] = above[above[key]]
        key = above[key]
    return key


def _first(head: NoticeHead) -> tuple[str, ...]:
    """Order of time, undated last; then a total order."""
    return head.published or "9999", head.id, head.buyer or "", head.title or "", head.type or "", *head.codes


def _proposed(heads: Sequence[NoticeHead]) -> Iterator[Join]:
    """Joins by number first, then by title. Short numbers and titles are looked up together with the buyer."""
    by_code: dict[str, list[NoticeHead]] = defaultdict(list)
    by_short: dict[tuple[str, str], list[NoticeHead]] = defaultdict(list)
    by_title: dict[tuple[str, str], list[NoticeHead]] = defaultdict(list)
    for head in heads:
        buyer, certain = _buyer_key(head.buyer) if head.buyer else ("", False)
        for code in _codes(head):
            if is_telling(code):
                by_code[code].append(head)
            elif len(code) >= 3 and certain:
                by_short[code, buyer].append(head)
        title = same_title(head.title or "", head.buyer or "")
        if len(title) >= _LEAST_TITLE_ALONE and (not buyer or len(title) >= LEAST_TITLE_OF_ANY) and _tells_whose(title):
            by_title[title, ""].append(head)
        if buyer and len(title) >= (LEAST_TITLE if certain else LEAST_TITLE_OF_ANY):
            by_title[title, buyer].append(head)
    for code, held in sorted(by_code.items()):
        agree = _buyers_agree if _disputed(held) else _buyers_may_agree
        for a, b in _neighbours(held):
            if agree(a, b):
                yield Join(a.id, b.id, "number", f"both have the number {code}")
    for (code, _), held in sorted(by_short.items()):
        for a, b in _neighbours(held):
            if _near(a, b):
                yield Join(a.id, b.id, "number.buyer", f"both have the short number {code} and the buyer {a.buyer}")
    for (title, whose), held in sorted(by_title.items()):
        for a, b in _neighbours(held):
            if not _near(a, b):
                continue
            if whose:
                yield Join(a.id, b.id, "title.buyer", f"both buy {title} for {a.buyer}, and no number says otherwise")
            elif not (a.buyer and b.buyer):
                yield Join(a.id, b.id, "title", f"both buy {title}, one names no buyer beside it, and no number says otherwise")


_BODY = re.compile(r"\d{4,5}部队|公司|银行|大学|学院|集团|[省市县区]|[路街道巷]\d{1,4}号")
"""Words of a body in a title's beginning that states no place."""


@lru_cache(maxsize=100_000)
def _tells_whose(title: str) -> bool:
    """Whether a title says by itself whose purchase it is: it begins with a place, or with a body's name."""
    found = places_in(title, 0, min(len(title), 20))
    told = (found and found[0].start == 0) or place_name(title, 0, len(title)) or head_of(title, 0, len(title))
    return bool(told) or (len(title) >= LEAST_TITLE_OF_ANY and _BODY.search(title[:24]) is not None)


@lru_cache(maxsize=100_000)
def _buyer_key(buyer: str) -> tuple[str, bool]:
    """The key of a buyer's name, and whether one body alone bears it."""
    name = parse(buyer)
    return name.key, compare(name, name).verdict == SAME


def _codes(head: NoticeHead) -> set[str]:
    """The numbers of a notice as compared, those at its title's end included."""
    codes = {same_code(code) for code in (*head.codes, *codes_in_title(head.title or ""))}
    return {code for code in codes if not is_span_of_years(code)}


def _neighbours(held: list[NoticeHead]) -> Iterator[tuple[NoticeHead, NoticeHead]]:
    """All pairs of a few, the next in time of many."""
    if len(held) <= 12:
        yield from combinations(held, 2)
    elif len(held) <= _LARGEST:
        yield from pairwise(sorted(held, key=lambda head: (head.buyer or "", *_first(head)[:2])))


def _buyers_differ(a: NoticeHead, b: NoticeHead) -> bool:
    """Whether both name a buyer and the two cannot be one; a body and its unit write one another's notices."""
    if not a.buyer or not b.buyer or a.buyer == b.buyer:
        return False
    return compare(parse(a.buyer), parse(b.buyer)).verdict == DIFFERENT


def _buyers_may_agree(a: NoticeHead, b: NoticeHead) -> bool:
    """Where a notice names no buyer, titles that have nothing in common say that an agent's number is used twice."""
    if a.buyer and b.buyer:
        return not _buyers_differ(a, b)
    return not (a.title and b.title) or _words_shared(same_title(a.title), same_title(b.title))


def _words_shared(x: str, y: str) -> bool:
    """Whether a tenth of the pairs of signs of the shorter title are in the other."""
    pairs_x, pairs_y = ({t[i : i + 2] for i in range(len(t) - 1)} for t in (x, y))
    return len(pairs_x & pairs_y) * 10 >= min(len(pairs_x), len(pairs_y))


def _disputed(held: list[NoticeHead]) -> bool:
    """Whether two notices of one number name buyers that cannot be one: then one without a buyer belongs to neither."""
    buyers = sorted({head.buyer: head for head in held if head.buyer}.items())[:_DISTINCT]
    return any(_buyers_differ(a, b) for (_, a), (_, b) in combinations(buyers, 2))


def _buyers_agree(a: NoticeHead, b: NoticeHead) -> bool:
    return bool(a.buyer) and bool(b.buyer) and not _buyers_differ(a, b)


def _near(a: NoticeHead, b: NoticeHead) -> bool:
    """Within the years of one project; a missing date excludes nothing."""
    days = [day_of(head.published) for head in (a, b)]
    return days[0] is None or days[1] is None or abs((days[0] - days[1]).days) <= _YEARS * 366


def _one_number(x: set[str], y: set[str]) -> bool:
    """Whether two sets of telling numbers can be one project's: one is empty, or a number is, holds, or is in one of the other.
    Else they are two projects, or a project and its repetition in another year."""
    return not x or not y or any(c in d or d in c for c in x for d in y)


def _project(heads: list[NoticeHead], joins: list[Join]) -> Project:
    ordered = sorted(heads, key=lambda head: (_stage(head), *_first(head)))
    types = {head.stage for head in heads}
    types |= {"tender"} if types & {"single_source", "prequalification"} else set()
    seen: dict[tuple[str, str, str], str] = {}
    repeats = []
    for head in ordered:
        if head.published and head.title and head.type:
            key = head.type, head.published, same_title(head.title, head.buyer or "") + "".join(sorted(map(same_code, head.codes)))
            if key in seen:
                repeats.append((head.id, seen[key]))
            seen.setdefault(key, head.id)
    again = [head.id for head in ordered if says_again(head.title or "") or any(map(says_again, head.codes))]
    missing = tuple(stage for stage in EXPECTED if stage not in types)
    name = min(heads, key=_first).id
    return Project(name, tuple(ordered), tuple(sorted(joins)), missing, tuple(repeats), tuple(again))


def _stage(head: NoticeHead) -> int:
    return STAGES.index(head.stage) if head.stage in STAGES else len(STAGES)
