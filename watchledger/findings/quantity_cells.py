"""Numbers in tables that lost their grid: drawn with bars, run together, told apart by spaces, or one cell a line."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from watchledger.findings.quantity_zh import NONE, Quantity

BARS = 3
"""Bars that make a text a drawn table: a row of four cells."""
_LINE = 160
"""Characters behind a thing that its row may take."""
_CELL = 40
"""Characters of a line that is one cell."""
_COLUMN = 1200
"""Characters behind a name in a table of one cell a line that its row may take: the parameters of a device."""
_NAME = 24
"""Characters of a line that is a thing's name."""
_CELLS = 8
"""Cells looked at behind a thing: brand, model, specification, unit, number, price."""
_HEAD = re.compile(r"单位\s*\n\s*数量\s*\n")
_NEXT_ROW = re.compile(r"\d{1,3}[.、]?$")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,7}")
_EACH = ("each", "ea", "unit", "units", "no", "nr", "pcs", "set", "sets")
"""Units of English tables; they are stated, and add nothing to the number."""


class Cells:
    """Reads numbers in the cells of one folded text by what the cells look like. `units` count, `uncounted` leave unknown."""

    def __init__(self, folded: str, units: tuple[str, ...], uncounted: tuple[str, ...]) -> None:
        self._content = folded
        self._units, self._uncounted = frozenset((*units, *_EACH)), frozenset(uncounted)
        self._columns = _HEAD.search(folded)
        self._glued, self._both, self._turned, self._cell, self._below = _patterns(units, uncounted)

    def of_row(self, start: int, end: int) -> Quantity | None:
        """Of the cells behind a thing, in its line or in the lines below it, the number beside a unit."""
        if self._cell.search(self._content, end, end + _LINE) is None:
            return None
        stop = self._content.find("\n", end, end + _LINE)
        line = self._content[end : stop if stop >= 0 else end + _LINE]
        if "。" in line:
            return None
        cells = re.split(r"[\t|, ]+", line.strip("\t|, "))
        said = self._paired(cells[: _CELLS + 1])
        if said is not None or len(line) > _CELL or stop < 0:
            return said
        below = [cell.strip() for cell in self._content[stop + 1 : stop + _LINE].split("\n")[:_CELLS]]
        return self._paired(self._of_one_row(below))

    def _paired(self, cells: list[str]) -> Quantity | None:
        """The number beside the first unit among the cells: before it, or else behind."""
        for at, cell in enumerate(cells):
            both = self._both.fullmatch(cell) if at else None
            if both is not None:
                return Decimal(both[1].replace(",", "")), both[2]
            turned = self._turned.fullmatch(cell) if at else None
            if turned is not None:
                return Decimal(turned[2]), turned[1]
            if cell not in self._units and cell not in self._uncounted:
                continue
            for beside in (at - 1, at + 1):
                if 0 <= beside < len(cells) and _NUMBER.fullmatch(cells[beside]):
                    number = Decimal(cells[beside].replace(",", ""))
                    return NONE if cell in self._uncounted else (number, None if cell in _EACH else cell)
        return None

    def _of_one_row(self, lines: list[str]) -> list[str]:
        """The lines that may be cells of the row above them: short ones, up to the next row's running number and name."""
        out: list[str] = []
        for at, line in enumerate(lines):
            if not line or len(line) > _CELL or "。" in line:
                break
            following = lines[at + 1] if at + 1 < len(lines) else ""
            named = len(following) > 1 and not _NUMBER.match(following)
            if _NEXT_ROW.fullmatch(line) and named and out and out[-1] not in self._units:
                break
            out.append(line)
        return out

    def of_column(self, start: int, end: int) -> Quantity | None:
        """In a table of one cell a line, its head 单位 above 数量: the unit and number below the line that is the thing's name."""
        if not self._columns:
            return None
        text = self._content
        begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        if stop < 0 or stop - begin > _NAME or "," in text[begin:stop] or text.rfind("\n", 0, begin - 1) < self._columns.start():
            return None
        pair = self._below.search(text, stop, stop + _COLUMN)
        if pair is None:
            return None
        return NONE if pair[1] in self._uncounted else (Decimal(pair[2]), pair[1])

    def of_pipes(self, start: int, end: int) -> Quantity | None:
        """A row of a table drawn with bars, its rows told apart by running numbers."""
        cells, at = _pipe_cells(self._content, start)
        if len(cells) < 4:
            return None
        first, last = self._pipe_row(cells, at)
        for i in range(first, last):
            if not cells[i].isdigit():
                continue
            for j in (i - 1, i + 1):
                if first <= j < last and (cells[j] in self._units or cells[j] in self._uncounted):
                    return (Decimal(cells[i]), cells[j]) if cells[j] not in self._uncounted else NONE
        return None

    def of_glued(self, start: int, end: int) -> Quantity | None:
        """Columns run together: name, unit, number, the next row's running number ("采集器台16" + "信息屏台17" : one, then
        rows 6 and 7). The running numbers of three rows must agree."""
        first = self._glued.search(self._content, end, end + 18)
        rows = list(self._glued.finditer(self._content, end, end + 200)) if first else []
        if len(rows) < 3:
            return None
        for split in range(1, len(rows[0][2])):
            for stop in range(split + 1, min(split + 4, len(rows[0][2]) + 1)):
                running = int(rows[0][2][split:stop])
                if rows[0][2][split] != "0" and all(
                    len(row[2]) > len(str(running + k)) and row[2].endswith(str(running + k)) for k, row in enumerate(rows[1:3], 1)
                ):
                    return Decimal(rows[0][2][:split]), rows[0][1]
        return None

    def _pipe_row(self, cells: list[str], at: int) -> tuple[int, int]:
        """The cells of the row that holds cell `at`: from its running number to the next one."""
        marks: list[tuple[int, int]] = []
        for i, cell in enumerate(cells):
            beside = [cells[j] for j in (i - 1, i + 1) if 0 <= j < len(cells)]
            if cell.isdigit() and len(cell) < 4 and self._units.isdisjoint(beside):
                if not marks or int(cell) == marks[-1][1] + 1:
                    marks.append((i, int(cell)))
                elif i <= at and len(marks) < 2:
                    marks = [(i, int(cell))]
        first = max((i for i, _ in marks if i <= at), default=max(0, at - 3))
        last = min((i for i, _ in marks if i > at), default=min(len(cells), at + 8))
        return first, last


@lru_cache(maxsize=4)
def _patterns(units: tuple[str, ...], uncounted: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """A unit and digits glued, a cell of a number and a unit, or of a unit and a number, and what shows that a cell with a unit is
    there at all."""
    unit = "|".join(sorted(units, key=len, reverse=True))
    alone = "|".join((*units, *uncounted, *_EACH))
    return (
        re.compile(rf"({unit})(\d{{2,8}})"),
        re.compile(rf"(\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}})({unit})"),
        re.compile(rf"({unit})(\d{{1,6}})"),
        re.compile(rf"[\t|, \n](?:\d{{0,9}}(?:{alone})|(?:{unit})\d{{1,6}})(?=[\t|, \n]|$)"),
        re.compile(rf"\n\s*({unit}|{'|'.join(uncounted)})\s*\n\s*(\d{{1,6}})\s*(?=\n|$)"),
    )


def _pipe_cells(content: str, start: int) -> tuple[list[str], int]:
    """The cells around an offset and the number of the one that holds it; at most 2,000 characters back and 600 on."""
    left = max(0, start - 2000)
    window = content[left : start + 600]
    if window.count("|") < BARS:
        return [], 0
    cells = window.split("|")
    at = window.count("|", 0, start - left)
    return [cell.strip() for cell in cells], at
