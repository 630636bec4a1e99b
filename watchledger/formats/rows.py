"""Tables of Word and RTF: rows read one after another, cells placed by their edges, merges resolved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from watchledger.formats.compose import Cell, Para, Part, Table, grid

EDGE_TOLERANCE = 60
"""Twips (3 points): rows of one table start up to 5.4 points apart by Word's own default indent, columns are never this thin."""
JOINED_LEFT, FIRST_OF_JOINED = 1, 2
"""Horizontal merge, the lowest two bits of a cell's flags: its room belongs to its left neighbour; it has such neighbours."""
JOINED_UP, TOP_OF_JOINED = 1 << 5, 3 << 5
"""Vertical merge, bits 5 and 6: its room belongs to the cell above; it has such cells below."""


class RowShape(NamedTuple):
    """A table row's definition: edges in twips, one more than cells, and each cell's merge flags."""

    edges: tuple[int, ...]
    flags: tuple[int, ...]


Row = tuple[list[list[Part]], RowShape | None]
"""The parts of each cell, and the row's definition where the document has one."""


@dataclass
class Level:
    """A table being read: finished rows, the open row's cells, the open cell's parts."""

    rows: list[Row] = field(default_factory=list)
    cells: list[list[Part]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def end_cell(self) -> None:
        self.cells.append(self.parts)
        self.parts = []

    def end_row(self, shape: RowShape | None) -> None:
        if self.parts:
            self.end_cell()
        if self.cells:
            self.rows.append((self.cells, shape))
        self.cells = []

    def finish(self) -> Table | None:
        """The table read so far; None when it has no row."""
        self.end_row(None)
        return table_of(self.rows) if self.rows else None


def table_of(rows: Sequence[Row]) -> Table:
    """Cells with their columns and spans; rows without a definition count their cells."""
    if any(shape is None or len(shape.flags) != len(cells) or len(shape.edges) != len(cells) + 1 for cells, shape in rows):
        return Table([Cell(r, c, parts) for r, (cells, _) in enumerate(rows) for c, parts in enumerate(cells)])
    joined = [_join(cells, shape) for cells, shape in rows if shape is not None]
    places = grid([[(left, right) for left, right, _, _ in row] for row in joined], EDGE_TOLERANCE)
    cells: list[Cell] = []
    above: dict[int, int] = {}
    for r, (row, columns) in enumerate(zip(joined, places, strict=True)):
        for (_, _, up, parts), (col, span) in zip(row, columns, strict=True):
            top = above.get(col)
            if up and top is not None and cells[top].row + cells[top].rowspan == r and not _says_something(parts):
                cells[top] = cells[top]._replace(rowspan=cells[top].rowspan + 1)
            else:
                above[col] = len(cells)
                cells.append(Cell(r, col, parts, 1, span))
    return Table(cells)


def _says_something(parts: Sequence[Part]) -> bool:
    return any(not isinstance(part, Para) or bool(part.text.strip()) for part in parts)


def _join(cells: list[list[Part]], shape: RowShape) -> list[tuple[int, int, bool, list[Part]]]:
    """(left, right, joined up, parts) of a row's cells, those merged into their left neighbour added to it."""
    row: list[tuple[int, int, bool, list[Part]]] = []
    for i, parts in enumerate(cells):
        flags, right = shape.flags[i], shape.edges[i + 1]
        if flags & 3 == JOINED_LEFT and row:
            left, _, up, before = row[-1]
            row[-1] = (left, right, up, before + parts)
        else:
            row.append((shape.edges[i], right, flags & TOP_OF_JOINED == JOINED_UP, parts))
    return row
