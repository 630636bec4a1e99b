"""Characters of a page to words, and words to groups that are parted by more than a word space."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from watchledger.formats.aligned import Group
from watchledger.formats.pdfium import Boxes

_WORD = re.compile(r"\S+")
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
    words, of_run = _words(text, boxes, runs)
    if not words:
        return []
    edges = np.array(words).ravel()
    padded = np.concatenate((boxes, np.zeros((1, 4), boxes.dtype)))
    low = np.minimum.reduceat(padded[:, :2], edges)[::2]
    high = np.maximum.reduceat(padded[:, 2:], edges)[::2]
    tall = np.array([_tall(boxes, run) for run in runs], np.float32)[of_run]
    left = low[1:, 0]
    apart = (np.diff(of_run) != 0) | (left - high[:-1, 0] > _WIDE * tall[1:]) | (left < low[:-1, 0])
    cuts = [0, *(np.flatnonzero(apart) + 1).tolist(), len(words)]
    placed = list(map(tuple, np.concatenate((low, high), axis=1).tolist()))
    tops = np.minimum.reduceat(low, cuts[:-1]).tolist()
    ends = np.maximum.reduceat(high, cuts[:-1]).tolist()
    found: list[Piece] = []
    for number, (begin, end) in enumerate(zip(cuts, cuts[1:], strict=False)):
        own = tuple(words[begin:end])
        whole = (tops[number][0], tops[number][1], ends[number][0], ends[number][1])
        group = Group(whole, text[own[0][0] : own[-1][1]], number, tuple(placed[begin:end]))
        found.append(Piece(group, own, int(of_run[begin])))
    return found


def _words(text: str, boxes: Boxes, runs: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], npt.NDArray[np.int64]]:
    """Words and the run that each is of; one without spaces is cut where its characters stand far apart."""
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    words: list[tuple[int, int]] = []
    of_run: list[int] = []
    for number, (start, end) in enumerate(runs):
        wide = np.flatnonzero(gaps[start : end - 1] > _SPACE * _tall(boxes, (start, end))) + start + 1
        cuts = wide.tolist()
        for match in _WORD.finditer(text, start, end):
            begin, stop = match.span()
            for cut in cuts[bisect_right(cuts, begin) : bisect_left(cuts, stop)] if cuts else ():
                words.append((begin, cut))
                of_run.append(number)
                begin = cut
            words.append((begin, stop))
            of_run.append(number)
    return words, np.array(of_run, np.int64)


def _tall(boxes: Boxes, run: tuple[int, int]) -> float:
    own = boxes[run[0] : run[1]]
    return float((own[:, 3] - own[:, 1]).max()) if len(own) else 0.0
