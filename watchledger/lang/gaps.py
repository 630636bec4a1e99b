"""Where the raw text has line breaks, tabs and wide spaces, as offsets into the normal form, which drops most of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from watchledger.lang.normal import View

SPACE, WIDE, TAB, LINE = 0, 1, 2, 3
"""One space; two or more; a tab; a line break. A higher kind parts more surely."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """`at[i]` is the view offset of the first character after gap i, `kind[i]` its kind; `hard` are those of
    tabs and lines, `kinds` says the kind by the offset."""

    at: list[int]
    kind: list[int]
    hard: list[int]
    kinds: dict[int, int]

    def next_hard(self, offset: int, end: int) -> int:
        """The first tab or line gap after `offset`, or `end`."""
        i = bisect_right(self.hard, offset)
        return min(self.hard[i], end) if i < len(self.hard) else end

    def hard_before(self, offset: int) -> int:
        """The last tab or line gap at or before `offset`, or 0."""
        i = bisect_right(self.hard, offset) - 1
        return self.hard[i] if i >= 0 else 0

    def kind_at(self, offset: int) -> int:
        """The kind of the gap right before `offset`; -1 where there is none. The text's beginning is a line's beginning."""
        return self.kinds.get(offset, -1) if offset > 0 else LINE

    def within(self, start: int, end: int, least: int = SPACE) -> list[int]:
        """Offsets of the gaps of at least that kind strictly inside (start, end)."""
        at = self.at
        low = bisect_right(at, start)
        if low == len(at) or at[low] >= end:
            return []
        high = bisect_left(at, end, low)
        return at[low:high] if least == SPACE else [at[i] for i in range(low, high) if self.kind[i] >= least]


def gaps_of(raw: str, view: View) -> Gaps:
    """The gaps of a text. Linear in the number of pieces of the view."""
    at: list[int] = []
    kind: list[int] = []
    hard: list[int] = []
    starts, shifts, text = view.starts, view.shifts, view.text
    for i in range(1, len(starts)):
        start = starts[i]
        first = start + shifts[i - 1]
        if start and text[start - 1] == " ":
            first -= 1
        space = raw[first : start + shifts[i]]
        if "\n" in space or "\r" in space:
            what = LINE
        elif "\t" in space:
            what = TAB
        else:
            what = WIDE if len(space) > 1 or space == "\u3000" else SPACE
        at.append(start)
        kind.append(what)
        if what >= TAB:
            hard.append(start)
    kinds = dict(zip(reversed(at), reversed(kind), strict=True))  # of two gaps at one offset the first counts
    return Gaps(at, kind, hard, kinds)
