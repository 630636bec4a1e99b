"""ZIP archives: members as streams, bounded in size, ratio, number and depth. Names are labels and never touch the disk."""

from __future__ import annotations

import re
import stat
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from watchledger.model.document import Skipped, Unread
from watchledger.model.limits import Limits
from watchledger.sources.folder import skipped_name

RATIO_FROM = 1 << 20
"""Members that unpack to less than this are exempt from the ratio: an empty form of 200 kB may well pack to 800 bytes."""

IN_MEMORY = 16 * 1024**2
"""A larger member waits in a temporary file without a name."""

ENCRYPTED = 0x1
"""The flag of an encrypted member."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
DAMAGE = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, IndexError)
"""What the standard library raises for damaged, unknown or encrypted members."""


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


def members_of(stream: BinaryIO, path: str, limits: Limits, budget: Budget) -> Iterator[Member | Unread | Skipped]:
    """The members of the archive named `path` in the archive's order. Raises BadZipFile when it cannot be opened."""
    with ZipFile(stream) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = member_name(info)
            label = f"{path}!/{name}"
            reason = next(filter(None, map(skipped_name, re.split(r"[/\\]", name))), None)
            if reason is not None:
                yield Skipped(label, reason)
                continue
            if budget.members <= 0:
                yield Unread(path, None, f"more than {limits.max_members} members; the rest, from {name}, is not read")
                return
            budget.members -= 1
            refusal = _refusal(info, limits, budget)
            if refusal is not None:
                yield Unread(label, None, refusal)
                continue
            if info.flag_bits & ENCRYPTED:
                from watchledger.sources.unlock_zip import members_unlocked  # needs what is above, and a library of its own

                yield from members_unlocked(stream, info, label, limits, budget)
            else:
                yield from unpacked(lambda info=info: archive.open(info), label, limits, budget)  # type: ignore[misc]


def _refusal(info: ZipInfo, limits: Limits, budget: Budget) -> str | None:
    """Why a member is not unpacked, from what the directory says of it."""
    if info.flag_bits & ENCRYPTED and not limits.passwords:
        return limits.locked
    if stat.S_ISLNK(info.external_attr >> 16):
        return "a link inside an archive is not followed"
    if info.file_size > RATIO_FROM and info.file_size > limits.max_ratio * max(info.compress_size, 1):
        times = info.file_size // max(info.compress_size, 1)
        return f"unpacks to {times} times its size, more than {limits.max_ratio}: taken for a bomb"
    if info.file_size > budget.size:
        return f"the archive unpacks to more than {limits.max_unpacked_bytes} bytes"
    return None


def unpacked(
    opened: Callable[[], IO[bytes]], label: str, limits: Limits, budget: Budget, damage: tuple[type[Exception], ...] = DAMAGE
) -> Iterator[Member | Unread]:
    """Bytes that came before a damage are not handed on: half a member would pass for a whole one."""
    with SpooledTemporaryFile(IN_MEMORY) as spool:
        size = 0
        try:
            with opened() as packed:
                while chunk := packed.read(1 << 20):
                    size += len(chunk)
                    if size > budget.size:
                        yield Unread(label, None, f"the archive unpacks to more than {limits.max_unpacked_bytes} bytes")
                        return
                    spool.write(chunk)
        except damage as error:
            yield Unread(label, None, f"cannot be unpacked: {error}")
            return
        finally:
            budget.size -= size
        spool.seek(0)
        yield Member(label, cast(BinaryIO, spool), size)


def member_name(info: ZipInfo) -> str:
    """The member's name as its maker wrote it. A name without the UTF-8 flag is read by the standard library as cp437; most
    Chinese archives hold GB 18030 there, others UTF-8, and some give it again in the Unicode path field (0x7075)."""
    name = info.orig_filename
    if not info.flag_bits & 0x800 and not name.isascii():
        raw = name.encode("cp437", "replace")
        name = _unicode_path(info.extra) or _decoded(raw) or name
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", name.replace("\\", "/"))


def _decoded(raw: bytes) -> str | None:
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _unicode_path(extra: bytes) -> str | None:
    at = 0
    while at + 4 <= len(extra):
        kind, length = int.from_bytes(extra[at : at + 2], "little"), int.from_bytes(extra[at + 2 : at + 4], "little")
        if kind == 0x7075 and length > 5:
            return extra[at + 9 : at + 4 + length].decode("utf-8", "replace")
        at += 4 + length
    return None
