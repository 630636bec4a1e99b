"""Whether a case is what it says: originals have their hashes, evidence quotes its text, the index agrees with the store.

What is derived is repaired; what is not, and cannot be fetched again from where it came from, is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from watchledger.entities.facets import marks
from watchledger.errors import CaseBusy, StoreMismatch
from watchledger.explore.case import INDEX
from watchledger.lang.normal import normal
from watchledger.model.reading import Reading
from watchledger.model.text import masked
from watchledger.search import Index
from watchledger.search.analysis import units
from watchledger.search.tree import And, DocumentId, Everything, Words
from watchledger.store import DAMAGE, Store
from watchledger.store.originals import hash_of
from watchledger.store.pack import clean

PROBES = 500
"""Documents, spread evenly, whose own words must find them."""
PROBE_UNITS = 12
AT_ONCE = 100


class Complaint(NamedTuple):
    """Something that was not as it should be; `repaired` says whether it is now."""

    what: str
    repaired: bool


Progress = Callable[[str, int, int], None]
"""Called with (step, done, of)."""


def check(case: Path, progress: Progress = lambda *_: None) -> Iterator[Complaint]:
    """Everything that is wrong, as it is found. Raises NoSuchCase."""
    with Store.open(case) as store:
        yield from (Complaint(f"case.db: {fault}", repaired=False) for fault in store.integrity())
        yield from _originals(store, progress)
        damaged: set[int] = set()
        yield from _evidence(store, damaged, progress)
        try:
            yield from _index(store, case / INDEX, damaged, progress)
        except CaseBusy:
            yield Complaint("the index was not checked: another process is adding to this case", repaired=False)


def _originals(store: Store, progress: Progress) -> Iterator[Complaint]:
    total = store.count()
    for done, (sha256, path) in enumerate(store.original_hashes(), 1):
        progress("originals", done, total)
        found = hash_of(store.originals.path(sha256))
        if found == sha256:
            continue
        what = f"{path}: the original {sha256[:16]} " + ("is missing" if found is None else "has other bytes than it had")
        source = Path(path.split("!/")[0].split("#")[0])
        again = hash_of(source) == sha256
        if again:
            store.originals.path(sha256).unlink(missing_ok=True)
            store.originals.keep_file(source)
        yield Complaint(what + (", copied again from its source" if again else ""), repaired=again)


def _evidence(store: Store, damaged: set[int], progress: Progress) -> Iterator[Complaint]:
    """What does not quote its text; keys of documents that cannot be read at all go into `damaged`."""
    total, done = store.count(), 0
    keys = [key for key, _ in store.ids()]
    for chunk, found in _readable(store, keys, damaged):
        done += len(chunk)
        progress("evidence", done, total)
        heads = {head.key: head for head in store.heads(chunk)}
        for key, reading in found:
            yield from (Complaint(what, repaired=False) for what in _unproved(store, key, reading, heads[key].text_id))
        for key in damaged.intersection(chunk):
            yield Complaint(f"{heads[key].path}: document {heads[key].id} is damaged and cannot be read", repaired=False)


def _readable(store: Store, keys: list[int], damaged: set[int]) -> Iterator[tuple[list[int], list[tuple[int, Reading]]]]:
    """Chunks of keys with the readings that can be read; the other keys go into `damaged`."""
    for at in range(0, len(keys), AT_ONCE):
        chunk = keys[at : at + AT_ONCE]
        try:
            yield chunk, list(store.readings(chunk))
        except DAMAGE:
            found: list[tuple[int, Reading]] = []
            for key in chunk:
                try:
                    found += store.readings([key])
                except DAMAGE:
                    damaged.add(key)
            yield chunk, found


def _unproved(store: Store, key: int, reading: Reading, text_id: str | None) -> Iterator[str]:
    text = reading.text
    named = f"{reading.origin.path}: document {reading.document_id}"
    if text is None:
        if text_id is not None:
            yield f"{named} has lost its text"
        return
    if text.id != text_id:
        yield f"{named}: its text is not the one that was read"
    for rule, start, end, quote in store.quotes(key):
        if not 0 <= start < end <= len(text.content) or clean(text.content[start:end]) != quote:
            yield f"{named}: {rule} quotes {quote!r} at {start}-{end}, its text has {text.content[start:end]!r} there"


def _index(store: Store, directory: Path, damaged: set[int], progress: Progress) -> Iterator[Complaint]:
    try:
        index = Index.open(directory)
        index.count()
    except (StoreMismatch, ValueError) as error:
        _rebuild(store, directory, damaged, progress)
        yield Complaint(f"the index could not be used ({error}) and was built anew", repaired=True)
        return
    with index:
        lacking = _catch_up(store, index, damaged, progress)
        if lacking:
            yield Complaint(f"the index lacked {lacking:,} documents, which were added", repaired=True)
        why = _disagreement(store, index, damaged, progress)
    if why:
        _rebuild(store, directory, damaged, progress)
        yield Complaint(f"the index did not agree with the store ({why}) and was built anew", repaired=True)


def _catch_up(store: Store, index: Index, damaged: set[int], progress: Progress) -> int:
    mark = store.mark()
    keys = [key for key, _ in store.ids() if key > mark]
    done = 0

    def pairs() -> Iterator[tuple[int, Reading]]:
        nonlocal done
        for chunk, found in _readable(store, keys, damaged):
            yield from found
            done += len(chunk)
            progress("index", done, len(keys))

    if keys:
        index.catch_up(pairs(), marks)
        store.indexed(keys[-1])
    return len(keys)


def _rebuild(store: Store, directory: Path, damaged: set[int], progress: Progress) -> None:
    store.indexed(0)
    Index.erase(directory)
    with Index.open(directory, create=True) as index:
        _catch_up(store, index, damaged, progress)


def _disagreement(store: Store, index: Index, damaged: set[int], progress: Progress) -> str | None:
    """The first way in which they differ, None when there is none."""
    held = [key for key, _ in store.ids() if key not in damaged]
    indexed = [key for key in index.keys(Everything()) if key not in damaged]
    if indexed != held:
        return f"it has {len(indexed):,} documents, the store {len(held):,}, or others"
    step = max(len(held) // PROBES, 1)
    probes = held[::step]
    for done, (key, reading) in enumerate(store.readings(probes), 1):
        progress("probes", done, len(probes))
        if reading.text is None:
            continue
        found = units(normal(masked(reading.text.content, reading.masks)).text)
        middle = tuple(found[len(found) // 2 :][:PROBE_UNITS])
        if middle and index.keys(And((DocumentId(reading.document_id), Words(middle)))) != [key]:
            return f"document {reading.document_id} is not found by its own words"
    return None
