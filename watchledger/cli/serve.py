"""watchledger serve: the workbench in the browser."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def serve(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="0 takes a free one.")] = 8765,
    unmask: Annotated[bool, typer.Option("--unmask", help="Show personal data. For the case's owner only.")] = False,
) -> None:
    """Open the workbench over a case: search, read, decide, count. The first line printed is the address to open, key included.

    It listens on this machine alone (127.0.0.1), loads nothing from elsewhere, and stops with Ctrl-C. Who does not hold the
    key of the printed address gets nothing.

    Examples:

        watchledger serve my-case

        watchledger serve my-case --port 0
    """
    import socket

    import uvicorn

    from watchledger.web import create_app
    from watchledger.web.access import Pass

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as error:
        raise typer.BadParameter(f"port {port} cannot be used: {error.strerror}", param_hint="--port") from error
    taken = listener.getsockname()[1]
    key = Pass()
    app = create_app(case, hosts=frozenset({f"127.0.0.1:{taken}", f"localhost:{taken}"}), key=key, unmask=unmask)
    listener.listen(128)
    print(f"http://127.0.0.1:{taken}/?token={key.token}", flush=True)
    print("Open this address in a browser; Ctrl-C stops the workbench.", file=sys.stderr, flush=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
    server.run(sockets=[listener])
