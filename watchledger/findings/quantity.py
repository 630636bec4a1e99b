"""How many of a thing are bought: from the notice's items, the table row, or the words beside the term. Never guessed."""

from __future__ import annotations

import re
from decimal import Decimal

from watchledger.findings.context import Context
from watchledger.model import Item, Notice

Quantity = tuple[Decimal | None, str | None]
Heads = tuple[int, int | None] | None
"""The columns that hold quantity and unit."""
NONE: Quantity = (None, None)
_NUMBER = r"(?<![\d.,第])(\d{1,3}(?:,\d{3})+|\d{1,7})(?![\d.%])"
_ENGLISH = r"(\d{1,3}(?:,\d{3})+|\d{1,5})"
_PLURAL = re.compile(r"\s+[a-z-]{2,20}s\b")
"""The noun behind a name: "24 fixed ALPR cameras"."""
_BRACKET = re.compile(r"[\s(].*", re.DOTALL)
_DIGIT = re.compile("[0-9]")
_REACH = 24
"""Characters between a term and the number behind it: the rest of a noun and a bracket, no more."""
BARS = 6
"""Bars that make a text a drawn table."""
_LINES_UP = 80
"""Lines looked up for the heading of a column."""


class Quantities:
    """Reads quantities in one text. `units` of a technology narrow what counts (cameras: 台 个 路 套)."""

    def __init__(self, context: Context, folded: str, notice: Notice) -> None:
        self._context, self._content = context, folded
        self._headed: dict[int, Heads] = {}
        self._items = [item for item in notice.items if item.quantity is not None]
        unit = "|".join(sorted(context.units, key=len, reverse=True))
        self._after = re.compile(rf"^[^\d。;,|\t\n]{{0,{_REACH}}}?[(:×x*]?\s*{_NUMBER}\s*({unit})(?!元|价)")
        self._before = re.compile(rf"{_NUMBER}\s*({unit})\s*[^\d,。;|\t\n批项]{{0,12}}$")
        self._english = re.compile(
            rf"(?<![\w.,]){_ENGLISH}\s*(?:x|no\.?|nr|off)\s+(?:[a-z-]+\s+){{0,3}}$|(?<![\w.,]){_ENGLISH}\)?\s+(?:[a-z-]+\s+){{0,2}}$"
        )
        self._unit = re.compile(f"(?:{unit})")
        self._glued = re.compile(rf"({unit})(\d{{2,8}})")
        rows = [self._of_row] if "\t" in folded else []
        bars = [self._of_pipes] if folded.count("|") >= BARS else []
        self._readers = (self._of_item, *rows, *bars, self._of_glued, self._beside)

    def at(self, start: int, end: int, units: tuple[str, ...]) -> Quantity:
        """The quantity of the thing named at the raw offsets, or (None, None)."""
        if not self._items and not _DIGIT.search(self._content, max(0, start - 60), end + 200):
            return NONE
        for read in self._readers:
            number, unit = read(start, end)
            if number is not None:
                return (number, unit) if not units or unit is None or unit in units else NONE
        return NONE

    def _of_item(self, start: int, end: int) -> Quantity:
        for item in self._items:
            if item.name.span.start <= start and end <= item.name.span.end:
                return _of(item)
        return NONE

    def _of_row(self, start: int, end: int) -> Quantity:
        """A row of tab-separated cells under a heading 数量."""
        content = self._content
        begin = content.rfind("\n", 0, start) + 1
        stop = content.find("\n", end)
        line = content[begin : stop if stop >= 0 else len(content)]
        if "\t" not in line or len(line) > 20_000:
            return NONE
        cells = line.split("\t")
        heads = self._heads(begin)
        if heads is None:
            return NONE
        number_at, unit_at = heads
        number = _decimal(cells[number_at]) if number_at < len(cells) else None
        if number is None and number_at < len(cells):
            both = re.fullmatch(rf"\s*(\d+)\s*({self._unit.pattern})\s*", cells[number_at])
            return (Decimal(both[1]), both[2]) if both else NONE
        unit = cells[unit_at].strip() if unit_at is not None and unit_at < len(cells) else None
        return (None, None) if unit in self._context.uncounted else (number, unit or None)

    def _heads(self, begin: int) -> Heads:
        """The columns of quantity and unit, from the nearest heading line above. Lines already looked at are remembered, so
        that a long table costs one walk."""
        walked: list[int] = []
        found: Heads = None
        at = begin
        while at > 0 and len(walked) < _LINES_UP:
            if at in self._headed:
                found = self._headed[at]
                break
            walked.append(at)
            above = self._content.rfind("\n", 0, at - 1) + 1
            found = self._heads_in(self._content[above : at - 1])
            if found is not None:
                break
            at = above
        self._headed.update((line, found) for line in walked)
        return found

    def _heads_in(self, line: str) -> Heads:
        known = self._context
        if "\t" not in line or not any(head in line for head in known.headers_quantity):
            return None
        cells = [_BRACKET.sub("", cell.strip()) for cell in line.split("\t")]
        number = next((i for i, cell in enumerate(cells) if cell in known.headers_quantity), None)
        if number is None:
            return None
        return number, next((i for i, cell in enumerate(cells) if cell in known.headers_unit), None)

    def _of_pipes(self, start: int, end: int) -> Quantity:
        """A row of a table drawn with bars, its rows told apart by running numbers."""
        cells, at = _pipe_cells(self._content, start)
        if len(cells) < 4:
            return NONE
        first, last = _pipe_row(cells, at, self._unit)
        for i in range(first, last):
            if not cells[i].isdigit():
                continue
            for j in (i - 1, i + 1):
                if first <= j < last and (self._unit.fullmatch(cells[j]) or cells[j] in self._context.uncounted):
                    return (Decimal(cells[i]), cells[j]) if cells[j] not in self._context.uncounted else NONE
        return NONE

    def _of_glued(self, start: int, end: int) -> Quantity:
        """Columns run together: name, unit, number, the next row's running number ("采集器台16" + "信息屏台17" : one, then
        rows 6 and 7). The running numbers of three rows must agree."""
        first = self._glued.search(self._content, end, end + 18)
        rows = list(self._glued.finditer(self._content, end, end + 200)) if first else []
        if len(rows) < 3:
            return NONE
        for split in range(1, len(rows[0][2])):
            for stop in range(split + 1, min(split + 4, len(rows[0][2]) + 1)):
                running = int(rows[0][2][split:stop])
                if rows[0][2][split] != "0" and all(
                    len(row[2]) > len(str(running + k)) and row[2].endswith(str(running + k)) for k, row in enumerate(rows[1:3], 1)
                ):
                    return Decimal(rows[0][2][:split]), rows[0][1]
        return NONE

    def _beside(self, start: int, end: int) -> Quantity:
        after = self._content[end : end + _REACH + 16]
        match = self._after.match(after)
        if match:
            return _decimal(match[1]), match[2]
        before = self._content[max(0, start - 40) : start]
        match = self._before.search(before)
        if match:
            return _decimal(match[1]), match[2]
        match = self._english.search(before) if before.isascii() else None
        if match and self._content[start:end].isascii():
            number = match[1] or match[2]
            number = number.replace(",", "")
            plural = self._content[end - 1 : end] == "s" or _PLURAL.match(self._content, end)
            if match[1] or (plural and not 1900 <= int(number) <= 2100):
                return Decimal(number), None
        return NONE


def _of(item: Item) -> Quantity:
    return (item.quantity.value if item.quantity else None), (item.unit.value if item.unit else None)


def _decimal(text: str) -> Decimal | None:
    cleaned = text.strip().replace(",", "")
    return Decimal(cleaned) if re.fullmatch(r"\d{1,9}(\.\d{1,3})?", cleaned) else None


def _pipe_cells(content: str, start: int) -> tuple[list[str], int]:
    """The cells around an offset and the number of the one that holds it; at most 2,000 characters back and 600 on."""
    left = max(0, start - 2000)
    window = content[left : start + 600]
    if window.count("|") < BARS:
        return [], 0
    cells = window.split("|")
    at = window.count("|", 0, start - left)
    return [cell.strip() for cell in cells], at


def _pipe_row(cells: list[str], at: int, unit: re.Pattern[str]) -> tuple[int, int]:
    """The cells of the row that holds cell `at`: from its running number to the next one."""
    marks: list[tuple[int, int]] = []
    for i, cell in enumerate(cells):
        beside = [cells[j] for j in (i - 1, i + 1) if 0 <= j < len(cells)]
        if cell.isdigit() and len(cell) < 4 and not any(unit.fullmatch(b) for b in beside):
            if not marks or int(cell) == marks[-1][1] + 1:
                marks.append((i, int(cell)))
            elif i <= at and len(marks) < 2:
                marks = [(i, int(cell))]
    first = max((i for i, _ in marks if i <= at), default=max(0, at - 3))
    last = min((i for i, _ in marks if i > at), default=min(len(cells), at + 8))
    return first, last
