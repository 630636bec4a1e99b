"""A PDF page's own space and the page as it is shown; straight lines among what is drawn."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Boxes = npt.NDArray[np.float32]
"""n x 4: left, top, right, bottom."""
Rule = tuple[float, float, float, float]
"""A horizontal or vertical line: x0, y0, x1, y1 with x0 <= x1 and y0 <= y1."""
Shade = tuple[float, float, float, float, int]
"""A painted ground and its colour: left, top, right, bottom, red green blue as one number."""
WHITE = 0xFFFFFF
Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
THIN = 3.0
"""Points up to which a filled rectangle is a line; Word draws its borders as rectangles of 0.5 to 2.25 points."""
_STRAIGHT = 1.0
"""Points by which the ends of a horizontal or vertical line may differ."""


class Turn(NamedTuple):
    """From the page's own space (upwards, unrotated) to the page as shown (downwards)."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def boxes(self, own: Boxes) -> Boxes:
        """`own` has left, top, right, bottom upwards; generated characters have zeros and keep them."""
        if not len(own):
            return own
        empty = ~own.any(axis=1)
        x = own[:, [0, 2]]
        y = own[:, [1, 3]]
        if self.rotation == 90:
            x, y = y - self.bottom, x - self.left
        elif self.rotation == 180:
            x, y = self.right - x, y - self.bottom
        elif self.rotation == 270:
            x, y = self.top - y, self.right - x
        else:
            x, y = x - self.left, self.top - y
        shown = np.stack([x.min(axis=1), y.min(axis=1), x.max(axis=1), y.max(axis=1)], axis=1).astype(np.float32)
        shown[empty] = 0
        return shown


def times(one: Matrix, two: Matrix) -> Matrix:
    """The matrix that applies `one`, then `two`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def put_through(box: tuple[float, float, float, float], outer: Matrix) -> tuple[tuple[float, float], tuple[float, float]]:
    """((left, right), (bottom, top)) of a box put through a matrix."""
    a, b, c, d, e, f = outer
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
    return (min(xs), max(xs)), (min(ys), max(ys))


def figure_rules(figure: list[tuple[float, float]], *, stroked: bool, rules: list[Rule]) -> None:
    if len(figure) < 2:
        return
    xs, ys = [p[0] for p in figure], [p[1] for p in figure]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if len(figure) > 2 and min(x1 - x0, y1 - y0) <= THIN:
        if x1 - x0 > y1 - y0:
            rules.append((x0, (y0 + y1) / 2, x1, (y0 + y1) / 2))
        else:
            rules.append(((x0 + x1) / 2, y0, (x0 + x1) / 2, y1))
    elif stroked:
        for (ax, ay), (bx, by) in zip(figure, figure[1:], strict=False):
            if abs(ax - bx) <= _STRAIGHT or abs(ay - by) <= _STRAIGHT:
                rules.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
