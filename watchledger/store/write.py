"""Writing a batch of readings in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from watchledger.store.pack import Packed, Row, clean
from watchledger.store.schema import (
    CAPTURES,
    DOCUMENTS,
    FACTS,
    FILES,
    FINDINGS,
    LAYOUTS,
    META,
    OF_A_DOCUMENT,
    PARTS,
    PLACES,
    TEXTS,
    TRACES,
)
from watchledger.store.state import FileState, Stored

AT_ONCE = 500
REACHED = "reached "
_RANK = {"failed": 0, "partial": 1, "ok": 2}


def write(
    connection: Connection,
    packed: Sequence[Packed],
    files: Sequence[FileState],
    captures: Sequence[Row],
    *,
    replace: bool,
    now: str,
) -> Stored:
    held = _held(connection, [p.id for p in packed])
    fresh: dict[str, Packed] = {}
    places: list[Row] = []
    for p in packed:
        before = fresh.get(p.id) or held.get(p.id)
        if before is None or replace or _RANK[p.status] > _RANK[before.status]:
            fresh[p.id] = p
        if before is not None and before.path != p.path:
            places.append((*(p.place if fresh.get(p.id) is not p else _place_of(before)), now))
    _forget(connection, [held[i].key for i in fresh if i in held])
    keys = _new_keys(connection, fresh)
    _put_texts(connection, fresh.values())
    _many(connection, DOCUMENTS, [(keys[p.id], *p.document, now) for p in fresh.values()])
    _many(connection, LAYOUTS, [(keys[p.id], *p.layout) for p in fresh.values() if p.layout])
    _many(connection, FACTS, [(key, *row) for p in fresh.values() for key in (keys[p.id],) for row in p.facts])
    _many(connection, FINDINGS, [(key, *row) for p in fresh.values() for key in (keys[p.id],) for row in p.findings])
    _many(connection, PARTS, [(key, *row) for p in fresh.values() for key in (keys[p.id],) for row in p.parts])
    _many(connection, TRACES, [(keys[p.id], *p.trace) for p in fresh.values() if p.trace])
    _many(connection, CAPTURES, [*(p.capture for p in packed if p.capture), *captures], on_conflict="update")
    _many(connection, PLACES, places, on_conflict="nothing")
    _many(connection, FILES, [_file_row(f, now) for f in files], on_conflict="update")
    _reach(connection, files)
    return Stored(keys)


def _reach(connection: Connection, files: Sequence[FileState]) -> None:
    """Notes how far large files have been read; a note is gone when its file is at its end."""
    noted = [{"name": f"{REACHED}{clean(f.path)}", "value": f.reached} for f in files if f.state == "reading" and f.reached]
    ended = [f"{REACHED}{clean(f.path)}" for f in files if f.state != "reading" and f.reached]
    for row in noted:
        statement = upsert(META).values(row)
        connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": statement.excluded.value}))
    for at in range(0, len(ended), AT_ONCE):
        connection.execute(delete(META).where(META.c.name.in_(ended[at : at + AT_ONCE])))


class _Held:
    """A document that the case holds already."""

    __slots__ = ("key", "path", "place", "status")

    def __init__(self, row: Any) -> None:
        self.key, self.status, self.path = row.key, row.status, row.path
        self.place = (row.id, row.path, row.address, row.captured, row.container)


def _place_of(before: Packed | _Held) -> Row:
    return before.place


def _held(connection: Connection, ids: list[str]) -> dict[str, _Held]:
    d = DOCUMENTS.c
    found: dict[str, _Held] = {}
    for at in range(0, len(ids), AT_ONCE):
        question = select(d.key, d.id, d.status, d.path, d.address, d.captured, d.container).where(d.id.in_(ids[at : at + AT_ONCE]))
        found |= {row.id: _Held(row) for row in connection.execute(question)}
    return found


def _forget(connection: Connection, keys: list[int]) -> None:
    for at in range(0, len(keys), AT_ONCE):
        chunk = keys[at : at + AT_ONCE]
        connection.execute(delete(DOCUMENTS).where(DOCUMENTS.c.key.in_(chunk)))
        for table in OF_A_DOCUMENT:
            connection.execute(delete(table).where(table.c.document.in_(chunk)))


def _new_keys(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """Keys above all that were ever given; the counter is kept because the highest document may have been replaced."""
    ids = list(ids)
    if not ids:
        return {}
    last = connection.execute(select(META.c.value).where(META.c.name == "last_key")).scalar()
    first = int(last or 0) + 1
    value = str(first + len(ids) - 1)
    if last is None:
        connection.execute(insert(META).values(name="last_key", value=value))
    else:
        connection.execute(update(META).where(META.c.name == "last_key").values(value=value))
    return dict(zip(ids, range(first, first + len(ids)), strict=True))


def _put_texts(connection: Connection, fresh: Iterable[Packed]) -> None:
    rows = {p.text[0]: p.text for p in fresh if p.text}
    _many(connection, TEXTS, [(None, *row) for row in rows.values()], on_conflict="nothing")


def _file_row(f: FileState, now: str) -> Row:
    reasons = orjson.dumps([clean(reason) for reason in f.reasons]).decode()
    return clean(f.path), f.size, f.mtime_ns, f.state, f.sha256, reasons, f.attempts, f.source, now


def _many(connection: Connection, table: Table, rows: list[Row], *, on_conflict: str = "fail") -> None:
    if rows:
        connection.exec_driver_sql(_statement(table, on_conflict), rows)


@lru_cache(maxsize=32)
def _statement(table: Table, on_conflict: str) -> str:
    """SQL that takes tuples in the order of the table's columns."""
    from sqlalchemy.dialects import sqlite

    statement = upsert(table)
    if on_conflict == "nothing":
        statement = statement.on_conflict_do_nothing()
    elif on_conflict == "update":
        keys = [column.name for column in table.primary_key]
        changed = {c.name: statement.excluded[c.name] for c in table.c if c.name not in keys}
        statement = statement.on_conflict_do_update(index_elements=keys, set_=changed)
    return str(statement.values({c.name: None for c in table.c}).compile(dialect=sqlite.dialect(paramstyle="qmark")))
