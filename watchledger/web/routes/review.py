"""Review: one item a screen, decided by a key. Decisions are appended to the case at once; the terminal goes on with them."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from watchledger.errors import InputError
from watchledger.explore.case import Case
from watchledger.explore.estimate import Estimate
from watchledger.explore.queue import BY, Place, Queue, narrowed, place_of, progress
from watchledger.explore.review import Item, estimated, subjects, undecided
from watchledger.explore.sample import SURVEILLANCE
from watchledger.model.review import JUDGEMENTS, Decision
from watchledger.web.described import fields
from watchledger.web.forms import Sent
from watchledger.web.line import Line, sample_numbered, turn
from watchledger.web.lit import Mark, Stretch, lit
from watchledger.web.pages import Desk, desk_of, render
from watchledger.web.people import remember, reviewer_of
from watchledger.web.sheet import IMAGES, PDF, Sheet, sheet_at

router = APIRouter()
BEFORE, AFTER = 1_200, 2_400
"""Characters of the text shown around the first place: a screen, and enough to see the row's table head."""
LONGEST_NOTE = 2_000
SAMPLE_SIZE, LARGEST_SAMPLE = 200, 10_000


@router.get("/review")
def review(request: Request) -> Response:
    desk, reviewer = desk_of(request), reviewer_of(request)
    samples = []
    for sample in reversed(desk.store.samples.all()):
        samples.append((sample, len(sample.drawn) - len(undecided(desk.opened, sample, reviewer))))
    kinds = [(kind, progress(desk.opened, Queue(kind), reviewer), _values(desk, kind)) for kind in BY]
    return render(
        request,
        "review.html",
        reviewer=reviewer,
        named="user_name" not in request.scope,
        samples=samples,
        kinds=kinds,
        size=SAMPLE_SIZE,
        largest=LARGEST_SAMPLE,
    )


def _values(desk: Desk, kind: str) -> tuple[tuple[str, list[tuple[str, int]]], ...]:
    return _values_at(desk.opened, desk.store.last_key(), kind)


@lru_cache(maxsize=4)
def _values_at(opened: Case, _last_key: int, kind: str) -> tuple[tuple[str, list[tuple[str, int]]], ...]:
    """Kept until a document is added: counting a million facts takes half a second."""
    return tuple((name, narrowed(opened, Queue(kind), name)) for name in BY[kind])


@router.post("/review/name", openapi_extra=fields("name"))
def name(request: Request, sent: Sent) -> Response:
    if not sent("name"):
        raise InputError("a decision has a reviewer: give a name")
    answer = RedirectResponse("/review", 303)
    remember(answer, sent("name"))
    return answer


@router.get("/review/item")
def item(request: Request, at: str = "", after: str = "") -> Response:
    desk, reviewer = desk_of(request), reviewer_of(request)
    line = Line.of(request.query_params)
    now = turn(desk.opened, line, desk.names, reviewer, at, after)
    last = desk.store.decisions.last(reviewer, _kind(line))
    estimate = _estimate(desk, line)
    if now is None:
        return render(request, "review_done.html", line=line, last=last, estimate=estimate, reviewer=reviewer, skipped=bool(after))
    mine = desk.store.decisions.standing([now.item.subject.source]).get(now.item.subject, {}).get(reviewer)
    return render(
        request,
        "review_item.html",
        line=line,
        turn=now,
        item=now.item,
        mark=_mark(now.item),
        stretches=_stretches(now.item),
        sheet=_sheet(desk, now.item),
        last=last,
        mine=mine,
        estimate=estimate,
        reviewer=reviewer,
        surveillance=SURVEILLANCE,
    )


def _kind(line: Line) -> str:
    """Of what the line decides on: a key must not take back what was decided elsewhere."""
    return line.kind if line.sample is None else "document"


def _estimate(desk: Desk, line: Line) -> Estimate | None:
    return None if line.sample is None else estimated(desk.opened, sample_numbered(desk.opened, line.sample))


def _stretches(now: Item) -> list[Stretch]:
    """The text around what is judged, lit."""
    marks = [Mark(place.start, place.end, "finding", f"w{at}", "") for at, place in enumerate(now.places)]
    first = min((mark.start for mark in marks), default=0)
    start = max(now.shown.rfind("\n", 0, max(first - BEFORE, 0)) + 1, 0)
    return lit(now.shown, marks, start, max((mark.end for mark in marks), default=first) + AFTER)


def _sheet(desk: Desk, now: Item) -> Sheet | None:
    """The page of the original to show beside, what is judged lit on it."""
    if now.head.media_type not in (PDF, *IMAGES) or now.head.container:
        return None
    marks = [Mark(place.start, place.end, "finding", f"w{at}", "") for at, place in enumerate(now.places)]
    return sheet_at(desk.held.reading(now.head), now.shown, now.places[0].start if now.places else 0, marks)


def _mark(now: Item) -> str:
    """Of what was judged: a reading that changes between question and answer must not take the answer."""
    return blake2b(repr(now.subject).encode("utf-8", "replace"), digest_size=8).hexdigest()


@router.post("/review/decide", openapi_extra=fields("line", "at", "mark", "judgement", "corrected", "note", "skipped"))
def decide(request: Request, sent: Sent) -> Response:
    desk, reviewer = desk_of(request), reviewer_of(request)
    line = Line.named(sent("line"))
    now = turn(desk.opened, line, desk.names, reviewer, sent("at"))
    if now is None or not sent("at") or sent("mark") != _mark(now.item):
        raise InputError("this was read again in the meantime and says something else now: look at it anew")
    said, corrected = sent("judgement"), sent("corrected")[:LONGEST_NOTE]
    if said == "correct":
        if not corrected:
            raise InputError("to correct a value, select its words in the text or type it")
        said = "no"
    if said not in JUDGEMENTS:
        raise InputError(f"a decision is one of {', '.join(JUDGEMENTS)}, not {said[:40]!r}")
    desk.store.decisions.add(
        now.item.subject,
        said,
        document=now.item.head.id,
        reviewer=reviewer,
        corrected=corrected or None,
        note=sent("note")[:LONGEST_NOTE] or None,
        quote=" … ".join(place.match for place in now.item.places) or None,
    )
    return RedirectResponse(line.address(after=sent("skipped") or None), 303)


@router.post("/review/undo", openapi_extra=fields("line"))
def undo(request: Request, sent: Sent) -> Response:
    """Takes the reviewer's last decision back and shows its item again."""
    desk, reviewer = desk_of(request), reviewer_of(request)
    line = Line.named(sent("line"))
    last = desk.store.decisions.last(reviewer, _kind(line))
    if last is None:
        raise InputError("there is no decision of yours to take back")
    desk.store.decisions.undo(last.number, reviewer=reviewer)
    return RedirectResponse(_address_of(desk, line, last), 303)


def _address_of(desk: Desk, line: Line, decision: Decision) -> str:
    if decision.subject.kind == "document":
        if line.sample is not None:
            asked: list[Any] = subjects(sample_numbered(desk.opened, line.sample))
            if decision.subject in asked:
                return line.address(at=asked.index(decision.subject))
        return line.address()
    place: Place | None = place_of(desk.opened, decision)
    line = line if line.kind == decision.subject.kind and line.sample is None else Line(None, decision.subject.kind)
    return line.address(at=place)
