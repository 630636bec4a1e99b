"""Tables without rules: words that stand below one another in columns parted by white space, on a page or in a scan.

Own method, after the white-space view of tables (Kieninger and Dengel, 1998): words on one height are a row; rows of two groups and
more that follow one another are a region; where hardly a row of it has ink, a column ends. Prose in two columns is none: it
fills its columns to the edge.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from watchledger.formats.headings import HEAD_ROWS, Heading, spans

_CLEAR = 0.08
"""Share of a region's rows that may cross a gutter: headings over several columns."""
_NARROWEST = 0.25
"""Width of a gutter, in line heights: a word space is 0.2 to 0.3."""
_NEAR = 2.6
"""Line heights from a row to the next of its table; tables set wider have rules."""
_ALONE = 2
"""Rows of one group in a row that may lie within a table."""
_ROWS, _ROWS_OF_TWO = 3, 4
"""Rows with several cells that make a table; of two columns it takes one more, since labels and values come so too."""
_PROSE = 24
"""Characters of the middle cell from which a table of two columns is taken for prose where it fills its columns."""
_FULL = 0.75
_FILLED = 0.75
"""Share of the columns from which a row is no row of headings over several."""
_LABELS = 0.25
"""Share of groups with a colon; in tables a colon is rare."""
_LABEL = re.compile(r"[：:](?!\d)")
_NUMBER = re.compile(
    r"[(（]?(?:第?[\d０-９一二三四五六七八九十百]{1,4}|[a-zA-Z]|[ivxIVX]{1,4})(?:[-.][\d.\-]*)?"
    r"[章节節条條卷篇部分册]?[)）.．、]?|[●•○■□▪◆▶\-–*]"
)
_MOST = 20_000
"""Groups of one page; a page with more is a drawing."""

Box = tuple[float, float, float, float]


class Group(NamedTuple):
    """Words parted by no more than a word space. `item` is the caller's own name for it, `words` the boxes of its words."""

    box: Box
    text: str
    item: int
    words: tuple[Box, ...] = ()


class Placed(NamedTuple):
    """A group in its field; it may reach over several columns. `first` and `last` tell which of its words, when it was cut at
    a gutter."""

    item: int
    row: int
    col: int
    colspan: int
    first: int
    last: int


class Aligned(NamedTuple):
    """A table: its fields in order of rows and columns, and the places of its columns."""

    placed: list[Placed]
    columns: list[tuple[float, float]]
    rows: list[tuple[float, float]]


def aligned(groups: list[Group]) -> list[Aligned]:
    """The tables among the groups of one page, top first. Near linear."""
    if not 2 * _ROWS <= len(groups) <= _MOST:
        return []
    rows = _rows(groups)
    found = []
    for region in _regions(rows):
        table = _table(region)
        if table is not None:
            found.append(table)
    return found


def _rows(groups: list[Group]) -> list[list[Group]]:
    """Groups whose middles lie within one another's height, from the top, each row from the left."""
    rows: list[list[Group]] = []
    top = bottom = 0.0
    for group in sorted(groups, key=lambda g: (g.box[1] + g.box[3]) / 2):
        middle = (group.box[1] + group.box[3]) / 2
        if rows and top < middle < bottom:
            rows[-1].append(group)
            continue
        rows.append([group])
        top, bottom = group.box[1], group.box[3]
    for row in rows:
        row.sort(key=lambda g: g.box[0])
    return rows


def _regions(rows: list[list[Group]]) -> list[list[list[Group]]]:
    """Rows of several groups that follow one another; lone groups between them stay, at the ends they go."""
    regions: list[list[list[Group]]] = []
    current: list[list[Group]] = []
    alone = 0
    bottom = 0.0
    for row in rows:
        top, height = min(g.box[1] for g in row), median(g.box[3] - g.box[1] for g in row)
        if current and (top - bottom > _NEAR * height or alone > _ALONE):
            regions.append(current)
            current, alone = [], 0
        if len(row) > 1 or current:
            current.append(row)
            alone = 0 if len(row) > 1 else alone + 1
        bottom = max(g.box[3] for g in row)
    return [trimmed for region in [*regions, current] if len(trimmed := _trimmed(region)) >= _ROWS]


def _trimmed(region: list[list[Group]]) -> list[list[Group]]:
    end = len(region)
    while end and len(region[end - 1]) < 2:
        end -= 1
    return region[:end]


def _table(region: list[list[Group]]) -> Aligned | None:
    columns = _columns(region[_sparse(region) :])
    if len(columns) < 2:
        return None
    placed = [piece for number, row in enumerate(region) for group in row for piece in _in_columns(group, number, columns)]
    placed = _over_several(placed, region, columns)
    filled = [set[int]() for _ in region]
    for piece in placed:
        filled[piece.row].update(range(piece.col, piece.col + piece.colspan))
    several = sum(len(cols) > 1 for cols in filled)
    if several < (_ROWS_OF_TWO if len(columns) == 2 else _ROWS) or several < 0.5 * len(region):
        return None
    if (
        sum(map(len, filled)) < 0.4 * len(columns) * len(region)
        or _is_prose(region, columns)
        or _is_list(region, columns)
        or _runs_down(placed)
    ):
        return None
    return _joined(placed, filled, columns, [(min(g.box[1] for g in row), max(g.box[3] for g in row)) for row in region])


def _sparse(region: list[list[Group]]) -> int:
    """How many first rows have too few groups for a row of the table: headings over several columns, which stand in gutters."""
    most = max(len(row) for row in region)
    first = next((n for n, row in enumerate(region[:HEAD_ROWS]) if len(row) >= _FILLED * most), 0)
    return first if len(region) - first >= _ROWS else 0


def _columns(region: list[list[Group]]) -> list[tuple[float, float]]:
    """Stretches between gutters. A gutter is crossed by next to no row."""
    height = median(g.box[3] - g.box[1] for row in region for g in row)
    edges = sorted(edge for row in region for left, right in _covered(row) for edge in ((left, 0, 1), (right, 1, -1)))
    allowed = int(_CLEAR * len(region))
    columns: list[tuple[float, float]] = []
    depth, start, end = 0, 0.0, 0.0
    for at, _, step in edges:
        before, depth = depth, depth + step
        if before <= allowed < depth:
            if columns and at - end < _NARROWEST * height:
                start = columns.pop()[0]
            else:
                start = at
        elif depth <= allowed < before:
            end = at
            columns.append((start, end))
    return columns


def _covered(row: list[Group]) -> list[tuple[float, float]]:
    """What the row covers, each stretch once."""
    found: list[tuple[float, float]] = []
    for group in row:
        left, _, right, _ = group.box
        if found and left <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], right)
        else:
            found.append((left, right))
    return found


def _in_columns(group: Group, row: int, columns: list[tuple[float, float]]) -> list[Placed]:
    """The group as one field, or cut where a gutter lies between two of its words and each has its column. One that lies over a
    single column is that column's, however far it reaches beyond: headings are wider than numbers."""
    words = group.words or (group.box,)
    low, high = _touched(group.box, columns)
    if low == high:
        return [Placed(group.item, row, low, 1, 0, len(words))]
    at = [_column(word, columns) for word in words]
    if len(set(at)) > 1 and all(_within(word, columns[col]) for word, col in zip(words, at, strict=True)) and at == sorted(at):
        cuts = [0, *(n for n in range(1, len(at)) if at[n] != at[n - 1]), len(at)]
        if all(words[n][0] - words[n - 1][2] > 0 for n in cuts[1:-1]) and len(cuts) == 3:
            return [Placed(group.item, row, at[a], 1, a, b) for a, b in zip(cuts, cuts[1:], strict=False)]
    low, high = min(at), max(_column((group.box[2], 0, group.box[2], 0), columns), *at)
    return [Placed(group.item, row, low, high - low + 1, 0, len(words))]


def _over_several(placed: list[Placed], region: list[list[Group]], columns: list[tuple[float, float]]) -> list[Placed]:
    """Headings put over all of the columns whose middle they stand over: in rows above the first that fills most columns."""
    for number, row in enumerate(region[:HEAD_ROWS]):
        if len(row) >= _FILLED * len(columns):
            break
        headings = [Heading(group.box, *_touched(group.box, columns)) for group in row]
        for at, (low, high) in spans(headings, columns).items():
            item, words = row[at].item, row[at].words
            placed = [piece for piece in placed if piece.item != item]
            placed.append(Placed(item, number, low, high - low + 1, 0, max(len(words), 1)))
    return placed


def _touched(box: Box, columns: list[tuple[float, float]]) -> tuple[int, int]:
    """The first and the last column that the box lies over; in a gutter the nearer one, twice."""
    low = bisect_right(columns, box[0], key=lambda column: column[1])
    high = bisect_left(columns, box[2], key=lambda column: column[0]) - 1
    if low > high:
        low = high = _column(box, columns)
    return low, high


def _column(box: Box, columns: list[tuple[float, float]]) -> int:
    """The column that a box lies in, by its middle; in a gutter the nearer one."""
    middle = (box[0] + box[2]) / 2
    low, high = 0, len(columns) - 1
    while low < high:
        between = (low + high) // 2
        if 2 * middle > columns[between][1] + columns[between + 1][0]:
            low = between + 1
        else:
            high = between
    return low


def _within(box: Box, column: tuple[float, float]) -> bool:
    return box[0] < column[1] and box[2] > column[0]


def _is_prose(region: list[list[Group]], columns: list[tuple[float, float]]) -> bool:
    """Two columns (or three) whose groups are long and end at the column's edge, as set text does."""
    if len(columns) > 3:
        return False
    cells = [g for row in region for g in row]
    if median(len(g.text) for g in cells) < _PROSE:
        return False
    full = [g for g in cells if (c := columns[_column(g.box, columns)]) and g.box[2] - g.box[0] > _FULL * (c[1] - c[0])]
    return len(full) > 0.5 * len(cells)


def _runs_down(placed: list[Placed]) -> bool:
    """Whether the groups come column by column or cell by cell, as their maker wrote them: then a row of ink is no row of the
    table, and to read across would mix the lines of neighbouring cells."""
    across = down = 0
    order = sorted(placed, key=lambda p: (p.item, p.first))
    for before, after in pairwise(order):
        across += before.row == after.row
        down += before.row != after.row and before.col == after.col
    return down > across


def _is_list(region: list[list[Group]], columns: list[tuple[float, float]]) -> bool:
    """Numbered points (a number of its own before each), and labels with their values or with nothing (signatures side by side):
    lines of text, which are read as such."""
    cells = [g for row in region for g in row]
    labels = sum(_LABEL.search(g.text) is not None for g in cells)
    if labels >= _LABELS * len(cells):
        return True
    first = [g.text for g in cells if _column(g.box, columns) == 0]
    return len(columns) == 2 and sum(_NUMBER.fullmatch(text) is not None for text in first) >= 0.6 * len(first)


def _joined(
    placed: list[Placed], filled: list[set[int]], columns: list[tuple[float, float]], rows: list[tuple[float, float]]
) -> Aligned:
    """Rows that go on the row above them made one with it: they lack the first column, which most rows have, and stand closer
    than rows do."""
    gaps = [rows[n][0] - rows[n - 1][1] for n in range(1, len(rows))]
    usual = median(gaps) if gaps else 0.0
    keyed = sum(0 in cols for cols in filled) >= 0.5 * len(filled)
    number, kept = [0] * len(rows), 0
    merged: list[tuple[float, float]] = []
    for n, row in enumerate(rows):
        goes_on = n > 0 and keyed and 0 not in filled[n] and len(filled[n]) < len(columns) and gaps[n - 1] <= usual + 0.5
        if goes_on and merged:
            merged[-1] = merged[-1][0], row[1]
        else:
            merged.append(row)
            kept = len(merged) - 1
        number[n] = kept
    found = sorted((p._replace(row=number[p.row]) for p in placed), key=lambda p: (p.row, p.col))
    return Aligned(found, columns, merged)
