"""Who may speak to the workbench, and what the browser may do with what it says.

Before any route runs: the Host header must be this server's (a rebound name is refused), a request that changes something
must come from this server's own pages (Origin) and carry their form token, its body is bounded, and the visitor holds the
cookie that the printed address gives. Every answer forbids remote loads, framing and inline scripts.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watchledger.web.users import Users

COOKIE = "watchledger"
MAX_BODY = 4 * 1024 * 1024
"""A pasted list of 20,000 queries is 1 MB; nothing else is larger."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FRAME_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
"""For a document shown as it is: no script runs, nothing is loaded, forms and links are dead."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # "no-referrer" would make browsers send "Origin: null" with our own forms
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
METHODS = ("GET", "HEAD", "POST")
SIGN_IN = "/sign-in"
LOOPBACK = ("127.0.0.1", "::1")
OPEN_PATHS = ("/static/",)
"""What anybody on the machine may fetch: the program's own style sheets and scripts."""


@dataclass(frozen=True)
class Pass:
    """The secret of one run: in the printed address, then in a cookie that scripts cannot read."""

    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def cookie(self) -> str:
        return _digest(self.token, "cookie")

    def form_token(self) -> str:
        return _digest(self.token, "form")

    def opens(self, cookie: str | None) -> bool:
        return cookie is not None and hmac.compare_digest(cookie.encode(), self.cookie().encode())


def _digest(token: str, use: str) -> str:
    return hmac.new(token.encode(), use.encode(), hashlib.sha256).hexdigest()


OWNERS = ("/sources/retry", "/original", "/frame")
"""Ends of paths that only an owner may use: they change the case, or give what names people."""
READERS = ("/batch", "/sign-out")
"""What a reader may send; all other forms decide or keep something."""


@dataclass(frozen=True, slots=True)
class Door:
    """How visitors come in: by the key of the printed address; with `users` by signing in, or by the header that a proxy on this
    machine sets. `secure`: the workbench is reached over TLS, and cookies are sent over nothing else."""

    key: Pass
    hosts: frozenset[str]
    users: Users | None = None
    proxy_header: str = ""
    secure: bool = False


class Guard:
    """The ASGI middleware. It tells the routes who asks: scope["user_name"] (with users), scope["role"], scope["form_token"]."""

    def __init__(self, app: ASGIApp, *, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        answer = self._refusal(scope)
        if answer is not None:
            await answer(scope, receive, _with_headers(send))
            return
        await self.app(scope, _bounded(receive), _with_headers(send))

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        """The answer that stops this request here, or None to let it pass."""
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self.door.hosts:
            return PlainTextResponse("This address is not one that this server answers to.", 421)
        if _length(headers) > MAX_BODY:
            return PlainTextResponse(f"The request is larger than {MAX_BODY} bytes.", 413)
        if scope["method"] not in METHODS:
            return PlainTextResponse("The workbench is asked by GET and POST.", 405)
        if scope["method"] == "POST":
            origin = headers.get("origin")
            if origin is None or urlsplit(origin).netloc not in self.door.hosts:
                return PlainTextResponse("This request did not come from the workbench's own pages.", 403)
        if scope["path"].startswith(OPEN_PATHS):
            return None
        scope["role"], scope["form_token"] = "owner", self.door.key.form_token()
        return self._by_key(scope, headers) if self.door.users is None else self._by_user(scope, headers)

    def _by_key(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        if "token" in query and scope["method"] == "GET":
            return self._with_key(scope, query)
        if not self.door.key.opens(cookie_parser(headers.get("cookie", "")).get(COOKIE)):
            return PlainTextResponse("Open the address that `watchledger serve` printed; it carries the key.", 401)
        return None

    def _with_key(self, scope: Scope, query: dict[str, str]) -> ASGIApp:
        if not hmac.compare_digest(query.pop("token").encode(), self.door.key.token.encode()):
            return PlainTextResponse("The key in this address is not that of the running server.", 401)
        rest = urlencode(query)
        path = "/" + quote(scope["path"].lstrip("/\\"))  # "//elsewhere" would lead to another host
        answer = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
        answer.set_cookie(COOKIE, self.door.key.cookie(), httponly=True, samesite="strict", path="/", secure=self.door.secure)
        return answer

    def _by_user(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        assert self.door.users is not None
        if self.door.proxy_header:
            local = (scope.get("client") or ("", 0))[0] in LOOPBACK
            names = headers.getlist(self.door.proxy_header) if local else []
            session = self.door.users.vouched(names[0], self.door.key.token) if len(names) == 1 else None
        else:
            session = self.door.users.session(cookie_parser(headers.get("cookie", "")).get(COOKIE))
        if scope["path"] == SIGN_IN and not self.door.proxy_header:
            scope["role"], scope["user_name"] = "nobody", ""
            return None
        if session is None:
            if scope["method"] == "GET" and not self.door.proxy_header:
                return RedirectResponse(SIGN_IN, 303)
            return PlainTextResponse("Sign in first.", 401)
        scope["role"], scope["user_name"], scope["form_token"] = session.role, session.name, session.form_token
        return _beyond(session.role, scope)


def _beyond(role: str, scope: Scope) -> ASGIApp | None:
    """The refusal of what is beyond the role."""
    owners = scope["path"].endswith(OWNERS)
    if (owners and role != "owner") or (scope["method"] == "POST" and role == "reader" and scope["path"] not in READERS):
        return PlainTextResponse(f"A {role} may not do this.", 403)
    return None


def _length(headers: Headers) -> int:
    given = headers.get("content-length") or "0"
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 20 else MAX_BODY + 1


def _with_headers(send: Send) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                if name not in headers:
                    headers[name] = value
        await send(message)

    return sender


def _bounded(receive: Receive) -> Callable[[], Awaitable[Message]]:
    """`receive` that ends a body without declared length once it passes the bound."""
    seen = 0

    async def receiver() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > MAX_BODY else message

    return receiver
