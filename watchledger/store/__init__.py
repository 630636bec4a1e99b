"""store: what is kept. SQLite (WAL) through SQLAlchemy Core; everything else in a case is derived from it.

A case is a directory: case.db, originals/ab/abcdef… (by SHA-256), index/ (derived), watchledger.toml (optional).

    pack(reading: Reading) -> Packed                                pure: rows ready to write; call it in the worker process
    Originals(directory).keep(content: bytes) -> str                SHA-256; atomic, idempotent, safe from any process; picklable
    Originals(directory).keep_file(path: Path) -> str               the same by streaming, for archives and tables
    Store.open(case: Path, *, create: bool = False) -> Store        NoSuchCase; a context manager
    store.originals -> Originals
    store.add_source(path: str) -> int                              what the person named; idempotent, gives its number
    store.known(paths: Sequence[str]) -> dict[str, FileState]       hand over a few hundred paths at once: 20,000 in well under 1 s
    store.put(packed, files=(), captures=(), *, replace=False)      ONE transaction, idempotent: Stored(keys={document id: key})
    store.files(state: str | None = None) -> Iterator[FileState]    in order of path, streamed
    store.counts_of_files() -> dict[str, int]                       state -> files
    store.unindexed() -> Iterator[tuple[int, Reading]]              what the index lacks, in order of key
    store.indexed(key: int) -> None                                 call it after Index.commit(): all up to `key` are in the index
    store.reading(document_id: str) -> Reading                      as it was put; NoSuchDocument
    store.decisions.add(subject, judgement, *, document, reviewer, …)  append a decision; .undo(number, reviewer=) its reversal
    store.decisions.standing(sources) -> {Subject: {reviewer: Decision}}  what stands on these texts and documents; .log() all
    store.samples.keep(sample) -> Sample; .all()                    random samples with their strata
    store.captures.by_page() -> Iterator[(page, [Capture])]         when each address was met, and what was there
    store.alike.refresh() -> int; .heads(); .twins(key)             near-duplicates, which count once

`put` writes a reading when the case does not hold its document, or holds one that is not ok; one that is ok stays, unless
`replace`. The same document at another path is noted as a further place. FileState(path, size, mtime_ns, state, sha256,
reasons, attempts, source) with state queued, reading, read, partial or failed: write "reading" with the first batch of a
container and the final state with its last.
"""

from __future__ import annotations

from watchledger.store.alike import Twin
from watchledger.store.captures import Capture
from watchledger.store.decisions import Decisions
from watchledger.store.originals import Originals
from watchledger.store.pack import Packed, pack
from watchledger.store.samples import Drawn, Sample, Samples, StratumDrawn
from watchledger.store.sqlite import DAMAGE, Store
from watchledger.store.state import STATES, Content, Evidence, FileState, Head, Place, Stored

__all__ = [
    "DAMAGE",
    "STATES",
    "Capture",
    "Content",
    "Decisions",
    "Drawn",
    "Evidence",
    "FileState",
    "Head",
    "Originals",
    "Packed",
    "Place",
    "Sample",
    "Samples",
    "Store",
    "Stored",
    "StratumDrawn",
    "Twin",
    "pack",
]
