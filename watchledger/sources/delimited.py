"""CSV and TSV in any encoding: delimiter and header found, quoted line breaks kept, one bad row costs one row. Streamed."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from watchledger.sources.encoding import encoding_of, sample_of
from watchledger.sources.lines import MAX_ROW_BYTES, WIDE
from watchledger.sources.table import HEADER_WITHIN, Columns, Row, column_names, fields_of, header_at, plausible_header

DELIMITERS = (",", "\t", ";", "|")
EVEN_ROWS = 4
"""Rows below the header that a file without a table's name must have."""

_SNIFFED = 40
"""Rows on which delimiters are tried."""

MAX_RECORD_LINES = 2_000
"""Lines that one record may run over; a page's text in a cell has at most a few hundred."""

_BROKEN = re.compile("[\ud800-\udfff\ufffd]")


def delimited_rows(stream: BinaryIO, columns: Columns, *, named_table: bool) -> Iterator[Row] | None:
    """The rows below the header, numbered as a spreadsheet shows them (the header's row counted); None when it is no table.

    `named_table`: the file's name says it is one; then unknown column names are taken too, else only a table of notices is."""
    encoding = encoding_of(sample_of(stream))
    head = _head(stream, encoding)
    delimiter = _delimiter(head, columns)
    if delimiter is None:
        return None
    first = _first(head, delimiter)
    width = max(Counter(len(row) for row in first if any(row)).items(), key=lambda pair: pair[1])[0]
    at = header_at(first, columns)
    if not named_table and (at is None or not _even(first[at:])):
        return None
    if at is None:
        at = next((n for n, row in enumerate(first[:HEADER_WITHIN]) if len(row) == width and plausible_header(row)), -1)
    header = first[at] if at >= 0 else [""] * width
    stream.seek(0)
    return _rows(stream, encoding, delimiter, column_names(header, columns), at + 1)


def _rows(stream: BinaryIO, encoding: str, delimiter: str, names: list[str], skip: int) -> Iterator[Row]:
    """A record that is wrong and runs over several lines is most likely an unclosed quote: its lines are read singly, so
    that it costs one row and not the rest of the table."""
    text = io.TextIOWrapper(stream, encoding, errors=_errors(encoding), newline="")
    number = 0
    try:
        for record, lines in _records(text, delimiter):
            row = record if isinstance(record, str) else _values(record, names, encoding)
            if isinstance(row, str) and number >= skip and len(lines) > 1:
                for line in lines:
                    number += 1
                    if line.strip():
                        yield Row(number, _values(next(csv.reader([line], delimiter=delimiter), []), names, encoding))
                continue
            number += 1
            if number > skip and (isinstance(record, str) or any(record)):
                yield Row(number, row)
    finally:
        _let_go(text)


def _let_go(text: io.TextIOWrapper) -> None:
    """Leaves the stream open for whoever opened it; it may be closed already when the rows are not read to their end."""
    with contextlib.suppress(ValueError):
        text.detach()


def _even(rows: list[list[str]]) -> bool:
    """Whether a file that is not named a table is one all the same: every row as wide as the header, and several of them. A
    notice saved as text with tabs between its labels and values is not."""
    rows = [row for row in rows if any(row)]
    return len(rows) > EVEN_ROWS and all(len(row) == len(rows[0]) for row in rows)


def _values(record: list[str], names: list[str], encoding: str) -> dict[str, str] | str:
    while len(record) > len(names) and not record[-1].strip():
        record.pop()
    if len(record) != len(names):
        return f"{len(record)} columns where the header has {len(names)}"
    values = {name: cell.strip() for name, cell in zip(names, record, strict=True)}
    for name, cell in values.items():
        if not cell.isascii() and _BROKEN.search(cell):
            return f"bytes that are not {encoding} in column {name!r}"
    return values


def _head(stream: BinaryIO, encoding: str) -> str:
    """The first whole lines as text, at most 64 kB."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding, errors=_errors(encoding), newline="")
    try:
        head = text.read(1 << 16)
    finally:
        _let_go(text)
    end = head.rfind("\n") if len(head) == 1 << 16 else -1
    return head[: end + 1] if end >= 0 else head


def _first(head: str, delimiter: str) -> list[list[str]]:
    records = islice(_records(io.StringIO(head, newline=""), delimiter), _SNIFFED)
    return [record if isinstance(record, list) else [] for record, _ in records]


def _delimiter(head: str, columns: Columns) -> str | None:
    """The delimiter under which the most column names are known; where none are, the one that cuts most of the first rows into
    the same number of columns, two or more. None when none does."""
    best, score = None, (0, 0.0)
    for mark in DELIMITERS:
        rows = _first(head, mark)
        at = header_at(rows, columns)
        known = len(fields_of(rows[at], columns)) if at is not None else 0
        widths = Counter(len(row) for row in rows if any(row))
        width, times = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        even = times * width if width >= 2 and times * 2 > widths.total() else 0
        if (known, even) > score:
            best, score = mark, (known, even)
    return best


class _Lines:
    """The lines of a text, those of the current record kept; a record beyond the bounds is an error."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self.taken: list[str] = []
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def begin(self) -> None:
        self.taken, self._size = [], 0

    def __next__(self) -> str:
        line = self._text.readline(MAX_ROW_BYTES)
        if not line:
            raise StopIteration
        if len(line) >= MAX_ROW_BYTES and not line.endswith(("\n", "\r")):
            while (rest := self._text.readline(1 << 20)) and not rest.endswith(("\n", "\r")):
                pass
            raise csv.Error(f"a line longer than {MAX_ROW_BYTES} characters")
        self.taken.append(line)
        self._size += len(line)
        if self._size > MAX_ROW_BYTES or len(self.taken) > MAX_RECORD_LINES:
            raise csv.Error(f"a quote that is not closed within {len(self.taken)} lines")
        return line


def _records(text: io.TextIOBase, delimiter: str) -> Iterator[tuple[list[str] | str, list[str]]]:
    """The csv module's records, each with its lines; what it refuses is a reason in their place, and it goes on behind it."""
    csv.field_size_limit(MAX_ROW_BYTES)
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.begin()
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"not a row: {error}", lines.taken
        else:
            yield record, lines.taken


def _errors(encoding: str) -> str:
    """Bytes outside the encoding stay recognisable; the wide encodings have no way to escape them."""
    return "replace" if encoding.startswith(WIDE) else "surrogateescape"
