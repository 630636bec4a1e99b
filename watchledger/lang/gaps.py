"""Where the raw text has line breaks, tabs and wide spaces, as offsets into the normal form, which drops most of them.
Line breaks within a number, a date or before a closing sign are none."""

from __future__ import annotations

import re
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


_CLOSES = frozenset("。,;:)》”」』】、")
_OPENS = frozenset("(《“「『【")
_UNIT = re.compile(r" ?\(?(?:万元|亿元|元)")
_OF_A_DATE = re.compile(
    r"(?:(?<!\d)20\d ?\d(?=年)|年\d{1,2}(?=月)|月\d{1,2}(?=[日号])|日[上下中]?午?\d{1,2}(?=[时点])|[时点]\d{1,2}(?=分))"
)
_YEAR = re.compile(r"20(?:\d \d| \d\d)年")
_NEXT_OF_A_DATE = re.compile(r"(?<=年)\d{1,2}月|(?<=月)\d{1,2}[日号]")
_DATE_SIGNS = frozenset("年月日号时点分")


def _goes_on(text: str, at: int) -> bool:
    """Whether a line break before `at` stands within a number, a date or a clause: copies of web pages put every styled stretch on
    a line of its own ("预算金额：", "60", "万元"). A line that begins with what only closes continues the one before."""
    before, after = text[at - 1], text[at]
    if before == " ":
        before = text[at - 2 : at - 1]
    if after in _CLOSES or before in _OPENS:
        return True
    if before.isdigit():
        if after.isdigit() and text[at - 1] == " ":
            return _YEAR.match(text, at - 4) is not None or _YEAR.match(text, at - 3) is not None
        if after in _DATE_SIGNS:
            return any(m.end() == at for m in _OF_A_DATE.finditer(text, max(0, at - 6), at + 1))
        return _UNIT.match(text, at) is not None
    return before in "年月" and _NEXT_OF_A_DATE.match(text, at) is not None


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
            if 0 < start < len(text) and _goes_on(text, start):
                continue
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
