"""How many of a thing are bought: from the notice's items, the table row, or the words beside the term. Never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from watchledger.findings.context import Context
from watchledger.findings.rows import Rows
from watchledger.lang.numerals import number as numeral
from watchledger.model import Item, Notice

Quantity = tuple[Decimal | None, str | None]
NONE: Quantity = (None, None)
_NUMBER = r"(?<![\d.,第])(\d{1,3}(?:,\d{3})+|\d{1,7})(?![\d.%])"
_ENGLISH = r"(\d{1,3}(?:,\d{3})+|\d{1,5})"
_PLURAL = re.compile(r"\s+[a-z-]{2,20}s\b")
"""The noun behind a name: "24 fixed ALPR cameras"."""
_DIGIT = re.compile("[0-9一二两三四五六七八九十百千]")
_REACH = 24
"""Characters between a term and the number behind it: the rest of a noun and a bracket, no more."""
_HAN = "[一二两三四五六七八九十百千]"
_HAN_REACH = 12
"""The same before a number in words (人像卡口一百二十处): closer, since 一 and 两 are common words."""
BARS = 6
"""Bars that make a text a drawn table."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    """How numbers stand beside names, made once from the units of the context."""

    unit: re.Pattern[str]
    both: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    glued: re.Pattern[str]
    han: re.Pattern[str]
    total: re.Pattern[str]


_ENGLISH_BEFORE = re.compile(
    rf"(?<![\w.,]){_ENGLISH}\s*(?:x|no\.?|nr|off)\s+(?:[a-z-]+\s+){{0,3}}$|(?<![\w.,]){_ENGLISH}(\))?\s+(?:(?!(?:thousand|million|billion|bn|hours?|days?|months?|years?|square|km|miles?)\b)[a-z-]+\s+){{0,2}}$"
)


_COUNTED = r"(?:units?|nr|no|pcs|pieces|sets|devices|cameras|kits|licen[cs]es)\b"
_ENGLISH_AFTER = re.compile(
    rf"s?(?:[ a-z-]{{0,24}}[,:(-]\s*(?:qty|quantity|quantities)?[.:]?\s*{_ENGLISH}\s*{_COUNTED}"
    rf"|[^.\n\t]{{0,80}}\b(?:order|quantity|qty|order of|quantity of)[:.]?\s+{_ENGLISH}\s*{_COUNTED})"
)


@lru_cache(maxsize=4)
def _patterns(units: tuple[str, ...]) -> _Patterns:
    unit = "|".join(sorted(units, key=len, reverse=True))
    return _Patterns(
        re.compile(f"(?:{unit})"),
        re.compile(rf"(\d+)\s*({unit})"),
        re.compile(rf"^[^\d。;,|\t\n]{{0,{_REACH}}}?[(:×x*]?\s*{_NUMBER}\s*({unit})(?!元|价)"),
        re.compile(rf"{_NUMBER}\s*({unit})\s*[^\d,。;|\t\n批项]{{0,12}}$"),
        re.compile(rf"({unit})(\d{{2,8}})"),
        re.compile(rf"[^\d。;,|\t\n]{{0,{_HAN_REACH}}}?({_HAN}+)\s*({unit})(?=[。;,、.)\s]|$|用于|供|及|和|以及)"),
        re.compile(rf"[^\d。;|\t\n]{{0,{_REACH}}}[,:(]\s*(?:数量|共计|总数|合计|总计|共)[为约:]?\s*{_NUMBER}\s*({unit})(?!元|价)"),
    )


class Quantities:
    """Reads quantities in one text. `units` of a technology narrow what counts (cameras: 台 个 路 套)."""

    def __init__(self, context: Context, folded: str, notice: Notice, rows: Rows) -> None:
        self._context, self._content, self._rows = context, folded, rows
        self._items = [item for item in notice.items if item.quantity is not None]
        self._patterns = _patterns(context.units)
        readers = [self._of_row] if "\t" in folded else []
        bars = [self._of_pipes] if folded.count("|") >= BARS else []
        self._readers = (self._of_item, *readers, *bars, self._of_glued, self._beside)

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
        cells = self._rows.cells(start, end)
        if "quantity" not in cells:
            return NONE
        stated = self._content[slice(*cells["quantity"])]
        number = _decimal(stated)
        if number is None:
            both = self._patterns.both.fullmatch(stated)
            return (Decimal(both[1]), both[2]) if both else NONE
        unit = self._content[slice(*cells["unit"])] if "unit" in cells else None
        return (None, None) if unit in self._context.uncounted else (number, unit or None)

    def _of_pipes(self, start: int, end: int) -> Quantity:
        """A row of a table drawn with bars, its rows told apart by running numbers."""
        cells, at = _pipe_cells(self._content, start)
        if len(cells) < 4:
            return NONE
        first, last = _pipe_row(cells, at, self._patterns.unit)
        for i in range(first, last):
            if not cells[i].isdigit():
                continue
            for j in (i - 1, i + 1):
                if first <= j < last and (self._patterns.unit.fullmatch(cells[j]) or cells[j] in self._context.uncounted):
                    return (Decimal(cells[i]), cells[j]) if cells[j] not in self._context.uncounted else NONE
        return NONE

    def _of_glued(self, start: int, end: int) -> Quantity:
        """Columns run together: name, unit, number, the next row's running number ("采集器台16" + "信息屏台17" : one, then
        rows 6 and 7). The running numbers of three rows must agree."""
        first = self._patterns.glued.search(self._content, end, end + 18)
        rows = list(self._patterns.glued.finditer(self._content, end, end + 200)) if first else []
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
        before = self._content[max(0, start - 40) : start]
        behind, ahead = self._patterns.after.match(after), self._patterns.before.search(before)
        if behind and ahead and ahead.end(2) == len(before) and "、" in behind[0]:
            behind = None  # 2680路甲、320路乙: the number at the thing's side is its own
        match = behind or ahead
        if match:
            return _decimal(match[1]), match[2]
        for pattern in (self._patterns.total, self._patterns.han):
            match = pattern.match(after)
            number = (_decimal(match[1]) or _in_words(match[1])) if match else None
            if match and number is not None:
                return number, match[2]
        return self._beside_english(start, end, before)

    def _beside_english(self, start: int, end: int, before: str) -> Quantity:
        """ "24 IP cameras", "IP cameras (24 units)", "trailers …; initial order 8 units"."""
        match = _ENGLISH_BEFORE.search(before) if before.isascii() else None
        if match and self._content[start:end].isascii():
            number = match[1] or match[2]
            number = number.replace(",", "")
            plural = self._content[end - 1 : end] == "s" or _PLURAL.match(self._content, end)
            if match[1] or match[3] or (plural and not 1900 <= int(number) <= 2100):
                return Decimal(number), None
        match = _ENGLISH_AFTER.match(self._content, end, end + 120) if self._content[start:end].isascii() else None
        return (Decimal((match[1] or match[2]).replace(",", "")), None) if match else NONE


def _of(item: Item) -> Quantity:
    return (item.quantity.value if item.quantity else None), (item.unit.value if item.unit else None)


def _in_words(text: str) -> Decimal | None:
    value = numeral(text)
    return Decimal(value) if value else None


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
