"""A page of the original as a picture: personal data painted over, facts and findings lit where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from fastapi import APIRouter, Request
from starlette.responses import Response

from watchledger.engines import Done, Job, LocalEngine, Lost
from watchledger.errors import NoSuchDocument, UnreadableDocument
from watchledger.formats.picture import Paint, page_picture
from watchledger.model.reading import Reading
from watchledger.web.pages import desk_of

router = APIRouter()
SECONDS = 20.0
MEMORY = 1024**3
"""What drawing one page may take; the original is not trusted, so a child process draws it."""


@router.get("/document/{document_id}/page/{number}.png")
def page(request: Request, document_id: str, number: int) -> Response:
    desk = desk_of(request)
    reading = desk.store.reading(document_id)
    if reading.text is None or reading.text.glyphs is None or reading.media_type != "application/pdf" or reading.origin.container:
        raise NoSuchDocument(f"document {document_id} has no pages to show")
    paints = tuple(_paints(reading, number, unmask=desk.unmask))
    content = desk.store.originals.read(reading.sha256)
    return Response(_drawn(content, number, paints), media_type="image/png")


def _paints(reading: Reading, number: int, *, unmask: bool) -> Iterator[Paint]:
    text = reading.text
    assert text is not None
    marks = [(f.span.start, f.span.end, "fact") for _, _, f in reading.notice.facts()] if reading.notice else []
    marks += [(f.span.start, f.span.end, "finding") for f in reading.findings]
    marks += [] if unmask else [(m.start, m.end, "mask") for m in reading.masks]
    for start, end, kind in marks:
        if text.page_at(start) == number:
            for box in text.boxes(start, end):
                yield Paint(box, kind)


@lru_cache(maxsize=64)
def _drawn(content: bytes, number: int, paints: tuple[Paint, ...]) -> bytes:
    job = Job(split=_alone, work=_work, label=_label)
    for outcome in LocalEngine(workers=1, batch=1, seconds=SECONDS, memory=MEMORY).map(job, [(content, number, paints)]):
        match outcome:
            case Done(result=bytes() as picture):
                return picture
            case Done(result=str() as reason) | Lost(reason=reason):
                raise UnreadableDocument(reason)
    raise UnreadableDocument("the page cannot be drawn")


def _alone(item: tuple[bytes, int, tuple[Paint, ...]]) -> list[tuple[bytes, int, tuple[Paint, ...]]]:
    return [item]


def _work(part: tuple[bytes, int, tuple[Paint, ...]]) -> bytes | str:
    try:
        return page_picture(*part)
    except UnreadableDocument as error:
        return error.reason


def _label(thing: object) -> str:
    return "the page"
