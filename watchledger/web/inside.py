"""A page of a file that lies in another one (an archive, a letter): found there again, and drawn, both in the worker process."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from watchledger import formats
from watchledger.formats.page_job import PageAsked, drawn
from watchledger.formats.picture import Paint
from watchledger.model.document import Document, Leaf
from watchledger.model.limits import Limits
from watchledger.sources import expand


class PageInside(NamedTuple):
    """`outer` is the kept file; `way` how its member is reached ("b.zip!/c.pdf"), `sha256` that of the member."""

    outer: str
    way: str
    sha256: str
    media_type: str
    number: int
    paints: tuple[Paint, ...]
    zoom: int = 1


def parts(asked: PageInside) -> list[PageInside]:
    return [asked]


def drawn_inside(asked: PageInside) -> bytes | str:
    """The page as PNG, or why it cannot be drawn."""
    leaf = Leaf(asked.outer, Path(asked.outer).stat().st_size, 0)
    for piece in expand(leaf, Limits(), attached=formats.attachments):
        if isinstance(piece, Document) and way_of(piece.origin.path) == asked.way and piece.sha256 == asked.sha256:
            return drawn(PageAsked(piece.content, asked.media_type, asked.number, asked.paints, asked.zoom))
    return "its file is not to be had without the password with which it was read"


def way_of(path: str) -> str:
    """What of a path lies inside the file."""
    return path.partition("!/")[2]


def label(asked: PageInside) -> str:
    return f"page {asked.number} of {asked.way}"
