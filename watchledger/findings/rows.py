"""Rows of cells under a heading: the cell of a row that holds the quantity, unit, brand, model or price.

Cells are parted by tabs, as the readers of formats write them, or, in text that came flattened, by bars, by runs of spaces, by
single spaces or by commas. A flattened row counts only where it has as many cells as its heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

Stretch = tuple[int, int]
Heads = Mapping[str, int]
"""What a column holds -> its number."""
_BRACKET = re.compile(r"[\s(].*", re.DOTALL)
_LINES_UP = 80
"""Lines looked up for the heading of a column."""
_LONGEST = 20_000
"""Characters of a line that is taken for a row."""
_FLAT = 400
"""Characters of a line that is taken for a flattened row."""
_PARTS: dict[str, re.Pattern[str]] = {
    "bars": re.compile(r"[^|]+"),
    "runs": re.compile(r"\S+(?: \S+)*"),
    "spaces": re.compile(r"\S+"),
    "commas": re.compile(r"[^,]*(?:,|$)"),
}


class Heading(NamedTuple):
    """The columns that a heading line names, where it begins, how its cells are parted and how many cells there are."""

    heads: Heads
    at: int
    parted: str
    cells: int


_NONE = Heading({}, 0, "", 0)


class Rows:
    """Reads the rows of one folded text. `names` says how headings call what a column holds."""

    def __init__(self, folded: str, names: Mapping[str, tuple[str, ...]]) -> None:
        self._content = folded
        self._roles = {word: role for role, words in names.items() for word in words}
        flat = "\n" in folded and any(word in folded for word in names.get("quantity", ()))
        self._any, self._flat = "\t" in folded or flat, flat
        self._headed: dict[int, Heading] = {}

    def cells(self, start: int, end: int) -> dict[str, Stretch]:
        """The cells of the row around a stretch by what they hold, without the white space at their ends; {} outside tables."""
        if not self._any:
            return {}
        begin = self._content.rfind("\n", 0, start) + 1
        stop = self._content.find("\n", end)
        line = self._content[begin : stop if stop >= 0 else len(self._content)]
        if len(line) > _LONGEST or ("\t" not in line and (not self._flat or len(line) > _FLAT)):
            return {}
        heading = self._heading(begin)
        if not heading.heads or ("\t" in line) != (heading.parted == "tabs"):
            return {}
        bounds = _bounds(line, begin, heading.parted)
        if heading.parted != "tabs" and len(bounds) != heading.cells:
            return {}
        return {role: bounds[number] for role, number in heading.heads.items() if number < len(bounds)}

    def heading(self, start: int, role: str) -> str:
        """The words at the head of the column that holds `role` in the row around `start`; "" where there is none."""
        heading = self._heading(self._content.rfind("\n", 0, start) + 1) if self._any else _NONE
        if role not in heading.heads:
            return ""
        line = self._content[heading.at : self._content.find("\n", heading.at)]
        return self._content[slice(*_bounds(line, heading.at, heading.parted)[heading.heads[role]])]

    def _heading(self, begin: int) -> Heading:
        """The nearest heading line above. Lines already looked at are remembered, so that a long table costs one walk."""
        walked: list[int] = []
        found = _NONE
        at = begin
        while at > 0 and len(walked) < _LINES_UP:
            if at in self._headed:
                found = self._headed[at]
                break
            walked.append(at)
            above = self._content.rfind("\n", 0, at - 1) + 1
            heading = self._heading_in(self._content[above : at - 1], above)
            if heading is not None:
                found = heading
                break
            at = above
        self._headed.update((line, found) for line in walked)
        return found

    def _heading_in(self, line: str, at: int) -> Heading | None:
        """The columns that a line names: one of quantities, or two others; in flattened text always one of quantities."""
        if "\t" in line:
            heads = self._heads(line, at, "tabs") if len(line) <= _LONGEST else {}
            return Heading(heads, at, "tabs", 0) if "quantity" in heads or len(heads) > 1 else None
        if not self._flat or len(line) > _FLAT or "。" in line:
            return None
        for parted, marked in _MARKS.items():
            if marked(line):
                heads = self._heads(line, at, parted)
                return Heading(heads, at, parted, len(_bounds(line, at, parted))) if "quantity" in heads else None
        return None

    def _heads(self, line: str, at: int, parted: str) -> dict[str, int]:
        heads: dict[str, int] = {}
        for number, (begin, stop) in enumerate(_bounds(line, at, parted)):
            cell = line[begin - at : stop - at]
            role = self._roles.get(cell) or self._roles.get(_BRACKET.sub("", cell))
            if role is not None:
                heads.setdefault(role, number)
        return heads


_MARKS: dict[str, Callable[[str], bool]] = {
    "bars": lambda line: line.count("|") > 1,
    "runs": lambda line: line.strip().count("  ") > 1,
    "spaces": lambda line: line.strip().count(" ") > 1,
    "commas": lambda line: line.count(",") > 1,
}
"""What shows how the cells of a flattened line are parted, tried in this order."""


def _bounds(line: str, begin: int, parted: str) -> list[Stretch]:
    """Where the cells of a line stand, without the white space at their ends."""
    if parted != "tabs":
        return _flat_bounds(line, begin, parted)
    out: list[Stretch] = []
    at = 0
    for cell in line.split("\t"):
        left = at + len(cell) - len(cell.lstrip())
        out.append((begin + left, begin + max(left, at + len(cell.rstrip()))))
        at += len(cell) + 1
    return out


def _flat_bounds(line: str, begin: int, parted: str) -> list[Stretch]:
    out: list[Stretch] = []
    for match in _PARTS[parted].finditer(line):
        cell = match[0].rstrip(",")
        if parted == "bars" and not cell.strip() and match.end() in (len(line), match.end() - match.start()):
            continue  # the space before the first bar, behind the last one
        if parted == "commas" and match.start() == match.end():
            continue
        left = match.start() + len(cell) - len(cell.lstrip())
        out.append((begin + left, begin + max(left, match.start() + len(cell.rstrip()))))
    return out
