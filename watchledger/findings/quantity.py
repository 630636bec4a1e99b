"""How many of a thing are bought: from the notice's items, the table row, or the words beside the term. Never guessed."""

from __future__ import annotations

import re
from decimal import Decimal

from watchledger.findings import quantity_en, quantity_zh
from watchledger.findings.context import Context
from watchledger.findings.quantity_cells import BARS, Cells
from watchledger.findings.quantity_zh import NONE, Counts, Quantity
from watchledger.findings.rows import Rows
from watchledger.model import Item, Notice

__all__ = ["NONE", "Quantities", "Quantity"]
_DIGIT = re.compile(r"[0-9一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾]")
_UNIT_IN_HEAD = re.compile(r"\(([^()]{1,2})\)")


class Quantities:
    """Reads quantities in one text. `units` of a technology narrow what counts (cameras: 台 个 路 套). A reader returns NONE where
    the number is stated to be unknown (1批), None where it knows nothing."""

    def __init__(self, context: Context, folded: str, notice: Notice, rows: Rows) -> None:
        self._context, self._content, self._rows = context, folded, rows
        self._items = [item for item in notice.items if item.quantity is not None]
        self._counts = Counts(folded, context.units, context.uncounted)
        self._cells = Cells(folded, context.units, context.uncounted)
        bars = [self._cells.of_pipes] if folded.count("|") >= BARS else []
        self._readers = (
            self._of_item,
            self._of_heading,
            *bars,
            self._cells.of_glued,
            self._cells.of_column,
            self._beside,
            self._cells.of_row,
        )

    def at(self, start: int, end: int, units: tuple[str, ...]) -> Quantity:
        """The quantity of the thing named at the raw offsets, or (None, None)."""
        english = self._content[start:end].isascii()
        if not self._items and not english and not _DIGIT.search(self._content, max(0, start - 60), end + 200):
            return NONE
        for read in self._readers:
            said = read(start, end)
            if said is not None:
                number, unit = said
                return (number, unit) if not units or unit is None or unit in units else NONE
        return NONE

    def _of_item(self, start: int, end: int) -> Quantity | None:
        for item in self._items:
            if item.name.span.start <= start and end <= item.name.span.end:
                return _of(item)
        return None

    def _of_heading(self, start: int, end: int) -> Quantity | None:
        """A row of cells under a heading 数量."""
        cells = self._rows.cells(start, end)
        if "quantity" not in cells or cells["quantity"][0] == cells["quantity"][1]:
            return None
        stated = self._content[slice(*cells["quantity"])]
        number = _decimal(stated)
        if number is None:
            return self._counts.whole(stated)
        unit = self._content[slice(*cells["unit"])] if "unit" in cells else self._unit_in_heading(start)
        return NONE if unit in self._context.uncounted else (number, unit or None)

    def _unit_in_heading(self, start: int) -> str | None:
        """ "数量（台）" at the head of the column."""
        match = _UNIT_IN_HEAD.search(self._rows.heading(start, "quantity"))
        return match[1] if match and match[1] in (*self._context.units, *self._context.uncounted) else None

    def _beside(self, start: int, end: int) -> Quantity | None:
        if self._content[start:end].isascii():
            number = quantity_en.beside(self._content, start, end)
            if number is not None:
                return number, None
        return quantity_zh.beside(self._counts, start, end)


def _of(item: Item) -> Quantity:
    return (item.quantity.value if item.quantity else None), (item.unit.value if item.unit else None)


def _decimal(text: str) -> Decimal | None:
    cleaned = text.strip().replace(",", "")
    return Decimal(cleaned) if re.fullmatch(r"\d{1,9}(\.\d{1,3})?", cleaned) else None
