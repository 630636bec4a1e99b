"""One page's characters laid out: lines in reading order, and tables where rules part the characters."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from watchledger.formats.aligned import aligned
from watchledger.formats.pdf_grid import Grid, GridCell, grids
from watchledger.formats.pdf_words import groups_of
from watchledger.formats.pdfium import Boxes, PdfPage
from watchledger.formats.symbols import SYMBOLS
from watchledger.model import Box

_UPWARDS = 0.15
"""Share of parts that begin above the one before them, in the same column, from which a page is sorted by place."""
_OUTSIDE, _BREAK = -1, -2
_HYPHEN = "\ufffe"
_CLEAN = (
    {code: "\ufffd" for code in range(0x20) if code not in (0x0A, 0x0D)}
    | {0x02: _HYPHEN, 0x09: " ", 0xA0: " "}
    | {code: sign for code, sign in SYMBOLS.items() if sign}
)
"""PDFium marks a hyphen that parts a word at a line's end with U+0002 or U+FFFE; it is dropped, the word made whole. Other
controls are glyphs of a font without a Unicode map: digits to the eye, unknown to us."""
_MANY_LINES, _FRAMES = 8, 20
"""Lines of a cell, and filled cells at most, from which rules are looked at as frames of columns and not of rows."""
_FEW_CELLS, _MUCH_TEXT = 3, 600
"""A grid of so few cells, one of them with so many characters, is a frame around running text."""


class Piece(NamedTuple):
    """Text with a box for each character, and the box of the whole."""

    text: str
    boxes: Boxes
    box: Box


class Cell(NamedTuple):
    piece: Piece
    row: int
    col: int
    rowspan: int
    colspan: int


class Part(NamedTuple):
    """A line (`cells` is empty) or a table; `first` is its first character's place in the file's order."""

    first: int
    box: Box
    line: Piece | None
    cells: list[Cell]


class _Run(NamedTuple):
    """Characters start to end that follow one another and belong to one cell (to none: _OUTSIDE)."""

    start: int
    end: int
    owner: int


def lay_out(page: PdfPage) -> list[Part]:
    """The parts of a page in reading order. Linear in its characters, but for the sorting of parts."""
    text = page.text.translate(_CLEAN)
    if not text.strip():
        return []
    tables = grids(page.rules)
    owners, codes = _owners(text, page.boxes, tables)
    held: dict[int, list[_Run]] = {}
    for run in _runs(codes, owners):
        held.setdefault(run.owner, []).append(run)
    parts: list[Part] = []
    first = 0
    for table in tables:
        part = _table(table, first, held, text, page.boxes)
        if part is not None:
            parts.append(part)
        first += len(table.cells)
    outside = held.get(_OUTSIDE, [])
    unruled, outside = _unruled(text, page.boxes, outside)
    parts += unruled
    for run in outside:
        line = _piece(text, page.boxes, [run])
        if line.text:
            parts.append(Part(run.start, line.box, line, []))
    return _ordered(parts)


def _owners(text: str, boxes: Boxes, tables: list[Grid]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint32]]:
    """For each character the number of the cell it lies in (cells of all tables in order), and its code point."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    owners = np.full(len(codes), _OUTSIDE, np.int32)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    first = 0
    for table in tables:
        xs, ys = np.array(table.xs), np.array(table.ys)
        col, row = np.searchsorted(xs, x, "right") - 1, np.searchsorted(ys, y, "right") - 1
        inside = (col >= 0) & (row >= 0) & (col < len(xs) - 1) & (row < len(ys) - 1)
        owners[inside] = first + np.array(table.owner, np.int32)[row[inside], col[inside]]
        first += len(table.cells)
    return owners, codes


def _runs(codes: npt.NDArray[np.uint32], owners: npt.NDArray[np.int32]) -> list[_Run]:
    """Stretches of one owner between line breaks. A space belongs to what is before it: its own box may be anywhere."""
    spaces = (codes == 32) | (codes == 0x3000)
    breaks = (codes == 10) | (codes == 13)
    held = np.where(spaces, -3, owners)
    held[breaks] = _BREAK
    at = np.where(held == -3, 0, np.arange(len(held)))
    held = held[np.maximum.accumulate(at)]
    held[held == -3] = _BREAK
    edges = np.flatnonzero(np.diff(held)) + 1
    starts = [0, *edges.tolist()]
    ends = [*edges.tolist(), len(held)]
    return [_Run(s, e, int(held[s])) for s, e in zip(starts, ends, strict=True) if held[s] != _BREAK]


def _piece(text: str, boxes: Boxes, runs: list[_Run]) -> Piece:
    """The text of some runs: a space between runs on one line, a line break between lines."""
    words: list[str] = []
    kept: list[Boxes] = []
    gap = np.zeros((1, 4), np.float32)
    bottom: tuple[float, float] | None = None
    for run in runs:
        start, end = run.start, run.end
        raw = text[start:end]
        start, end = start + len(raw) - len(raw.lstrip()), start + len(raw.rstrip())
        if start >= end:
            continue
        middle = float(boxes[start, 1] + boxes[start, 3]) / 2
        if bottom is not None:
            words.append(" " if bottom[0] < middle < bottom[1] else "\n")
            kept.append(gap)
        word, own = text[start:end], boxes[start:end]
        if _HYPHEN in word:
            own = own[np.array([char != _HYPHEN for char in word])]
            word = word.replace(_HYPHEN, "")
        words.append(word)
        kept.append(own)
        bottom = (float(boxes[end - 1, 1]), float(boxes[end - 1, 3]))
    if not words:
        return Piece("", np.zeros((0, 4), np.float32), (0.0, 0.0, 0.0, 0.0))
    joined = np.concatenate(kept) if len(kept) > 1 else kept[0]
    return Piece("".join(words), joined, _around(joined))


def _around(boxes: Boxes) -> Box:
    """The box around those of the characters that have one."""
    real = boxes if boxes[:, 3].all() else boxes[boxes.any(axis=1)]
    if not len(real):
        return (0.0, 0.0, 0.0, 0.0)
    low, high = real.min(axis=0), real.max(axis=0)
    return (_point(low[0]), _point(low[1]), _point(high[2]), _point(high[3]))


def _point(value: float) -> float:
    return round(float(value), 1)


def _table(table: Grid, first: int, held: dict[int, list[_Run]], text: str, boxes: Boxes) -> Part | None:
    """A table with its cells' text; None where what looks like one is a frame, and its characters go back to the lines."""
    runs = [held.get(first + index, []) for index in range(len(table.cells))]
    sizes = [sum(run.end - run.start for run in own) for own in runs]
    filled = sum(size > 0 for size in sizes)
    if filled < 2 or (filled <= _FEW_CELLS and max(sizes) > _MUCH_TEXT) or _frames_columns(runs, text, boxes):
        for own in runs:
            held.setdefault(_OUTSIDE, []).extend(own)
        return None
    cells = [_cell(cell, _piece(text, boxes, own)) for cell, own in zip(table.cells, runs, strict=True)]
    box = (_point(table.xs[0]), _point(table.ys[0]), _point(table.xs[-1]), _point(table.ys[-1]))
    return Part(min(own[0].start for own in runs if own), box, None, cells)


def _frames_columns(cells: list[list[_Run]], text: str, boxes: Boxes) -> bool:
    """Whether the rules only frame columns and headings: cells of many lines each, in which rows of several words stand under one
    another."""
    lines = sorted(len(own) for own in cells if own)
    if lines[-1] < _MANY_LINES or len(lines) > _FRAMES:
        return False
    runs = sorted((run for own in cells for run in own), key=lambda run: run.start)
    pieces = groups_of(text, boxes, [(run.start, run.end) for run in runs])
    found = aligned([piece.group for piece in pieces])
    return any(len(table.columns) > 2 and len(table.rows) >= max(lines[-1] // 2, _MANY_LINES) for table in found)


def _unruled(text: str, boxes: Boxes, runs: list[_Run]) -> tuple[list[Part], list[_Run]]:
    """Tables whose columns are told by alignment alone, and the runs that are left."""
    pieces = groups_of(text, boxes, [(run.start, run.end) for run in runs])
    parts: list[Part] = []
    taken: set[int] = set()
    for table in aligned([piece.group for piece in pieces]):
        fields: dict[tuple[int, int], list[_Run]] = {}
        spans: dict[tuple[int, int], int] = {}
        for item, row, col, colspan, first, last in table.placed:
            piece = pieces[item]
            fields.setdefault((row, col), []).append(_Run(piece.words[first][0], piece.words[last - 1][1], _OUTSIDE))
            spans[row, col] = max(spans.get((row, col), 1), colspan)
        cells = []
        for (row, col), own in fields.items():
            own.sort(key=lambda run: (float(boxes[run.start, 3]), run.start))
            cells.append(Cell(_piece(text, boxes, own), row, col, 1, spans[row, col]))
        start = min(run.start for own in fields.values() for run in own)
        box = (_point(table.columns[0][0]), _point(table.rows[0][0]), _point(table.columns[-1][1]), _point(table.rows[-1][1]))
        parts.append(Part(start, box, None, cells))
        taken.update(placed.item for placed in table.placed)
    if not parts:
        return parts, runs
    touched = {pieces[item].run for item in taken}
    left = [run for number, run in enumerate(runs) if number not in touched]
    rest = [p for item, p in enumerate(pieces) if item not in taken and p.run in touched]
    return parts, left + [_Run(p.words[0][0], p.words[-1][1], _OUTSIDE) for p in rest]


def _cell(cell: GridCell, piece: Piece) -> Cell:
    left, top, right, bottom = cell.box
    return Cell(piece._replace(box=(_point(left), _point(top), _point(right), _point(bottom))), *cell[:4])


def _ordered(parts: list[Part]) -> list[Part]:
    parts.sort(key=lambda part: part.first)
    upwards = sum(
        after.box[3] < before.box[1] and after.box[0] < before.box[2] and before.box[0] < after.box[2]
        for before, after in zip(parts, parts[1:], strict=False)
    )
    if upwards > _UPWARDS * len(parts):
        parts.sort(key=lambda part: (part.box[1], part.box[0]))
    return parts
