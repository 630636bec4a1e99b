"""What the store says of files and of what it wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from watchledger.model.text import Mask

STATES = ("queued", "reading", "read", "partial", "failed")


class FileState(NamedTuple):
    """A file of a source. `state` is one of STATES; `reasons` say what could not be read; `source` is add_source's number."""

    path: str
    size: int
    mtime_ns: int
    state: str
    sha256: str | None = None
    reasons: tuple[str, ...] = ()
    attempts: int = 0
    source: int | None = None
    changed: str | None = None
    """When the row was written (ISO 8601, UTC); the store sets it."""
    reached: str = ""
    """How far a file in state reading has been read, in words of the intake; written with the state and gone with the next."""


@dataclass(frozen=True, slots=True)
class Stored:
    """`keys` of the readings that were written; what the case held already is not among them."""

    keys: dict[str, int]


class Head(NamedTuple):
    """A document without its text, as lists and tables show it; personal data is masked. Dates are ISO, amounts exact decimals."""

    key: int
    id: str
    sha256: str
    size: int
    path: str
    record_id: str | None
    address: str | None
    captured: str | None
    container: str | None
    media_type: str
    status: str
    problems: tuple[str, ...]
    text_id: str | None
    reader: str | None
    verdict: str | None
    reason: str | None
    type: str | None
    title: str | None
    buyer: str | None
    agency: str | None
    region: str | None
    published: str | None
    year: int | None
    budget: str | None
    budget_currency: str | None
    ceiling: str | None
    ceiling_currency: str | None
    award_total: str | None
    award_total_currency: str | None
    added: str


class Place(NamedTuple):
    """Where a document was met."""

    path: str
    address: str | None
    captured: str | None
    container: str | None


class Content(NamedTuple):
    """A raw text, what to hide in it, where its pages begin as (offset, page), and where menus and links lie as (start, end)."""

    text: str
    masks: tuple[Mask, ...]
    pages: tuple[tuple[int, int], ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()


class Evidence(NamedTuple):
    """`name` is a fact's field, or a finding's technology with its `status` (empty for facts)."""

    name: str
    status: str
    start: int
    end: int
