"""A page of a PDF or an image file as a picture, with what may not be seen painted over and what is stated lit."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from watchledger.formats.pdfium import drawing, open_pdf
from watchledger.model.limits import Limits
from watchledger.model.text import Box

COLOURS = {"fact": (180, 215, 255), "finding": (255, 205, 170), "hit": (255, 240, 130)}
"""What a marker of each kind multiplies the page with: dark ink stays readable."""
DPI = 110.0
"""Of a PDF's page as shown: a line of small print has 12 pixels."""
LONGEST = 1600
"""Pixels of the longer side of a scan as shown: an A4 page at 137 dpi is read with ease and weighs a tenth of the scan."""


@dataclass(frozen=True, slots=True)
class Paint:
    """A box on the page, in points from its upper left corner; `kind` is mask (solid black) or one of COLOURS."""

    box: Box
    kind: str


def page_picture(content: bytes, number: int, paints: tuple[Paint, ...], zoom: int = 1) -> bytes:
    """Page `number` (from 1) of a PDF as PNG. Raises UnreadableDocument."""
    limits, dpi = Limits(), DPI * zoom
    pdf = open_pdf(content, limits)
    try:
        width = pdf[number - 1].get_width() if 0 < number <= len(pdf) else 0.0
        pixels = drawing(pdf, number, dpi, limits.max_drawn_pixels).copy()
    finally:
        pdf.close()
    return _painted(pixels, paints, pixels.shape[1] / width if width else dpi / 72)


def image_picture(content: bytes, number: int, paints: tuple[Paint, ...], zoom: int = 1) -> bytes:
    """Frame `number` (from 1) of an image file as PNG, large ones made smaller. Raises UnreadableDocument."""
    from watchledger.formats.scan import frame_shown

    pixels, scale = frame_shown(content, number, LONGEST * zoom)
    return _painted(pixels.copy(), paints, scale)


def _painted(pixels: npt.NDArray[np.uint8], paints: tuple[Paint, ...], scale: float) -> bytes:
    """`scale` is pixels for a point."""
    for paint in sorted(paints, key=lambda p: p.kind == "mask"):
        _paint(pixels, paint, scale)
    return png(pixels)


def _paint(pixels: npt.NDArray[np.uint8], paint: Paint, scale: float) -> None:
    left, top, right, bottom = (round(value * scale) for value in paint.box)
    spot = pixels[max(top - 1, 0) : bottom + 1, max(left - 1, 0) : right + 1]
    if paint.kind == "mask":
        spot[:] = 0
    else:
        spot[:] = (spot.astype(np.uint16) * np.array(COLOURS[paint.kind], np.uint16) // 255).astype(np.uint8)


def png(pixels: npt.NDArray[np.uint8]) -> bytes:
    """height x width x 3 bytes as a PNG (ISO/IEC 15948): three chunks, no filter."""
    height, width, _ = pixels.shape
    rows = np.zeros((height, 1 + 3 * width), np.uint8)
    rows[:, 1:] = pixels.reshape(height, 3 * width)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows.tobytes(), 3)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
