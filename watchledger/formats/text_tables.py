"""Tables in plain text: lines of tab-parted or bar-parted cells, and pages saved as text with a bar after each cell."""

from __future__ import annotations

import re
from itertools import groupby, islice

from watchledger.model import Block

_MARKED_LINE = re.compile(r"^[^\n]*[\t|][^\n]*$", re.M)
_FILLED = re.compile(r"[^\s](?:[^\t|\n]*[^\s\t|])?")
_LOOSE_GAP = 3
"""Blank or cell lines that may lie between two bars of a table saved a cell a line."""
_MAX_CELLS = 100_000
"""Cells told apart in one text (1 s); what follows them is lines."""
_MAX_CELL_LINES = 40
"""Lines that one cell of such a table may have."""

Region = tuple[int, int, list[Block]]
"""Start, end and cells of one table."""


def cells_of(content: str) -> list[Region]:
    """The tables of a text, in order, with table numbers from 0."""
    if "\t" not in content and "|" not in content:
        return []
    found = _rows_on_lines(content)
    if "|" in content:
        found = _merged(found, _cells_on_lines(content))
    return [(start, end, [block._replace(table=number) for block in cells]) for number, (start, end, cells) in enumerate(found)]


def _rows_on_lines(content: str) -> list[Region]:
    """Runs of at least two lines that have the same number of tabs, or of bars (two or more), are the rows of a table."""
    regions: list[Region] = []
    run: list[tuple[int, int]] = []
    key: tuple[str, int] | None = None
    marks = 0
    for match in _MARKED_LINE.finditer(content):
        marks += 2 if len(match[0]) < 100 else match[0].count("\t") + match[0].count("|")
        if marks > _MAX_CELLS:
            break
        line = match[0]
        tabs, bars = line.strip().count("\t"), line.count("|")
        mark = ("\t", tabs) if tabs else ("|", bars)
        adjacent = bool(run) and content[run[-1][1] : match.start()].count("\n") <= 1
        if mark != key or not adjacent:
            _close_run(content, run, key, regions)
            run, key = [], mark
        run.append(match.span())
    _close_run(content, run, key, regions)
    return regions


def _close_run(content: str, run: list[tuple[int, int]], key: tuple[str, int] | None, regions: list[Region]) -> None:
    if key is None or len(run) < 2 or key[1] < (1 if key[0] == "\t" else 2):
        return
    cells: list[Block] = []
    for row, (start, end) in enumerate(run):
        line = content[start:end]
        at = start + len(line) - len(line.lstrip(" \u3000"))
        if key[0] == "|" and line.strip().startswith("|"):
            at = start + line.index("|") + 1
        stop = start + len(line.rstrip()) if key[0] == "\t" else end
        if key[0] == "|" and line.rstrip().endswith("|"):
            stop = start + line.rindex("|")
        cells.extend(_split(content, at, max(stop, at), key[0], row))
    if any(cell.end > cell.start for cell in cells):
        regions.append((run[0][0], run[-1][1], cells))


def _split(content: str, at: int, stop: int, mark: str, row: int) -> list[Block]:
    cells = []
    for col, piece in enumerate(content[at:stop].split(mark)):
        start = at + len(piece) - len(piece.lstrip())
        end = max(start, at + len(piece.rstrip()))
        if not piece.strip():
            start = end = at
        cells.append(Block("cell", start, end, row=row, col=col))
        at += len(piece) + 1
    return cells


_BAR = re.compile(r"[ \t\u3000]*\|[ \t\u3000]*")


def _cells_on_lines(content: str) -> list[Region]:
    """A bar after each cell, cells on lines of their own, as HTML tables come out of text converters.

    A cell that follows its bar on the same line stays in the row, one on a new line starts a row. Rows found so count where
    neighbours agree in length; else they are not known, and the cells stand in one row in their order.
    """
    regions: list[Region] = []
    bars = [match.span() for match in islice(_BAR.finditer(content), _MAX_CELLS)]
    first = 0
    while first < len(bars):
        last = first
        while last + 1 < len(bars) and _same_table(content, bars[last][1], bars[last + 1][0]):
            last += 1
        if last - first >= 2:
            regions += _loose(content, bars[first : last + 1])
        first = last + 1
    return regions


def _same_table(content: str, start: int, end: int) -> bool:
    """Whether what lies between two bars can be one cell: a few lines, and a line break somewhere near a bar."""
    return content.count("\n", start, end) <= _MAX_CELL_LINES and end - start < 4000


def _loose(content: str, bars: list[tuple[int, int]]) -> list[Region]:
    pieces: list[tuple[int, int, bool]] = []
    begin = _first_cell(content, bars[0][0])
    edges = [(begin, bars[0][0])] + [(a[1], b[0]) for a, b in zip(bars, bars[1:], strict=False)]
    broken = 0
    for start, end in edges:
        piece = content[start:end]
        lead = piece[: len(piece) - len(piece.lstrip())]
        inner_start = start + len(lead)
        inner_end = max(inner_start, start + len(piece.rstrip()))
        if not piece.strip():
            inner_start = inner_end = start
        pieces.append((inner_start, inner_end, "\n" in lead))
        broken += "\n" in piece
    if broken * 2 < len(pieces):
        return []
    tables = _tables(pieces)
    starts = [begin, *(table[0][0][0] for table in tables[1:]), bars[-1][1]]
    return [
        (start, end, [Block("cell", *span, row=row, col=col) for row, line in enumerate(table) for col, span in enumerate(line)])
        for table, start, end in zip(tables, starts, starts[1:], strict=False)
    ]


Spans = list[tuple[int, int]]


def _tables(pieces: list[tuple[int, int, bool]]) -> list[list[Spans]]:
    """Cells to tables: runs of at least two rows of the same length (two or more) are one each, what lies between them too."""
    rows: list[Spans] = []
    for start, end, fresh in pieces:
        if fresh or not rows:
            rows.append([])
        rows[-1].append((start, end))
    tables: list[list[Spans]] = []
    loose: Spans = []
    for width, group in groupby(rows, len):
        run = list(group)
        if width >= 2 and len(run) >= 2:
            if loose:
                tables.append([loose])
                loose = []
            tables.append(run)
        else:
            loose.extend(span for row in run for span in row)
    return [*tables, [loose]] if loose else tables


def _first_cell(content: str, bar: int) -> int:
    """Where the cell before the first bar begins: its line, or the last filled line before it when the bar starts its own."""
    line = content.rfind("\n", 0, bar) + 1
    while line > 0 and not content[line:bar].strip():
        line = content.rfind("\n", 0, line - 1) + 1
    return line


def _merged(one: list[Region], other: list[Region]) -> list[Region]:
    """Regions of both in order; of two that overlap the one of more cells stays."""
    merged: list[Region] = []
    for region in sorted(one + other, key=lambda region: (region[0], region[1])):
        if merged and region[0] < merged[-1][1]:
            if len(region[2]) > len(merged[-1][2]):
                merged[-1] = region
        else:
            merged.append(region)
    return merged
