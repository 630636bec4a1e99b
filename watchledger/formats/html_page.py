"""A page while it is being read: lines, cells, and the open containers that decide what is furniture.

`html.walk` calls `add`-like methods in the order of the markup; `text` then makes the Text. Everything is linear: a container
that closes costs a constant, whatever it holds.
"""

from __future__ import annotations

import re
from html import unescape
from itertools import accumulate
from typing import NamedTuple

from watchledger.formats.furniture import FOOTER, HIDDEN, STRONG, WEAK, is_furniture, is_neighbour_label
from watchledger.formats.html_tables import Table
from watchledger.model import Block, Text

_STRIPPED = " \xa0\u3000"
_LOOK_UP = 64
"""Open containers looked at for the one that an end tag closes; real pages nest 10 to 30 deep."""
_PROPERTIES = 8
"""Statements about itself that are taken from a page's head; real pages make one to four."""
_LINKED = 0.75
"""Share of linked characters from which three links or more are a list of other pages; attachments are not counted."""
_WEAKLY_LINKED = 0.33
"""The same where a class word already suggests furniture."""
_SHORT_PROSE, _FOOT_PROSE = 80, 600
"""Characters outside links up to which a menu by its class, and a footer, are furniture: addresses and licences fill footers."""
_LONGEST_FURNITURE = 200
"""Characters up to which a line is judged by itself."""
_SEEN, _UNSEEN = 50, 200
"""Fewer characters seen than the one and more hidden than the other: the page shows its hidden text by script."""


_PAIR_LABEL = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff()（）/、]{1,13}")
_PAIR_VALUE = re.compile(r"[\w￥¥$“《(（\[【]")


def _is_pair(pieces: list[str]) -> bool:
    """Whether a line is a label's element and a value's, side by side without anything between, as in <li><span>采购人</span>
    <b>某局</b></li> written without white space: a browser sets them apart by style."""
    return len(pieces) == 2 and _PAIR_LABEL.fullmatch(pieces[0]) is not None and _PAIR_VALUE.match(pieces[1]) is not None


class Line(NamedTuple):
    start: int
    end: int
    kind: str
    linked: int
    links: int
    cell: int


class Container(NamedTuple):
    """An open element; the counts are the page's at its start."""

    name: str
    hint: int
    lines: int
    chars: int
    linked: int
    links: int
    headlines: int


class Cell:
    __slots__ = ("col", "colspan", "end", "first_line", "header", "holds_table", "parent", "row", "rowspan", "start", "table")

    def __init__(self, table: int, place: tuple[int, int], spans: tuple[int, int], parent: int, first_line: int) -> None:
        self.table, self.parent, self.first_line = table, parent, first_line
        self.row, self.col = place
        self.rowspan, self.colspan = spans
        self.start = self.end = -1
        self.holds_table = self.header = False


class Page:
    def __init__(self, max_chars: int) -> None:
        self.problems: list[str] = []
        self.buffer: list[str] = []
        self.kind = "paragraph"
        self.in_link = False
        self.link_chars = self.link_count = 0
        self.full = False
        self._max_chars = max_chars
        self._out: list[str] = []
        self._at = 0
        self._pending_tabs = 0
        self._lines: list[Line] = []
        self._paths: dict[int, str] = {}
        self._stack: list[Container] = []
        self._chars = self._linked = self._links = self._headlines = 0
        self._furniture: list[tuple[int, int]] = []
        self._hidden: list[tuple[int, int]] = []
        self._cells: list[Cell] = []
        self._cell = -1
        self._tables: list[Table] = []
        self._open_tables: list[int] = []
        self._is_data: list[bool] = []

    # lines

    def line(self, next_kind: str = "paragraph") -> None:
        """End the line that the buffer holds."""
        if self.buffer:
            text = " ".join(self.buffer) if _is_pair(self.buffer) else "".join(self.buffer)
            self.buffer.clear()
            if "&" in text:
                text = unescape(text).replace("\r", " ").replace("\n", " ")
            text = text.strip(_STRIPPED)
            if text:
                self._write(text)
            self.link_chars = self.link_count = 0
        self.kind = next_kind

    def _write(self, text: str) -> None:
        while "  " in text:
            text = text.replace("  ", " ")
        if self._at + len(text) > self._max_chars:
            text = text[: max(self._max_chars - self._at, 0)]
            if not self.full:
                self.problems.append(f"the text was cut at {self._max_chars} characters")
            self.full = True
            if not text:
                return
        if self._pending_tabs:
            self._tables[self._open_tables[-1]].separators.append(len(self._out))
            self._out.append("\t" * self._pending_tabs)
            self._at += self._pending_tabs
            self._pending_tabs = 0
        size, linked = len(text), self.link_chars
        self._lines.append(Line(self._at, self._at + size, self.kind, linked, self.link_count, self._cell))
        self._out.append(text)
        self._out.append("\n")
        self._at += size + 1
        self._chars += size
        self._linked += linked
        self._links += self.link_count
        if self.kind == "heading" and linked * 2 < size:
            self._headlines += 1

    def property(self, kind: str, text: str, path: str) -> None:
        """A line that the page states about itself in its head, unless the lines so far say it."""
        self.line()
        if len(self._paths) < _PROPERTIES and not any(text in piece for piece in self._out[: 2 * _PROPERTIES]):
            self._paths[len(self._lines)] = path
            self.buffer.append(text)
            self.kind = kind
            self.line()

    # containers

    def open(self, name: str, hint: int) -> None:
        self.line()
        if hint == FOOTER and name == "footer" and any(c.name == "article" for c in self._stack[-8:]):
            hint = WEAK
        self._stack.append(Container(name, hint, len(self._lines), self._chars, self._linked, self._links, self._headlines))

    def close(self, name: str) -> None:
        """Close the nearest open `name` and what is open inside it; a stray end tag only ends the line."""
        self.line()
        stack = self._stack
        for depth in range(1, min(len(stack), _LOOK_UP) + 1):
            open_name = stack[-depth].name
            if open_name == name:
                for _ in range(depth):
                    self._weigh(stack.pop())
                return
            if open_name in ("td", "table"):
                return

    def _unwind(self, name: str) -> None:
        """Close everything up to and with the innermost `name`, however deep."""
        while self._stack:
            container = self._stack.pop()
            self._weigh(container)
            if container.name == name:
                return

    def _weigh(self, container: Container) -> None:
        chars = self._chars - container.chars
        if not chars:
            return
        linked = self._linked - container.linked
        lines = (container.lines, len(self._lines))
        hint = container.hint
        if hint == HIDDEN:
            self._hidden.append(lines)
        elif hint == FOOTER:
            if chars - linked <= _FOOT_PROSE:
                self._furniture.append(lines)
        elif (
            self._links - container.links >= 3
            and linked >= _LINKED * chars
            or (
                hint
                and self._headlines == container.headlines
                and (linked >= _WEAKLY_LINKED * chars or (hint == STRONG and chars - linked <= _SHORT_PROSE))
            )
        ):
            self._furniture.append(lines)

    # tables

    def open_table(self, hint: int) -> None:
        self.open("table", hint)
        if self._cell >= 0:
            self._cells[self._cell].holds_table = True
        self._open_tables.append(len(self._tables))
        self._tables.append(Table(self._cell))
        self._is_data.append(False)
        self._cell = -1

    def open_cell(self, rowspan: int, colspan: int, hint: int, *, header: bool) -> None:
        self.line()
        if not self._open_tables:
            return
        self._end_cell()
        number = self._open_tables[-1]
        table = self._tables[number]
        place = table.place(rowspan, colspan)
        self._cells.append(Cell(number, place, (rowspan, colspan), table.outer_cell, len(self._lines)))
        self._cells[-1].header = header or table.in_head
        self._cell = len(self._cells) - 1
        self.open("td", hint)

    def head(self, *, begins: bool) -> None:
        """A table's head begins, or ends where its body does."""
        self.line()
        if self._open_tables:
            self._tables[self._open_tables[-1]].in_head = begins

    def end_row(self) -> None:
        self.line()
        if self._open_tables:
            self._end_cell()
            self._tables[self._open_tables[-1]].end_row()
            self._pending_tabs = 0
            if self._out and self._out[-1] == "\t":
                self._out[-1] = "\n"

    def end_cell(self) -> None:
        self.line()
        if self._open_tables:
            self._end_cell()

    def end_table(self) -> None:
        self.line()
        if not self._open_tables:
            return
        self.end_row()
        self._unwind("table")
        number = self._open_tables.pop()
        table = self._tables[number]
        self._is_data[number] = table.is_data()
        if not self._is_data[number]:
            for piece in table.separators:
                self._out[piece] = "\n" * len(self._out[piece])
        self._cell = table.outer_cell

    def _end_cell(self) -> None:
        if self._cell < 0:
            return
        cell = self._cells[self._cell]
        self._unwind("td")
        table = self._tables[cell.table]
        if len(self._lines) > cell.first_line:
            cell.start, cell.end = self._lines[cell.first_line].start, self._lines[-1].end
            table.separators.append(len(self._out) - 1)
            self._out[-1] = "\t"
        else:
            cell.start = cell.end = max(self._at - 1, 0)
            self._pending_tabs += 1
        table.fill(cell.end - cell.start, holds_table=cell.holds_table)
        self._cell = -1

    # the end

    def finish(self) -> None:
        self.line()
        while self._open_tables:
            self.end_table()
        while self._stack:
            self._weigh(self._stack.pop())

    def text(self, reader: str) -> Text:
        content = "".join(self._out).replace("\xa0", " ")
        if content.endswith(("\n", "\t")):
            content = content[:-1]
        return Text(content, reader, tuple(self._blocks(content)), tuple(self.problems))

    def _blocks(self, content: str) -> list[Block]:
        furniture = self._furniture_lines(content)
        holders = self._data_cells()
        numbers = list(accumulate(self._is_data, initial=0))
        blocks = []
        for index, line in enumerate(self._lines):
            if line.cell < 0 or holders[line.cell] < 0:
                kind = "furniture" if furniture[index] else line.kind
                blocks.append(Block(kind, line.start, line.end, path=self._paths.get(index)))
        for cell in self._cells:
            if self._is_data[cell.table]:
                kind = "furniture" if cell.end > cell.start and furniture[cell.first_line] else "cell"
                place = numbers[cell.table], cell.row, cell.col, cell.rowspan, cell.colspan
                blocks.append(Block(kind, cell.start, cell.end, None, None, *place, None, cell.header))
        if numbers[-1]:
            blocks.sort(key=lambda block: (block.start, -block.end))
        return blocks

    def _data_cells(self) -> list[int]:
        """For every cell the innermost cell of a data table that holds it or is it, -1 for none."""
        holders: list[int] = []
        for number, cell in enumerate(self._cells):
            holders.append(number if self._is_data[cell.table] else holders[cell.parent] if cell.parent >= 0 else -1)
        return holders

    def _furniture_lines(self, content: str) -> list[bool]:
        marked = self._covered(self._furniture)
        hidden = self._covered(self._hidden)
        if any(hidden):
            seen = sum(line.end - line.start for i, line in enumerate(self._lines) if not marked[i] and not hidden[i])
            unseen = sum(line.end - line.start for i, line in enumerate(self._lines) if not marked[i] and hidden[i])
            if seen >= _SEEN or unseen <= _UNSEEN:
                marked = [a or b for a, b in zip(marked, hidden, strict=True)]
        announced = False
        for index, line in enumerate(self._lines):
            size = line.end - line.start
            if marked[index] or line.kind == "title" or size > _LONGEST_FURNITURE:
                announced = False
                continue
            text = content[line.start : line.end]
            linked = (line.links >= 2 or announced) and line.linked >= _LINKED * sum(map(str.isalnum, text))
            marked[index] = linked or is_furniture(text)
            announced = marked[index] and is_neighbour_label(text)
        return marked

    def _covered(self, ranges: list[tuple[int, int]]) -> list[bool]:
        if not ranges:
            return [False] * len(self._lines)
        change = [0] * (len(self._lines) + 1)
        for start, end in ranges:
            change[start] += 1
            change[end] -= 1
        return [depth > 0 for depth in accumulate(change[:-1])]
