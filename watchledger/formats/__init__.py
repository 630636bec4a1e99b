"""Document -> Text. The type is told from the bytes; a registry names the reader of each type.

Adding a format is one file with `read(document, limits) -> Text` and one line here. Readers are imported when first used,
so that starting costs nothing for formats that do not come up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from typing import Any

from watchledger.errors import Encrypted, LimitExceeded, UnreadableDocument
from watchledger.formats import sniff as types
from watchledger.formats import unlock
from watchledger.formats.heads import with_heads
from watchledger.formats.links import links
from watchledger.formats.unread import unread_kind
from watchledger.model import RECORD, Document, Limits, Text

__all__ = ["READERS", "Reader", "attachments", "links", "read_text", "sheets"]

Reader = Callable[[Document, Limits], Text]

READERS: tuple[tuple[str, str], ...] = (
    (types.HTML, "html"),
    (types.TEXT, "text"),
    (RECORD, "record"),
    (types.XML, "xml"),
    (types.JSON, "json"),
    (types.PDF, "pdf"),
    (types.DOCX, "docx"),
    (types.XLSX, "workbook"),
    (types.XLS, "workbook"),
    (types.DOC, "doc"),
    (types.RTF, "rtf"),
    (types.PPTX, "pptx"),
    (types.PPT, "ppt"),
    (types.EMAIL, "email"),
    (types.MSG, "msg"),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument.spreadsheet", "odt"),
    ("application/vnd.oasis.opendocument.presentation", "odt"),
    ("image/png", "scan"),
    ("image/jpeg", "scan"),
    ("image/tiff", "scan"),
    ("image/gif", "scan"),
    ("image/bmp", "scan"),
    ("image/webp", "scan"),
    ("image/jp2", "scan"),
)
"""Media type -> the module of this package whose `read` reads it."""


_SOMETHING = re.compile(rb"[^\0 \t\r\n]")


def read_text(document: Document, limits: Limits) -> tuple[str, Text]:
    """The media type and the text. Raises UnreadableDocument (LimitExceeded at a bound) naming the document's path."""
    if len(document.content) > limits.max_file_bytes:
        reason = f"{len(document.content)} bytes, more than the {limits.max_file_bytes} allowed"
        raise LimitExceeded(reason, path=document.origin.path)
    if _SOMETHING.search(document.content) is None:
        raise UnreadableDocument("empty", path=document.origin.path)
    media_type = document.media_type or types.sniff(document.content)
    if media_type == types.OLE and unlock.is_locked_package(document.content):
        return _unlocked(document, limits)
    reader = _reader(media_type)
    if reader is None:
        raise UnreadableDocument(unread_kind(document.content, media_type), path=document.origin.path)
    try:
        return media_type, with_heads(reader(document, limits))
    except Encrypted as error:
        if limits.passwords and document.content.startswith(unlock.MAGIC):
            return _unlocked(document, limits)
        reason = limits.locked if media_type == types.PDF else error.reason
        raise Encrypted(reason, path=document.origin.path, place=error.place) from error
    except UnreadableDocument as error:
        if error.path is not None:
            raise
        raise type(error)(error.reason, path=document.origin.path, place=error.place) from error
    except (RecursionError, MemoryError) as error:
        raise LimitExceeded(f"{media_type}: {type(error).__name__} while reading", path=document.origin.path) from error


def _unlocked(document: Document, limits: Limits) -> tuple[str, Text]:
    """An encrypted Office document, read as what it is under its password. The document stays the bytes that arrived."""
    try:
        opened = replace(document, content=unlock.unlocked(document.content, limits), media_type=None)
    except UnreadableDocument as error:
        raise type(error)(error.reason, path=document.origin.path) from error
    if opened.content.startswith(unlock.MAGIC) and unlock.is_locked_package(opened.content):
        raise UnreadableDocument("encrypted within what is encrypted", path=document.origin.path)
    return read_text(opened, replace(limits, passwords=()))


@lru_cache(maxsize=64)
def _reader(media_type: str) -> Reader | None:
    for known, module in READERS:
        if known == media_type:
            reader: Reader = import_module(f"{__name__}.{module}").read
            return reader
    return None


def attachments(content: bytes, limits: Limits) -> Iterator[tuple[str, bytes | str]]:
    """(name, bytes) of each file attached to a document, or (name, why it cannot be had), for sources."""
    found: Iterator[tuple[str, bytes | str]] = import_module(f"{__name__}.attached").attached(content, limits)
    return found


def sheets(content: bytes, limits: Limits) -> Iterator[tuple[str, Sequence[Sequence[Any]]]]:
    """(sheet name, rows) of a workbook, for sources to see whether its rows are records. Raises UnreadableDocument."""
    found: Iterator[tuple[str, Sequence[Sequence[Any]]]] = import_module(f"{__name__}.workbook").sheets(content, limits)
    return found
