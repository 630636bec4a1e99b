"""Readings into store and index by the batch, with what becomes of each file.

A file's final state is written in the transaction that holds its last reading or a later one: what a run has acknowledged
is there after kill -9, and what it has not is read again. The index follows now and then; its mark says how far.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeVar

import orjson

from watchledger.model.document import Leaf, Skipped, Unread
from watchledger.store.pack import Packed, Row, capture_row
from watchledger.store.sqlite import Store
from watchledger.store.state import FileState

T = TypeVar("T")

BATCH, BATCH_BYTES, BATCH_SECONDS = 500, 32 * 1024**2, 1.0
"""Readings, bytes of packed text and time of a transaction: 500 notices cost 0.1 s to write; longer ones are felt by readers."""
COMMIT_DOCUMENTS, COMMIT_SECONDS = 20_000, 10.0
"""When the index is committed: each commit is a segment, and many small ones cost merges."""
KEEPERS, KEPT_TOGETHER = 4, 32
"""Originals written at once, and how many one of the writers is handed: handing over one by one cost as much as writing."""
REASONS = 50
"""Reasons kept of one file; a table of a million bad rows says the same thing a million times."""


class Indexes(Protocol):
    def add(self, entries: Iterable[tuple[int, Any]]) -> None: ...
    def commit(self) -> None: ...


@dataclass(slots=True)
class Tally:
    """What a run has done so far. `files` were read and `unchanged` passed over, `bytes` are of both; `failed` documents have no
    text, `partial` ones have problems; `unread` are files, members and rows that gave no document; `new` documents were not in
    the case before."""

    files: int = 0
    bytes: int = 0
    unchanged: int = 0
    skipped: int = 0
    documents: int = 0
    new: int = 0
    failed: int = 0
    partial: int = 0
    unread: int = 0
    findings: int = 0
    pages: int = 0
    pages_left: int = 0
    """Page images recognised, and how many may be left in the documents at work."""

    @property
    def problems(self) -> int:
        return self.failed + self.partial + self.unread


@dataclass(slots=True)
class _Open:
    """A file being read."""

    leaf: Leaf
    source: int | None
    attempts: int
    sha256: str | None = None
    read: int = 0
    troubles: int = 0
    reasons: list[str] = field(default_factory=list)
    told: int = 0
    done: int = 0
    ahead: set[int] = field(default_factory=set)

    def reach(self, part: int) -> None:
        """Takes note of a part; `done` are those without a gap, since parts come from several workers."""
        self.ahead.add(self.leaf.begin + part)
        while self.done in self.ahead:
            self.ahead.remove(self.done)
            self.done += 1

    def trouble(self, reason: str) -> None:
        self.troubles += 1
        if len(self.reasons) < REASONS:
            self.reasons.append(reason)

    def state(self, way: str) -> FileState:
        """Its final state."""
        how = "read" if not self.troubles else "partial" if self.read else "failed"
        more = (f"and {self.troubles - REASONS} more",) if self.troubles > REASONS else ()
        return self._as(how, (*self.reasons, *more), f"{self.done} {way}" if self.told else "")

    def begun(self, way: str) -> FileState:
        """Its state while it is being read, with how far."""
        self.told = self.done
        return self._as("reading", tuple(self.reasons), f"{self.done} {way}")

    def _as(self, how: str, reasons: tuple[str, ...], reached: str) -> FileState:
        leaf = self.leaf
        named = leaf.path, leaf.size, leaf.mtime_ns
        return FileState(*named, how, self.sha256, reasons, self.attempts, self.source, reached=reached)


class Intake:
    """Feed it in any order of files; `end` each file after its last piece, `close` at the end."""

    def __init__(self, store: Store, index: Indexes, *, anew: bool = False, way: str = "") -> None:
        """`anew`: readings replace what the case holds. `way` tells runs that read alike (version, column names): only these
        go on within a file that another was reading."""
        self.tally = Tally()
        self._way = way
        self._reached = {} if anew else store.reached()
        self.store, self._index, self._anew = store, index, anew
        self._open: dict[str, _Open] = {}
        self._readings: list[tuple[Packed, Any]] = []
        self._ended: list[_Open] = []
        self._states: list[FileState] = []
        self._captures: list[Row] = []
        self._keepers = ThreadPoolExecutor(KEEPERS, "originals")
        self._to_keep: list[_Open] = []
        self._keeping: list[tuple[list[_Open], Future[list[str | OSError]]]] = []
        self._size = 0
        self._put_at = self._committed_at = time.monotonic()
        self._uncommitted = 0
        self._highest = 0

    def begin(self, leaf: Leaf, source: int | None, before: FileState | None) -> Leaf:
        """The file as it is to be read: from its beginning, or from where a run that read alike was stopped in it."""
        done, _, way = self._reached.get(leaf.path, "0 ").partition(" ")
        attempts = before.attempts + 1 if before is not None else 1
        file = _Open(leaf, source, attempts)
        same = before is not None and before.state == "reading" and (before.size, before.mtime_ns) == (leaf.size, leaf.mtime_ns)
        if before is not None and same and way == self._way and int(done):
            leaf = replace(leaf, begin=int(done))
            file = _Open(leaf, source, attempts, before.sha256, 1, len(before.reasons), list(before.reasons), int(done), int(done))
        self._open[leaf.path] = file
        return leaf

    def take(self, leaf: Leaf, part: int, piece: Any) -> None:
        """What became of a part: a packed reading with its index entry, or why there is none."""
        if isinstance(piece, Unread):
            self.unread(leaf, piece)
        elif isinstance(piece, Skipped):
            self.tally.skipped += 1
            if piece.status is not None:
                row = capture_row(piece.address, piece.captured, piece.path, piece.status, None)
                self._captures += [row] if row is not None else []
        else:
            self.reading(leaf, *piece)
        self._open[leaf.path].reach(part)
        self.pause()

    def reading(self, leaf: Leaf, packed: Packed, entry: Any) -> None:
        file = self._open[leaf.path]
        name = _within(packed.path, leaf.path)
        record = packed.document[4]
        where = " ".join(filter(None, (name, f"row {record}" if record is not None else "")))
        if file.sha256 is None:
            file.sha256 = packed.document[7] or packed.document[1]
            self._keep(file)
        file.read += packed.status != "failed"
        for problem in orjson.loads(packed.document[10]) if packed.status != "ok" else ():
            file.trouble(f"{where}: {problem}" if where else problem)
        self.tally.documents += 1
        self.tally.failed += packed.status == "failed"
        self.tally.partial += packed.status == "partial"
        self.tally.findings += len(packed.findings)
        self._readings.append((packed, entry))
        self._size += len(packed.text[1]) if packed.text else 0

    def _keep(self, file: _Open) -> None:
        """The original, by this process: one that parses what strangers wrote has no business in the case. Several at once,
        since making a file is mostly waiting."""
        self._to_keep.append(file)
        if len(self._to_keep) >= KEPT_TOGETHER:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._to_keep:
            paths = [file.leaf.path for file in self._to_keep]
            self._keeping.append((self._to_keep, self._keepers.submit(self.store.originals.keep_files, paths)))
            self._to_keep = []

    def _kept(self) -> None:
        """Waits until every original of what is to be put is there."""
        self._hand_over()
        for files, keeping in self._keeping:
            for file, kept in zip(files, keeping.result(), strict=True):
                if isinstance(kept, OSError):
                    file.trouble(f"the original could not be kept: {kept.strerror}")
                elif kept != file.sha256:
                    file.leaf = replace(file.leaf, mtime_ns=0)
                    file.trouble("it changed while it was being read; add it again")
        self._keeping = []

    def unlisted(self, piece: Unread, source: int) -> None:
        """Something that a listing named and that cannot be opened."""
        self._states.append(FileState(piece.path, 0, 0, "failed", None, (piece.reason,), 1, source))
        self.tally.unread += 1

    def unread(self, leaf: Leaf, piece: Unread) -> None:
        where = " ".join(filter(None, (_within(piece.path, leaf.path), piece.place)))
        self._open[leaf.path].trouble(f"{where}: {piece.reason}" if where else piece.reason)
        self.tally.unread += 1

    def end(self, leaf: Leaf) -> None:
        self._ended.append(self._open.pop(leaf.path))
        self.tally.files += 1
        self.tally.bytes += leaf.size
        self.pause()

    def pause(self) -> None:
        """Writes what has come together, when it is enough or has waited long enough."""
        waited = time.monotonic() - self._put_at
        if (
            len(self._readings) + len(self._ended) + len(self._states) + len(self._captures) >= BATCH
            or self._size >= BATCH_BYTES
            or waited > BATCH_SECONDS
        ):
            self.put()

    def put(self) -> None:
        """Everything so far into the store, in one transaction; now and then the index's commit."""
        self._kept()
        far = [file for file in self._open.values() if file.read and file.done > max(file.told, 1)]
        states = self._states + [file.state(self._way) for file in self._ended] + [file.begun(self._way) for file in far]
        if self._readings or states or self._captures:
            packed = [packed for packed, _ in self._readings]
            keys = self.store.put(packed, states, self._captures, replace=self._anew).keys
            self._index.add([(keys[packed.id], entry) for packed, entry in _last_of_each(self._readings) if packed.id in keys])
            self.tally.new += len(keys)
            self._uncommitted += len(keys)
            self._highest = max(self._highest, *keys.values()) if keys else self._highest
        self._readings, self._ended, self._states, self._captures, self._size = [], [], [], [], 0
        self._put_at = time.monotonic()
        if self._uncommitted >= COMMIT_DOCUMENTS or self._put_at - self._committed_at > COMMIT_SECONDS:
            self.commit()

    def commit(self) -> None:
        """Makes findable what has been put."""
        if self._uncommitted:
            self._index.commit()
            self.store.indexed(self._highest)
        self._uncommitted, self._committed_at = 0, time.monotonic()

    def close(self) -> None:
        self.put()
        self.commit()
        self._keepers.shutdown()


def fresh(intake: Intake, named: str, pieces: Iterable[Leaf | Unread | Skipped]) -> Iterator[Leaf]:
    """The files of a listing that the case does not know as they are now, begun in `intake`; the others are counted."""
    source = intake.store.add_source(named)
    for chunk in _chunks(pieces):
        known = intake.store.known([piece.path for piece in chunk if isinstance(piece, Leaf)])
        for piece in chunk:
            if isinstance(piece, Skipped):
                intake.tally.skipped += 1
            elif isinstance(piece, Unread):
                intake.unlisted(piece, source)
            elif _is_settled(known.get(piece.path), piece):
                intake.tally.unchanged += 1
                intake.tally.bytes += piece.size
            else:
                yield intake.begin(piece, source, known.get(piece.path))


def troubled(intake: Intake, chosen: list[Path]) -> Iterator[Leaf]:
    """The files that failed or were read in part, all or those at or below the chosen paths, as they are now."""
    states = [state for how in ("failed", "partial", "reading") for state in intake.store.files(how)]
    for state in states:
        path = Path(state.path)
        if chosen and not any(path == one or one in path.parents for one in chosen):
            continue
        try:
            now = path.stat()
        except OSError:
            leaf = Leaf(state.path, state.size, state.mtime_ns)
        else:
            leaf = Leaf(state.path, now.st_size, now.st_mtime_ns)
        yield intake.begin(leaf, state.source, state)


def _is_settled(known: FileState | None, leaf: Leaf) -> bool:
    return (
        known is not None
        and known.state not in ("queued", "reading")
        and (known.size, known.mtime_ns) == (leaf.size, leaf.mtime_ns)
    )


def _chunks(pieces: Iterable[T]) -> Iterator[list[T]]:
    """Small ones first, so that work begins before a large folder is listed."""
    rest, size = iter(pieces), 64
    while chunk := list(islice(rest, size)):
        yield chunk
        size = 1000


def _within(path: str, file: str) -> str:
    """A member's name within its file; empty for the file itself."""
    return path.removeprefix(file).removeprefix("!/")


def _last_of_each(readings: list[tuple[Packed, Any]]) -> list[tuple[Packed, Any]]:
    """The reading the store keeps of each document: the one written last, were there several in a batch."""
    return list({packed.id: (packed, entry) for packed, entry in readings}.values())
