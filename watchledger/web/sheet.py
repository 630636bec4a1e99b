"""A page of the original: its picture's size, its words where they stand (to select and to find), and what is lit on it.

The words are those of the text as it may be seen: what is masked there is masked here, and painted over in the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec

from watchledger.model.reading import Reading
from watchledger.model.text import Block, Box, Text
from watchledger.web.lit import Mark, Stretch, lit

PDF, IMAGES = "application/pdf", ("image/png", "image/jpeg", "image/tiff", "image/gif", "image/bmp", "image/webp", "image/jp2")
MOST_SIGNS = 20_000
"""Characters of one page that are laid over it: a dense page has 4,000; beyond this a browser stumbles."""
NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Run:
    """Words on one line of the page, in points from its upper left corner, under the same marks as `stretch`."""

    words: str
    left: float
    top: float
    width: float
    height: float
    stretch: Stretch
    here: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """`number` of `total` pages, `start` to `end` in the text; `before` and `after` are where its neighbours begin, or None."""

    number: int
    total: int
    width: float
    height: float
    runs: tuple[Run, ...]
    before: int | None
    after: int | None
    start: int
    end: int

    def holds(self, at: int) -> bool:
        """Whether the character at `at` of the text is on this page."""
        return self.start <= at < self.end


def pages(reading: Reading) -> list[Block]:
    """The pages that can be shown as pictures, in order; none for formats without."""
    text = reading.text
    if text is None or text.glyphs is None:
        return []
    if reading.media_type != PDF and not (reading.media_type in IMAGES and find_spec("PIL")):
        return []
    return [block for block in text.blocks if block.kind == "page" and block.page and block.box]


def sheet_at(reading: Reading, shown: str, at: int, marks: Iterable[Mark]) -> Sheet | None:
    """The page that holds the character at `at` (the first one for what lies before it); None where there are no pages."""
    found = pages(reading)
    if not found:
        return None
    index = max((i for i, block in enumerate(found) if block.start <= at), default=0)
    block = found[index]
    assert reading.text is not None and block.box is not None and block.page is not None
    _, _, width, height = block.box
    runs: list[Run] = []
    start = block.start
    for stretch in lit(shown, marks, block.start, min(block.end, block.start + MOST_SIGNS)):
        runs += _runs(reading.text, stretch, start, at)
        start += len(stretch.text)
    before = found[index - 1].start if index else None
    after = found[index + 1].start if index + 1 < len(found) else None
    return Sheet(block.page, len(found), width, height, tuple(runs), before, after, block.start, block.end)


def _runs(text: Text, stretch: Stretch, start: int, at: int) -> Iterator[Run]:
    """Of one stretch, a run for each line of the page; a gap as wide as three characters parts a line too."""
    here = bool(stretch.kinds) and start <= at < start + len(stretch.text)
    words, box = "", NOWHERE
    for offset, sign in enumerate(stretch.text, start):
        found = text.boxes(offset, offset + 1)
        if found and words and _goes_on(box, found[0]):
            left, top, right, bottom = found[0]
            words, box = words + sign, (box[0], min(box[1], top), max(box[2], right), max(box[3], bottom))
        elif found:
            yield from _run(words, box, stretch, here=here)
            words, box = sign, found[0]
        elif sign in "\t\n":
            yield from _run(words, box, stretch, here=here)
            words, box = "", NOWHERE
        elif words:
            words += sign  # a space has no ink
    yield from _run(words, box, stretch, here=here)


def _goes_on(line: Box, sign: Box) -> bool:
    tall = line[3] - line[1]
    return sign[1] < line[3] and sign[3] > line[1] and line[2] - tall <= sign[0] <= line[2] + 3 * tall


def _run(words: str, box: Box, stretch: Stretch, *, here: bool) -> Iterator[Run]:
    if words.strip():
        left, top, right, bottom = box
        yield Run(words.rstrip(), round(left, 1), round(top, 1), round(right - left, 1), round(bottom - top, 1), stretch, here)
