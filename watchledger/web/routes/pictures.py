"""Pictures of a result, each with its rows, and both as files with a note of where they come from."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from watchledger import __version__
from watchledger.errors import NoSuchDocument
from watchledger.web.ask import Ask, counted
from watchledger.web.described import QUESTION
from watchledger.web.pages import desk_of, render, words_of
from watchledger.web.pictures import PICTURES, Picture
from watchledger.web.routes.export import line_of
from watchledger.web.words import Words

router = APIRouter()
MOST = 200
"""Rows listed below a picture; the file has all."""


@router.get("/picture/{name}", openapi_extra=QUESTION)
def picture(request: Request, name: str) -> Response:
    drawn, ask = _drawn(request, name)
    return render(
        request,
        "picture.html",
        name=name,
        names=list(PICTURES),
        picture=drawn,
        svg=Markup(drawn.svg()),
        ask=ask,
        q=ask.q,
        rows=drawn.rows[:MOST],
        cut=max(len(drawn.rows) - MOST, 0),
    )


@router.get("/picture/{name}/{file}")
def download(request: Request, name: str, file: str) -> Response:
    """`picture.svg` or `picture.csv`."""
    if file not in ("picture.svg", "picture.csv"):
        raise NoSuchDocument("a picture is to be had as picture.svg and picture.csv")
    drawn, ask = _drawn(request, name)
    note = source_note(request, ask, words_of(request))
    kind = file.rpartition(".")[2]
    headers = {"content-disposition": f'attachment; filename="{name}.{kind}"'}
    if kind == "svg":
        return Response(drawn.svg(note=note), media_type="image/svg+xml", headers=headers)
    lines = [line_of([f"# {note}"]), *(line_of([f"# {one}"]) for one in drawn.notes), line_of(drawn.columns)]
    lines += [line_of(row) for row in drawn.rows]
    return Response("\ufeff" + "".join(lines), media_type="text/csv; charset=utf-8", headers=headers)


def _drawn(request: Request, name: str) -> tuple[Picture, Ask]:
    if name not in PICTURES:
        raise NoSuchDocument(f"there is no picture {name[:40]!r}; there are {', '.join(PICTURES)}")
    ask = counted(desk_of(request), Ask.of(request.query_params))
    return PICTURES[name](desk_of(request), ask, words_of(request)), ask


def source_note(request: Request, ask: Ask, words: Words) -> str:
    """What the figures were counted from: the case, the question, the day, the program."""
    desk = desk_of(request)
    question = ask.words() or words("picture.everything")
    return words(
        "picture.source",
        case=desk.path.name,
        question=question,
        documents=f"{desk.columns.state()[0]:,}",
        day=datetime.now(UTC).date().isoformat(),
        version=__version__,
    )
