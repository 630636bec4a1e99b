"""The store of a case in SQLite. Many processes may read while one writes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import BindParameter, Connection, Table, bindparam, func, insert, literal, select, text, update
from sqlalchemy.exc import DatabaseError

from watchledger.errors import InputError, NoSuchCase, NoSuchDocument
from watchledger.model.reading import Reading
from watchledger.model.text import Mask
from watchledger.store.alike import Alike
from watchledger.store.captures import Captures
from watchledger.store.connect import connect_to, snapshot, writing
from watchledger.store.decisions import Decisions
from watchledger.store.originals import Originals
from watchledger.store.pack import Packed, Row, clean
from watchledger.store.samples import Samples
from watchledger.store.schema import (
    DOCUMENTS,
    FACTS,
    FILES,
    FINDINGS,
    LAYOUTS,
    META,
    PARTS,
    PLACES,
    SOURCES,
    TEXTS,
    VERSION,
    migrate,
    version_of,
)
from watchledger.store.state import Content, Evidence, FileState, Head, Place, Stored
from watchledger.store.unpack import unpack, unpack_content
from watchledger.store.write import REACHED, write

FILE = "case.db"
ORIGINALS = "originals"
DAMAGE = (zlib.error, ValueError, TypeError, DatabaseError)
"""What a document's rows raise when they are damaged."""
AT_ONCE = 500
"""Parameters of one statement and documents of one chunk; SQLite takes 32,766 parameters, memory is the bound."""
_HEAD = [DOCUMENTS.c[name] for name in Head._fields]
_PROBLEMS = Head._fields.index("problems")
_KEYS: BindParameter[int] = bindparam("keys", expanding=True)
_HEADS = select(*_HEAD).where(DOCUMENTS.c.key.in_(_KEYS)).order_by(DOCUMENTS.c.key)
_REACH = select(
    select(META.c.value).where(META.c.name == "indexed").scalar_subquery(),
    select(func.max(DOCUMENTS.c.key)).scalar_subquery(),
)
_CONTENTS = (
    select(DOCUMENTS.c.key, TEXTS.c.content, LAYOUTS.c.masks, LAYOUTS.c.outline)
    .select_from(DOCUMENTS.join(TEXTS, DOCUMENTS.c.text_id == TEXTS.c.id).join(LAYOUTS, LAYOUTS.c.document == DOCUMENTS.c.key))
    .where(DOCUMENTS.c.key.in_(_KEYS))
)
_EVIDENCE = (
    select(FACTS.c.document, FACTS.c.field, literal(""), FACTS.c.start, FACTS.c.end).where(FACTS.c.document.in_(_KEYS)),
    select(FINDINGS.c.document, FINDINGS.c.technology, FINDINGS.c.status, FINDINGS.c.start, FINDINGS.c.end).where(
        FINDINGS.c.document.in_(_KEYS)
    ),
)
"""Built once: putting a statement together takes longer than running it for a page of hits."""


class Store:
    """Open it with `Store.open`; close it, or use it as a context manager."""

    def __init__(self, case: Path) -> None:
        self.case = case
        self.originals = Originals(case / ORIGINALS)
        self._engine = connect_to(case / FILE)
        self.decisions = Decisions(self._engine)
        self.samples = Samples(self._engine)
        self.captures = Captures(self._engine)
        self.alike = Alike(self._engine)

    @classmethod
    def open(cls, case: Path, *, create: bool = False) -> Store:
        """Raises NoSuchCase when `case` holds none and `create` is not asked for."""
        if not (case / FILE).is_file():
            if not create:
                raise NoSuchCase("no case here; `watchledger add CASE SOURCE...` makes one", path=str(case))
            if case.exists() and not _may_become_case(case):
                raise NoSuchCase("not a case, and not an empty directory that could become one", path=str(case))
            (case / ORIGINALS).mkdir(parents=True, exist_ok=True)
        store = cls(case)
        try:
            with snapshot(store._engine) as connection:
                version = version_of(connection)
            if version != VERSION:
                with writing(store._engine) as connection:
                    migrate(connection)
        except DatabaseError as error:
            raise InputError(f"the case cannot be opened: {error.orig}", path=str(case / FILE)) from error
        return store

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- sources and files ------------------------------------------------------------------------------------------------

    def add_source(self, path: str) -> int:
        """The number of a source that the person named, the same at every call."""
        with writing(self._engine) as connection:
            found = connection.execute(select(SOURCES.c.number).where(SOURCES.c.path == clean(path))).scalar()
            if found is None:
                row = {"path": clean(path), "added": now()}
                found = connection.execute(insert(SOURCES).values(row).returning(SOURCES.c.number)).scalar_one()
            return int(found)

    def sources(self) -> list[tuple[int, str]]:
        with snapshot(self._engine) as connection:
            return [(row.number, row.path) for row in connection.execute(select(SOURCES).order_by(SOURCES.c.number))]

    def known(self, paths: Sequence[str]) -> dict[str, FileState]:
        """What is known of these files, by path as given; those never met are absent."""
        given = {clean(path): path for path in paths}
        found: dict[str, FileState] = {}
        with snapshot(self._engine) as connection:
            for chunk in _chunks(list(given)):
                for row in connection.execute(select(FILES).where(FILES.c.path.in_(chunk))):
                    found[given[row.path]] = _file_state(row)._replace(path=given[row.path])
        return found

    def reached(self) -> dict[str, str]:
        """How far files that were being read when a run ended had been read, by path."""
        with snapshot(self._engine) as connection:
            rows = connection.execute(select(META.c.name, META.c.value).where(META.c.name.startswith(REACHED)))
            return {row.name.removeprefix(REACHED): row.value for row in rows}

    def files(self, state: str | None = None) -> Iterator[FileState]:
        """In order of path; only those in `state` when it is given."""
        after = ""
        while True:
            question = select(FILES).where(FILES.c.path > after).order_by(FILES.c.path).limit(AT_ONCE)
            with snapshot(self._engine) as connection:
                rows = connection.execute(question.where(FILES.c.state == state) if state else question).all()
            yield from map(_file_state, rows)
            if len(rows) < AT_ONCE:
                return
            after = rows[-1].path

    def counts_of_files(self) -> dict[str, int]:
        with snapshot(self._engine) as connection:
            rows = connection.execute(select(FILES.c.state, func.count()).group_by(FILES.c.state))
            return {row[0]: row[1] for row in rows}

    # -- writing ----------------------------------------------------------------------------------------------------------

    def put(
        self, packed: Sequence[Packed], files: Sequence[FileState] = (), captures: Sequence[Row] = (), *, replace: bool = False
    ) -> Stored:
        """Write readings and states of files in one transaction. Putting the same again changes nothing.

        A reading is written when the case does not hold its document, or holds a worse reading of it (failed < partial <
        ok), or `replace` is asked for. Otherwise its path is noted as a further place.
        """
        with writing(self._engine) as connection:
            return write(connection, packed, files, captures, replace=replace, now=now())

    # -- the index's mark -------------------------------------------------------------------------------------------------

    def mark(self) -> int:
        """Every document up to this key is in the index."""
        with snapshot(self._engine) as connection:
            return int(connection.execute(select(META.c.value).where(META.c.name == "indexed")).scalar() or 0)

    def indexed(self, key: int) -> None:
        """The index holds all up to `key`: call it after the index was committed. 0 means that it must be built anew."""
        with writing(self._engine) as connection:
            if not connection.execute(update(META).where(META.c.name == "indexed").values(value=str(key))).rowcount:
                connection.execute(insert(META).values(name="indexed", value=str(key)))

    def unindexed(self) -> Iterator[tuple[int, Reading]]:
        return self.readings(after=self.mark())

    def lacking(self) -> int:
        """Documents that the index lacks by its mark."""
        with snapshot(self._engine) as connection:
            mark = select(META.c.value).where(META.c.name == "indexed")
            found = int(connection.execute(mark).scalar() or 0)
            return int(connection.execute(select(func.count()).where(DOCUMENTS.c.key > found)).scalar_one())

    def last_key(self) -> int:
        with snapshot(self._engine) as connection:
            return int(connection.execute(select(func.max(DOCUMENTS.c.key))).scalar() or 0)

    def reach(self) -> tuple[int, int]:
        """(the index's mark, the last key) of one moment: they change whenever documents do, or can be found."""
        with snapshot(self._engine) as connection:
            mark, last = connection.execute(_REACH).one()
        return int(mark or 0), int(last or 0)

    # -- documents --------------------------------------------------------------------------------------------------------

    def count(self) -> int:
        with snapshot(self._engine) as connection:
            return int(connection.execute(select(func.count()).select_from(DOCUMENTS)).scalar_one())

    def reading(self, document_id: str) -> Reading:
        with snapshot(self._engine) as connection:
            key = connection.execute(select(DOCUMENTS.c.key).where(DOCUMENTS.c.id == document_id)).scalar()
            found = next(_readings(connection, [key]), None) if key is not None else None
        if found is None:
            raise NoSuchDocument(f"the case holds no document {document_id}")
        return found[1]

    def readings(self, keys: Iterable[int] | None = None, *, after: int = 0) -> Iterator[tuple[int, Reading]]:
        """Readings with their keys: those of `keys` in the order of each chunk's keys, or all above `after`. Bounded memory."""
        for chunk in self._key_chunks(keys, after, size=100):
            with snapshot(self._engine) as connection:
                found = list(_readings(connection, chunk))
            yield from found

    def heads(self, keys: Iterable[int] | None = None, *, after: int = 0) -> Iterator[Head]:
        """Documents without their texts, by key."""
        for chunk in self._key_chunks(keys, after, size=AT_ONCE):
            with snapshot(self._engine) as connection:
                rows = connection.execute(_HEADS, {"keys": chunk}).all()
            yield from map(_head, rows)

    def ids(self) -> Iterator[tuple[int, str]]:
        """(key, id) of every document, by key."""
        after = 0
        while True:
            question = select(DOCUMENTS.c.key, DOCUMENTS.c.id).where(DOCUMENTS.c.key > after).order_by(DOCUMENTS.c.key)
            with snapshot(self._engine) as connection:
                rows = connection.execute(question.limit(10_000)).all()
            yield from ((row.key, row.id) for row in rows)
            if not rows:
                return
            after = rows[-1].key

    def keys_of(self, ids: Iterable[str]) -> list[int]:
        """Keys of the documents of these ids that the case holds, in order."""
        found: list[int] = []
        with snapshot(self._engine) as connection:
            for chunk in _chunks(list(ids)):
                found += connection.execute(select(DOCUMENTS.c.key).where(DOCUMENTS.c.id.in_(chunk))).scalars()
        return sorted(found)

    def like(self, prefix: str, limit: int = 20) -> list[Head]:
        """Documents whose id begins with `prefix`."""
        between = DOCUMENTS.c.id.between(prefix, prefix + "\U0010ffff")
        return self._some(select(*_HEAD).where(between).order_by(DOCUMENTS.c.id).limit(limit))

    def at_path(self, path: str, limit: int = 20) -> list[Head]:
        """Documents met at `path`, whole or its last parts ("notices/a.html")."""
        path = clean(path)
        met = select(PLACES.c.document).where(PLACES.c.path == path)
        found = self._some(select(*_HEAD).where((DOCUMENTS.c.path == path) | DOCUMENTS.c.id.in_(met)).limit(limit))
        ending = DOCUMENTS.c.path.endswith("/" + path, autoescape=True)
        return found or self._some(select(*_HEAD).where(ending).limit(limit))

    def places(self, document_id: str) -> list[Place]:
        """Where else it was met, besides its own path."""
        with snapshot(self._engine) as connection:
            rows = connection.execute(select(PLACES).where(PLACES.c.document == document_id).order_by(PLACES.c.path))
            return [Place(row.path, row.address, row.captured, row.container) for row in rows]

    def elsewhere(self) -> dict[str, list[str]]:
        """Where else documents were met besides their own path, by their ids; only of those that were."""
        found: dict[str, list[str]] = {}
        with snapshot(self._engine) as connection:
            for row in connection.execute(select(PLACES.c.document, PLACES.c.path).order_by(PLACES.c.document, PLACES.c.path)):
                found.setdefault(row.document, []).append(row.path)
        return found

    def original_hashes(self) -> Iterator[tuple[str, str]]:
        """(SHA-256, path) of every file whose bytes the case keeps."""
        kept = func.coalesce(DOCUMENTS.c.container, DOCUMENTS.c.sha256)
        after = ""
        while True:
            question = select(kept, func.min(DOCUMENTS.c.path)).where(kept > after).group_by(kept).order_by(kept).limit(10_000)
            with snapshot(self._engine) as connection:
                rows = connection.execute(question).all()
            yield from ((row[0], row[1]) for row in rows)
            if not rows:
                return
            after = rows[-1][0]

    def contents(self, keys: Sequence[int]) -> dict[int, Content]:
        """The texts of a few documents with what hits need beside them; a document without a text is absent."""
        found: dict[int, Content] = {}
        with snapshot(self._engine) as connection:
            for chunk in _chunks(keys):
                for key, packed, masks, outline in connection.execute(_CONTENTS, {"keys": chunk}):
                    hidden = tuple(Mask(*mask) for mask in orjson.loads(masks))
                    pages, furniture = (tuple(map(tuple, part)) for part in orjson.loads(outline)) if outline else ((), ())
                    found[key] = Content(unpack_content(packed), hidden, pages, furniture)
        return found

    def evidence(self, keys: Sequence[int]) -> dict[int, list[Evidence]]:
        """Where the facts and findings of a few documents stand."""
        found: dict[int, list[Evidence]] = {}
        with snapshot(self._engine) as connection:
            for chunk in _chunks(keys):
                for question in _EVIDENCE:
                    for key, *rest in connection.execute(question, {"keys": chunk}):
                        found.setdefault(key, []).append(Evidence(*rest))
        return found

    def quotes(self, key: int) -> list[tuple[str, int, int, str]]:
        """(rule, start, end, quote) of a document's facts and findings, the quote as it was written down beside the text."""
        with snapshot(self._engine) as connection:
            return [
                (row.rule, row.start, row.end, row.quote)
                for table in (FACTS, FINDINGS, PARTS)
                for row in connection.execute(select(table).where(table.c.document == key).order_by(table.c.ordinal))
            ]

    def stream(self, sql: str, parameters: dict[str, Any] | None = None, keys: Sequence[int] | None = None) -> Iterator[Any]:
        """Rows of a question over the tables of schema.py, for counting; `keys` are at hand as the table `chosen(key)`."""
        with self._engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS chosen (key INTEGER PRIMARY KEY)")
            connection.exec_driver_sql("DELETE FROM chosen")
            if keys:
                connection.exec_driver_sql("INSERT INTO chosen VALUES (?)", [(key,) for key in keys])
            yield from connection.execution_options(yield_per=2_000).execute(text(sql), parameters or {})

    def integrity(self) -> list[str]:
        """What SQLite itself finds wrong with the file, an entry each; empty when sound."""
        with snapshot(self._engine) as connection:
            rows = [str(row[0]) for row in connection.execute(text("PRAGMA quick_check"))]
        return [row for row in rows if row != "ok"]

    def _some(self, question: Any) -> list[Head]:
        with snapshot(self._engine) as connection:
            return [_head(row) for row in connection.execute(question)]

    def _key_chunks(self, keys: Iterable[int] | None, after: int, *, size: int) -> Iterator[list[int]]:
        if keys is not None:
            yield from _chunks(list(keys), size)
            return
        question = select(DOCUMENTS.c.key).order_by(DOCUMENTS.c.key).limit(size)
        while True:
            with snapshot(self._engine) as connection:
                chunk = list(connection.execute(question.where(DOCUMENTS.c.key > after)).scalars())
            if not chunk:
                return
            yield chunk
            after = chunk[-1]


def _may_become_case(directory: Path) -> bool:
    """Empty, or ours by watchledger.toml, taxonomies or .watchledger-…: CASE and SOURCE are easily given in the wrong order."""
    names = [entry.name for entry in directory.iterdir()] if directory.is_dir() else ["a file"]
    return not names or any(name in ("watchledger.toml", "taxonomies") or name.startswith(".watchledger") for name in names)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _chunks(items: Sequence[Any], size: int = AT_ONCE) -> Iterator[list[Any]]:
    for at in range(0, len(items), size):
        yield list(items[at : at + size])


def _file_state(row: Any) -> FileState:
    reasons = tuple(orjson.loads(row.reasons))
    return FileState(row.path, row.size, row.mtime_ns, row.state, row.sha256, reasons, row.attempts, row.source, row.changed)


def _head(row: Any) -> Head:
    head = Head._make(row)
    return head._replace(problems=() if row[_PROBLEMS] == "[]" else tuple(orjson.loads(row[_PROBLEMS])))


def _readings(connection: Connection, keys: list[int]) -> Iterator[tuple[int, Reading]]:
    documents = connection.execute(select(DOCUMENTS).where(DOCUMENTS.c.key.in_(keys)).order_by(DOCUMENTS.c.key)).all()
    ids = sorted({row.text_id for row in documents if row.text_id})
    contents = {row.id: row.content for row in connection.execute(select(TEXTS).where(TEXTS.c.id.in_(ids)))}
    layouts = {row.document: row for row in connection.execute(select(LAYOUTS).where(LAYOUTS.c.document.in_(keys)))}
    held = [_by_document(connection, table, keys) for table in (FACTS, FINDINGS, PARTS)]
    for row in documents:
        content = contents.get(row.text_id)
        yield row.key, unpack(row, content, layouts.get(row.key), *(rows.get(row.key, ()) for rows in held))


def _by_document(connection: Connection, table: Table, keys: list[int]) -> dict[int, list[Any]]:
    question = select(table).where(table.c.document.in_(keys)).order_by(table.c.document, table.c.ordinal)
    return {key: list(rows) for key, rows in groupby(connection.execute(question), key=lambda row: int(row.document))}
