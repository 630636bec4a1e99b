"""watchledger serve: the workbench in the browser."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from socket import socket

HERE = "127.0.0.1"


def serve(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="0 takes a free one.")] = 8765,
    unmask: Annotated[bool, typer.Option("--unmask", help="Show personal data. For the case's owner only.")] = False,
    users: Annotated[
        bool, typer.Option("--users", help="Visitors sign in with the names that `watchledger users` knows, each with a role.")
    ] = False,
    at: Annotated[
        list[str] | None, typer.Option("--at", metavar="URL", help="With --users: the address that visitors open; may be repeated.")
    ] = None,
    listen: Annotated[str, typer.Option("--listen", metavar="ADDRESS", help="With --users: the address to listen on.")] = HERE,
    proxy_user: Annotated[
        str, typer.Option("--proxy-user", metavar="HEADER", help="With --users: a proxy on this machine names the user so.")
    ] = "",
) -> None:
    """Open the workbench over a case: search, read, decide, count. The first line printed is the address to open, key included.

    It listens on this machine alone (127.0.0.1), loads nothing from elsewhere, and stops with Ctrl-C. Who does not hold the
    key of the printed address gets nothing.

    For several people, --users asks for names and passwords instead of the key: readers look, reviewers decide, owners see what
    --unmask shows. Put a proxy that speaks TLS before it and give its address with --at; cookies then travel over TLS alone.

    Examples:

        watchledger serve my-case

        watchledger serve my-case --port 0

        watchledger serve my-case --users --at https://ledger.example.org
    """
    from threading import Thread

    import uvicorn

    from watchledger.web import create_app
    from watchledger.web.access import Pass

    if not users and (at or listen != HERE or proxy_user):
        raise typer.BadParameter("is for several people and needs --users", param_hint="--at, --listen, --proxy-user")
    listener = _listener(listen, port)
    taken = listener.getsockname()[1]
    hosts, secure = _hosts(at or [], taken)
    key = Pass()
    app = create_app(case, hosts=hosts, key=key, unmask=unmask, users=users, proxy_header=proxy_user, secure=secure)
    listener.listen(128)
    here = f"http://127.0.0.1:{taken}/"
    print((at[0] if at else here) if users else f"{here}?token={key.token}", flush=True)
    print("Open this address in a browser; Ctrl-C stops the workbench.", file=sys.stderr, flush=True)
    # The address of who asks is the proxy's word in a header only where passwords bound the guesses of each address.
    Thread(target=app.state.desk.live.make_ready, daemon=True).start()
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=users and not proxy_user)
    uvicorn.Server(config).run(sockets=[listener])


def _listener(address: str, port: int) -> socket:
    import socket

    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    # asyncio sends at once only where the socket says TCP; else a page's second piece waits 40 ms for a word from the browser
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
    except OSError as error:
        raise typer.BadParameter(f"port {port} cannot be used: {error.strerror}", param_hint="--port") from error
    return listener


def _hosts(at: list[str], port: int) -> tuple[frozenset[str], bool]:
    """(Host headers answered to, whether all of the addresses are https)."""
    from urllib.parse import urlsplit

    parts = [urlsplit(address) for address in at]
    if any(part.scheme not in ("http", "https") or not part.netloc for part in parts):
        raise typer.BadParameter("takes an address such as https://ledger.example.org", param_hint="--at")
    own = {f"127.0.0.1:{port}", f"localhost:{port}"}
    return frozenset(own | {part.netloc for part in parts}), bool(parts) and all(part.scheme == "https" for part in parts)
