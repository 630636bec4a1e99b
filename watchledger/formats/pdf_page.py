"""One page's characters laid out: lines in reading order, and tables where rules part the characters."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from watchledger.formats.aligned import aligned
from watchledger.formats.pdf_grid import Grid, GridCell, grids
from watchledger.formats.pdf_heads import MOST_CELLS, Grounds, Seen, head_rows
from watchledger.formats.pdf_space import Boxes
from watchledger.formats.pdf_words import groups_of
from watchledger.formats.pdfium import PdfPage
from watchledger.formats.symbols import SYMBOLS
from watchledger.model import Box

_UPWARDS = 0.15
"""Share of parts that begin above the one before them, in the same column, from which a page is sorted by place."""
_OUTSIDE, _BREAK = -1, -2
_ENDLESS = 1e9
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
    header: bool = False


class Part(NamedTuple):
    """A line (`cells` is empty) or a table; `first` is its first character's place in the file's order."""

    first: int
    box: Box
    line: Piece | None
    cells: list[Cell]
    ruled: bool = False


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
        part = _table(table, first, held, text, page)
        if part is not None:
            parts.append(part)
        first += len(table.cells)
    outside = held.get(_OUTSIDE, [])
    unruled, outside = _unruled(text, page, outside)
    parts += unruled
    for run, line in zip(outside, _pieces(text, page.boxes, [[run] for run in outside]), strict=True):
        if line.text:
            parts.append(Part(run.start, line.box, line, []))
    return _by_rows(parts) if page.filled else _ordered(parts)


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


def _pieces(text: str, boxes: Boxes, held: list[list[_Run]]) -> list[Piece]:
    """The text of some runs each: a space between runs on one line, a line break between lines. The places of all runs are looked
    up at once, since a page has hundreds."""
    trimmed = [[one for run in own if (one := _trimmed(text, run)) is not None] for own in held]
    flat = sorted({run for own in trimmed for run in own})
    if not flat:
        return [_NOTHING for _ in held]
    starts, ends = np.array([run[0] for run in flat]), np.array([run[1] for run in flat])
    edges = np.stack((starts, ends), axis=1).ravel()
    padded = np.concatenate((boxes, np.zeros((1, 4), np.float32)))
    empty: npt.NDArray[np.bool_] = np.logical_not(padded.any(axis=1))
    low, high = padded[:, :2], padded[:, 2:]
    if empty[:-1].any():
        low, high = np.where(empty[:, None], np.inf, low), np.where(empty[:, None], -np.inf, high)
    around = np.concatenate((np.minimum.reduceat(low, edges)[::2], np.maximum.reduceat(high, edges)[::2]), axis=1)
    middles = (boxes[starts, 1] + boxes[starts, 3]) / 2
    last = boxes[ends - 1]
    places = zip(around.tolist(), middles.tolist(), last[:, 1].tolist(), last[:, 3].tolist(), strict=True)
    of = dict(zip(flat, places, strict=True))
    return [_piece(text, boxes, own, of) for own in trimmed]


_Place = tuple[list[float], float, float, float]
"""Of a run: the box around it, the middle of its first character, top and bottom of its last."""
_GAP = np.zeros((1, 4), np.float32)
_NOTHING = Piece("", np.zeros((0, 4), np.float32), (0.0, 0.0, 0.0, 0.0))


def _trimmed(text: str, run: _Run) -> tuple[int, int] | None:
    """The run without white space at its ends."""
    raw = text[run.start : run.end]
    words = raw.strip()
    if not words:
        return None
    start = run.start + len(raw) - len(raw.lstrip())
    return start, start + len(words)


def _piece(text: str, boxes: Boxes, runs: list[tuple[int, int]], places: dict[tuple[int, int], _Place]) -> Piece:
    words: list[str] = []
    kept: list[Boxes] = []
    around: list[list[float]] = []
    top = bottom = 0.0
    for run in runs:
        start, end = run
        box, middle, first, last = places[run]
        if words:
            words.append(" " if top < middle < bottom else "\n")
            kept.append(_GAP)
        word, own = text[start:end], boxes[start:end]
        if _HYPHEN in word:
            own = own[np.array([char != _HYPHEN for char in word])]
            word = word.replace(_HYPHEN, "")
        words.append(word)
        kept.append(own)
        around.append(box)
        top, bottom = first, last
    if not words:
        return _NOTHING
    if len(words) == 1:
        return Piece(words[0], kept[0], _box_of(around[0]))
    left, up = min(box[0] for box in around), min(box[1] for box in around)
    right, down = max(box[2] for box in around), max(box[3] for box in around)
    return Piece("".join(words), np.concatenate(kept), _box_of([left, up, right, down]))


def _box_of(edges: list[float]) -> Box:
    """Edges to a tenth of a point; of characters without a box, none."""
    left, top, right, bottom = edges
    return (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)) if right > -_ENDLESS else (0.0, 0.0, 0.0, 0.0)


def _point(value: float) -> float:
    return round(float(value), 1)


def _table(table: Grid, first: int, held: dict[int, list[_Run]], text: str, page: PdfPage) -> Part | None:
    """A table with its cells' text; None where what looks like one is a frame, and its characters go back to the lines."""
    boxes = page.boxes
    runs = [held.get(first + index, []) for index in range(len(table.cells))]
    sizes = [sum(run.end - run.start for run in own) for own in runs]
    filled = sum(size > 0 for size in sizes)
    if filled < 2 or (filled <= _FEW_CELLS and max(sizes) > _MUCH_TEXT) or _frames_columns(runs, text, boxes):
        for own in runs:
            held.setdefault(_OUTSIDE, []).extend(own)
        return None
    cells = [_cell(cell, piece) for cell, piece in zip(table.cells, _pieces(text, boxes, runs), strict=True)]
    cells = _with_head(cells, runs, text, page)
    box = (_point(table.xs[0]), _point(table.ys[0]), _point(table.xs[-1]), _point(table.ys[-1]))
    return Part(min(own[0].start for own in runs if own), box, None, cells, ruled=True)


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


def _with_head(cells: list[Cell], runs: list[list[_Run]], text: str, page: PdfPage) -> list[Cell]:
    """The cells, those of the table's first rows marked where they look like a head."""
    if page.fonts is None:
        return cells
    seen = [
        Seen(cell.row, cell.col, cell.colspan, words, _letter(text, own), ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
        for cell, own in zip(cells[:MOST_CELLS], runs, strict=False)
        if (words := cell.piece.text) and (box := cell.piece.box)
    ]
    rows = head_rows(seen, page.fonts.at, Grounds(page.shades))
    head = set(sorted({cell.row for cell in seen})[:rows])
    return [cell._replace(header=True) if cell.row in head else cell for cell in cells] if head else cells


def _letter(text: str, runs: list[_Run]) -> int:
    """The place of the first letter, -1 where there is none."""
    return next((at for run in runs for at in range(run.start, run.end) if text[at].isalpha()), -1)


def _unruled(text: str, page: PdfPage, runs: list[_Run]) -> tuple[list[Part], list[_Run]]:
    """Tables whose columns are told by alignment alone, and the runs that are left."""
    boxes = page.boxes
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
        for own in fields.values():
            own.sort(key=lambda run: (float(boxes[run.start, 3]), run.start))
        filled = zip(fields, _pieces(text, boxes, list(fields.values())), strict=True)
        cells = [Cell(piece, row, col, 1, spans[row, col]) for (row, col), piece in filled]
        cells = _with_head(cells, list(fields.values()), text, page)
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


def _by_rows(parts: list[Part]) -> list[Part]:
    """By place, what stands beside one another from the left: fields come after their labels, wherever the file has them."""
    rows: list[list[Part]] = []
    for part in sorted(parts, key=lambda part: part.box[1] + part.box[3]):
        middle = (part.box[1] + part.box[3]) / 2
        if rows and any(one.box[1] < middle < one.box[3] and one.line is not None for one in rows[-1]):
            rows[-1].append(part)
        else:
            rows.append([part])
    return [part for row in rows for part in sorted(row, key=lambda part: part.box[0])]


def _ordered(parts: list[Part]) -> list[Part]:
    parts.sort(key=lambda part: part.first)
    upwards = sum(
        after.box[3] < before.box[1] and after.box[0] < before.box[2] and before.box[0] < after.box[2]
        for before, after in zip(parts, parts[1:], strict=False)
    )
    if upwards > _UPWARDS * len(parts):
        parts.sort(key=lambda part: (part.box[1], part.box[0]))
    return parts
