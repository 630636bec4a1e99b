"""One document as `show` and the workbench present it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from watchledger.errors import NoSuchDocument
from watchledger.explore.case import Case
from watchledger.explore.refuted import on_findings
from watchledger.model.reading import Reading
from watchledger.model.review import Decision, Subject
from watchledger.model.text import masked
from watchledger.store import Capture, Head, Place


@dataclass(frozen=True, slots=True)
class DocumentView:
    """`shown` is the text as it may be seen, as long as the raw one; quotes are cut from it. Empty when there is none."""

    head: Head
    reading: Reading
    shown: str
    places: tuple[Place, ...]
    pages: tuple[tuple[Capture, ...], ...] = ()
    """Captures of each address that it was met at, oldest first."""
    twins: tuple[tuple[Head, float], ...] = ()
    """Documents that count as one with it, and how alike they are; the one that counts for all first."""
    decisions: Mapping[Subject, Mapping[str, Decision]] = field(default_factory=dict)
    """What people decided of its findings: reviewer -> decision."""


def find_document(case: Case, named: str) -> Head:
    """The document that an id, the beginning of one, or a path (or its last parts) names. Raises NoSuchDocument."""
    looks_like_id = len(named) >= 4 and all(c in "0123456789abcdef" for c in named.lower())
    found = case.store.like(named.lower()[:16]) if looks_like_id else []
    found = found or case.store.at_path(named)
    if not found:
        raise NoSuchDocument(f"the case holds no document {named!r}: give an id as `find` prints it, its beginning, or a path")
    if len(found) > 1:
        which = "; ".join(f"{head.id} {head.path}" + (f" #{head.record_id}" if head.record_id else "") for head in found[:5])
        raise NoSuchDocument(f"{named!r} names {len(found)}{'' if len(found) < 20 else ' or more'} documents: {which}")
    return found[0]


def view(case: Case, named: str, *, unmask: bool = False, reading_of: Callable[[Head], Reading] | None = None) -> DocumentView:
    """`reading_of` gives readings that the caller keeps. Raises NoSuchDocument."""
    head = find_document(case, named)
    reading = reading_of(head) if reading_of is not None else case.store.reading(head.id)
    content = reading.text.content if reading.text else ""
    shown = content if unmask else masked(content, reading.masks)
    places = tuple(case.store.places(head.id))
    pages = tuple(tuple(met) for _, met in case.store.captures.by_page(case.store.captures.pages_of(head.id)))
    similar = {twin.key: twin.similarity for twin in case.store.alike.twins(head.key)}
    heads = {twin.key: twin for twin in case.store.heads(sorted(similar))}
    twins = tuple((heads[key], share) for key, share in similar.items() if key in heads)
    decisions = on_findings(case, head.text_id) if head.text_id else {}
    return DocumentView(head, reading, shown, places, pages, twins, decisions)
