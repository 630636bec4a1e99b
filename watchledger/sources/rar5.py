"""Whether a RAR 5 archive holds encrypted files, from its block headers: libarchive hands such bytes on as they are."""

from __future__ import annotations

import os
from typing import BinaryIO

_SIGNATURE = 8
_FILE, _ENCRYPTION = 2, 4
_ENCRYPTION_RECORD = 1
_MAX_HEADER = 1 << 21
"""Bytes of one block's header; the format allows 2 MB."""


def is_encrypted(stream: BinaryIO) -> bool:
    """Whether any file of the archive, or its directory, is encrypted. The stream's place is lost; damage ends the search."""
    stream.seek(0, os.SEEK_END)
    end = stream.tell()
    at = _SIGNATURE
    while 0 < at < end:
        stream.seek(at)
        head = stream.read(16)
        size, start = _number(head, 4)
        if not size or size > _MAX_HEADER:
            return False
        stream.seek(at + start)
        header = stream.read(size)
        kind, place = _number(header, 0)
        flags, place = _number(header, place)
        extra, place = _number(header, place) if flags & 1 else (0, place)
        data, _ = _number(header, place) if flags & 2 else (0, place)
        if kind == _ENCRYPTION or (kind == _FILE and _has_record(header[len(header) - extra :] if extra else b"")):
            return True
        at += start + size + data
    return False


def _has_record(extra: bytes) -> bool:
    at = 0
    while at < len(extra):
        size, start = _number(extra, at)
        kind, _ = _number(extra, start)
        if kind == _ENCRYPTION_RECORD:
            return True
        if not size:
            return False
        at = start + size
    return False


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and the place after it."""
    value = 0
    for i in range(10):
        if at + i >= len(data):
            return 0, len(data)
        value |= (data[at + i] & 0x7F) << (7 * i)
        if not data[at + i] & 0x80:
            return value, at + i + 1
    return 0, len(data)
