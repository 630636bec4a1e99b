"""Characters of a page to words, and words to groups that are parted by more than a word space."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from watchledger.formats.aligned import Group
from watchledger.formats.pdf_space import Boxes

_SPACES = np.array([chr(code).isspace() for code in range(0x3002)])
"""Which characters are white space; the last one that is has the code 0x3000."""
_WIDE = 0.9
"""Line heights between two groups. Word spaces are 0.2 to 0.3 of the type size, 0.8 in lines that are spread to the margin; a line
of characters is about 0.8 of the type size high."""
_SPACE = 0.35
"""Line heights from which characters without a space between them are two words all the same."""


class Piece(NamedTuple):
    """A group with where its words stand in the text, and the number of the run that it is of."""

    group: Group
    words: tuple[tuple[int, int], ...]
    run: int


def groups_of(text: str, boxes: Boxes, runs: list[tuple[int, int]]) -> list[Piece]:
    """The groups of each run (a stretch of text on one line), in order. By array operations: a page has thousands of words."""
    runs = [run for run in runs if run[1] > run[0]]
    if not runs:
        return []
    order = sorted(range(len(runs)), key=runs.__getitem__)
    ordered = [runs[number] for number in order]
    tall = _tall(boxes, ordered)
    starts, ends, of_run = _words(text, boxes, ordered, tall)
    if not len(starts):
        return []
    padded = np.concatenate((boxes, np.zeros((1, 4), boxes.dtype)))
    edges = np.stack((starts, ends), axis=1).ravel()
    low = np.minimum.reduceat(padded[:, :2], edges)[::2]
    high = np.maximum.reduceat(padded[:, 2:], edges)[::2]
    left = low[1:, 0]
    apart = (np.diff(of_run) != 0) | (left - high[:-1, 0] > _WIDE * tall[of_run][1:]) | (left < low[:-1, 0])
    firsts = np.concatenate(([0], np.flatnonzero(apart) + 1))
    cuts = [*firsts.tolist(), len(starts)]
    words = list(zip(starts.tolist(), ends.tolist(), strict=True))
    placed = list(map(tuple, np.concatenate((low, high), axis=1).tolist()))
    around = list(
        map(tuple, np.concatenate((np.minimum.reduceat(low, firsts), np.maximum.reduceat(high, firsts)), axis=1).tolist())
    )
    held = of_run[firsts].tolist()
    found: list[Piece] = []
    for number, (begin, end) in enumerate(zip(cuts, cuts[1:], strict=False)):
        own = tuple(words[begin:end])
        group = Group(around[number], text[own[0][0] : own[-1][1]], number, tuple(placed[begin:end]))
        found.append(Piece(group, own, order[held[number]]))
    return found


_Places = npt.NDArray[np.int64]


def _words(text: str, boxes: Boxes, runs: list[tuple[int, int]], tall: npt.NDArray[np.float32]) -> tuple[_Places, _Places, _Places]:
    """Starts and ends of the words, and the run that each is of; one without spaces is cut where its characters stand far apart.
    `runs` rise."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    size = len(codes)
    run_of = np.full(size + 2, -1, np.int64)
    for number, (start, end) in enumerate(runs):
        run_of[start + 1 : end + 1] = number
    inked = run_of >= 0
    inked[1:-1] &= ~_SPACES[np.minimum(codes, len(_SPACES) - 1)]
    parted = np.diff(run_of) != 0
    wide = boxes[1:, 0] - boxes[:-1, 2] > _SPACE * tall[run_of[2:-1]]
    parted[1:-1] |= wide
    starts = np.flatnonzero(inked[1:-1] & (~inked[:-2] | parted[:-1]))
    ends = np.flatnonzero(inked[1:-1] & (~inked[2:] | parted[1:])) + 1
    return starts, ends, run_of[starts + 1]


def _tall(boxes: Boxes, runs: list[tuple[int, int]]) -> npt.NDArray[np.float32]:
    """The height of the tallest character of each run; `runs` rise."""
    heights = np.append(boxes[:, 3] - boxes[:, 1], np.float32(0))
    return np.maximum.reduceat(heights, np.array(runs).ravel())[::2]
