"""Characters of a page to words, and words to groups that are parted by more than a word space."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

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
    """The groups of each run (a stretch of text on one line), in order."""
    found: list[Piece] = []
    for number, (start, end) in enumerate(runs):
        words = [(m.start() + start, m.end() + start) for m in _WORD.finditer(text[start:end])]
        if not words:
            continue
        own = boxes[start:end]
        tall = float(np.max(own[:, 3] - own[:, 1])) if len(own) else 0.0
        words = [part for word in words for part in _parted(boxes, word, _SPACE * tall)]
        placed = [_around(boxes, word) for word in words]
        begin = 0
        for at in range(1, len(words) + 1):
            if at == len(words) or placed[at][0] - placed[at - 1][2] > _WIDE * tall or placed[at][0] < placed[at - 1][0]:
                own_words, own_boxes = tuple(words[begin:at]), tuple(placed[begin:at])
                whole = (
                    min(b[0] for b in own_boxes), min(b[1] for b in own_boxes),
                    max(b[2] for b in own_boxes), max(b[3] for b in own_boxes),
                )  # fmt: skip
                shown = text[own_words[0][0] : own_words[-1][1]]
                found.append(Piece(Group(whole, shown, len(found), own_boxes), own_words, number))
                begin = at
    return found


def _parted(boxes: Boxes, word: tuple[int, int], wide: float) -> list[tuple[int, int]]:
    """A word without spaces, cut where its characters stand far apart."""
    start, end = word
    if end - start < 2 or wide <= 0:
        return [word]
    gaps = boxes[start + 1 : end, 0] - boxes[start : end - 1, 2]
    cuts = (np.flatnonzero(gaps > wide) + start + 1).tolist()
    return list(zip([start, *cuts], [*cuts, end], strict=True))


def _around(boxes: Boxes, word: tuple[int, int]) -> tuple[float, float, float, float]:
    own = boxes[word[0] : word[1]]
    low, high = own.min(axis=0), own.max(axis=0)
    return float(low[0]), float(low[1]), float(high[2]), float(high[3])
