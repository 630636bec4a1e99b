"""Which pages of a PDF are read as images, and their reading."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import Any

from watchledger.errors import UnreadableDocument
from watchledger.formats.ocr import Pixels
from watchledger.formats.pdfium import PdfPage, drawing
from watchledger.formats.scan import PageText, read_page, refusal
from watchledger.model import Limits

_DPI = 200
"""Resolution at which a page is drawn; 12 point Han are 33 pixels then, and 300 dpi reads no better at twice the drawing cost."""
_FEW = 40
"""Characters up to which a page with a picture is taken for a scan with a stamp or a page number laid over it."""
_PICTURED = 0.3
"""Share of a page that pictures cover from which it may be a scan; logos and seals stay below."""
_WORDS = re.compile(r"\w")
_SENSELESS = re.compile("[\ufffd\x01\x03-\x08\x0b\x0c\x0e-\x1f\ue000-\uf8ff]")


def is_scan(page: PdfPage) -> bool:
    """Whether the page shows what its text does not say: no words, few words beside a picture, or a third of them senseless."""
    words = sum(1 for _ in islice(_WORDS.finditer(page.text), _FEW + 1))
    if _SENSELESS.search(page.text) and len(_SENSELESS.findall(page.text)) * 3 > len(page.text):
        return True
    return page.pictured >= _PICTURED and words <= _FEW or not words and bool(page.images or page.rules)


def wants_reading(page: PdfPage, limits: Limits) -> bool:
    """Whether this run reads the page as an image."""
    return refusal(limits) is None and (is_scan(page) or (limits.ocr == "always" and page.images > 0))


def scan_of(pdf: Any, page: PdfPage, limits: Limits, left: int = 0) -> Callable[[], PageText | str]:
    """Draws the page; what is given reads it, in any thread: its text as recognised, boxes in points of the page as shown, or why
    there is none. `left` pages come after it."""
    try:
        pixels = drawing(pdf, page.number, _DPI, limits.max_drawn_pixels)
    except UnreadableDocument as error:
        return partial(str, error.reason)
    return partial(_read, pixels, page.number, limits, left)


def _read(pixels: Pixels, number: int, limits: Limits, left: int) -> PageText | str:
    try:
        return read_page(pixels, number, _DPI, limits, left)
    except UnreadableDocument as error:
        return error.reason
