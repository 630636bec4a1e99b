"""Tables of a page: where each cell lies in its grid, and which tables only lay out the page.

A table is data when it has two rows with at least two filled cells that hold no other table, or one row of at least two
short ones; any other arranges the page, and its text is paragraphs.
"""

from __future__ import annotations

import re

_WIDEST = 1000
"""The HTML standard's bound for colspan; also used for rows, so that a hostile span costs nothing."""
_TRACKED_COLUMNS = 512
"""Columns for which row spans are remembered."""
_SHORT = 200
"""Characters up to which a cell of a one-row table is a value and not a column of the page."""
_SPAN = {name: re.compile(rf"{name}\s*=\s*[\"']?\s*(\d{{1,6}})", re.I) for name in ("rowspan", "colspan")}


class Table:
    """A table while it is being read. `outer_cell` is the cell that holds it, -1 for none."""

    __slots__ = (
        "_filled",
        "_full_rows",
        "_held",
        "_longest",
        "_next_col",
        "_open",
        "_row",
        "holds_table",
        "in_head",
        "outer_cell",
        "separators",
    )

    def __init__(self, outer_cell: int) -> None:
        self.outer_cell = outer_cell
        self.holds_table = self.in_head = False
        self.separators: list[int] = []
        """Where the page wrote a separator of cells, as indexes into its pieces."""
        self._row = -1
        self._next_col = 0
        self._held: dict[int, int] = {}
        self._filled = self._full_rows = self._longest = 0
        self._open = False

    def end_row(self) -> None:
        self._full_rows += self._filled >= 2
        self._filled = 0
        self._open = False

    def place(self, rowspan: int, colspan: int) -> tuple[int, int]:
        """Row and column of the next cell; what it spans is taken."""
        if not self._open:
            self._row += 1
            self._next_col = 0
            self._open = True
        col, held = self._next_col, self._held
        if held:
            while held.get(col, 0) > self._row:
                col += 1
        if rowspan > 1:
            for taken in range(col, min(col + colspan, _TRACKED_COLUMNS)):
                held[taken] = self._row + rowspan
        self._next_col = col + colspan
        return self._row, col

    def fill(self, length: int, *, holds_table: bool) -> None:
        """A cell with this many characters ended."""
        if holds_table:
            self.holds_table = True
        elif length:
            self._filled += 1
            self._longest = max(self._longest, length)

    def is_data(self) -> bool:
        self.end_row()
        return self._full_rows >= 2 or (self._full_rows == 1 and not self.holds_table and self._longest <= _SHORT)


def span_of(attributes: str, name: str) -> int:
    """The value of colspan or rowspan; 1 where absent or senseless."""
    match = _SPAN[name].search(attributes)
    return min(max(int(match[1]), 1), _WIDEST) if match else 1
