"""What `watchledger serve` listens with."""

from __future__ import annotations

import socket

from watchledger.cli.serve import _listener


def test_pages_are_sent_at_once() -> None:
    """asyncio turns off the wait for an acknowledgement (40 ms a page) only on sockets that say they speak TCP."""
    with _listener("127.0.0.1", 0) as listener:
        listener.listen()
        with socket.create_connection(listener.getsockname()):
            accepted, _ = listener.accept()
            with accepted:
                assert accepted.proto == socket.IPPROTO_TCP
