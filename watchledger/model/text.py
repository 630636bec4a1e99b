"""Text: what a reader made of a document, and where in the document each part of it lies.

Offsets are positions in `Text.content` (Python characters, not bytes), from 0, end exclusive. `Text.id` is the hash of the
content, so a better reader makes a new text and old evidence still quotes correctly.
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, right, bottom on the page, in points (1/72 inch) from the page's upper left corner."""

BLOCK_KINDS = ("page", "title", "heading", "paragraph", "item", "cell", "furniture")
"""page: one page's whole text. title: the document's own title (an HTML <title>, a file's property). item: a list entry.
cell: one table cell. furniture: menus, breadcrumbs, previous/next links, footers: in the text, but no evidence is taken
from it. Pages contain the other kinds; the other kinds do not overlap, except that a cell may contain a nested table's."""


class Span(NamedTuple):
    """A stretch of one text: `content[start:end]`."""

    text_id: str
    start: int
    end: int


class Block(NamedTuple):
    """A part of a text with its place. A tuple, not a dataclass: a notice has a hundred of them (0.3 against 1.4 µs each).

    `table`, `row`, `col` count from 0 and are set for cells; a merged cell names its upper left position and its spans.
    `page` counts from 1. `path` is the element's address where the format has one (XPath, JSON pointer, sheet!A1).
    """

    kind: str
    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    table: int | None = None
    row: int | None = None
    col: int | None = None
    rowspan: int = 1
    colspan: int = 1
    path: str | None = None
    header: bool = False
    """Of a cell: it says what those below it (or beside it) are, as its file marks it or the form of its table shows."""


class Mask(NamedTuple):
    """A stretch that names a private person or a way to reach one; `kind` is name, phone, identity_number, bank_account, email."""

    start: int
    end: int
    kind: str


def text_id_of(content: str) -> str:
    """The id of a text: the first 32 hex digits of the SHA-256 of its UTF-8 bytes (lone surrogates kept)."""
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@dataclass(frozen=True)
class Text:
    """The raw text of one document. `blocks` are ordered by start, a page before what it contains."""

    content: str
    reader: str
    """Name and version of the reader that made it, "html/1"."""
    blocks: tuple[Block, ...] = ()
    problems: tuple[str, ...] = ()
    """What could not be read, a sentence each; any makes the reading partial."""
    glyphs: bytes | None = None
    """A box for every character: 4 little-endian int16 each (left, top, right, bottom in tenths of a point), zlib; or None."""
    confidence: bytes | None = None
    """How sure the recogniser of a page image was: a byte for each character (200 is certain, 255: not recognised but read from
    the file), zlib; None where nothing was recognised."""

    @cached_property
    def id(self) -> str:
        return text_id_of(self.content)

    @cached_property
    def furniture(self) -> tuple[tuple[int, int], ...]:
        """The stretches of furniture in order, those with nothing but white space between them as one."""
        joined: list[tuple[int, int]] = []
        for start, end in sorted((b.start, b.end) for b in self.blocks if b.kind == "furniture"):
            if joined and not self.content[joined[-1][1] : start].strip():
                joined[-1] = joined[-1][0], max(joined[-1][1], end)
            else:
                joined.append((start, end))
        return tuple(joined)

    @cached_property
    def _pages(self) -> list[tuple[int, int]]:
        return [(b.start, b.page) for b in self.blocks if b.kind == "page" and b.page is not None]

    def page_at(self, offset: int) -> int | None:
        """The page (from 1) that holds the character at `offset`; None for a text without pages."""
        pages = self._pages
        at = bisect_right(pages, (offset, 1 << 30)) - 1 if pages else -1
        return pages[at][1] if at >= 0 else None

    def quote(self, span: Span) -> str:
        return self.content[span.start : span.end]

    @cached_property
    def _glyph_boxes(self) -> array[int]:
        boxes = array("h")
        if self.glyphs is not None:
            boxes.frombytes(zlib.decompress(self.glyphs))
            if sys.byteorder == "big":
                boxes.byteswap()
        return boxes

    def boxes(self, start: int, end: int) -> list[Box]:
        """Where `content[start:end]` stands on its page: a box for each line of it, none where the format has no places."""
        glyphs = self._glyph_boxes
        lines: list[Box] = []
        for at in range(4 * start, min(4 * end, len(glyphs)), 4):
            left, top, right, bottom = (value / 10 for value in glyphs[at : at + 4])
            if right <= left or bottom <= top:
                continue
            last = lines[-1] if lines else None
            if last is not None and top < last[3] and bottom > last[1] and left >= last[0]:
                lines[-1] = last[0], min(last[1], top), max(last[2], right), max(last[3], bottom)
            else:
                lines.append((left, top, right, bottom))
        return lines


def masked(content: str, masks: tuple[Mask, ...] | list[Mask], sign: str = "█") -> str:
    """`content` with every character of the masks replaced by `sign` (spaces and line breaks kept): same length, so
    offsets hold."""
    if not masks:
        return content
    parts: list[str] = []
    at = 0
    for start, end, _kind in sorted(masks):
        start = max(start, at)
        if end <= start:
            continue
        parts.append(content[at:start])
        parts.append("".join(c if c.isspace() else sign for c in content[start:end]))
        at = end
    parts.append(content[at:])
    return "".join(parts)
