"""Page images: PNG, JPEG, TIFF of several pages, GIF, BMP, WebP, JPEG 2000, and (through `read_page`) pages of a PDF without text.

Every recognised line is a block with its box; every character has a box and a confidence. Lines beside each other (a form, a
table's row) are put on one line of the text, a tab between them; two columns of prose are read one after the other. Red ink is
kept from covering what is under it: seals are not read as text, red letterheads are. Left out: handwriting, tables as tables.
"""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from watchledger.errors import UnreadableDocument
from watchledger.formats.ahead import in_order
from watchledger.formats.aligned import Group, aligned
from watchledger.formats.continued import Field, Placed, Tables, at_edge, shape_of
from watchledger.formats.ocr import Line, Pixels, available, recognise
from watchledger.formats.scan_cache import keep, kept, rounded
from watchledger.model import Block, Box, Document, Limits, Text
from watchledger.model.progress import going_on

READER = "scan/1"
CERTAIN, NOT_RECOGNISED = 200, 255
"""A confidence of 1.0 in Text.confidence, and the mark of characters that no recogniser read."""
_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "JPEG2000")
"""What Pillow may take a file for."""
_MOVING = frozenset(("GIF", "WEBP", "PNG"))
"""Formats whose further frames are movement, not pages."""
_LONG_SIDE = 4400
"""Larger pages are made smaller first: A4 at 375 dpi; finer print does not read better."""
_MAX_POINTS = 3000.0
"""A page is at most this long, so that a glyph's box fits 16 bits at a tenth of a point."""
_BESIDE = 24
"""Pixels around red ink that are looked at with it: the height of a line of print at 150 dpi."""
_SCREEN_DPI = 96
"""For images that do not say their resolution."""


class PageText(NamedTuple):
    """What one page image says. Offsets of `blocks` count from the page's first character; the page block comes first."""

    content: str
    blocks: list[Block]
    glyphs: npt.NDArray[np.int16]
    """n x 4: left, top, right, bottom in tenths of a point."""
    confidence: npt.NDArray[np.uint8]


def refusal(limits: Limits) -> str | None:
    """Why page images are not read in this run; None when they are."""
    if limits.ocr == "never":
        return "reading of page images (ocr) is off"
    return None if available() else "reading page images needs the extra watchledger[ocr], which is not installed"


def read(document: Document, limits: Limits) -> Text:
    """The Text of an image file. Raises UnreadableDocument (damaged, too large, OCR off or not installed)."""
    reason = refusal(limits)
    if reason is not None:
        raise UnreadableDocument(f"an image: {reason}")
    problems: list[str] = []
    pages: list[PageText] = []
    frames = enumerate(_frames(document.content, limits, problems), 1)
    works = ((None, partial(read_page, pixels, number, dpi, limits)) for number, (pixels, dpi) in frames)
    pages.extend(page for _, page in in_order(works) if page is not None)
    if not pages:
        raise UnreadableDocument(problems[0] if problems else "an image without a frame")
    return joined(pages, READER, problems)


def read_page(pixels: Pixels, number: int, dpi: float, limits: Limits, left: int = 0) -> PageText:
    """The text of one page image (RGB), page `number`, from the kept results when it has been read before.

    `dpi` gives the boxes their size in points; `left` pages may come after it. Raises UnreadableDocument when OCR is not installed.
    """
    scale = _points(pixels, dpi)
    size: Box = (0.0, 0.0, round(pixels.shape[1] * scale, 1), round(pixels.shape[0] * scale, 1))
    known = kept(pixels, limits.ocr_cache)
    if known is None:
        shrunk, factor = _shrunk(pixels)
        known = [rounded(_scaled(line, 1 / factor)) for line in _without_seals(shrunk)] if shrunk.max() > shrunk.min() else []
        keep(pixels, known, limits.ocr_cache)
        going_on(1, left)
    return _laid_out(known, number, scale, size)


def joined(pages: list[PageText], reader: str, problems: list[str]) -> Text:
    """Pages one after the other as one Text."""
    at, tables = 0, Tables()
    blocks: list[Block] = []
    for page in pages:
        blocks += [b._replace(start=b.start + at, end=b.end + at) for b in placed_in(page, tables)]
        at += len(page.content)
    tables.with_heads(blocks)
    glyphs = np.concatenate([p.glyphs for p in pages]).astype("<i2")
    confidence = np.concatenate([p.confidence for p in pages])
    content = "".join(p.content for p in pages)
    packed = zlib.compress(glyphs.tobytes(), 6), zlib.compress(confidence.tobytes(), 6)
    return Text(content, reader, tuple(blocks), tuple(problems), *packed)


def _frames(content: bytes, limits: Limits, problems: list[str]) -> Iterator[tuple[Pixels, float]]:
    """(pixels, dpi) of each frame, upright as its EXIF says, transparent ground filled."""
    from PIL import Image, ImageOps

    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    number = 0
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            for number in range(1 if image.format in _MOVING else getattr(image, "n_frames", 1)):
                if number >= limits.max_pages:
                    problems.append(f"pages after {limits.max_pages} are left out")
                    return
                image.seek(number)
                if image.width * image.height > limits.max_pixels:
                    said = f"page {number + 1} has {image.width} x {image.height} pixels"
                    problems.append(f"{said}, more than the {limits.max_pixels} that are read")
                    continue
                dpi = _resolution(image)
                yield _rgb(ImageOps.exif_transpose(image)), dpi
    except Exception as error:
        # Pillow's decoders raise OSError, ValueError, SyntaxError, struct.error, EOFError and more on damaged files
        if isinstance(error, (UnreadableDocument, MemoryError)):
            raise
        problems.append(f"page {number + 1} and what follows cannot be decoded: {error or type(error).__name__}")


def _resolution(image: Any) -> float:
    try:
        dpi = float(image.info.get("dpi", (0, 0))[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    return dpi if 50 <= dpi <= 1200 else _SCREEN_DPI


def _rgb(image: Any) -> Pixels:
    """Letters on a transparent ground get the ground that shows them: white under dark ones, black under light ones."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layers = np.asarray(image.convert("RGBA"))
        alpha = layers[:, :, 3:].astype(np.uint16)
        solid = layers[alpha[:, :, 0] > 127]
        ground = 255 if not len(solid) or solid[:, :3].mean() < 128 else 0
        if alpha.min() < 255:
            return ((layers[:, :, :3] * alpha + ground * (255 - alpha)) // 255).astype(np.uint8)
        return np.ascontiguousarray(layers[:, :, :3])
    if image.mode.startswith("I"):
        grey = np.asarray(image).astype(np.float64)
        grey = (grey - grey.min()) * (255 / max(grey.max() - grey.min(), 1))
        return np.repeat(grey.astype(np.uint8)[:, :, None], 3, axis=2)
    return np.asarray(image.convert("RGB"))


def frame_shown(content: bytes, number: int, longest: int) -> tuple[Pixels, float]:
    """(pixels of frame `number` (from 1), at most `longest` on a side; pixels for a point). Raises UnreadableDocument."""
    from PIL import Image

    problems: list[str] = []
    for at, (pixels, dpi) in enumerate(_frames(content, Limits(), problems), 1):
        if at == number:
            factor = min(longest / max(pixels.shape[:2]), 1.0)
            size = max(round(pixels.shape[1] * factor), 1), max(round(pixels.shape[0] * factor), 1)
            shown = np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BOX)) if factor < 1 else pixels
            return shown, factor / _points(pixels, dpi)
    raise UnreadableDocument(problems[0] if problems else "the image has no such page", place=f"page {number}")


def _points(pixels: Pixels, dpi: float) -> float:
    """Of a pixel, as boxes have them."""
    return 72 / max(dpi, int(max(pixels.shape[:2])) * 72 / _MAX_POINTS)


def _shrunk(pixels: Pixels) -> tuple[Pixels, float]:
    from PIL import Image

    factor = _LONG_SIDE / max(pixels.shape[:2])
    if factor >= 1:
        return pixels, 1.0
    size = max(round(pixels.shape[1] * factor), 1), max(round(pixels.shape[0] * factor), 1)
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BOX)), factor


def _scaled(line: Line, factor: float) -> Line:
    by = np.float32(factor)
    return line._replace(quad=line.quad * by, characters=line.characters * by, upright=line.upright * by)


def _without_seals(pixels: Pixels) -> list[Line]:
    """Lines of the page with red ink made white, and lines that are red themselves where nothing else was read.

    A seal over a signature line ruins the recogniser's view of it, and its ring reads as nonsense; dark letters under red ink
    stay dark in the red channel.
    """
    red = _red_ink(pixels)
    if red.mean() < 0.0005:
        return recognise(pixels)
    ground = pixels.copy()
    ground[red] = 255
    lines = recognise(ground)
    for line in recognise(_alone(pixels, red), [_bounds(line) for line in lines]):
        left, top, right, bottom = _bounds(line)
        part = red[int(top) : int(bottom) + 1, int(left) : int(right) + 1]
        dark = pixels[int(top) : int(bottom) + 1, int(left) : int(right) + 1].max(axis=2) < 110
        if line.score >= 0.9 and part.size and part.sum() > 3 * dark.sum():
            lines.append(line)
    return lines


def _alone(pixels: Pixels, red: npt.NDArray[np.bool_]) -> Pixels:
    """The page with nothing but what is red or next to it, so that only that is looked for."""
    rows, cols = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    alone = np.full_like(pixels, 255)
    part = slice(max(rows[0] - _BESIDE, 0), rows[-1] + _BESIDE), slice(max(cols[0] - _BESIDE, 0), cols[-1] + _BESIDE)
    alone[part] = pixels[part]
    return alone


def _red_ink(pixels: Pixels) -> npt.NDArray[np.bool_]:
    r, g, b = (pixels[:, :, i].astype(np.int16) for i in range(3))
    ink: npt.NDArray[np.bool_] = (r > 120) & (r - np.maximum(g, b) > 45)
    return ink


def _bounds(line: Line) -> Box:
    return _around(line.quad)


def _around(quad: npt.NDArray[np.float32]) -> Box:
    (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def _laid_out(lines: list[Line], number: int, scale: float, size: Box) -> PageText:
    pieces: list[str] = []
    blocks = [Block("page", 0, 0, page=number, box=size)]
    glyphs: list[npt.NDArray[np.float32]] = []
    sure: list[npt.NDArray[np.float32]] = []
    at = 0
    rows = list(reading_order(lines))
    fields = _fields(rows)
    for row in rows:
        for i, line in enumerate(row):
            box = _bounds(line)
            place: Box = tuple(round(v * scale, 1) for v in box)  # type: ignore[assignment]
            block = Block("paragraph", at, at + len(line.text), page=number, box=place)
            placed = fields.get(id(line))
            if placed is not None:
                table, in_row, col, colspan = placed
                block = block._replace(kind="cell", table=table, row=in_row, col=col, colspan=colspan)
            blocks.append(block)
            last = i == len(row) - 1
            pieces += (line.text, "\n" if last else "\t")
            at += len(line.text) + 1
            low, high = line.characters.min(axis=1), line.characters.max(axis=1)
            after = np.array([[box[2], box[1], box[2], box[3]]], np.float32)
            glyphs += (np.concatenate((low, high), axis=1), after)
            sure += (line.confidence, np.ones(1, np.float32))
    blocks[0] = blocks[0]._replace(end=at)
    boxes = np.concatenate(glyphs) if glyphs else np.zeros((0, 4), np.float32)
    confidence = np.concatenate(sure) if sure else np.zeros(0, np.float32)
    tenths = (boxes * scale * 10).round().clip(-32768, 32767).astype(np.int16)
    return PageText("".join(pieces), blocks, tenths, (confidence * CERTAIN).round().clip(0, CERTAIN).astype(np.uint8))


def _fields(rows: list[list[Line]]) -> dict[int, tuple[int, int, int, int]]:
    """(table, row, column, columns it spans) of lines that are cells of a table without rules, by identity. Of several lines in one
    field the first is the cell, the others stay lines."""
    flat = [line for row in rows for line in row]
    found = aligned([Group(_around(line.upright), line.text, item) for item, line in enumerate(flat)])
    fields: dict[int, tuple[int, int, int, int]] = {}
    taken: set[tuple[int, int, int]] = set()
    for table, one in enumerate(found):
        for item, row, col, colspan, *_ in one.placed:
            if (table, row, col) not in taken:
                taken.add((table, row, col))
                fields[id(flat[item])] = table, row, col, colspan
    return fields


def placed_in(page: PageText, tables: Tables) -> list[Block]:
    """The page's blocks, its tables numbered among those of the document; a head written again is furniture."""
    blocks = page.blocks
    _, _, width, height = blocks[0].box or (0.0, 0.0, 1.0, 1.0)
    number = blocks[0].page or 0
    inner = [b.table for b in blocks[1:] if b.box is not None and not at_edge(b.box, height)]
    held: dict[int, list[Field]] = {}
    for b in blocks:
        if b.table is not None and b.box is not None:
            words = page.content[b.start : b.end]
            held.setdefault(b.table, []).append(Field(b.row or 0, b.col or 0, b.rowspan, b.colspan, b.box[0], b.box[2], words))
    known = {
        table: tables.place(number, shape_of(fields, width, ruled=False), first=inner[:1] == [table], last=inner[-1:] == [table])
        for table, fields in held.items()
    }
    return [b if b.table is None else _in_document(b, known[b.table]) for b in blocks]


def _in_document(block: Block, placed: Placed) -> Block:
    row = block.row or 0
    kind = "furniture" if row < placed.again else block.kind
    return block._replace(kind=kind, table=placed.number, row=row + placed.offset)


def reading_order(lines: list[Line]) -> Iterator[list[Line]]:
    """Rows of lines that stand beside each other, from the top; columns of prose one after the other."""
    columns = _columns(lines)
    for column in columns:
        row: list[Line] = []
        low = 0.0
        for line in sorted(column, key=lambda one: _middle(one)):
            left, top, right, bottom = _around(line.upright)
            del left, right
            if row and _middle(line) > low:
                yield sorted(row, key=lambda one: _around(one.upright)[0])
                row = []
            if not row:
                low = _middle(line) + 0.5 * (bottom - top)
            row.append(line)
        if row:
            yield sorted(row, key=lambda one: _around(one.upright)[0])


def _middle(line: Line) -> float:
    _, top, _, bottom = _around(line.upright)
    return (top + bottom) / 2


def _columns(lines: list[Line]) -> list[list[Line]]:
    """The lines in one or two columns. Two need a clear gutter in the middle of the page and prose on both sides: at least
    ten lines each, most of them as wide as the column; a form or a table has short entries and stays one."""
    if len(lines) < 20:
        return [lines]
    boxes = np.array([_around(line.upright) for line in lines])
    left, right = boxes[:, 0].min(), boxes[:, 2].max()
    for share in np.linspace(0.4, 0.6, 21):
        gutter = left + share * (right - left)
        crossing = (boxes[:, 0] < gutter) & (boxes[:, 2] > gutter)
        first, second = boxes[:, 2] <= gutter, boxes[:, 0] >= gutter
        if crossing.sum() <= 2 and min(first.sum(), second.sum()) >= 10:
            wide = [
                np.median(boxes[side, 2] - boxes[side, 0]) / max(span, 1)
                for side, span in ((first, gutter - left), (second, right - gutter))
            ]
            if min(wide) > 0.7:
                top = [line for line, c in zip(lines, crossing, strict=True) if c]
                return [top, *([line for line, s in zip(lines, side, strict=True) if s] for side in (first, second))]
    return [lines]
