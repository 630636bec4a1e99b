"""XLSX, XLSB and XLS -> Text: each sheet a table, its name a heading, each filled cell a block whose path is "Sheet!B3".

The same file gives sources the rows of a workbook (`sheets`), since a workbook whose rows are notices is a table of records and
does not come here. Values are read as Excel stored them, without number formats: dates come out as ISO, whole numbers without a
decimal point. Formulas give their stored result. Not read: comments, text boxes, charts, hidden state.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

from watchledger.errors import Encrypted, LimitExceeded, UnreadableDocument
from watchledger.formats.package import Package
from watchledger.formats.workbook_heads import Head, is_head, marked_heads
from watchledger.model import Block, Document, Limits, Text

READER = "workbook/1"

_MAX_GRID = 10_000_000
"""Cells between a sheet's first and last, filled or not: calamine holds them all (24 bytes each)."""
_MAX_CELLS = 1_000_000
"""Filled cells of one document that become blocks (0.2 GB); a table of that size is records."""
_REFERENCE = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_LAST_ROW = re.compile(rb'<row [^>]*?\br="(\d{1,7})"')
_ERRORS = (python_calamine.CalamineError, python_calamine.XmlError, python_calamine.ZipError, OSError, ValueError)


def read(document: Document, limits: Limits) -> Text:
    """The text of a workbook. Raises UnreadableDocument (damaged, encrypted), LimitExceeded (a bomb)."""
    out = _Sheets(limits.max_text_chars)
    heads: dict[str, list[Head]] | None = None
    for name, rows, merged in _tables(document.content, limits):
        if heads is None:
            heads = marked_heads(Package(document.content, limits)) if document.content[:2] == b"PK" else {}
        out.add(name, rows, merged, heads.get(name, []))
        if out.full:
            break
    return Text("".join(out.pieces)[:-1], READER, tuple(out.blocks), tuple(out.problems))


def sheets(content: bytes, limits: Limits) -> Iterator[tuple[str, Sequence[Sequence[Any]]]]:
    """(name, rows) of each sheet that has anything in it; rows start at the sheet's first, values are None where empty."""
    for name, rows, _ in _tables(content, limits):
        yield name, rows


Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


def _tables(content: bytes, limits: Limits) -> Iterator[tuple[str, list[list[Any]], Merged]]:
    if content[:2] == b"PK":
        _check_grids(Package(content, limits))
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = workbook.sheet_names
    except python_calamine.PasswordError as error:
        raise Encrypted("encrypted: a password is needed") from error
    except _ERRORS as error:
        raise UnreadableDocument(f"damaged workbook: {error}") from error
    for name in names:
        try:
            sheet = workbook.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
        except _ERRORS as error:
            raise UnreadableDocument(f"damaged sheet: {error}", place=name) from error
        if rows:
            yield name, rows, sheet.merged_cell_ranges or ()


def _check_grids(package: Package) -> None:
    """Refuse sheets whose first and last cell span more than is held: two cells can ask for 17 thousand million."""
    for part in package.names:
        if not part.startswith("xl/worksheets/") or not part.endswith(".xml"):
            continue
        data = package.read(part)
        last = 0
        for match in _LAST_ROW.finditer(data):
            last = max(last, int(match[1]))
        if last == 0 or last * 16_384 > _MAX_GRID:
            spread = [(_number(match[1]), int(match[2])) for match in _REFERENCE.finditer(data)]
            wide = max((col for col, _ in spread), default=1)
            tall = max((row for _, row in spread), default=last)
            if wide * tall > _MAX_GRID:
                raise LimitExceeded(f"a sheet of {tall} rows and {wide} columns", place=part)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _letters(col: int) -> str:
    """Column letters of a column counted from 0."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Sheets:
    """The text being laid out: a tab between filled cells of a row, a line break after it."""

    def __init__(self, most: int) -> None:
        self.pieces: list[str] = []
        self.blocks: list[Block] = []
        self.problems: list[str] = []
        self.full = False
        self._at = 0
        self._most = most
        self._tables = 0

    def add(self, name: str, rows: list[list[Any]], merged: Merged, heads: list[Head]) -> None:
        self._put(Block("heading", self._at, self._at + len(name), path=name), name, "\n")
        spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in merged}
        number, self._tables = self._tables, self._tables + 1
        for row, values in enumerate(rows):
            filled = [(col, text) for col, value in enumerate(values) if (text := shown(value))]
            for index, (col, text) in enumerate(filled):
                rowspan, colspan = spans.get((row, col), (1, 1))
                start = self._at
                path = f"{name}!{_letters(col)}{row + 1}"
                block = Block("cell", start, start + len(text), None, None, number, row, col, rowspan, colspan, path)
                if heads and is_head(heads, row, col):
                    block = block._replace(header=True)
                self._put(block, text, "\n" if index == len(filled) - 1 else "\t")
                if self.full:
                    return

    def _put(self, block: Block, text: str, after: str) -> None:
        if self._at + len(text) > self._most or len(self.blocks) >= _MAX_CELLS:
            self.full = True
            self.problems.append(f"the workbook was cut at {block.path}: {len(self.blocks)} cells, {self._at} characters")
            return
        self.blocks.append(block)
        self.pieces += (text, after)
        self._at += len(text) + len(after)


def shown(value: Any) -> str:
    """A cell's value as characters; "" for an empty one."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("_x000D_", "").strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
