"""A stratified random sample of the documents of a case: of what was found and of what was not.

Every document's place in the draw is a hash of the seed and its id: the same seed draws the same documents whatever the order in
which they were added, and a larger `n` keeps those of a smaller one in each stratum.
"""

from __future__ import annotations

import heapq
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from statistics import median_low
from typing import Any, NamedTuple

from watchledger.explore.case import Case
from watchledger.explore.estimate import allocate
from watchledger.model.finding import BOUGHT, CERTAINTIES
from watchledger.search import Query
from watchledger.search.tree import Everything
from watchledger.store import Drawn, Sample, StratumDrawn

SURVEILLANCE = "surveillance"
"""The question when no technology is named: does the document buy means to watch people?"""
PER_STRATUM = 20
"""Documents drawn that a stratum must have on average before there is one more: with fewer, the prior of each stratum widens the
interval by more than the split narrows it (200 drawn: ten strata)."""
DECIDED = frozenset({"award", "contract", "candidate"})
_BASE = dict(zip(CERTAINTIES, (0.9, 0.7, 0.5), strict=True))
NEAR, FAR = "close to it", "nothing of it"


class Kind(NamedTuple):
    """What documents are alike in: side and certainty, whether the notice tells of a winner, year, and the machine's score."""

    found: bool
    sort: str
    decided: bool
    year: int | None
    score: float


@dataclass(slots=True)
class _Held:
    """Documents of one kind: keys and their places in the draw."""

    keys: array[int] = field(default_factory=lambda: array("q"))
    places: array[int] = field(default_factory=lambda: array("Q"))


Kinds = dict[Kind, _Held]


def draw(case: Case, technologies: Sequence[str], where: Query | None, *, n: int, seed: int, query: str = "") -> Sample:
    """Draws `n` documents (all, where there are fewer) from those that `where` finds. No technologies: the question is whether
    the document buys means to watch people. The sample is not kept yet (`case.store.samples.keep`)."""
    keys = None if where is None or isinstance(where, Everything) else case.index.keys(where)
    kinds: Kinds = {}
    unreadable = _sorted_out(case, technologies, keys, seed, kinds) if keys is None or keys else 0
    strata = _strata(kinds, min(n, sum(len(held.keys) for held in kinds.values())) // PER_STRATUM)
    sizes = [sum(len(kinds[kind].keys) for kind in members) for _, members in strata]
    drawn: list[tuple[int, int, int, float]] = []
    for number, ((_, members), wanted) in enumerate(zip(strata, allocate(sizes, n) if sizes else [], strict=True)):
        of_stratum = ((p, k, kind.score) for kind in members for p, k in zip(kinds[kind].places, kinds[kind].keys, strict=True))
        drawn += [(p, k, number, score) for p, k, score in heapq.nsmallest(wanted, of_stratum)]
    drawn.sort()
    names = {head.key: head.id for head in case.store.heads([key for _, key, _, _ in drawn])}
    return Sample(
        technology=question_of(technologies),
        query=query,
        seed=seed,
        asked=n,
        documents=sum(sizes),
        unreadable=unreadable,
        strata=tuple(
            StratumDrawn(name, members[0].found, size, _scores(kinds, members))
            for (name, members), size in zip(strata, sizes, strict=True)
        ),
        drawn=tuple(Drawn(names[key], number, score) for _, key, number, score in drawn),
    )


def question_of(technologies: Sequence[str]) -> str:
    return ",".join(sorted(technologies)) or SURVEILLANCE


def _sorted_out(case: Case, technologies: Sequence[str], keys: list[int] | None, seed: int, kinds: Kinds) -> int:
    """Puts every document with a text among its kind; the number of those without."""
    unreadable = 0
    salt = seed.to_bytes(8, "big", signed=True)
    sql = (
        "SELECT d.key, d.id, d.text_id, d.type, d.year, d.verdict, f.technology, f.status, f.certainty FROM documents d"
        f"{' JOIN chosen c ON c.key = d.key' if keys is not None else ''}"
        " LEFT JOIN findings f ON f.document = d.key ORDER BY d.key"
    )
    for key, rows in groupby(case.store.stream(sql, keys=keys), key=itemgetter(0)):
        found = list(rows)
        if found[0].text_id is None:
            unreadable += 1
            continue
        held = kinds.setdefault(kind_of(found, technologies), _Held())
        held.keys.append(key)
        held.places.append(int.from_bytes(blake2b(found[0].id.encode(), digest_size=8, key=salt).digest(), "big"))
    return unreadable


def kind_of(rows: Sequence[Any], technologies: Sequence[str]) -> Kind:
    """Of one document, from its rows with (type, year, verdict, technology, status, certainty), one for each finding."""
    about = rows[0]
    found = [row for row in rows if row.technology is not None]
    named = [row for row in found if not technologies or row.technology in technologies]
    mine = [row for row in named if row.status in BOUGHT]
    is_found = bool(mine) if technologies else about.verdict == "yes"
    if is_found:
        best = min((row.certainty for row in mine), key=CERTAINTIES.index, default=CERTAINTIES[-1])
        sort, score = f"found, {best}", _BASE[best] + 0.09 * (1 - 0.5 ** max(len(mine) - 1, 0))
    elif named or about.verdict == "unclear" or _same_group(found, technologies):
        sort, score = f"not found, {NEAR}", 0.3 if named else 0.2
    else:
        sort, score = f"not found, {FAR}", 0.05 if found else 0.02
    return Kind(is_found, sort, about.type in DECIDED, about.year, round(score, 2))


def _same_group(found: Sequence[Any], technologies: Sequence[str]) -> bool:
    groups = {name.split(".")[0] for name in technologies}
    return any(row.technology.split(".")[0] in groups for row in found)


Stratum = tuple[str, list[Kind]]


def _strata(kinds: Kinds, most: int) -> list[Stratum]:
    """By side and certainty first; then the largest is split by type of notice, then by year, while there may be more."""
    by_sort: dict[str, list[Kind]] = {}
    for kind in kinds:
        by_sort.setdefault(kind.sort, []).append(kind)
    strata = sorted(by_sort.items())
    whole: list[Stratum] = []
    while strata and len(strata) + len(whole) < most:
        largest = max(strata, key=lambda stratum: (_size(kinds, stratum), stratum[0]))
        strata.remove(largest)
        pieces = list(_split(kinds, largest))
        (strata if len(pieces) > 1 else whole).extend(pieces)
    return sorted([*strata, *whole])


def _size(kinds: Kinds, stratum: Stratum) -> int:
    return sum(len(kinds[kind].keys) for kind in stratum[1])


def _split(kinds: Kinds, stratum: Stratum) -> Iterator[Stratum]:
    """In two, neither smaller than PER_STRATUM documents, or the stratum itself where it cannot be split further."""
    name, members = stratum
    years = Counter[int]()
    for kind in members:
        years[kind.year or 0] += len(kinds[kind].keys)
    middle = median_low(years.elements())
    first = min((year for year in years if year > middle), default=0)
    for one, other, belongs in (
        ("with a winner", "before a winner", [kind.decided for kind in members]),
        (f"from {first}", f"before {first}", [(kind.year or 0) > middle for kind in members]),
    ):
        pieces = [
            (f"{name}, {words}", [kind for kind, inside in zip(members, belongs, strict=True) if inside is side])
            for words, side in ((one, True), (other, False))
        ]
        if all(_size(kinds, piece) >= PER_STRATUM for piece in pieces):
            yield from pieces
            return
    yield stratum


def _scores(kinds: Kinds, members: Sequence[Kind]) -> tuple[tuple[float, int], ...]:
    counts = Counter[float]()
    for kind in members:
        counts[kind.score] += len(kinds[kind].keys)
    return tuple(sorted(counts.items()))
