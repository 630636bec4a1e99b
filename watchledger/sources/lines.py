"""Bounded lines of a byte stream: a line longer than the bound is passed over without being held."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import BinaryIO

MAX_ROW_BYTES = 32 * 1024**2
"""A row longer than this is refused. The longest real one seen held 1.1 MB of page text; a worker holds several copies."""

WIDE = ("utf-16", "utf-32")
"""Encodings whose line ends are not the byte 10."""


class _Utf8:
    """A stream in a wide encoding, read as UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")

    def readline(self, limit: int) -> bytes:
        return self._text.readline(limit).encode("utf-8", "replace")

    def detach(self) -> None:
        """Leaves the stream open for whoever opened it; it may be closed already."""
        with contextlib.suppress(ValueError):
            self._text.detach()


def lines_of(stream: BinaryIO, encoding: str, limit: int = MAX_ROW_BYTES) -> Iterator[tuple[int, bytes | None]]:
    """(line number from 1, the line without its end); None for a line longer than `limit`. Empty lines are counted, not given.

    Lines of a wide encoding come as UTF-8, all others as they are."""
    wide = _Utf8(stream, encoding) if encoding.startswith(WIDE) else None
    readline = wide.readline if wide is not None else stream.readline
    try:
        number = 0
        while line := readline(limit):
            number += 1
            if len(line) >= limit and not line.endswith(b"\n"):
                del line
                while (rest := readline(1 << 20)) and not rest.endswith(b"\n"):
                    pass
                yield number, None
            elif not line.isspace():
                yield number, line.rstrip(b"\r\n")
    finally:
        if wide is not None:
            wide.detach()
