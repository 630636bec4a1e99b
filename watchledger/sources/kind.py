"""What a file holds, from its first bytes: an archive, a table of records, or one document. The name only breaks ties."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import ZipFile

from watchledger.sources.encoding import encoding_of

HEAD = 1 << 16
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_STREAM = "Workbook".encode("utf-16-le")
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LINE_NAMES = frozenset({".jsonl", ".ndjson", ".jsonlines"})
TABLE_NAMES = frozenset({".csv", ".tsv", ".tab", ".psv"})

DOCUMENT, ARCHIVE, WORKBOOK, LINES, JSON, DELIMITED = "document", "archive", "workbook", "lines", "json", "delimited"


def kind_of(stream: BinaryIO, head: bytes, name: str) -> str:
    """One of the kinds above. JSON and DELIMITED are only possible tables: their readers look closer.

    `head` is the first HEAD bytes of the seekable `stream`. Raises BadZipFile for an archive that cannot be opened."""
    if head.startswith(_ZIP):
        return _packed_kind(stream)
    if head.startswith(_OLE):
        return WORKBOOK if _WORKBOOK_STREAM in head or _has_workbook(stream) else DOCUMENT
    if head.startswith(b"%PDF") or (b"\0" in head[:1000] and not head.startswith(_TEXT_MARKS)):
        return DOCUMENT
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if head.startswith(_TEXT_MARKS[1:]):
        first = head[:4096].decode(encoding_of(head[:4096]), "replace").lstrip("\ufeff \t\r\n")[:1].encode("utf-8", "replace")
    if first == b"<" or not first:
        return DOCUMENT
    suffix = PurePosixPath(name.lower()).suffix
    if first == b"{" or (first == b"[" and suffix not in TABLE_NAMES):
        return LINES if first == b"{" and _is_lines(head, suffix) else JSON
    if suffix in TABLE_NAMES or _line_has_delimiters(head):
        return DELIMITED
    return DOCUMENT


def _packed_kind(stream: BinaryIO) -> str:
    """Office packages are ZIP files too; only a workbook can be a table, the others are documents."""
    with ZipFile(stream) as archive:
        names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        return WORKBOOK if any(name.startswith("xl/workbook") for name in names) else DOCUMENT
    if "mimetype" in names or "META-INF/container.xml" in names:
        return DOCUMENT
    return ARCHIVE


def is_damaged_package(head: bytes) -> bool:
    """Whether a ZIP that cannot be opened began as an office document, whose reader says better what is wrong with it."""
    return any(mark in head for mark in (b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/"))


def _has_workbook(stream: BinaryIO) -> bool:
    """An OLE file's directory may lie anywhere; a workbook's has an entry of that name."""
    stream.seek(0)
    tail = b""
    while chunk := stream.read(1 << 20):
        if _WORKBOOK_STREAM in tail + chunk:
            return True
        tail = chunk[-len(_WORKBOOK_STREAM) :]
    return False


def _is_lines(head: bytes, suffix: str) -> bool:
    """Whether every line is a JSON object: the first is one, and another begins on the next line or the name says so."""
    encoding = encoding_of(head)
    lines = [line.strip() for line in head.decode(encoding, "replace").lstrip("\ufeff").splitlines() if line.strip()]
    if suffix in _LINE_NAMES:
        return True
    if len(lines) < 2 or not lines[1].startswith("{") or not lines[0].endswith("}"):
        return False
    try:
        return isinstance(json.loads(lines[0]), dict)
    except (ValueError, RecursionError):
        return False


def _line_has_delimiters(head: bytes) -> bool:
    line = head.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n", 1)[0][:2000]
    return any(line.count(mark) >= 1 for mark in (b",", b"\t", b";", b"|"))
