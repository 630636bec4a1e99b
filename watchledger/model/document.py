"""Document: bytes that arrived, and where they came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Origin:
    """Where a document came from.

    `path` is what people read: the file's path, and for a member of a container the chain, joined with "!/"
    ("case.zip!/notices/a.html"). `record_id` is the row's id when the document is one record of a table.
    `address` is the web address it was published at and `captured` the ISO 8601 time it was taken, where known; else None.
    """

    path: str
    record_id: str | None = None
    address: str | None = None
    captured: str | None = None
    container: str | None = None
    """SHA-256 of the outermost file that holds it (the original that is kept); None when the document is that file."""


@dataclass(frozen=True)
class Document:
    """One document. A record of a table is a document of its own, its content the row as canonical JSON (UTF-8)."""

    content: bytes
    origin: Origin
    media_type: str | None = None
    """Set where the source knows ("application/x-watchledger-record" for a row); None: the reader sniffs the bytes."""

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def id(self) -> str:
        """What the case calls it: the first 16 hex digits of the hash of its bytes and, for a record, of its record id."""
        if self.origin.record_id is None:
            return self.sha256[:16]
        return hashlib.sha256(f"{self.sha256}#{self.origin.record_id}".encode()).hexdigest()[:16]


RECORD = "application/x-watchledger-record"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file found by listing, not yet opened. `mtime_ns` as the file system gives it. Its documents before number `begin`
    were read by a run that was stopped."""

    path: str
    size: int
    mtime_ns: int
    begin: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that a source named but could not hand over; `place` is a member, a row, or None for the whole file."""

    path: str
    place: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something left out on purpose (a hidden file, a link to what is read anyway): counted, no problem.

    A capture without a document of its own (the page is gone, moved, unchanged) says which page, when, and the server's answer."""

    path: str
    reason: str
    address: str | None = None
    captured: str | None = None
    status: int | None = None
