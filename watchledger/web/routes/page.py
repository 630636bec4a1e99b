"""A page of the original as a picture, personal data painted over. What is lit on it, and its words, are laid over it by the page
that shows it (web/sheet.py), so one picture serves every question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from watchledger.engines import Done, Job, LocalEngine, Lost
from watchledger.errors import NoSuchDocument, UnreadableDocument
from watchledger.formats import page_job
from watchledger.formats.picture import Paint
from watchledger.model.reading import Reading
from watchledger.store.originals import Originals
from watchledger.web.inside import PageInside, drawn_inside, label, parts, way_of
from watchledger.web.pages import desk_of
from watchledger.web.sheet import pages

router = APIRouter()
SECONDS = 20.0
LARGEST = 2
MEMORY = 1024**3
"""What drawing one page may take; the original is not trusted, so a child process draws it."""


@router.get("/document/{document_id}/page/{number}.png")
def page(request: Request, document_id: str, number: int, zoom: int = 1) -> Response:
    """`zoom` 2 is twice as large, for small print."""
    desk = desk_of(request)
    reading = desk.reading(document_id)
    if all(block.page != number for block in pages(reading)):
        raise NoSuchDocument(f"document {document_id} has no page {number} to show")
    paints = () if desk.unmask else tuple(_masks(reading, number))
    inside = (reading.origin.container, way_of(reading.origin.path)) if reading.origin.container else None
    picture = _drawn(desk.store.originals, reading.sha256, reading.media_type, number, paints, inside, min(max(zoom, 1), LARGEST))
    return Response(picture, media_type="image/png")


def _masks(reading: Reading, number: int) -> Iterator[Paint]:
    text = reading.text
    assert text is not None
    for mask in reading.masks:
        if text.page_at(mask.start) == number:
            for box in text.boxes(mask.start, mask.end):
                yield Paint(box, "mask")


@lru_cache(maxsize=32)
def _drawn(
    originals: Originals,
    sha256: str,
    media_type: str,
    number: int,
    paints: tuple[Paint, ...],
    inside: tuple[str, str] | None,
    zoom: int,
) -> bytes:
    """`inside` is the hash of the file that holds this one, and the way to it there."""
    engine = LocalEngine(workers=1, batch=1, seconds=SECONDS, memory=MEMORY)
    outcomes: Iterable[Any]
    if inside is None:
        asked = page_job.PageAsked(originals.read(sha256), media_type, number, paints, zoom)
        outcomes = engine.map(Job(split=page_job.parts, work=page_job.drawn, label=page_job.label), [asked])
    else:
        within = PageInside(str(originals.path(inside[0])), inside[1], sha256, media_type, number, paints, zoom)
        outcomes = engine.map(Job(split=parts, work=drawn_inside, label=label), [within])
    for outcome in outcomes:
        match outcome:
            case Done(result=bytes() as picture):
                return picture
            case Done(result=str() as reason) | Lost(reason=reason):
                raise UnreadableDocument(reason)
    raise UnreadableDocument("the page cannot be drawn")
