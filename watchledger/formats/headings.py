"""Headings over several columns of a table without rules: told by where their middle stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

Box = tuple[float, float, float, float]
Column = tuple[float, float]

HEAD_ROWS = 3
"""Rows of a head that may hold such headings."""
_OFF = 0.08
"""Of the width of the columns: how far a heading's middle may stand from theirs."""
_WIDEST = 16
"""Columns of one heading."""


class Heading(NamedTuple):
    """`low` to `high` are the columns that it lies over."""

    box: Box
    low: int
    high: int


def spans(row: Sequence[Heading], columns: Sequence[Column]) -> dict[int, tuple[int, int]]:
    """Heading's number -> first and last of the columns that it stands over the middle of. A heading that lies over just one counts
    only where all of its row stand so, two at least."""
    runs = _nearest(row, columns)
    found = {
        number: best
        for number, heading in enumerate(row)
        if (best := _centred(heading, runs.get(number, (0, -1)), columns)) is not None
    }
    if len(found) == len(row) > 1:
        return found
    return {
        number: best for number, best in found.items() if row[number].low != row[number].high or _in_gutter(row[number], columns)
    }


def _nearest(row: Sequence[Heading], columns: Sequence[Column]) -> dict[int, tuple[int, int]]:
    """The columns that each heading is the nearest to."""
    middles = [(heading.box[0] + heading.box[2]) / 2 for heading in row]
    between = [(a + b) / 2 for a, b in zip(middles, middles[1:], strict=False)]
    runs: dict[int, tuple[int, int]] = {}
    for col, (left, right) in enumerate(columns):
        number = bisect_left(between, (left + right) / 2)
        runs[number] = runs.get(number, (col, col))[0], col
    return runs


def _centred(heading: Heading, run: tuple[int, int], columns: Sequence[Column]) -> tuple[int, int] | None:
    """The widest of the columns in the run that hold what it lies over and have its middle for theirs."""
    first, last = run
    if last - first >= _WIDEST or first > heading.low or last < heading.high:
        return None
    middle = (heading.box[0] + heading.box[2]) / 2
    for count in range(last - first + 1, 1, -1):
        for low in range(max(first, heading.high - count + 1), min(heading.low, last - count + 1) + 1):
            left, right = columns[low][0], columns[low + count - 1][1]
            if abs((left + right) / 2 - middle) <= _OFF * (right - left):
                return low, low + count - 1
    return None


def _in_gutter(heading: Heading, columns: Sequence[Column]) -> bool:
    at = bisect_right(columns, heading.box[0], key=lambda column: column[1])
    return at == len(columns) or columns[at][0] >= heading.box[2]
