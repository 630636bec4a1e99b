"""What containers share: a member's bytes into a bounded temporary file, its name made a label, a packed stream kept in bounds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from watchledger.model.document import Skipped, Unread
from watchledger.model.limits import Limits
from watchledger.sources.folder import skipped_name

RATIO_FROM = 1 << 20
"""Members that unpack to less than this are exempt from the ratio: an empty form of 200 kB may well pack to 800 bytes."""

IN_MEMORY = 16 * 1024**2
"""A larger member waits in a temporary file without a name."""

CHUNK = 1 << 20
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass
class Budget:
    """What is left of one outermost archive's bounds; shared by all that is nested in it."""

    size: int
    members: int


@dataclass(frozen=True, slots=True)
class Member:
    """A member unpacked: its label, its bytes as a seekable stream, their number."""

    path: str
    stream: BinaryIO
    size: int
    address: str | None = None
    captured: str | None = None
    """Where on the web it was taken from and when, where the container says so."""


class TooMuch(Exception):
    """A bound was reached while unpacking; the message is the reason."""


def said(error: Exception) -> str:
    """An error in words, without the library's numbers and addresses."""
    return str(error).partition(" (errno=")[0] or type(error).__name__


def label_of(path: str, name: str) -> tuple[str, str | None]:
    """The label of a member, and why it is left out (a hidden file) or None. Names are labels: they never touch the disk."""
    clean = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", name.replace("\\", "/"))
    parts = [part for part in clean.split("/") if part not in ("", ".")]
    reason = next(filter(None, map(skipped_name, parts)), None) if ".." not in parts else None
    return f"{path}!/{'/'.join(parts)}", reason


def counted(path: str, name: str, limits: Limits, budget: Budget) -> Unread | None:
    """Takes one member from the budget; the refusal when none is left."""
    if budget.members <= 0:
        return Unread(path, None, f"more than {limits.max_members} members; the rest, from {name}, is not read")
    budget.members -= 1
    return None


def spooled(
    read: Callable[[int], bytes], label: str, limits: Limits, budget: Budget, damage: tuple[type[Exception], ...]
) -> Iterator[Member | Unread]:
    """The member that `read` gives, or why not. Bytes before a damage are not handed on: half a member would pass for a whole
    one. `damage` are the errors that mean the input's fault."""
    known: tuple[type[Exception], ...] = (TooMuch, *damage)
    with SpooledTemporaryFile(IN_MEMORY) as spool:
        size = 0
        try:
            while chunk := read(CHUNK):
                size += len(chunk)
                if size > budget.size:
                    yield Unread(label, None, f"the archive unpacks to more than {limits.max_unpacked_bytes} bytes")
                    return
                spool.write(chunk)
        except known as error:
            yield Unread(label, None, f"cannot be unpacked: {said(error)}")
            return
        finally:
            budget.size -= size
        spool.seek(0)
        yield Member(label, cast(BinaryIO, spool), size)


def reading(opened: Callable[[], IO[bytes]]) -> Callable[[int], bytes]:
    """What `spooled` takes, of a stream that is opened when it is first read, since opening may fail too, and closed at its end."""

    def chunks() -> Iterator[bytes]:
        with opened() as packed:
            while chunk := packed.read(CHUNK):
                yield chunk

    pieces = chunks()
    return lambda _: next(pieces, b"")


def at_hand(content: bytes, label: str, limits: Limits, budget: Budget) -> Iterator[Member | Unread]:
    """A member whose bytes are in memory already."""
    waiting = [content]
    yield from spooled(lambda _: waiting.pop() if waiting else b"", label, limits, budget, ())


class Bounded:
    """A stream that stops with TooMuch when it has given more than its packed size allows."""

    def __init__(self, stream: BinaryIO, packed: int, limits: Limits, budget: Budget) -> None:
        self._stream = stream
        self._left = min(max(RATIO_FROM, packed * limits.max_ratio), budget.size)
        self._reason = f"it unpacks to more than {limits.max_ratio} times its size: taken for a bomb"

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(CHUNK if size < 0 else size)
        self._left -= len(data)
        if self._left < 0:
            raise TooMuch(self._reason)
        return data


Piece = Member | Unread | Skipped
