"""search: the derived full-text index (tantivy) and the language of queries.

    entry(reading: Reading, marks=no_marks) -> Entry                pure, for the worker: words of the masked text, filters; `marks`
                                                                    of a notice are more (entities.facets: buyer_type, place)
    analyse(view_text: str) -> str                                  pure: normalised text -> tokens separated by spaces
    Index.open(directory: Path, *, create: bool = False) -> Index   the directory is CASE/index
    index.add(entries: Iterable[tuple[int, Entry]]) -> None         (key from Store.put, entry); replaces by document id; CaseBusy
    index.commit() -> None                                          makes them findable; every 10 s or 20,000 documents
    index.catch_up(pairs, marks=no_marks) -> int                    adds what store.unindexed() gives, commits; the last key or 0
    index.close() -> None
    parse(query: str, names: Names | None = None) -> Query          BadQuery
    index.search(query, *, limit=20, after=None) -> Found           exact total, keys of the page, mark for the next page
    index.keys(query) -> list[int]                                  of every document that matches, uncapped

What `add` of the pipeline does with both:

    index.catch_up(store.unindexed()), then store.indexed(last key)     once, at the start: what a crash left over
    keys = store.put(packed, files).keys                                a batch is one transaction
    index.add((keys[e.id], e) for e in entries if e.id in keys)         only what was written
    index.commit(); store.indexed(highest key)                          now and then, and at the end
"""

from __future__ import annotations

from watchledger.search.analysis import analyse
from watchledger.search.engine import Found, Index
from watchledger.search.entry import Entry, entry
from watchledger.search.query import parse
from watchledger.search.tree import Names, Query

__all__ = ["Entry", "Found", "Index", "Names", "Query", "analyse", "entry", "parse"]
