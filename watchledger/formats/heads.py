"""Which cells of a table are its head, where the file does not mark them: told by form alone, whatever the language.

A head is one to three rows of words above columns of numbers, or a full row of words above empty fields. Years count as words
where they stand above numbers that are no years. Labels with their values, two and two, are no columns of numbers: what stands
in them differs from row to row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from watchledger.model import Block, Text

_ROWS = 200
"""Rows of a table that are looked at."""
_DEEPEST = 3
"""Rows that a head may have; a further one of one cell, the table's name, may stand above it."""
_NUMBERS = 0.8
"""Share of a column's filled cells, below the head, that are numbers in a column of numbers."""
_LEAST, _LEAST_OF_TWO = 2, 4
"""Numbers that make a column; in a table of two columns it takes more, since labels and values come so too."""
_FILLED = 0.6
"""Share of the columns that a head says something of."""
_NUMBER = re.compile(r"[(（]?[-+−–]?\s?(?:[A-Z]{0,3}[$€£¥￥]|[A-Z]{3})?\s?\d[\d,.'\u00a0 /:\-年月]*[^\d\s,.)）]{0,3}[)）]?")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/–](?:19|20)?\d\d)?年?")
_NOTHING = frozenset(("", "-", "—", "–", "/", "－", "n/a", "N/A", "无", "…", "..."))
_LONGEST = 80
"""Characters of a head's cell; longer ones are prose."""


class _Cell(NamedTuple):
    row: int
    col: int
    colspan: int
    words: str
    at: int


def with_heads(text: Text) -> Text:
    """The text with the heads of its tables marked; tables whose file marks some are left as they are."""
    tables: dict[int, list[int]] = {}
    for index, block in enumerate(text.blocks):
        if block.table is not None and block.kind == "cell":
            tables.setdefault(block.table, []).append(index)
    found = [index for cells in tables.values() for index in _heads(text, cells)]
    if not found:
        return text
    blocks = list(text.blocks)
    for index in found:
        blocks[index] = blocks[index]._replace(header=True)
    return replace(text, blocks=tuple(blocks))


def _heads(text: Text, indexes: list[int]) -> list[int]:
    """The indexes of the cells of one table's head."""
    blocks, content = text.blocks, text.content
    last = blocks[indexes[-1]]
    if len(indexes) < 6 or (last.row or 0) < 2 or any(blocks[index].header for index in indexes):
        return []
    rows: dict[int, list[_Cell]] = {}
    for index in indexes:
        block = blocks[index]
        if (block.row or 0) > _ROWS:
            break
        words = content[block.start : min(block.end, block.start + _LONGEST + 1)].strip()
        rows.setdefault(block.row or 0, []).append(_Cell(block.row or 0, block.col or 0, block.colspan, words, index))
    ordered = [rows[number] for number in sorted(rows)]
    depth = _depth(ordered, _width(blocks, indexes))
    return [cell.at for row in ordered[:depth] for cell in row]


def _width(blocks: Sequence[Block], indexes: list[int]) -> int:
    return max((blocks[index].col or 0) + blocks[index].colspan for index in indexes)


def _depth(rows: list[list[_Cell]], width: int) -> int:
    """How many rows from the first are the head; 0 where form does not tell."""
    first = 1 if len(rows[0]) == 1 and len(rows) > _LEAST else 0
    if _is_empty_form(rows[first:], width):
        return first + 1
    depth = first
    while depth < min(first + _DEEPEST, len(rows) - 1) and _says_what_follows(rows[depth], depth - first):
        depth += 1
    below = {end: _numbers_below(rows[first:end], rows[end:], width) for end in range(first + 1, depth + 1)}
    end = max(below, key=lambda end: len(below[end]), default=0)
    if not end or not below[end]:
        return 0
    counted = set(below[end]) - {0}  # the first column may number the rows, also those that name what follows
    while end < depth and 2 * sum(cell.col in counted for cell in rows[end] if cell.words) >= len(counted) > 0:
        end += 1  # words where numbers stand below
    return end


def _is_empty_form(rows: list[list[_Cell]], width: int) -> bool:
    """Whether a full row of words stands above fields to be filled in; they may be numbered."""
    full = width > 2 and len(rows) > 1 and sum(cell.colspan for cell in rows[0] if cell.words) == width
    rest = (cell for row in rows[1:] for cell in row if cell.words and not (cell.col == 0 and _NUMBER.fullmatch(cell.words)))
    return full and _says_what_follows(rows[0], 0) and next(rest, None) is None


def _says_what_follows(row: list[_Cell], at: int) -> bool:
    """Whether the row is words, short ones, in two cells at least (a row of a head may be filled in part from its second on)."""
    filled = [cell.words for cell in row if cell.words not in _NOTHING]
    words = [one for one in filled if _YEAR.fullmatch(one) or not _NUMBER.fullmatch(one)]
    return len(filled) >= (2 if at == 0 else 1) and len(words) == len(filled) and max(map(len, filled)) <= _LONGEST


def _numbers_below(head: list[list[_Cell]], body: list[list[_Cell]], width: int) -> list[int]:
    """The columns of numbers that the rows stand over; none where they are no head."""
    said = {col for row in head for cell in row if cell.words for col in range(cell.col, min(cell.col + cell.colspan, width))}
    if len(said) < max(_FILLED * width, 2):
        return []
    years = {cell.col for row in head for cell in row if _YEAR.fullmatch(cell.words)}
    filled: dict[int, int] = {}
    numbers: dict[int, int] = {}
    for cell in (cell for row in body for cell in row if cell.colspan == 1 and cell.words not in _NOTHING):
        filled[cell.col] = filled.get(cell.col, 0) + 1
        year = _YEAR.fullmatch(cell.words) is not None and cell.col in years
        numbers[cell.col] = numbers.get(cell.col, 0) + (not year and _NUMBER.fullmatch(cell.words) is not None)
    least = _LEAST_OF_TWO if width == 2 else _LEAST
    mixed = sum(_NUMBERS > numbers.get(col, 0) / count > 1 - _NUMBERS for col, count in filled.items())
    columns = [col for col, count in filled.items() if numbers.get(col, 0) >= max(least, _NUMBERS * count) and col in said]
    return columns if mixed <= len(columns) else []
