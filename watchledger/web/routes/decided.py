"""What was decided: samples with what comes of them, reviewers of two minds, and the log of every decision as a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from watchledger.errors import InputError, NoSuchDocument
from watchledger.explore.matching import KIND
from watchledger.explore.queue import disagreements, place_of
from watchledger.explore.review import assess
from watchledger.explore.sample import draw
from watchledger.publish.safe import harmless
from watchledger.publish.tables import DECISIONS, TABLES, decision_rows
from watchledger.search import parse
from watchledger.search.tree import Exactly
from watchledger.store import Sample
from watchledger.web.described import fields
from watchledger.web.forms import Sent
from watchledger.web.line import Line, sample_numbered
from watchledger.web.pages import Desk, desk_of, render
from watchledger.web.routes.review import LARGEST_SAMPLE

router = APIRouter()
COLUMNS = next(table.columns for table in TABLES if table.name == DECISIONS)


@router.post("/review/sample", openapi_extra=fields("n", "seed", "where", "technology"))
def draw_sample(request: Request, sent: Sent) -> Response:
    desk = desk_of(request)
    numbers = [sent(name) for name in ("n", "seed")]
    if not all(words.isascii() and words.isdecimal() and len(words) < 10 for words in numbers):
        raise InputError("a sample needs the number of documents to draw and a seed, both whole numbers")
    n, seed = map(int, numbers)
    if not 0 < n <= LARGEST_SAMPLE:
        raise InputError(f"a sample has 1 to {LARGEST_SAMPLE:,} documents")
    where = sent("where")
    drawn = draw(desk.opened, _technologies(desk, sent("technology")), parse(where, desk.names), n=n, seed=seed, query=where)
    if not drawn.drawn:
        raise InputError("no document can be drawn from that")
    return RedirectResponse(Line(desk.store.samples.keep(drawn).number).address(), 303)


def _technologies(desk: Desk, name: str) -> tuple[str, ...]:
    tree = parse('technology:"{}"'.format(name.replace('"', "")), desk.names) if name else None
    return tree.values if isinstance(tree, Exactly) else ()


@router.get("/review/sample/{number}")
def sample(request: Request, number: int) -> Response:
    """What the decisions on a sample say so far."""
    desk = desk_of(request)
    return render(request, "sample.html", made=assess(desk.opened, sample_numbered(desk.opened, number)), line=Line(number))


@router.get("/review/disagreements")
def two_minds(request: Request) -> Response:
    desk = desk_of(request)
    samples = desk.store.samples.all()
    found = [(one, _way(desk, samples, next(iter(one.decisions.values())))) for one in disagreements(desk.opened)]
    return render(request, "disagreements.html", found=found)


def _way(desk: Desk, samples: list[Sample], decision: Any) -> str | None:
    """The address at which a further reviewer can decide it; None where it is read otherwise today."""
    subject = decision.subject
    if subject.kind == KIND:
        return "/match"
    if subject.kind != "document":
        place = place_of(desk.opened, decision)
        return None if place is None else Line(None, subject.kind).address(at=place)
    for one in samples:
        position = next((at for at, drawn in enumerate(one.drawn) if drawn.document == subject.source), None)
        if one.technology == subject.value and position is not None:
            return Line(one.number).address(at=position)
    return None


@router.get("/review/log.{form}")
def log(request: Request, form: str) -> Response:
    """Every decision and reversal ever written, in order, with the citation of what was judged."""
    desk = desk_of(request)
    names = [column.name for column in COLUMNS]
    held = _held(desk)
    rows = decision_rows(desk.store.decisions.log(), lambda document: held.get(document, {}))

    def as_csv() -> Iterator[str]:
        yield "\ufeff"
        for row in (names, *rows):
            out = io.StringIO()
            csv.writer(out).writerow([harmless(value) if isinstance(value, str) else value for value in row])
            yield out.getvalue()

    def as_jsonl() -> Iterator[str]:
        for row in rows:
            yield json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n"

    makers = {"csv": (as_csv, "text/csv; charset=utf-8"), "jsonl": (as_jsonl, "application/x-ndjson")}
    if form not in makers:
        raise NoSuchDocument("the log is to be had as log.csv and log.jsonl")
    make, media_type = makers[form]
    headers = {"content-disposition": f'attachment; filename="decisions.{form}"'}
    return StreamingResponse(make(), media_type=media_type, headers=headers)


def _held(desk: Desk) -> dict[str, dict[str, Any]]:
    """The documents' columns of every document that was decided on, by id."""
    decided = {one.document for one in desk.store.decisions.log()}
    return {
        head.id: {"sha256": head.sha256, "source_address": head.address, "path": head.path, "record_id": head.record_id}
        for head in desk.store.heads(desk.store.keys_of(decided))
    }
