"""Which first rows of a table in a PDF are its head by their look: a font or a ground that the rows below do not have.

Where columns hold words, form does not tell a head (heads.py); bold letters, Chinese in Hei over Song, or a shaded row do. Fonts
are compared among cells of one script, since Chinese papers set Latin letters and digits in a font of their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from watchledger.formats.pdf_space import WHITE, Shade

_DEEPEST = 3
"""Rows that a head may have."""
_BODY_ROWS = 2
_LOOKED_AT, MOST_CELLS = 80, 200
"""Cells below the head whose look is compared, and first cells of a table that are handed in, empty ones too."""
_SHARE = 0.6
"""Of the columns that a head says something of."""
_EXCEPT = 0.1
"""Share of the cells below that may look like the head: a total, a heading in between."""
_LONGEST = 80
"""Characters of a head's cell; longer ones are prose."""
_HAN = "\u2e80"


class Seen(NamedTuple):
    """A filled cell: the place of its first letter in the page's text, -1 where it has none."""

    row: int
    col: int
    colspan: int
    words: str
    at: int
    middle: tuple[float, float]


def head_rows(cells: Sequence[Seen], font_at: Callable[[int], str], grounds: Grounds) -> int:
    """How many first rows look like a head; 0 where the look does not tell. `cells` are in order of rows."""
    rows: dict[int, list[Seen]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    ordered = [rows[number] for number in sorted(rows)]
    width = max((cell.col + cell.colspan for cell in cells), default=0)
    if width < 2 or len(ordered) < 1 + _BODY_ROWS:
        return 0
    most = _DEEPEST + (len(ordered[0]) == 1)
    for looks in (lambda cell: _shade(cell, grounds), lambda cell: _font(cell, font_at)):
        depth = _alike(ordered[:most], looks)
        body = [cell for row in ordered[depth:] for cell in row][:_LOOKED_AT]
        if (
            depth
            and len(ordered) - depth >= _BODY_ROWS
            and _is_head(ordered[:depth], width)
            and _differ(ordered[:depth], body, looks)
        ):
            return depth
    return 0


Look = tuple[str, str] | None
"""(what is compared with what, how it looks); None where it cannot be told."""


def _shade(cell: Seen, grounds: Grounds) -> Look:
    return "ground", str(grounds.at(*cell.middle))


def _font(cell: Seen, font_at: Callable[[int], str]) -> Look:
    if cell.at < 0:
        return None
    name = font_at(cell.at)
    letter = next((char for char in cell.words if char.isalpha()), "")
    return ("Han" if letter >= _HAN else "letters", name) if name else None


def _alike(rows: Sequence[Sequence[Seen]], looks: Callable[[Seen], Look]) -> int:
    """How many first rows look as the first one does, each cell of them."""
    said: dict[str, str] = {}
    depth = 0
    for row in rows:
        seen = [look for cell in row if (look := looks(cell)) is not None]
        if not seen or any(said.get(kind, how) != how for kind, how in seen) or len(dict(seen)) < len(set(seen)):
            break
        if depth and not any(kind in said for kind, _ in seen):
            break
        said |= dict(seen)
        depth += 1
    return depth


def _is_head(rows: Sequence[Sequence[Seen]], width: int) -> bool:
    """Whether the rows say something short in words of most columns."""
    cells = [cell for row in rows for cell in row]
    columns = {col for cell in cells for col in range(cell.col, cell.col + cell.colspan) if cell.colspan < width}
    return len(columns) >= max(_SHARE * width, 2) and all(len(cell.words) <= _LONGEST for cell in cells)


def _differ(head: Sequence[Sequence[Seen]], body: Sequence[Seen], looks: Callable[[Seen], Look]) -> bool:
    """Whether hardly a cell below looks like the head, of those that can be compared; half of the head's must be."""
    said = [look for row in head for cell in row if (look := looks(cell)) is not None]
    below = [look for cell in body if (look := looks(cell)) is not None]
    known = 0
    for kind, how in said:
        others = [other for which, other in below if which == kind]
        if how == str(WHITE) or others.count(how) > _EXCEPT * len(others):
            return False
        known += len(others) >= _BODY_ROWS
    return 2 * known > len(said)


class Grounds:
    """The colour on which a point lies: that of what was painted there last."""

    def __init__(self, shades: Sequence[Shade]) -> None:
        self._order = sorted((shade[1], number) for number, shade in enumerate(shades))
        self._shades = shades

    def at(self, x: float, y: float) -> int:
        reach = bisect_right(self._order, (y, len(self._shades)))
        over = [number for _, number in self._order[:reach] if self._holds(number, x, y)]
        return self._shades[max(over)][4] if over else WHITE

    def _holds(self, number: int, x: float, y: float) -> bool:
        left, top, right, bottom, _ = self._shades[number]
        return left <= x <= right and top <= y <= bottom
