"""Which table at the top of a page is the one at the end of the page before, going on; and heads that are written again.

The same for PDF and for recognised pages, with rules and without. Columns that rules part stand at the same place; columns told by
alignment lie under one another, and what stands first on the new page is either the head again or a row like those before it. A row
that the page's end broke is one: its rest stands first, without the column that every row has, and without numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from watchledger.model.text import Block, Box

_EDGE = 0.1
"""Share of a page's height at either end where running heads and feet lie."""
_SAME_PLACE = 0.005
"""Of the page's width: how far a ruled column may move (3 points of A4)."""
_UNDER = 0.5
"""Share of the narrower of two columns that lies under the other where they are one."""
_HEAD_ROWS = 3
"""First rows of a table that may be written again."""
_ALIKE = 0.9
"""Share of characters in which a head written again may agree, since recognition errs."""
_KEYED_ROWS = 3
"""Rows of a table that must have the first column before one without it is taken for the rest of another."""
_LONGEST = 120
"""Characters of a row that are compared."""


class Field(NamedTuple):
    row: int
    col: int
    rowspan: int
    colspan: int
    left: float
    right: float
    words: str


class Shape(NamedTuple):
    """A table of one page, in shares of the page's width."""

    columns: tuple[tuple[float, float], ...]
    heads: tuple[tuple[str, ...], ...]
    """The words of its first rows."""
    rows: int
    ruled: bool
    numeric: tuple[bool, ...] = ()
    """Which of its columns hold more numbers than words, below the first row."""
    filled: tuple[frozenset[int], ...] = ()
    """The columns filled in each of its first rows; none of a row with cells over several."""
    last: frozenset[int] = frozenset()
    """Those filled in its last row; a first column that stands for several rows may go on with further ones, and does not count."""
    keyed: bool = False
    """Whether every row says something in the first column."""


class Placed(NamedTuple):
    """`offset` is added to the rows; the first `again` rows repeat the table's head. The rest of a broken row gets that row's
    number."""

    number: int
    offset: int
    again: int


class _Open(NamedTuple):
    page: int
    number: int
    rows: int
    shape: Shape


class Tables:
    """Numbers the tables of a document in order."""

    def __init__(self) -> None:
        self.count = 0
        self.heads: dict[int, int] = {}
        """Table -> rows of its head, of those whose head is written again."""
        self._open: _Open | None = None

    def place(self, page: int, shape: Shape, *, first: bool, last: bool) -> Placed:
        """`first`, `last`: whether nothing but running heads stands above it on its page, nothing but feet below."""
        before, self._open = self._open, None
        again = broken = 0
        goes_on = False
        if before is not None and first and before.page == page - 1:
            again = _again(before.shape, shape)
            broken = int(_is_rest(before.shape, shape, again))
            goes_on = _goes_on(before.shape, shape, again, broken)
        if before is not None and goes_on:
            placed = Placed(before.number, before.rows - broken * (1 + again), again)
            keyed = before.shape.keyed and (shape.keyed or bool(broken))
            shape = before.shape._replace(columns=shape.columns, rows=shape.rows, last=shape.last, keyed=keyed)
            if again:
                self.heads[placed.number] = max(again, self.heads.get(placed.number, 0))
        else:
            placed = Placed(self.count, 0, 0)
            self.count += 1
        if last:
            self._open = _Open(page, placed.number, placed.offset + shape.rows, shape)
        return placed

    def with_heads(self, blocks: list[Block]) -> None:
        """Marks the heads that are known because they are written again."""
        if self.heads:
            for at, block in enumerate(blocks):
                if block.table in self.heads and block.kind == "cell" and (block.row or 0) < self.heads[block.table]:
                    blocks[at] = block._replace(header=True)


def at_edge(box: Box, height: float) -> bool:
    """Whether it lies where running heads and feet do."""
    return box[3] < _EDGE * height or box[1] > (1 - _EDGE) * height


def shape_of(cells: Sequence[Field], width: float, *, ruled: bool) -> Shape:
    """The shape of a table from its cells, by rows, on a page of this width."""
    lefts: dict[int, float] = {}
    rights: dict[int, float] = {}
    first: dict[int, list[str]] = {}
    weight: dict[int, int] = {}
    rows = max((cell.row + cell.rowspan for cell in cells), default=0)
    for row, col, _, span, left, right, words in cells:
        if row < _HEAD_ROWS:
            first.setdefault(row, []).append("".join(words.split())[:_LONGEST])
        if span == 1 or ruled:
            lefts[col], rights[col] = min(lefts.get(col, left), left), max(rights.get(col, right), right)
            if row and span == 1:
                weight[col] = weight.get(col, 0) + _weight(words)
    width = width or 1.0
    columns = tuple((lefts[col] / width, rights[col] / width) for col in sorted(lefts))
    numeric = tuple(weight.get(col, 0) > 0 for col in sorted(lefts))
    heads = tuple(tuple(first[row]) for row in sorted(first))
    ends = [cell for cell in cells if cell.row <= _HEAD_ROWS or cell.row + cell.rowspan == rows]
    filled = tuple(_filled(ends, row) for row in range(min(_HEAD_ROWS + 1, rows)))
    keys = [cell for cell in cells if cell.col == 0 and cell.words.strip()]
    grouped = {0} if keys and keys[-1].rowspan > 1 else set[int]()
    keyed = sum(cell.rowspan for cell in keys) >= rows
    return Shape(columns, heads, rows, ruled, numeric, filled, _filled(ends, rows - 1) - grouped, keyed)


def _filled(cells: Sequence[Field], row: int) -> frozenset[int]:
    own = [cell for cell in cells if cell.row <= row < cell.row + cell.rowspan and cell.words.strip()]
    return frozenset(cell.col for cell in own) if all(cell.colspan == 1 for cell in own) else frozenset()


def _weight(words: str) -> int:
    """Above 0 of a number, below of words."""
    return 0 if not words.strip() else 1 if 2 * sum(char.isdigit() for char in words) >= len(words.strip()) else -1


def _again(one: Shape, two: Shape) -> int:
    """How many first rows are the same: a row with words, and below it rows without numbers where cells span."""
    rows = 0
    for above, here in zip(one.heads, two.heads, strict=False):
        words, numbers = sum(_weight(cell) < 0 for cell in above), sum(_weight(cell) > 0 for cell in above)
        spans = min(len(above), len(one.heads[0])) < len(one.columns)
        if not words or not _same(above, here) or (rows and (numbers or not spans)):
            break
        rows += 1
    return rows


def _same(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    if one == two:
        return True
    if len(one) != len(two):
        return False
    pairs = [
        (a, b) for left, right in zip(one, two, strict=True) if len(left) == len(right) for a, b in zip(left, right, strict=True)
    ]
    return len(pairs) == sum(map(len, one)) and sum(a == b for a, b in pairs) >= _ALIKE * len(pairs)


def _is_rest(one: Shape, two: Shape, again: int) -> bool:
    """Whether the first row below the head is what the page's end broke off the row before: words, in half of its columns at most,
    and not in the first, which every other row has."""
    row = two.filled[again] if len(two.filled) > again else frozenset[int]()
    if not row or not one.keyed or one.rows < _KEYED_ROWS or 0 in row or not row <= one.last or 2 * len(row) > len(one.last):
        return False
    if any(numeric for col, numeric in enumerate(one.numeric) if col in row):
        return False
    said = [words for words in two.heads[again] if words] if len(two.heads) > again else []
    return bool(said) and all(any(map(str.isalnum, words)) for words in said)  # a stroke for "none" is a field's own value


def _goes_on(one: Shape, two: Shape, again: int, broken: int) -> bool:
    if one.ruled != two.ruled or len(one.columns) != len(two.columns) or len(two.columns) < 2:
        return False
    if one.ruled:
        return all(abs(a[0] - b[0]) <= _SAME_PLACE for a, b in zip(one.columns, two.columns, strict=True))
    if not all(_lies_under(a, b) for a, b in zip(one.columns, two.columns, strict=True)):
        return False
    return again > 0 or _is_like(one, two, broken)


def _lies_under(one: tuple[float, float], two: tuple[float, float]) -> bool:
    shared = min(one[1], two[1]) - max(one[0], two[0])
    return shared >= _UNDER * min(one[1] - one[0], two[1] - two[0])


def _is_like(one: Shape, two: Shape, at: int) -> bool:
    """Whether row `at` of the second has numbers where the first table has them; without such columns it cannot be told."""
    if not any(one.numeric) or len(two.heads) <= at or len(two.heads[at]) != len(two.columns):
        return False
    return all(_weight(words) >= 0 for words, numeric in zip(two.heads[at], one.numeric, strict=True) if numeric)
