"""What people decided of pairs of names: the sides of a pair, and what a new decision would contradict.

`same` joins, `different` keeps apart. The result depends on what stands, never on the order in which it was said or in which
names were added.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping

from watchledger.entities.comparison import DIFFERENT, SAME
from watchledger.entities.mention import Mention

_PART = "\t"
"""Between the parts of a side; no name that documents write holds one after white space is folded."""

Judged = Mapping[frozenset[str], str]
"""Two sides -> `same` or `different` (a set of one side when two firms bear one name)."""
Pair = tuple[str, str]


def side_of(mention: Mention) -> str:
    """How a decision names a mention: the name as written; with the division or the credit code where only they tell it apart."""
    return mention.name if not (mention.code or mention.within) else _PART.join(mention)


def speaks_of(side: str, mention: Mention) -> bool:
    """Whether a side means this mention: its name, and its division and code where the side gives them."""
    name, _, rest = side.partition(_PART)
    within, _, code = rest.partition(_PART)
    return mention.name == name and within in ("", mention.within) and code in ("", mention.code)


def name_of_side(side: str) -> str:
    """The name of a side as people read it."""
    return side.partition(_PART)[0]


def against(judged: Judged, one: str, other: str, verdict: str) -> tuple[Pair, ...]:
    """The decided pairs that a new decision contradicts, in order; empty when it can be followed beside them all. An earlier one
    on the same pair is none of them: the new one takes its place."""
    new = frozenset((one, other))
    links: dict[str, set[str]] = defaultdict(set)
    for pair, said in judged.items():
        if said == SAME and pair != new:
            a, b = _both(pair)
            links[a].add(b)
            links[b].add(a)
    if verdict == DIFFERENT:
        return tuple(sorted(_way(links, one, other)))
    if verdict != SAME:
        return ()
    reached = _reached(links, one) | _reached(links, other)
    apart = (_both(pair) for pair, said in judged.items() if said == DIFFERENT and pair != new)
    return tuple(sorted(pair for pair in apart if pair[0] in reached and pair[1] in reached))


def _both(pair: frozenset[str]) -> Pair:
    sides = sorted(pair)
    return sides[0], sides[-1]


def _reached(links: Mapping[str, set[str]], start: str) -> set[str]:
    seen, waiting = {start}, deque([start])
    while waiting:
        for side in links.get(waiting.popleft(), ()):
            if side not in seen:
                seen.add(side)
                waiting.append(side)
    return seen


def _way(links: Mapping[str, set[str]], start: str, end: str) -> list[Pair]:
    """The pairs of a shortest way from one side to the other; none where there is no way."""
    before: dict[str, str] = {start: start}
    waiting = deque([start])
    while waiting and end not in before:
        here = waiting.popleft()
        for side in sorted(links.get(here, ())):
            if side not in before:
                before[side] = here
                waiting.append(side)
    if end not in before or start == end:
        return []
    way: list[Pair] = []
    while end != start:
        way.append(_both(frozenset((end, before[end]))))
        end = before[end]
    return way
