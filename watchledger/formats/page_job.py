"""Drawing one page as a job for a worker process: the original is not trusted. Imports little: the worker starts in 0.3 s."""

from __future__ import annotations

from typing import NamedTuple

from watchledger.errors import UnreadableDocument
from watchledger.formats.picture import Paint, image_picture, page_picture


class PageAsked(NamedTuple):
    """A page of a PDF or of an image file, with what is painted on it."""

    content: bytes
    media_type: str
    number: int
    paints: tuple[Paint, ...]
    zoom: int = 1
    """Times as large as it fits a screen."""


def parts(asked: PageAsked) -> list[PageAsked]:
    return [asked]


def drawn(asked: PageAsked) -> bytes | str:
    """The page as PNG, or why it cannot be drawn."""
    draw = image_picture if asked.media_type.startswith("image/") else page_picture
    try:
        return draw(asked.content, asked.number, asked.paints, asked.zoom)
    except UnreadableDocument as error:
        return error.reason


def label(asked: PageAsked) -> str:
    return f"page {asked.number}"
