"""Parts in reading order -> Text with blocks, for formats that are trees of paragraphs and tables (DOC, RTF, ODT, PPTX …).

A reader makes Paras, Tables and Pages; `compose` lays them out as every reader does: a line break after a paragraph and a
table row, a tab between cells, a line break between the paragraphs of one cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from watchledger.model import Block, Box, Limits, Text

MAX_NESTING = 24
"""Tables within tables that are laid out; deeper ones are flattened. Real documents nest 3 deep."""


class Para(NamedTuple):
    """One paragraph, heading, item, title or furniture; `text` may hold line breaks of its own."""

    text: str
    kind: str = "paragraph"
    path: str | None = None
    box: Box | None = None


class Cell(NamedTuple):
    """One table cell at its upper left position; `parts` are its paragraphs and nested tables."""

    row: int
    col: int
    parts: Sequence[Part] = ()
    rowspan: int = 1
    colspan: int = 1
    path: str | None = None
    box: Box | None = None
    header: bool = False


class Table(NamedTuple):
    """Cells in reading order, rows rising."""

    cells: Sequence[Cell]


class Page(NamedTuple):
    """A page, slide or frame of an image, counted from 1."""

    number: int
    parts: Sequence[Part]


Part = Para | Table | Page


@dataclass
class _Sheet:
    """What has been laid out so far."""

    limit: int
    pieces: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    at: int = 0
    tables: int = 0
    full: bool = False

    def put(self, text: str) -> None:
        if self.at + len(text) > self.limit:
            text, self.full = text[: self.limit - self.at], True
        self.pieces.append(text)
        self.at += len(text)


def compose(parts: Iterable[Part], *, reader: str, limits: Limits, problems: Iterable[str] = ()) -> Text:
    """The Text of `parts`. A text longer than `limits.max_text_chars` is cut and the problem says so."""
    sheet = _Sheet(limits.max_text_chars)
    page: int | None = None
    for part in parts:
        if sheet.full:
            break
        _put(sheet, part, page)
    found = list(problems)
    if sheet.full:
        found.append(f"the text was cut at {limits.max_text_chars} characters")
    return Text("".join(sheet.pieces), reader, tuple(sheet.blocks), tuple(found))


def _put(sheet: _Sheet, part: Part, page: int | None) -> None:
    if isinstance(part, Page):
        _put_page(sheet, part)
    elif isinstance(part, Table):
        _put_table(sheet, part, page, 1)
    elif part.text.strip():
        start = sheet.at
        sheet.put(part.text)
        sheet.blocks.append(Block(part.kind, start, sheet.at, page, part.box, path=part.path))
        sheet.put("\n")


def _put_page(sheet: _Sheet, page: Page) -> None:
    at, start = len(sheet.blocks), sheet.at
    sheet.blocks.append(Block("page", start, start, page=page.number))
    for part in page.parts:
        _put(sheet, part, page.number)
    sheet.blocks[at] = Block("page", start, sheet.at, page=page.number)


def _put_table(sheet: _Sheet, table: Table, page: int | None, depth: int) -> None:
    number = sheet.tables
    sheet.tables += 1
    row: int | None = None
    for cell in table.cells:
        if sheet.full:
            return
        if row is not None:
            sheet.put("\t" if cell.row == row else "\n")
        row = cell.row
        at, start = len(sheet.blocks), sheet.at
        place = number, cell.row, cell.col, cell.rowspan, cell.colspan
        block = Block("cell", start, start, page, cell.box, *place, cell.path, cell.header)
        sheet.blocks.append(block)
        _put_inside(sheet, cell.parts, page, depth)
        sheet.blocks[at] = block._replace(end=sheet.at)
    if row is not None and depth == 1:
        sheet.put("\n")


def _put_inside(sheet: _Sheet, parts: Sequence[Part], page: int | None, depth: int) -> None:
    """A cell's parts, a line break between them and none after the last."""
    first = True
    for part in parts:
        if isinstance(part, Page) or (isinstance(part, Para) and not part.text.strip()):
            continue
        if not first:
            sheet.put("\n")
        first = False
        if isinstance(part, Para):
            sheet.put(part.text)
        elif depth < MAX_NESTING:
            _put_table(sheet, part, page, depth + 1)
        else:
            sheet.put(" ".join(plain(part)))


def plain(part: Part) -> list[str]:
    """The words of a part without its shape, by a list of its own: nothing here recurses with the input's depth."""
    words: list[str] = []
    waiting: list[Part] = [part]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Para):
            words.append(one.text)
        elif isinstance(one, Table):
            waiting.extend(p for c in reversed(one.cells) for p in reversed(c.parts))
        else:
            waiting.extend(reversed(one.parts))
    return words


def grid(rows: Sequence[Sequence[tuple[int, int]]], tolerance: int) -> list[list[tuple[int, int]]]:
    """Columns of cells from their edges.

    `rows` are the (left, right) edges of each row's cells, in any unit; edges nearer than `tolerance` are one. Returns
    (col, colspan) for each cell: a cell that spans two of another row's columns gets both.
    """
    edges = sorted({edge for row in rows for pair in row for edge in pair})
    place: dict[int, int] = {}
    lines = 0
    last: int | None = None
    for edge in edges:
        if last is None or edge - last > tolerance:
            lines, last = lines + 1, edge
        place[edge] = lines - 1
    placed: list[list[tuple[int, int]]] = []
    for row in rows:
        out: list[tuple[int, int]] = []
        free = 0
        for left, right in row:
            col = max(place[left], free)
            span = max(place[right] - col, 1)
            out.append((col, span))
            free = col + span
        placed.append(out)
    return placed
