"""RAR archives, through the system's libarchive where the machine has it (no free reader comes as a Python package)."""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, BinaryIO

from watchledger.model.document import Skipped, Unread
from watchledger.model.limits import Limits
from watchledger.sources.rar5 import is_encrypted
from watchledger.sources.tar import member_name
from watchledger.sources.unpack import Bounded, Budget, Piece, counted, label_of, said, spooled

MAGIC = b"Rar!\x1a\x07"
LOCKED = "encrypted: libarchive opens no RAR archive with a password; unpack it and add what was in it"


def begins(head: bytes) -> bool:
    return head.startswith(MAGIC)


@lru_cache(maxsize=1)
def _library() -> Any | None:
    """libarchive's binding; None where the package or the library is missing."""
    if importlib.util.find_spec("libarchive") is None:
        return None
    try:
        return importlib.import_module("libarchive")
    except Exception:
        # the binding looks for its shared library while it is imported, and fails there in several ways
        return None


def members_of(stream: BinaryIO, path: str, limits: Limits, budget: Budget) -> Iterator[Piece]:
    """The members of a RAR 4 or 5 archive; one reason for the whole where it cannot be read."""
    library = _library()
    if library is None:
        yield Unread(path, None, "reading RAR needs the system library libarchive, which this machine lacks")
        return
    stream.seek(0, 2)
    packed = stream.tell()
    stream.seek(0)
    kind = "rar5" if stream.read(8)[6:7] == b"\x01" else "rar"
    stream.seek(0)
    if kind == "rar5" and is_encrypted(stream):
        yield Unread(path, None, LOCKED)
        return
    stream.seek(0)
    damage = (library.ArchiveError, OSError, ValueError, UnicodeError, TypeError, MemoryError)
    try:
        with library.stream_reader(stream, format_name=kind) as archive:
            for entry in archive:
                if entry.isdir:
                    continue
                name = _name(entry)
                label, reason = label_of(path, name)
                refusal = counted(path, name, limits, budget)
                if refusal is not None:
                    yield refusal
                    return
                if reason is not None:
                    yield Skipped(label, reason)
                elif entry.issym or entry.islnk or not entry.isfile:
                    yield Unread(label, None, "a link inside an archive is not followed")
                elif _encrypted(library, entry):
                    yield Unread(label, None, LOCKED)
                else:
                    yield from spooled(_reader(entry, packed, limits, budget), label, limits, budget, damage)
    except damage as error:
        yield Unread(path, None, f"a damaged, encrypted or split RAR archive: {said(error)}")


def _name(entry: Any) -> str:
    name = entry.pathname
    return member_name(name.decode("utf-8", "surrogateescape") if isinstance(name, bytes) else str(name))


def _encrypted(library: Any, entry: Any) -> bool:
    """libarchive hands on a stored member's encrypted bytes as they are; the binding does not say that they are."""
    try:
        ask = library.ffi.libarchive.archive_entry_is_encrypted
        ask.argtypes, ask.restype = [ctypes.c_void_p], ctypes.c_int
        return bool(ask(entry._entry_p))
    except AttributeError:
        return False


class _Blocks:
    """An entry's blocks as a stream."""

    def __init__(self, entry: Any) -> None:
        self._blocks, self._left = iter(entry.get_blocks()), b""

    def read(self, size: int = -1) -> bytes:
        del size
        return next(self._blocks, b"")


def _reader(entry: Any, packed: int, limits: Limits, budget: Budget) -> Callable[[int], bytes]:
    blocks: Any = _Blocks(entry)
    return Bounded(blocks, packed, limits, budget).read
