"""Batch search: a query a line; every line is answered, and one that cannot be understood says why and stops nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from watchledger.errors import BadQuery, InputError
from watchledger.search import parse
from watchledger.web.ask import Ask
from watchledger.web.described import fields
from watchledger.web.forms import Sent
from watchledger.web.pages import Desk, desk_of, render
from watchledger.web.routes.export import line_of

router = APIRouter()
MOST_LINES = 20_000
ENCODINGS = ("utf-8-sig", "gb18030")
"""What lists are saved in: UTF-8 with or without a mark, and what spreadsheets in China write."""


@dataclass(frozen=True, slots=True)
class Line:
    """`documents` is None where the line cannot be understood, for the reason `problem`."""

    number: int
    words: str
    documents: int | None
    problem: str
    address: str


@router.get("/batch")
def batch(request: Request) -> Response:
    return render(request, "batch.html", words="", lines=None)


@router.post("/batch", openapi_extra=fields("words", "phrases", "as"))
def answered(request: Request, sent: Sent) -> Response:
    desk = desk_of(request)
    words = "\n".join(part for part in (sent("words"), _text(sent.upload("file"))) if part)
    given = words.splitlines()
    if len(given) > MOST_LINES:
        raise InputError(f"the list has {len(given):,} lines; {MOST_LINES:,} at once are answered")
    phrases = bool(sent("phrases"))
    lines = list(_answers(desk, given, phrases=phrases))
    if sent("as") == "csv":
        return _download(lines)
    return render(request, "batch.html", words=words, lines=lines, phrases=phrases)


def _text(upload: bytes) -> str:
    if upload.startswith((b"\xff\xfe", b"\xfe\xff")):
        return upload.decode("utf-16", "replace").strip()
    for encoding in ENCODINGS:
        try:
            return upload.decode(encoding).strip()
        except UnicodeDecodeError:
            continue
    raise InputError("the list is neither UTF-8 nor GB 18030 nor UTF-16 text: save it as plain text")


def _answers(desk: Desk, given: list[str], *, phrases: bool) -> Iterator[Line]:
    desk.live.now()  # the index as it is now
    for number, words in enumerate(given, 1):
        words = words.strip()
        if not words:
            continue
        query = '"{}"'.format(words.replace('"', " ")) if phrases else words
        try:
            yield Line(number, words, desk.index.count(parse(query, desk.names)), "", Ask(q=query).address())
        except BadQuery as error:
            yield Line(number, words, None, error.reason, "")


def _download(lines: list[Line]) -> Response:
    def rows() -> Iterator[str]:
        yield "\ufeff" + line_of(("line", "query", "documents", "problem"))
        for line in lines:
            yield line_of((line.number, line.words, line.documents, line.problem))

    headers = {"content-disposition": 'attachment; filename="batch.csv"'}
    return StreamingResponse(rows(), media_type="text/csv; charset=utf-8", headers=headers)
