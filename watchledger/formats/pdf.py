"""PDF -> Text: pages in order, each with its lines and its tables, told by rules or by alignment; a box for every character.

Text comes in the order of the file, which is the reading order in what word processors write; only a page whose order runs
upwards time and again is sorted by place. Page numbers are furniture, and so are running heads and feet (the same line at the
edge of several pages) after their first time, since a contract's number may stand nowhere else. A page that shows an image and
has no text (a scan) is recognised, where OCR is on; else it is named in the problems, as is a page that fails; a document
without any text is unreadable. Form fields and free notes are read at their place; not read: other annotations, attachments.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from watchledger.errors import UnreadableDocument
from watchledger.formats.ahead import in_order
from watchledger.formats.continued import Field, Tables, at_edge, shape_of
from watchledger.formats.pdf_page import Part, Piece, lay_out
from watchledger.formats.pdf_scan import is_scan, scan_of, wants_reading
from watchledger.formats.pdf_space import Boxes
from watchledger.formats.pdfium import PdfPage, open_pdf, pages
from watchledger.formats.scan import NOT_RECOGNISED, PageText, placed_in, refusal
from watchledger.model import Block, Document, Limits, Text

READER = "pdf/1"

_REPEATS = 3
"""Pages on which a line at the edge must stand to be a running one."""
_NUMBERS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[\s\-—–·.|]*(?:第?\s*\d+\s*页?|page\s*\d+)(?:\s*(?:/|of|共|，共|,)\s*\d+\s*页?)?[\s\-—–·.|]*", re.I)
_SENSELESS = re.compile("[\ufffd\x01\x03-\x08\x0b\x0c\x0e-\x1f]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_NO_BOX = np.zeros((1, 4), np.float32)
"""Of a line break or a tab put between pieces."""
_PRIVATE_SHARE = 0.1
"""Share of private characters from which a page is taken to have a font without a Unicode map; fewer are bullets and boxes."""


class _Placed(NamedTuple):
    """A line at the edge of a page, which may turn out to be furniture: index of its block, and its wording without numbers."""

    block: int
    key: str
    numbers_only: bool


def read(document: Document, limits: Limits) -> Text:
    """The text of a PDF. Raises UnreadableDocument: encrypted, damaged, or without text on any page."""
    pdf = open_pdf(document.content, limits)
    out = _Out(limits.max_text_chars, refusal(limits))
    try:
        count = len(pdf)
        for (number, page, parts), seen in in_order(_with_scans(pdf, limits)):
            if isinstance(page, str):
                out.problems.append(f"page {number} could not be read: {page}")
            elif seen is not None:
                out.scan(page, seen)
            else:
                out.add(page, parts)
            if out.full:
                break
    finally:
        pdf.close()
    if count > limits.max_pages:
        out.problems.append(f"pages after {limits.max_pages} were not read: the document has {count}")
    if not out.readable:
        raise UnreadableDocument("; ".join(out.problems[:3]) or "no text on any page")
    return out.text()


_Given = tuple[int, PdfPage | str, list[Part]]
"""A page's number, the page or why it cannot be had, and its parts, laid out while it is open; none of a scan."""


def _with_scans(pdf: Any, limits: Limits) -> Iterator[tuple[_Given, Callable[[], PageText | str] | None]]:
    """Each page, with the reading of its image where it needs that."""
    count = min(len(pdf), limits.max_pages)
    for number, page in pages(pdf, limits.max_pages):
        if isinstance(page, str):
            yield (number, page, []), None
        elif wants_reading(page, limits):
            yield (number, page, []), scan_of(pdf, page, limits, count - number)
        else:
            yield (number, page, lay_out(page)), None


class _Out:
    """The text being put together. `sources` maps its characters to boxes, a row of boxes for each."""

    def __init__(self, most: int, no_ocr: str | None = None) -> None:
        self.problems: list[str] = []
        self.full = False
        self.readable = False
        self._most = most
        self._no_ocr = no_ocr
        self._recognised: list[tuple[int, PageText]] = []
        self._pieces: list[str] = []
        self._boxes: list[Boxes] = []
        self._blocks: list[Block] = []
        self._edges: list[_Placed] = []
        self._at = 0
        self._tables = Tables()

    def add(self, page: PdfPage, parts: list[Part]) -> None:
        start, first = self._at, len(self._blocks)
        self._blocks.append(Block("page", start, start, page.number, (0.0, 0.0, page.width, page.height)))
        inner = [number for number, part in enumerate(parts) if part.line is None or not at_edge(part.box, page.height)]
        for number, part in enumerate(parts):
            if part.line is not None:
                self._line(part.line, page)
            else:
                self._table(part, page, first=number == inner[0], last=number == inner[-1])
            if self.full:
                self.problems.append(f"the text was cut at {self._most} characters, on page {page.number}")
                break
        self._blocks[first] = self._blocks[first]._replace(end=max(self._at - 1, start))
        self._report(page, self._at - start)

    def _report(self, page: PdfPage, size: int) -> None:
        if size:
            self.readable = True
            senseless, private = len(_SENSELESS.findall(page.text)), len(_PRIVATE.findall(page.text))
            senseless += private if private > _PRIVATE_SHARE * len(page.text) else 0
            if senseless:
                self.problems.append(f"page {page.number}: {senseless} characters have no meaning; its font lacks a Unicode map")
        if self._no_ocr is not None and is_scan(page):
            self.problems.append(f"page {page.number} is a scan{' with few words of text' if size else ''}: {self._no_ocr}")

    def scan(self, page: PdfPage, seen: PageText | str) -> None:
        """The page as recognised from its image; its own text where that says more, or there is a reason instead."""
        if isinstance(seen, str):
            self.problems.append(f"page {page.number}: {seen}")
            self.add(page, lay_out(page))
            return
        if len(seen.content) < len(page.text.strip()) and not _SENSELESS.search(page.text):
            self.add(page, lay_out(page))
            return
        self.readable = True
        if self._at + len(seen.content) > self._most:
            self.full = True
            self.problems.append(f"the text was cut at {self._most} characters, before page {page.number}")
            return
        self._recognised.append((self._at, seen))
        shown = (0.0, 0.0, page.width, page.height)
        for block in placed_in(seen, self._tables):
            box = shown if block.kind == "page" else block.box
            self._blocks.append(block._replace(start=block.start + self._at, end=block.end + self._at, box=box))
        self._put(seen.content, (seen.glyphs / 10).astype(np.float32))

    def _confidence(self, size: int) -> bytes | None:
        if not self._recognised:
            return None
        sure = np.full(size, NOT_RECOGNISED, np.uint8)
        for at, seen in self._recognised:
            sure[at : at + len(seen.confidence)] = seen.confidence[: max(size - at, 0)]
        return zlib.compress(sure.tobytes(), 6)

    def _put(self, piece: str, boxes: Boxes | None) -> None:
        if self._at + len(piece) > self._most:
            self.full = True
            return
        self._pieces.append(piece)
        self._boxes.append(boxes if boxes is not None else _NO_BOX)
        self._at += len(piece)

    def _line(self, line: Piece, page: PdfPage) -> None:
        if at_edge(line.box, page.height):
            only = _PAGE_NUMBER.fullmatch(line.text) is not None
            self._edges.append(_Placed(len(self._blocks), _NUMBERS.sub("", line.text).strip(), only))
        self._blocks.append(Block("paragraph", self._at, self._at + len(line.text), page.number, line.box))
        self._put(line.text, line.boxes)
        self._put("\n", None)

    def _table(self, part: Part, page: PdfPage, *, first: bool, last: bool) -> None:
        """Cells of one table. One that is first on its page may be the last one on the page before going on; its head, when it is
        written again, is furniture."""
        cells = part.cells
        fields = [Field(*cell[1:5], cell.piece.box[0], cell.piece.box[2], cell.piece.text) for cell in cells]
        shape = shape_of(fields, page.width, ruled=part.ruled)
        number, offset, again = self._tables.place(page.number, shape, first=first, last=last)
        for index, (piece, row, col, rowspan, colspan, header) in enumerate(cells):
            ends = index == len(cells) - 1 or cells[index + 1].row != row
            kind, end = "furniture" if row < again else "cell", self._at + len(piece.text)
            place = number, row + offset, col, rowspan, colspan
            marked = header and kind == "cell" and offset == 0
            self._blocks.append(Block(kind, self._at, end, page.number, piece.box, *place, header=marked))
            self._put(piece.text, piece.boxes)
            self._put("\n" if ends else "\t", None)

    def text(self) -> Text:
        counts = Counter(edge.key for edge in self._edges if edge.key)
        stated: set[str] = set()
        for block, key, numbers_only in self._edges:
            again = counts[key] >= _REPEATS and key in stated
            stated.add(key)
            if numbers_only or again:
                self._blocks[block] = self._blocks[block]._replace(kind="furniture")
        content = "".join(self._pieces)
        self._tables.with_heads(self._blocks)
        blocks = tuple(block if block.end <= len(content) else block._replace(end=len(content)) for block in self._blocks)
        return Text(content, READER, blocks, tuple(self.problems), glyphs_of(self._boxes), self._confidence(len(content)))


def glyphs_of(boxes: list[Boxes]) -> bytes:
    """Boxes in points, packed as model/text.py says: tenths of a point, int16, zlib."""
    stacked = np.concatenate(boxes) if boxes else np.zeros((0, 4), np.float32)
    return zlib.compress(np.clip(np.rint(stacked * 10), -32768, 32767).astype("<i2").tobytes(), 1)
