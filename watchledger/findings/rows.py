"""Rows of tab-separated cells under a heading: the cell of a row that holds the quantity, unit, brand, model or price."""

from __future__ import annotations

import re
from collections.abc import Mapping

Stretch = tuple[int, int]
Heads = Mapping[str, int]
"""What a column holds -> its number."""
NO_HEADS: Heads = {}
_BRACKET = re.compile(r"[\s(].*", re.DOTALL)
_LINES_UP = 80
"""Lines looked up for the heading of a column."""
_LONGEST = 20_000
"""Characters of a line that is taken for a row."""


class Rows:
    """Reads the rows of one folded text. `names` says how headings call what a column holds."""

    def __init__(self, folded: str, names: Mapping[str, tuple[str, ...]]) -> None:
        self._content, self._any = folded, "\t" in folded
        self._roles = {word: role for role, words in names.items() for word in words}
        self._headed: dict[int, tuple[Heads, int]] = {}

    def cells(self, start: int, end: int) -> dict[str, Stretch]:
        """The cells of the row around a stretch by what they hold, without the white space at their ends; {} outside tables."""
        if not self._any:
            return {}
        begin = self._content.rfind("\n", 0, start) + 1
        stop = self._content.find("\n", end)
        line = self._content[begin : stop if stop >= 0 else len(self._content)]
        if "\t" not in line or len(line) > _LONGEST:
            return {}
        heads, _ = self._heads(begin)
        if not heads:
            return {}
        bounds = list(_bounds(line, begin))
        return {role: bounds[number] for role, number in heads.items() if number < len(bounds)}

    def heading(self, start: int, role: str) -> str:
        """The words at the head of the column that holds `role` in the row around `start`; "" where there is none."""
        heads, at = self._heads(self._content.rfind("\n", 0, start) + 1) if self._any else (NO_HEADS, 0)
        if role not in heads:
            return ""
        line = self._content[at : self._content.find("\n", at)]
        return line.split("\t")[heads[role]].strip()

    def _heads(self, begin: int) -> tuple[Heads, int]:
        """The columns of the nearest heading line above and where it begins. Lines already looked at are remembered, so that
        a long table costs one walk."""
        walked: list[int] = []
        found: tuple[Heads, int] = NO_HEADS, 0
        at = begin
        while at > 0 and len(walked) < _LINES_UP:
            if at in self._headed:
                found = self._headed[at]
                break
            walked.append(at)
            above = self._content.rfind("\n", 0, at - 1) + 1
            heads = self._heads_in(self._content[above : at - 1])
            if heads:
                found = heads, above
                break
            at = above
        self._headed.update((line, found) for line in walked)
        return found

    def _heads_in(self, line: str) -> Heads:
        """The columns that a line names: one of quantities, or two others."""
        if "\t" not in line or len(line) > _LONGEST:
            return NO_HEADS
        heads: dict[str, int] = {}
        for number, cell in enumerate(line.split("\t")):
            role = self._roles.get(cell.strip()) or self._roles.get(_BRACKET.sub("", cell.strip()))
            if role is not None:
                heads.setdefault(role, number)
        return heads if "quantity" in heads or len(heads) > 1 else NO_HEADS


def _bounds(line: str, begin: int) -> list[Stretch]:
    out: list[Stretch] = []
    at = 0
    for cell in line.split("\t"):
        left = at + len(cell) - len(cell.lstrip())
        out.append((begin + left, begin + max(left, at + len(cell.rstrip()))))
        at += len(cell) + 1
    return out
