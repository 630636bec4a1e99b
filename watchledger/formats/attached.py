"""What is attached to a document: files in a PDF, files embedded in a Word, Excel or PowerPoint package.

Sources cannot read documents; the pipeline hands them this function.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from watchledger.errors import UnreadableDocument
from watchledger.formats import pdfium
from watchledger.formats.ole import MAGIC, Compound
from watchledger.formats.package import Package
from watchledger.model import Limits

_NATIVE = "\x01Ole10Native"
_HOLDERS = ("WordDocument", "Workbook", "Book", "PowerPoint Document")
"""Streams that tell an embedded Office document, which is handed on as it is."""


def attached(content: bytes, limits: Limits) -> Iterator[tuple[str, bytes | str]]:
    """(name, bytes) of each attachment, or (name, why it cannot be had). A document without any gives none, a damaged one too:
    its own reader says what is wrong with it."""
    try:
        if content.startswith(b"PK\x03\x04"):
            yield from _embedded(content, limits)
        elif b"%PDF-" in content[:1024]:
            pdf = pdfium.open_pdf(content, limits)
            try:
                yield from pdfium.attachments(pdf, limits.max_members)
            finally:
                pdf.close()
    except UnreadableDocument:
        return


def _embedded(content: bytes, limits: Limits) -> Iterator[tuple[str, bytes | str]]:
    package = Package(content, limits)
    for name in package.names:
        folder, base = posixpath.split(name)
        if not folder.endswith("/embeddings") or not base:
            continue
        try:
            data = package.read(name)
            found = _unwrapped(base, data, limits) if data.startswith(MAGIC) else (base, data)
            if found is not None:
                yield found
        except UnreadableDocument as error:
            yield base, error.reason


def _unwrapped(name: str, data: bytes, limits: Limits) -> tuple[str, bytes | str] | None:
    """An OLE object's file: the document itself, the package or the native data in it; None when it is no file."""
    compound = Compound(data, limits)
    if any(compound.has(stream) for stream in _HOLDERS):
        return name, data
    if compound.has("Package"):
        return name, compound.read("Package")
    native = compound.read(_NATIVE)
    return _native(name, native) if native else (name, "an embedded object of an unknown program")


def _native(name: str, native: bytes) -> tuple[str, bytes | str] | None:
    """A file dropped into a document ("Package" object): label, path, temporary path, then its bytes. Without a label it is
    what an office program notes for itself (WPS keeps its tracking data so)."""
    at = 6
    label, at = _ended(native, at)
    if not label:
        return None
    _, at = _ended(native, at)
    at += 4
    at += 4 + int.from_bytes(native[at : at + 4], "little")
    size = int.from_bytes(native[at : at + 4], "little")
    if size == 0 or at + 4 + size > len(native):
        return name, "an embedded file that is cut short"
    try:
        shown = label.decode("utf-8")
    except UnicodeDecodeError:
        shown = label.decode("gb18030", "replace")
    return shown or name, native[at + 4 : at + 4 + size]


def _ended(data: bytes, at: int) -> tuple[bytes, int]:
    end = data.find(b"\0", at)
    end = len(data) if end < 0 else end
    return data[at:end], end + 1
