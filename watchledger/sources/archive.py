"""ZIP archives: members as streams, bounded in size, ratio, number and depth. Names are labels and never touch the disk."""

from __future__ import annotations

import re
import stat
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from watchledger.model.document import Skipped, Unread
from watchledger.model.limits import Limits
from watchledger.sources.folder import skipped_name
from watchledger.sources.unpack import RATIO_FROM, Budget, Member, reading, spooled

ENCRYPTED = 0x1
"""The flag of an encrypted member."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
DAMAGE = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, IndexError)
"""What the standard library raises for damaged, unknown or encrypted members."""


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
                yield from spooled(reading(lambda info=info: archive.open(info)), label, limits, budget, DAMAGE)  # type: ignore[misc]


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
