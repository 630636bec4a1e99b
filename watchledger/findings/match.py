"""The terms of a lexicon in a text: one pass for all of them, masks first, then conditions, then the longest."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import NamedTuple

from watchledger.findings.condition import ALWAYS, Scene, Site, holds
from watchledger.findings.lexicon import Lexicon, Pattern, Sense

BLANK = "\u25a1"
"""What stands where a mask lies."""
PLACES, TRIED = 120, 600
"""Places of one term that count, and places tried, in one text. A book of a thousand pages names its subject thousands of times;
the ledger needs the distinct statements, and keeps at most 100 of a kind."""


class Hit(NamedTuple):
    """A term at a place of the view, its condition met."""

    start: int
    end: int
    sense: Sense


class Cover:
    """Intervals, asked whether one of them holds a stretch whole. With the intervals sorted by start, the furthest end so
    far answers it: one search, however many intervals."""

    def __init__(self, intervals: list[tuple[int, int]]) -> None:
        intervals.sort()
        self._starts = [start for start, _ in intervals]
        self._ends = list(accumulate((end for _, end in intervals), max))

    def holds(self, start: int, end: int) -> bool:
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._ends[at] >= end

    def cuts(self, start: int, end: int) -> bool:
        """Whether an interval holds the stretch or overlaps it with more than it shares: a term that shares a word with a
        mask (高清视频 in 高清视频会议) is not there. A mask inside a longer term cuts nothing."""
        before = bisect_left(self._starts, start)
        if before and self._ends[before - 1] > start:
            return True
        for at in range(before, len(self._starts)):
            if self._starts[at] >= end:
                return False
            if self._ends[at] > end or (self._ends[at] == end and self._starts[at] == start):
                return True
        return False


def scan(lexicon: Lexicon, text: str) -> tuple[list[tuple[int, int, Pattern]], list[tuple[int, int]], dict[str, Cover]]:
    """All terms of the lexicon in the view's text: (candidates that no mask holds, masks, masks of one technology)."""
    patterns = lexicon.patterns
    raw: list[tuple[int, int, Pattern]] = []
    masks: list[tuple[int, int]] = []
    not_here: dict[str, list[tuple[int, int]]] = defaultdict(list)
    tried: dict[int, int] = {}
    for index, start, end in lexicon.automaton.find(text):
        times = tried[index] = tried.get(index, 0) + 1
        pattern = patterns[index]
        if times > TRIED and not pattern.mask:
            continue
        if pattern.mask:
            masks.append((start, end))
        for technology in pattern.not_here:
            not_here[technology].append((start, end))
        if pattern.senses:
            raw.append((start, end, pattern))
    masks = _outside(masks, lexicon.programmes.find(text)) if masks else masks
    if masks and raw:
        cover = Cover(masks)
        raw = [(start, end, pattern) for start, end, pattern in raw if not cover.cuts(start, end)]
    return raw, masks, {technology: Cover(spans) for technology, spans in not_here.items()}


def _outside(masks: list[tuple[int, int]], named: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """The masks that do not begin inside a programme's name: 工程视频监控 is not there in 雪亮工程视频监控."""
    inside = Cover([(start + 1, end - 1) for _, start, end in named])
    return [(start, end) for start, end in masks if not inside.holds(start, start)]


def blanked(text: str, masks: list[tuple[int, int]]) -> str:
    """The text with these stretches blanked, so that their words are no cues either; same length."""
    if not masks:
        return text
    parts, at = [], 0
    for start, end in sorted(masks):
        if end > at:
            start = max(start, at)
            parts.append(text[at:start])
            parts.append(BLANK * (end - start))
            at = end
    parts.append(text[at:])
    return "".join(parts)


def hits(candidates: list[tuple[int, int, Pattern]], not_here: dict[str, Cover], scene: Scene) -> list[Hit]:
    """The candidates whose condition holds, of each technology the longest at a place, in the order of the text."""
    kept: list[Hit] = []
    counted: dict[int, int] = defaultdict(int)
    for start, end, pattern in candidates:
        key = id(pattern)
        if counted[key] >= PLACES:
            continue
        site = Site(scene, start, end)
        for sense in pattern.senses:
            technology = sense.technology
            if not_here and technology is not None:
                cover = not_here.get(technology.id)
                if cover is not None and cover.holds(start, end):
                    continue
            if sense.when is not ALWAYS and not holds(sense.when, site):
                continue
            if technology is None or technology.when is ALWAYS or holds(technology.when, site):
                kept.append(Hit(start, end, sense))
                counted[key] += 1
    return _longest(kept)


def _longest(found: list[Hit]) -> list[Hit]:
    """Of overlapping hits of one technology the longest; hits of different technologies may overlap."""
    found.sort(key=lambda h: (h.start, h.start - h.end))
    last: dict[str, int] = {}
    kept: list[Hit] = []
    for hit in found:
        key = hit.sense.technology.id if hit.sense.technology else f"hint {hit.sense.rule}"
        at = last.get(key)
        if at is not None and hit.start < kept[at].end:
            if hit.end - hit.start > kept[at].end - kept[at].start:
                kept[at] = hit
            continue
        last[key] = len(kept)
        kept.append(hit)
    return kept
