"""Tar archives, plain or compressed (gzip, bzip2, xz), and single compressed files."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from watchledger.model.document import Skipped, Unread
from watchledger.model.limits import Limits
from watchledger.sources.unpack import Bounded, Budget, Piece, TooMuch, counted, label_of, said, spooled

_BLOCK = 512
_DAMAGE = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, OverflowError, MemoryError, RecursionError)
_PACKED: tuple[tuple[bytes, Callable[[BinaryIO], BinaryIO], tuple[str, ...]], ...] = (
    (b"\x1f\x8b\x08", lambda s: cast(BinaryIO, gzip.GzipFile(fileobj=s)), (".gz", ".tgz")),
    (b"BZh", lambda s: cast(BinaryIO, bz2.BZ2File(s)), (".bz2", ".tbz2", ".tbz")),
    (b"\xfd7zXZ\x00", lambda s: cast(BinaryIO, lzma.LZMAFile(s)), (".xz", ".txz")),  # noqa: SIM115
)


def begins(head: bytes) -> bool:
    """Whether the file is a tar archive or a compressed file."""
    return head.startswith(tuple(magic for magic, _, _ in _PACKED)) or is_header(head[:_BLOCK])


def is_header(block: bytes) -> bool:
    """Whether a block is a tar header: its checksum fits (so old archives without a mark are known too)."""
    if len(block) < _BLOCK or not block[0]:
        return False
    field = block[148:156].replace(b"\0", b" ").strip()
    if not field or len(field) > 8 or field.translate(None, b"01234567"):
        return False
    return int(field, 8) == sum(block[:148]) + sum(block[156:_BLOCK]) + 8 * 32


def members_of(stream: BinaryIO, path: str, limits: Limits, budget: Budget) -> Iterator[Piece]:
    """The members of a tar, or the one file that a compressed stream holds."""
    stream.seek(0, 2)
    packed = stream.tell()
    stream.seek(0)
    head = stream.read(8)
    stream.seek(0)
    opener = next((o for magic, o, _ in _PACKED if head.startswith(magic)), None)
    if opener is None:
        yield from _members(stream, path, limits, budget)
        return
    bounded = Bounded(opener(stream), packed, limits, budget)
    try:
        first = _block(bounded)
    except (TooMuch, *_DAMAGE) as error:
        yield Unread(path, None, f"cannot be unpacked: {said(error)}")
        return
    rest = _Joined(first, bounded)
    if is_header(first):
        yield from _members(cast(BinaryIO, rest), path, limits, budget)
        return
    label, _ = label_of(path, _inner_name(path))
    yield from spooled(rest.read, label, limits, budget, _DAMAGE)


def _block(stream: Bounded) -> bytes:
    block = b""
    while len(block) < _BLOCK and (more := stream.read(_BLOCK - len(block))):
        block += more
    return block


class _Joined:
    """Bytes that were read ahead, then the stream they came from."""

    def __init__(self, first: bytes, stream: Bounded) -> None:
        self._first, self._stream = first, stream

    def read(self, size: int = -1) -> bytes:
        if self._first:
            part, self._first = (self._first[:size], self._first[size:]) if 0 <= size < len(self._first) else (self._first, b"")
            return part
        return self._stream.read(size)


def _inner_name(path: str) -> str:
    """The name of what a compressed file holds: its own without the ending."""
    name = path.replace("\\", "/").rpartition("/")[2]
    endings = tuple(ending for _, _, known in _PACKED for ending in known)
    return next((name[: -len(e)] for e in endings if name.lower().endswith(e) and len(name) > len(e)), name)


def _members(stream: BinaryIO, path: str, limits: Limits, budget: Budget) -> Iterator[Piece]:
    try:
        with tarfile.open(fileobj=stream, mode="r|", errors="surrogateescape") as archive:
            for info in archive:
                vars(archive)["members"] = []  # the standard library keeps every member it has seen
                if info.isdir():
                    continue
                refusal = counted(path, info.name, limits, budget)
                if refusal is not None:
                    yield refusal
                    return
                yield from _member(archive, info, path, limits, budget)
    except (TooMuch, *_DAMAGE) as error:
        yield Unread(path, None, f"a damaged tar archive, the rest is not read: {said(error)}")


def _member(archive: tarfile.TarFile, info: tarfile.TarInfo, path: str, limits: Limits, budget: Budget) -> Iterator[Piece]:
    label, reason = label_of(path, member_name(info.name))
    if reason is not None:
        yield Skipped(label, reason)
    elif info.issym() or info.islnk():
        yield Unread(label, None, "a link inside an archive is not followed")
    elif not info.isfile() or info.issparse():
        yield Unread(label, None, "not a file (a device, a pipe or a file with holes)")
    elif info.size > budget.size:
        yield Unread(label, None, f"the archive unpacks to more than {limits.max_unpacked_bytes} bytes")
    else:
        opened = archive.extractfile(info)
        if opened is not None:
            yield from spooled(_whole(opened.read, info.size), label, limits, budget, _DAMAGE)


def _whole(read: Callable[[int], bytes], size: int) -> Callable[[int], bytes]:
    """`read` that raises when the file ends before the member does."""
    left = size

    def checked(most: int) -> bytes:
        nonlocal left
        data = read(most)
        left -= len(data)
        if not data and left > 0:
            raise EOFError("the archive is cut short")
        return data

    return checked


def member_name(name: str) -> str:
    """The name as its maker wrote it: bytes that are not UTF-8 are GB 18030 in most Chinese archives."""
    raw = name.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")
