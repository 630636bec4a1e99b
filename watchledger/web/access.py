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
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
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

    def is_form_token(self, given: str | None) -> bool:
        return given is not None and hmac.compare_digest(given.encode(), self.form_token().encode())


def _digest(token: str, use: str) -> str:
    return hmac.new(token.encode(), use.encode(), hashlib.sha256).hexdigest()


class Guard:
    """The ASGI middleware; `hosts` are the Host headers accepted ("127.0.0.1:8000")."""

    def __init__(self, app: ASGIApp, *, key: Pass, hosts: frozenset[str]) -> None:
        self.app, self.key, self.hosts = app, key, hosts

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
        if headers.get("host", "") not in self.hosts:
            return PlainTextResponse("This address is not one that this server answers to.", 421)
        if int(headers.get("content-length") or 0) > MAX_BODY:
            return PlainTextResponse(f"The request is larger than {MAX_BODY} bytes.", 413)
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        if "token" in query and scope["method"] == "GET":
            return self._sign_in(scope, query)
        if scope["path"].startswith(OPEN_PATHS):
            return None
        if not self.key.opens(cookie_parser(headers.get("cookie", "")).get(COOKIE)):
            return PlainTextResponse("Open the address that `watchledger serve` printed; it carries the key.", 401)
        if scope["method"] not in ("GET", "HEAD"):
            origin = headers.get("origin")
            if origin is None or urlsplit(origin).netloc not in self.hosts:
                return PlainTextResponse("This request did not come from the workbench's own pages.", 403)
        return None

    def _sign_in(self, scope: Scope, query: dict[str, str]) -> ASGIApp:
        if not hmac.compare_digest(query.pop("token").encode(), self.key.token.encode()):
            return PlainTextResponse("The key in this address is not that of the running server.", 401)
        rest = urlencode(query)
        answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
        answer.set_cookie(COOKIE, self.key.cookie(), httponly=True, samesite="strict", path="/")
        return answer


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
