"""Ruled tables of a page: from its ruling lines to cells with their boxes and spans.

Lines that touch make one table. Its grid is where its lines run; two neighbouring fields of the grid with no line between
them are one cell. Own method; the idea of a grid from rules is as old as table recognition (Green and Krishnamoorthy, 1995).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

Rule = tuple[float, float, float, float]

_SNAP = 2.5
"""Points within which lines are one: borders drawn twice, and as rectangles of their thickness."""
_REACH = 3.0
"""Points by which a line may fall short of the one it should touch."""
_SHORTEST = 4.0
"""Points: shorter strokes are marks, not borders."""
_COVERED = 0.6
"""Share of a field's side that must be drawn for a border; dashed ones are drawn in pieces."""
_MAX_FIELDS = 40_000
"""Fields of one grid; hatched drawings make millions."""
_MAX_PAIRS = 4_000_000
"""Pairs of horizontal and vertical lines that may have to be compared; a page of tables has some hundreds."""


class GridCell(NamedTuple):
    row: int
    col: int
    rowspan: int
    colspan: int
    box: tuple[float, float, float, float]


class Grid(NamedTuple):
    """One table; `owner[row][col]` is the index in `cells` of the cell that has the field."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    owner: list[list[int]]

    def cell_at(self, x: float, y: float) -> int:
        """The index of the cell that holds a point, -1 outside."""
        col, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= col < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.owner[row][col]
        return -1


class _Line(NamedTuple):
    """A line at `at` across its direction, from `start` to `end` along it."""

    at: float
    start: float
    end: float


def grids(rules: list[Rule]) -> list[Grid]:
    """The tables of a page, top first. A frame around text (one cell) is none."""
    across = _joined([_Line((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in rules if x1 - x0 >= _SHORTEST and x1 - x0 > y1 - y0])
    down = _joined([_Line((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in rules if y1 - y0 >= _SHORTEST and y1 - y0 >= x1 - x0])
    if len(across) * len(down) > _MAX_PAIRS:
        return []
    found = []
    for horizontal, vertical in _tables(across, down):
        grid = _grid(horizontal, vertical)
        if grid is not None and len(grid.cells) >= 2:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _joined(lines: list[_Line]) -> list[_Line]:
    """Lines at the same place that touch or overlap become one."""
    joined: list[_Line] = []
    lines.sort()
    group: list[_Line] = []
    for line in [*lines, _Line(float("inf"), 0, 0)]:
        if group and line.at - group[0].at > _SNAP:
            at = sum(member.at for member in group) / len(group)
            start = end = None
            for member in sorted(group, key=lambda member: member.start):
                if end is not None and start is not None and member.start <= end + _REACH:
                    end = max(end, member.end)
                else:
                    if start is not None and end is not None:
                        joined.append(_Line(at, start, end))
                    start, end = member.start, member.end
            if start is not None and end is not None:
                joined.append(_Line(at, start, end))
            group = []
        group.append(line)
    return joined


def _tables(across: list[_Line], down: list[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    """Lines that touch, together: (horizontal, vertical) of each table. Looks only at lines that can touch."""
    parent = list(range(len(across) + len(down)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    places = [line.at for line in across]
    for index, line in enumerate(down):
        low = bisect_left(places, line.start - _REACH)
        high = bisect_right(places, line.end + _REACH)
        for other in range(low, high):
            if across[other].start - _REACH <= line.at <= across[other].end + _REACH:
                parent[root(len(across) + index)] = root(other)
    members: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for item in range(len(parent)):
        group = members.setdefault(root(item), ([], []))
        if item < len(across):
            group[0].append(across[item])
        else:
            group[1].append(down[item - len(across)])
    return [group for group in members.values() if len(group[0]) >= 2 and len(group[1]) >= 1]


def _grid(across: list[_Line], down: list[_Line]) -> Grid | None:
    ys = _places(across)
    xs = _places(down)
    if len(ys) == 2 and len(xs) == 1:
        return None  # a line down between two lines across divides what stands beside it, and is no table
    left, right = min(line.start for line in across), max(line.end for line in across)
    xs = ([left] if left < xs[0] - 2 * _REACH else []) + xs + ([right] if right > xs[-1] + 2 * _REACH else [])
    rows, cols = len(ys) - 1, len(xs) - 1
    if rows < 1 or cols < 1 or rows * cols > _MAX_FIELDS:
        return None
    below = [[_drawn(across, ys[row + 1], xs[col], xs[col + 1]) for col in range(cols)] for row in range(rows)]
    beside = [[_drawn(down, xs[col + 1], ys[row], ys[row + 1]) for col in range(cols)] for row in range(rows)]
    owner = [[-1] * cols for _ in range(rows)]
    cells: list[GridCell] = []
    for row in range(rows):
        for col in range(cols):
            if owner[row][col] < 0:
                wide, tall = _extent(row, col, owner, below, beside)
                for r in range(row, row + tall):
                    for c in range(col, col + wide):
                        owner[r][c] = len(cells)
                cells.append(GridCell(row, col, tall, wide, (xs[col], ys[row], xs[col + wide], ys[row + tall])))
    return Grid(xs, ys, cells, owner)


def _extent(row: int, col: int, owner: list[list[int]], below: list[list[bool]], beside: list[list[bool]]) -> tuple[int, int]:
    """Columns and rows that the cell starting here spans: rightwards while no line parts it, then downwards as a whole."""
    rows, cols = len(owner), len(owner[0])
    wide = 1
    while col + wide < cols and owner[row][col + wide] < 0 and not beside[row][col + wide - 1]:
        wide += 1
    tall = 1
    while row + tall < rows:
        line = row + tall
        open_above = not any(below[line - 1][col : col + wide])
        free = all(owner[line][c] < 0 for c in range(col, col + wide))
        if not open_above or not free or any(beside[line][col : col + wide - 1]):
            break
        tall += 1
    return wide, tall


def _places(lines: list[_Line]) -> list[float]:
    places: list[float] = []
    for at in sorted(line.at for line in lines):
        if not places or at - places[-1] > _SNAP:
            places.append(at)
    return places


def _drawn(lines: list[_Line], at: float, start: float, end: float) -> bool:
    """Whether a line runs at `at` along most of start to end. `lines` are ordered by place."""
    index = bisect_left(lines, (at - _SNAP,))
    covered = 0.0
    while index < len(lines) and lines[index].at <= at + _SNAP:
        covered += max(0.0, min(lines[index].end, end) - max(lines[index].start, start))
        index += 1
    return covered >= _COVERED * (end - start)
