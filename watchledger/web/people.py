"""Who sits before the screen: the name under which decisions are written down."""

from __future__ import annotations

import getpass
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "reviewer"
LONGEST = 80


def reviewer_of(request: Request) -> str:
    """The signed-in user; without users the name that was given, else the system's user."""
    user = request.scope.get("user_name")
    if isinstance(user, str):
        return user
    return unquote(request.cookies.get(COOKIE, "")).strip()[:LONGEST] or _system_user()


def remember(answer: Response, name: str) -> None:
    answer.set_cookie(COOKIE, quote(name.strip()[:LONGEST]), httponly=True, samesite="strict", max_age=365 * 86400)


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user id without a name
        return "reviewer"
