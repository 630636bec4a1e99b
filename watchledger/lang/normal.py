"""The normal form that matching reads, with a map back to raw offsets.

Four foldings, in this order:

1. width, case and script, a character for a character: NFKC where it yields one character, lower case, traditional to
   simplified (OpenCC's character table t2s). Length is kept, so offsets are the raw ones.
2. white space that touches a Han character is dropped ("公 安" and a line break inside 视频\\n监控 are as if whole).
3. a reading in brackets behind a Han character is dropped (監(jiān)控, as machine-made copies of pages write it).
4. any other run of white space becomes one space.

White space at either end is dropped too, and "&nbsp;" written out is white space. Only 2 to 4 move offsets; the map is a list of
the kept pieces, not of characters.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from watchledger.lang.folding import HAN as HAN
from watchledger.lang.folding import pairs


@lru_cache(maxsize=1)
def fold_table() -> dict[int, str]:
    """The one-to-one foldings of step 1 as a table for `str.translate`: code point -> character."""
    return {point: chr(folded) for point, folded in pairs().tolist()}


@lru_cache(maxsize=1)
def _fold_array() -> npt.NDArray[np.uint32]:
    array = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    array[pairs()[:, 0]] = pairs()[:, 1]
    return array


@lru_cache(maxsize=1)
def _kinds() -> npt.NDArray[np.uint8]:
    """Kind of every code point: white space, Han, other."""
    kinds = np.zeros(sys.maxunicode + 1, np.uint8)
    kinds[[point for point in range(_LAST_SPACE + 1) if chr(point).isspace()]] = _SPACE
    for low, high in _HAN_RANGES:
        kinds[low : high + 1] = _HAN
    return kinds


_SPACE, _HAN = 1, 2
_LAST_SPACE = 0x3000
_HAN_RANGES = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF), (0x3007, 0x3007))


def _folded(text: str) -> npt.NDArray[np.uint32]:
    """Code points after step 1. By array look-up: 144 M characters/s against 13 M for `str.translate`."""
    return _fold_array()[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)]


def _text_of(points: npt.NDArray[np.uint32]) -> str:
    return points.tobytes().decode("utf-32-le", "surrogatepass")


def fold(text: str) -> str:
    """Step 1 alone: same length as `text`."""
    return _text_of(_folded(text))


def is_han(char: str) -> bool:
    """Whether one character is Han; chained comparisons, since a pattern's look-up costs ten times as much."""
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff" or char == "〇"


@dataclass(frozen=True, slots=True)
class View:
    """A normalised text and the way back. `starts` are view offsets of the kept pieces, `raws` raw ones, `shifts` their
    difference."""

    text: str
    starts: list[int]
    shifts: list[int]
    raws: list[int]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of the view's [start, end); an empty span maps to an empty one."""
        if end <= start:
            at = start + self.shifts[bisect_right(self.starts, start) - 1]
            return at, at
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1, lo=first) - 1
        return start + self.shifts[first], end + self.shifts[last]

    def view_offset(self, raw: int) -> int:
        """The view offset of a raw one (the next kept character's when it was dropped)."""
        at = max(bisect_right(self.raws, raw) - 1, 0)
        end = self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text)
        return min(max(raw - self.shifts[at], 0), end)


_READING = re.compile(
    r"[(（](?<=[\u3400-\u9fff][(（])(?=[a-z]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,7}[)）]"
)
"""The sound of a character in pinyin, its tone marked: no word of a text looks like it."""
_NBSP = re.compile("&nbsp;?")
"""White space that a copy of a page's source left written out."""
_SHORT = 64
"""Characters up to which `str.translate` is quicker than arrays: names, which are most of what is asked for."""
_last: list[tuple[str, View]] = []


def normal(raw: str) -> View:
    """The view of a raw text. Linear; by array operations, 60 µs for a thousand characters where a loop takes 100. The last text is
    kept: facts, findings, signature and index ask for the same one's."""
    if len(raw) <= _SHORT:
        return _in_one_piece(raw) or _normal(raw)
    if _last and _last[0][0] is raw:
        return _last[0][1]
    view = _normal(raw)
    _last[:] = [(raw, view)]
    return view


def _in_one_piece(raw: str) -> View | None:
    """The view of a text without white space: step 1 is all there is to do."""
    pieces = raw.split()
    if ("(" in raw or "（" in raw) and _READING.search(raw) or "&nbsp" in raw:
        return None
    return View(raw.translate(fold_table()), [0], [0], [0]) if len(pieces) == 1 and len(pieces[0]) == len(raw) else None


def _normal(raw: str) -> View:
    points = _folded(raw)
    kinds = _kinds()[points]
    space = kinds == _SPACE
    for match in _READING.finditer(raw):
        space[match.start() : match.end()] = True
    for match in _NBSP.finditer(raw) if "&nbsp" in raw else ():
        space[match.start() : match.end()] = True
    edges = np.flatnonzero(space[1:] != space[:-1]) + 1
    if len(raw) and space[0]:
        edges = np.concatenate(([0], edges))
    if len(edges) % 2:
        edges = np.append(edges, len(raw))
    first, after = edges[::2], edges[1::2]  # the runs of white space
    inner = (first > 0) & (after < len(raw))
    kept = inner & (kinds[first - 1] != _HAN) & (kinds[np.minimum(after, len(raw) - 1)] != _HAN)
    moved = ~(kept & (after - first == 1) & (points[first] == ord(" ")))
    first, after, kept = first[moved], after[moved], kept[moved]
    shifts = np.cumsum(after - first - kept)
    stays = ~space
    stays[edges[::2][~moved]] = True  # a single space stays as it is
    stays[first[kept]] = True
    points[first[kept]] = ord(" ")
    starts = after - shifts
    return View(_text_of(points[stays]), [0, *starts.tolist()], [0, *shifts.tolist()], [0, *after.tolist()])
