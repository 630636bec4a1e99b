"""7z archives. py7zr unpacks a whole archive at once, into one temporary file of bounded size, from which members are given."""

from __future__ import annotations

import lzma
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from watchledger.model.document import Skipped, Unread
from watchledger.model.limits import Limits
from watchledger.model.progress import going_on
from watchledger.sources.unpack import RATIO_FROM, Budget, Piece, TooMuch, counted, label_of, said, spooled

MAGIC = b"7z\xbc\xaf\x27\x1c"


def begins(head: bytes) -> bool:
    return head.startswith(MAGIC)


def members_of(stream: BinaryIO, path: str, limits: Limits, budget: Budget) -> Iterator[Piece]:
    """The members of the archive in its order."""
    import py7zr

    damage = (
        py7zr.exceptions.ArchiveError, py7zr.exceptions.UnsupportedCompressionMethodError, lzma.LZMAError, zlib.error, EOFError,
        OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, MemoryError,
        RecursionError, OverflowError,
    )  # fmt: skip
    stream.seek(0, 2)
    packed = stream.tell()
    stream.seek(0)
    password = _password(stream, limits, damage)
    if isinstance(password, Unread):
        yield replace(password, path=path)
        return
    with tempfile.TemporaryFile() as store:
        try:
            stream.seek(0)
            with py7zr.SevenZipFile(stream, password=password) as archive:
                infos = [i for i in archive.list() if not i.is_directory]
                refusal = _refusal(sum(i.uncompressed for i in infos), packed, limits, budget)
                if refusal is not None:
                    yield Unread(path, None, refusal)
                    return
                kept = _Kept(store, min(budget.size, max(RATIO_FROM, packed * limits.max_ratio)))
                archive.extractall(factory=_factory(kept))
        except (TooMuch, *damage) as error:
            yield Unread(path, None, f"a damaged 7z archive: {said(error)}")
            return
        for info in infos:
            label, reason = label_of(path, info.filename)
            refused = counted(path, info.filename, limits, budget)
            if refused is not None:
                yield refused
                return
            if reason is not None:
                yield Skipped(label, reason)
            elif getattr(info, "is_symlink", False):
                yield Unread(label, None, "a link inside an archive is not followed")
            elif info.filename in kept.parts or not info.uncompressed:
                yield from spooled(kept.reader(info.filename), label, limits, budget, (OSError,))
            else:
                yield Unread(label, None, "cannot be unpacked")


def _password(stream: BinaryIO, limits: Limits, damage: tuple[type[Exception], ...]) -> str | Unread | None:
    """The password that opens the archive, None where it needs none, or why it stays closed. A password fits when the smallest
    encrypted member unpacks to its checksum."""
    import py7zr

    try:
        with py7zr.SevenZipFile(stream) as archive:
            if not archive.needs_password():
                return None
    except py7zr.exceptions.PasswordRequired:
        pass
    except damage:
        return None
    wrong: tuple[type[Exception], ...] = (TooMuch, py7zr.exceptions.PasswordRequired, *damage)
    for password in limits.passwords:
        try:
            stream.seek(0)
            with py7zr.SevenZipFile(stream, password=password) as archive:
                files = [i for i in archive.list() if not i.is_directory and i.uncompressed]
                smallest = min(files, key=lambda i: i.uncompressed, default=None)
                if smallest is not None:
                    kept = _Kept(tempfile.TemporaryFile(), max(RATIO_FROM, smallest.uncompressed))  # noqa: SIM115
                    archive.extract(targets=[smallest.filename], factory=_factory(kept))
            return password
        except wrong:
            going_on()
    return Unread("", None, limits.locked)


def _refusal(total: int, packed: int, limits: Limits, budget: Budget) -> str | None:
    if total > budget.size:
        return f"the archive unpacks to more than {limits.max_unpacked_bytes} bytes"
    if total > RATIO_FROM and total > packed * limits.max_ratio:
        return f"unpacks to {total // max(packed, 1)} times its size, more than {limits.max_ratio}: taken for a bomb"
    return None


class _Kept:
    """Members' bytes in one file, each as stretches in the order they were written."""

    def __init__(self, store: BinaryIO, room: int) -> None:
        self.store, self.room, self.end = store, room, 0
        self.parts: dict[str, list[tuple[int, int]]] = {}

    def write(self, name: str, data: bytes) -> None:
        self.room -= len(data)
        if self.room < 0:
            raise TooMuch("it unpacks to more than its directory says")
        self.store.seek(self.end)
        self.store.write(data)
        parts = self.parts.setdefault(name, [])
        if parts and sum(parts[-1]) == self.end:
            parts[-1] = (parts[-1][0], parts[-1][1] + len(data))
        else:
            parts.append((self.end, len(data)))
        self.end += len(data)

    def reader(self, name: str) -> Callable[[int], bytes]:
        parts = list(reversed(self.parts.get(name, [])))

        def read(size: int) -> bytes:
            while parts:
                start, left = parts.pop()
                if left > size:
                    parts.append((start + size, left - size))
                if left:
                    self.store.seek(start)
                    return self.store.read(min(left, size))
            return b""

        return read


def _factory(kept: _Kept) -> Any:
    import py7zr

    class Writer(py7zr.Py7zIO):
        def __init__(self, name: str) -> None:
            self.name, self.written = name, 0

        def write(self, data: bytes | bytearray) -> int:
            kept.write(self.name, bytes(data))
            self.written += len(data)
            return len(data)

        def read(self, size: int | None = None) -> bytes:
            return b""

        def seek(self, offset: int, whence: int = 0) -> int:
            return 0

        def flush(self) -> None:
            return None

        def size(self) -> int:
            return self.written

    class Writers(py7zr.WriterFactory):
        def create(self, filename: str) -> Writer:
            kept.parts.setdefault(filename, [])
            return Writer(filename)

    return Writers()
