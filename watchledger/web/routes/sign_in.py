"""Signing in to a shared workbench, and out."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse, Response

from watchledger.web.access import COOKIE, SIGN_IN, Door
from watchledger.web.described import fields
from watchledger.web.forms import Sent
from watchledger.web.pages import render, words_of
from watchledger.web.users import TooManyTries

router = APIRouter()


@router.get(SIGN_IN)
def page(request: Request) -> Response:
    return render(request, "sign_in.html", name="", problem="")


@router.post(SIGN_IN)
async def sign_in(request: Request) -> Response:
    """Its form comes before there is a session, so it has no token of one: the Origin check alone keeps others from sending it."""
    door: Door = request.app.state.door
    words = words_of(request)
    if door.users is None:
        return RedirectResponse("/", 303)
    form = await request.form(max_files=0, max_fields=10)
    name, password = (str(form.get(field, "")) for field in ("name", "password"))
    address = request.client.host if request.client else ""
    try:
        cookie = await run_in_threadpool(door.users.sign_in, name.strip(), password, address)
    except TooManyTries:
        return render(request, "sign_in.html", status=429, name=name, problem=words("sign_in.too_many"))
    if cookie is None:
        return render(request, "sign_in.html", status=401, name=name, problem=words("sign_in.wrong"))
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, cookie, httponly=True, samesite="strict", path="/", secure=door.secure)
    return answer


@router.post("/sign-out", openapi_extra=fields("sure"))
def sign_out(request: Request, sent: Sent) -> Response:
    door: Door = request.app.state.door
    if door.users is not None and sent("sure") == "yes":
        door.users.sign_out(cookie_parser(request.headers.get("cookie", "")).get(COOKIE))
    answer = RedirectResponse(SIGN_IN if door.users is not None else "/", 303)
    answer.delete_cookie(COOKIE)
    return answer
