"""Organisations, places and projects as the commands show them, and the names that a person should decide."""

from __future__ import annotations

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from watchledger.errors import InputError, NoSuchDocument
from watchledger.explore.grouping import money
from watchledger.explore.matching import KIND, candidates, decide, undo
from watchledger.explore.organisation import organisation
from watchledger.explore.project import projects_named
from watchledger.fields.place import divisions
from watchledger.lang.normal import normal
from watchledger.model.review import JUDGEMENTS
from watchledger.web.ask import Ask, answer
from watchledger.web.described import fields
from watchledger.web.forms import Sent
from watchledger.web.groups import bodies, projects
from watchledger.web.pages import desk_of, render, words_of
from watchledger.web.people import reviewer_of
from watchledger.web.pictures import PICTURES
from watchledger.web.places import filed, place_name
from watchledger.web.routes.review import LONGEST_NOTE

router = APIRouter()
MOST = 300
"""Notices or pairs on one page."""
BESIDE = ("technology", "rung", "type", "buyer", "supplier", "brand")


@router.get("/organisation")
def body(request: Request, name: str = "") -> Response:
    desk = desk_of(request)
    name = name.strip()
    if not name:
        return render(request, "organisation.html", name="", found=None, money=money, most=MOST)
    found = organisation(desk.opened, name, found=bodies(desk.columns), project_of=projects(desk.columns).number)
    return render(request, "organisation.html", name=name, found=found, money=money, most=MOST)


@router.get("/project")
def project(request: Request, named: str = "") -> Response:
    desk, named = desk_of(request), named.strip()
    shown = projects_named(desk.opened, named, projects(desk.columns)) if named else []
    return render(request, "project.html", named=named, projects=shown, money=money)


@router.get("/place/{code}")
def place(request: Request, code: str) -> Response:
    """A province or prefecture by its code: what the case holds of it, or that it holds nothing."""
    desk = desk_of(request)
    if code not in divisions():
        raise NoSuchDocument(f"there is no place with the code {code[:20]!r}")
    ask = Ask().keeping(*filed(code))
    _, rows = answer(desk, ask)
    beside = []
    for name in BESIDE:
        values = [count for count in desk.columns.most(rows, name, 12)[0] if count.value]
        if values:
            beside.append((name, [(count, ask.keeping(name, count.value).address()) for count in values]))
    drawn = [PICTURES[name](desk, ask, words_of(request)) for name in ("timeline", "ladder")] if len(rows) else []
    return render(
        request,
        "place.html",
        name=place_name(code),
        total=len(rows),
        ask=ask,
        beside=beside,
        pictures=[(picture.title, Markup(picture.svg())) for picture in drawn if picture.rows],
    )


@router.get("/match")
def match(request: Request, name: str = "", after: int = 0) -> Response:
    """The pairs to decide, one before the reviewer, the rest listed."""
    desk, reviewer = desk_of(request), reviewer_of(request)
    words = normal(name).text.strip()
    waiting = [
        pair for pair in candidates(bodies(desk.columns), reviewer)
        if not words or any(words in normal(side).text for side in (pair.one, pair.other))
    ]  # fmt: skip
    after = min(max(after, 0), max(len(waiting) - 1, 0))
    return render(
        request,
        "match.html",
        name=name,
        now=waiting[after] if waiting else None,
        at=after,
        total=len(waiting),
        listed=waiting[:MOST],
        last=desk.store.decisions.last(reviewer, KIND),
        reviewer=reviewer,
    )


@router.post("/match/decide", openapi_extra=fields("one", "other", "judgement", "note"))
def decided(request: Request, sent: Sent) -> Response:
    said = sent("judgement")
    if said not in JUDGEMENTS:
        raise InputError(f"a decision is one of {', '.join(JUDGEMENTS)}, not {said[:40]!r}")
    note = sent("note")[:LONGEST_NOTE] or None
    decide(desk_of(request).opened, sent.raw("one"), sent.raw("other"), said, reviewer=reviewer_of(request), note=note)
    return RedirectResponse("/match", 303)


@router.post("/match/undo", openapi_extra=fields())
def taken_back(request: Request, sent: Sent) -> Response:
    if undo(desk_of(request).opened, reviewer_of(request)) is None:
        raise InputError(f"there is no decision of {reviewer_of(request)} on names to take back")
    return RedirectResponse("/match", 303)
