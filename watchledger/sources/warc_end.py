"""Whether a WARC ends where its last record does: its reader takes a file that was cut short for one that is over."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

from watchledger.model.progress import going_on

_CHUNK = 1 << 20
_MAX_HEADER = 1 << 16
_LENGTH = re.compile(rb"^content-length:\s*(\d{1,18})\s*$", re.I | re.M)
_HEAD_END = re.compile(rb"\r?\n\r?\n")


def is_cut(stream: BinaryIO, size: int, last: int) -> bool:
    """Whether the file of `size` bytes ends inside the record that begins at `last` or inside a later one."""
    stream.seek(last)
    packed = stream.read(2) == b"\x1f\x8b"
    stream.seek(last)
    return _packed_is_cut(stream) if packed else _plain_is_cut(stream, size, last)


def _plain_is_cut(stream: BinaryIO, size: int, at: int) -> bool:
    while at < size:
        stream.seek(at)
        head = stream.read(_MAX_HEADER)
        begin = len(head) - len(head.lstrip(b"\r\n"))
        if begin == len(head):
            return False  # the empty lines after a record
        end = _HEAD_END.search(head, begin)
        if end is None:
            return len(head) < _MAX_HEADER
        length = _LENGTH.search(head, begin, end.end())
        if length is None:
            return False  # no record: its reader says what it is
        at += end.end() + int(length[1])
        going_on()
    return at > size


def _packed_is_cut(stream: BinaryIO) -> bool:
    """Each record is a gzip member of its own; the last must come to its end."""
    waiting = stream.read(_CHUNK)
    while waiting:
        member = zlib.decompressobj(31)
        while not member.eof:
            if not waiting:
                return True
            try:
                member.decompress(waiting, _CHUNK)
            except zlib.error:
                return False  # damaged, or something else behind the last record: its reader says so
            waiting = member.unconsumed_tail or (b"" if member.eof else stream.read(_CHUNK))
        waiting = member.unused_data or stream.read(_CHUNK)
        going_on()
    return False
