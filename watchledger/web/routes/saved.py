"""Searches that were saved, each with what is new since somebody last looked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from starlette.datastructures import QueryParams
from starlette.responses import RedirectResponse, Response

from watchledger.errors import BadQuery, InputError, NoSuchDocument
from watchledger.store.shelf import Saved
from watchledger.web.ask import Ask, answer
from watchledger.web.described import fields
from watchledger.web.forms import Sent
from watchledger.web.pages import Desk, desk_of, render
from watchledger.web.people import reviewer_of

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Row:
    """A saved search with the documents it finds now, and those added since it was last looked at; None where it cannot be asked
    any more."""

    saved: Saved
    ask: Ask
    total: int | None
    new: int
    problem: str


@router.get("/saved")
def saved(request: Request) -> Response:
    desk = desk_of(request)
    return render(request, "saved.html", rows=[_row(desk, one) for one in desk.shelf.searches()])


def _row(desk: Desk, one: Saved) -> Row:
    try:
        ask = Ask.of(QueryParams(one.words))
        _, rows = answer(desk, ask)
        _, new = answer(desk, replace(ask, since=one.seen))
    except BadQuery as error:
        return Row(one, Ask(), None, 0, error.reason)
    return Row(one, ask, len(rows), len(new), "")


@router.post("/saved", openapi_extra=fields("words", "name"))
def save(request: Request, sent: Sent) -> Response:
    desk = desk_of(request)
    ask = replace(Ask.of(QueryParams(sent("words"))), since=0)
    answer(desk, ask)
    desk.shelf.save(sent("name") or ask.q, ask.words(), owner=reviewer_of(request), seen=desk.columns.state()[1])
    return RedirectResponse("/saved", 303)


@router.post("/saved/{number}/look", openapi_extra=fields("only"))
def look(request: Request, number: int, sent: Sent) -> Response:
    """Opens what is new (or all of it), and notes that it was looked at."""
    desk = desk_of(request)
    one = next((one for one in desk.shelf.searches() if one.number == number), None)
    if one is None:
        raise NoSuchDocument(f"there is no saved search {number}")
    ask = Ask.of(QueryParams(one.words))
    desk.shelf.looked_at(number, seen=desk.columns.state()[1])
    return RedirectResponse((replace(ask, since=one.seen) if sent("only") == "new" else ask).address(), 303)


@router.post("/saved/{number}/forget", openapi_extra=fields("sure"))
def forget(request: Request, number: int, sent: Sent) -> Response:
    if sent("sure") != "yes":
        raise InputError("say that the search is to be forgotten")
    desk_of(request).shelf.forget(number)
    return RedirectResponse("/saved", 303)
