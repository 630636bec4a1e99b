"""The index in tantivy: a directory, derived from the store and rebuilt from it at any time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from watchledger.errors import CaseBusy, StoreMismatch
from watchledger.model.reading import Reading
from watchledger.search.entry import Entry, Marks, entry, no_marks
from watchledger.search.phrase import Term, terms_of
from watchledger.search.tree import (
    NUMBER_FIELDS,
    TEXT_FIELDS,
    And,
    DocumentId,
    Everything,
    Exactly,
    Not,
    Or,
    Query,
    Within,
    Words,
)

VERSION = "2"
"""Of the analysis and the fields; an index of another version is built anew."""
VERSION_FILE = "watchledger-index"
TERM_FIELDS = ("technology", "type", "verdict", "status", "buyer_type", "place")
HEAP = 96_000_000
"""Bytes of postings in memory before a segment is written: about 30,000 notices. Half of it costs 15 % more time in merges."""
KEY_BITS = 40
"""rank = day of publication, then key: one number that sorts by date, is unique, and gives the key back."""
KEY_MASK = (1 << KEY_BITS) - 1
COMMIT_EVERY = 20_000


class Found(NamedTuple):
    """`total` documents match; `keys` are those of this page, newest first; `next` continues after it, None at the end."""

    total: int
    keys: list[int]
    next: int | None


class Index:
    """Open it with `Index.open`. The first `add` takes the writer's lock."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._schema = _schema()
        self._index = tantivy.Index(self._schema, path=str(directory))
        whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("units", whitespace)  # tokenizers are not kept with an index: anew at every open
        self._index.config_reader("manual")
        self._writer: Any = None

    @classmethod
    def open(cls, directory: Path, *, create: bool = False) -> Index:
        """Raises StoreMismatch when there is no index, or one of another version, and `create` is not asked for."""
        mark = directory / VERSION_FILE
        sound = mark.is_file() and mark.read_text("utf-8") == VERSION and tantivy.Index.exists(str(directory))
        if not sound:
            if not create:
                raise StoreMismatch(
                    f"{directory}: the index is missing or of another version; `watchledger check CASE` builds it anew"
                )
            cls.erase(directory)
            directory.mkdir(parents=True)
            index = cls(directory)
            mark.write_text(VERSION, "utf-8")
            return index
        return cls(directory)

    @staticmethod
    def erase(directory: Path) -> None:
        """Remove an index; the store's mark must go back to 0 with it."""
        shutil.rmtree(directory, ignore_errors=True)

    def close(self) -> None:
        """What was added and not committed is forgotten; the store's mark does not cover it."""
        if self._writer is not None:
            self._writer.rollback()
            self._writer = None

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- writing ----------------------------------------------------------------------------------------------------------

    def add(self, entries: Iterable[tuple[int, Entry]]) -> None:
        """(key, entry) pairs; an entry of a document that is there already takes its place. Raises CaseBusy."""
        writer = self._writing()
        for key, made in entries:
            writer.delete_documents_by_term("id", made.id)
            writer.add_document(_document(key, made))

    def remove(self, document_ids: Iterable[str]) -> None:
        writer = self._writing()
        for document_id in document_ids:
            writer.delete_documents_by_term("id", document_id)

    def commit(self) -> None:
        """What was added can be found from now on, here and by every process that opens the index."""
        if self._writer is not None:
            self._writer.commit()
            self._index.reload()

    def catch_up(self, pairs: Iterable[tuple[int, Reading]], marks: Marks = no_marks) -> int:
        """Add readings that the index lacks, commit, and give the last key (0: there were none)."""
        last = 0
        for count, (key, reading) in enumerate(pairs, 1):
            self.add([(key, entry(reading, marks))])
            last = key
            if count % COMMIT_EVERY == 0:
                self.commit()
        self.commit()
        return last

    def _writing(self) -> Any:
        if self._writer is None:
            try:
                self._writer = self._index.writer(HEAP, 1)
            except ValueError as error:
                if "lock" not in str(error).lower():
                    raise
                raise CaseBusy(
                    "another process is adding to this case; wait for it to end", path=str(self.directory.parent)
                ) from error
        return self._writer

    # -- reading ----------------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """See what other processes committed since."""
        self._index.reload()

    def _searcher(self) -> Any:  # the library's own types lack SearchResult.count
        return self._index.searcher()

    def count(self, query: Query | None = None) -> int:
        return int(self._searcher().search(self._compiled(query or Everything()), 1, count=True).count)

    def search(self, query: Query, *, limit: int = 20, after: int | None = None) -> Found:
        """A page of documents, newest first; those without a date last. `after` is the `next` of the page before."""
        searcher, whole = self._searcher(), self._compiled(query)
        page = whole
        if after is not None:
            rest = tantivy.Query.range_query(self._schema, "rank", tantivy.FieldType.Unsigned, None, after, include_upper=False)
            page = _both(whole, rest)
        found = searcher.search(page, max(limit, 1), count=True, order_by_field="rank")
        ranks = [rank for rank, _ in found.hits][:limit]
        total = found.count if after is None else searcher.search(whole, 1, count=True).count
        more = found.count > len(ranks) and ranks
        return Found(total, [rank & KEY_MASK for rank in ranks], ranks[-1] if more else None)

    def keys(self, query: Query) -> list[int]:
        """Keys of all documents that match, uncapped, ascending."""
        searcher = self._searcher()
        if searcher.num_docs == 0:
            return []
        found = searcher.search(self._compiled(query), searcher.num_docs, count=False, order_by_field="rank")
        return sorted(rank & KEY_MASK for rank, _ in found.hits)

    # -- from tree to engine ----------------------------------------------------------------------------------------------

    def _compiled(self, query: Query) -> Any:
        q, occur = tantivy.Query, tantivy.Occur
        match query:
            case Words():
                return self._phrase(query.field, terms_of(query.units, prefix=query.prefix))
            case Exactly():
                return q.term_set_query(self._schema, query.field, list(query.values))
            case Within():
                low, high = query.low, query.high
                if low is None and high is None:
                    return q.exists_query(query.field)
                kind = tantivy.FieldType.Float
                return q.range_query(self._schema, query.field, kind, low, high, query.with_low, query.with_high)
            case DocumentId():
                return q.regex_query(self._schema, "id", re.escape(query.prefix) + ".*")
            case And():
                return self._all(query.parts)
            case Or():
                return q.boolean_query([(occur.Should, self._compiled(part)) for part in query.parts])
            case Not():
                return self._all((query,))
            case Everything():
                return q.all_query()

    def _all(self, parts: tuple[Query, ...]) -> Any:
        """What all parts hold. What they exclude is taken away here: as a part of its own it would be everything but that."""
        q, occur = tantivy.Query, tantivy.Occur
        clauses = [
            (occur.MustNot, self._compiled(p.part)) if isinstance(p, Not) else (occur.Must, self._compiled(p)) for p in parts
        ]
        if all(isinstance(part, Not) for part in parts):
            clauses.append((occur.Must, q.all_query()))
        return q.boolean_query(clauses)

    def _phrase(self, field: str, terms: tuple[Term, ...]) -> Any:
        q = tantivy.Query
        if all(not term.open for term in terms):
            if len(terms) == 1:
                return q.term_query(self._schema, field, terms[0].token, "basic")
            return q.phrase_query(self._schema, field, [(term.at, term.token) for term in terms])
        if len(terms) == 1:
            return q.regex_query(self._schema, field, _pattern(terms[0]))
        return q.regex_phrase_query(self._schema, field, [(term.at, _pattern(term)) for term in terms])


_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$#&\-~/]")
"""What the engine's regular expressions take for more than itself; Python's re.escape would also mark spaces and letters."""


def _pattern(term: Term) -> str:
    return _SPECIAL.sub(r"\\\g<0>", term.token) + {"": "", "han": ".?", "word": ".*"}[term.open]


def _both(one: Any, other: Any) -> Any:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, one), (tantivy.Occur.Must, other)])


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for field in ("text", *TEXT_FIELDS):
        builder.add_text_field(field, tokenizer_name="units", index_option="position")
    for field in ("id", *TERM_FIELDS):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in NUMBER_FIELDS:
        builder.add_float_field(field, fast=True)
    builder.add_unsigned_field("rank", fast=True)
    return builder.build()


def _document(key: int, made: Entry) -> Any:
    document = tantivy.Document()
    document.add_text("id", made.id)
    document.add_unsigned("rank", (made.day << KEY_BITS) | key)
    for field, tokens in made.texts:
        document.add_text(field, tokens)
    for field, term in made.terms:
        document.add_text(field, term)
    for field, number in made.numbers:
        document.add_float(field, number)
    return document
