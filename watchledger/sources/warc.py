"""WARC captures: each response as a member with the address it came from and the time it was taken; WACZ is a ZIP of them.

Left out and counted: redirects, errors of the server (with page, time and status: a 404 says that the page is gone), repeats
(revisit), and what a page is dressed with (styles, scripts, fonts, small pictures).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from watchledger.model.document import Skipped, Unread
from watchledger.model.limits import Limits
from watchledger.sources.archive import members_of as zip_members
from watchledger.sources.unpack import Bounded, Budget, Piece, counted, said, spooled
from watchledger.sources.warc_end import is_cut

_DRESSING = (
    "text/css", "text/javascript", "application/javascript", "application/x-javascript", "font/", "application/font",
    "application/x-font", "video/", "audio/", "image/x-icon", "image/vnd.microsoft.icon", "image/svg", "image/gif", "image/webp",
)  # fmt: skip
"""Beginnings of the types of what dresses a page."""
_SMALL_PICTURE = 30_000
"""Bytes up to which a picture is taken for decoration; a scanned page at 100 dpi has more."""
_MAX_HEADER = 1 << 20
OK, UNCHANGED = 200, 304
_DAMAGE = (OSError, ValueError, EOFError, MemoryError, OverflowError, UnicodeError)


def begins(head: bytes) -> bool:
    """Whether the file is a WARC, plain or gzipped."""
    if head.startswith(b"WARC/"):
        return True
    if not head.startswith(b"\x1f\x8b"):
        return False
    try:
        return zlib.decompressobj(31).decompress(head, 8).startswith(b"WARC/")
    except zlib.error:
        return False


def is_wacz(stream: BinaryIO, head: bytes) -> bool:
    """Whether a ZIP is a WACZ: a data package with captures in archive/."""
    if not head.startswith(b"PK\x03\x04") or (b"datapackage.json" not in head and b"archive/" not in head):
        return False
    try:
        with ZipFile(stream) as archive:
            names = archive.namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, IndexError):
        return False
    return "datapackage.json" in names and any(name.startswith("archive/") for name in names)


def wacz_members(stream: BinaryIO, path: str, limits: Limits, budget: Budget) -> Iterator[Piece]:
    """The captures of a WACZ; its indexes and page lists repeat what they hold."""
    for piece in zip_members(stream, path, limits, budget):
        inside = piece.path.partition("!/")[2] if not isinstance(piece, Unread) else ""
        if isinstance(piece, (Unread, Skipped)) or piece.path[len(path) + 2 :].startswith("archive/"):
            yield piece
        else:
            yield Skipped(piece.path, f"part of the capture's own index ({inside.rpartition('/')[2]})")


def members_of(stream: BinaryIO, path: str, limits: Limits, budget: Budget) -> Iterator[Piece]:
    """The responses and resources of a WARC, in the order they were taken."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    stream.seek(0, 2)
    packed = stream.tell()
    stream.seek(0)
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
    last = 0
    try:
        records = ArchiveIterator(stream, record_types=kinds, parse_http=True, auto_decode="all", max_header_len=_MAX_HEADER)
        for record in records:
            last = record.stream_pos
            address = str(record.headers.get("WARC-Target-URI") or record.record_id).strip("<>")
            refusal = counted(path, address, limits, budget)
            if refusal is not None:
                yield refusal
                return
            label = f"{path}!/{address}"
            repeat = record.record_type == WarcRecordType.revisit
            reason = _reason(record, repeat)
            if reason is not None:
                status = UNCHANGED if repeat else _status(record)
                told = (address, _time(record), status) if status is not None and status != OK else ()
                yield Skipped(label, reason, *told)
                continue
            body: Any = record.reader
            for piece in spooled(Bounded(body, max(packed, 1), limits, budget).read, label, limits, budget, _DAMAGE):
                if isinstance(piece, Unread):
                    yield piece
                elif _is_picture(record) and piece.size < _SMALL_PICTURE:
                    yield Skipped(label, "a small picture")
                else:
                    yield replace(piece, address=address, captured=_time(record))
        if is_cut(stream, packed, last):
            yield Unread(path, None, "a WARC that is cut short: it ends inside a record, and what follows is missing")
    except _DAMAGE as error:
        yield Unread(path, None, f"a damaged WARC, the rest is not read: {said(error)}")


def _reason(record: Any, repeat: bool) -> str | None:
    if repeat:
        return "unchanged since an earlier capture"
    status = _status(record)
    if status is not None and 300 <= status < 400:
        return "a redirect"
    if status is not None and status >= 400:
        return f"the server answered {status} on {_time(record)}"
    kind = _content_type(record)
    return f"not a document ({kind})" if kind.startswith(_DRESSING) else None


def _status(record: Any) -> int | None:
    """What the server answered, where the record is of a web server."""
    status = getattr(record.http_headers, "status_code", None) if record.is_http else None
    return int(status) if status else None


def _content_type(record: Any) -> str:
    kind = (record.http_content_type if record.is_http else record.headers.get("Content-Type")) or ""
    return str(kind).partition(";")[0].strip().lower()


def _is_picture(record: Any) -> bool:
    return _content_type(record).startswith("image/")


def _time(record: Any) -> str | None:
    """When the record was taken, ISO 8601, as it says itself."""
    return record.headers.get("WARC-Date") or None
