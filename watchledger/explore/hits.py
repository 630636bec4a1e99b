"""A question answered by documents, each with the words that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watchledger.explore.case import Case
from watchledger.explore.context import Context, contexts, needs_evidence
from watchledger.search import Query
from watchledger.store import Content, Head


@dataclass(frozen=True, slots=True)
class Hit:
    """`contexts` is empty only for a document that has no text."""

    head: Head
    contexts: tuple[Context, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """`total` documents match, exactly; `next` continues after this page, None at the end."""

    total: int
    hits: tuple[Hit, ...]
    next: int | None


def search(case: Case, query: Query, *, limit: int = 20, after: int | None = None, most: int = 3, unmask: bool = False) -> Hits:
    """A page of the documents that match, newest first. `most` places of each are shown."""
    found = case.index.search(query, limit=limit, after=after)
    return Hits(found.total, hits_of(case, query, found.keys, most=most, unmask=unmask), found.next)


def hits_of(case: Case, query: Query, keys: Sequence[int], *, most: int = 3, unmask: bool = False) -> tuple[Hit, ...]:
    """These documents, in this order, each with the places that the query asks for; those that are gone are left out."""
    heads = {head.key: head for head in case.store.heads(keys)}
    texts = case.store.contents(keys)
    evidence = case.store.evidence(keys) if needs_evidence(query) else {}

    def places(key: int) -> tuple[Context, ...]:
        content: Content | None = texts.get(key)
        if content is None:
            return ()
        return tuple(contexts(query, content, evidence.get(key, ()), most=most, unmask=unmask))

    return tuple(Hit(heads[key], places(key)) for key in keys if key in heads)
