"""The way to case.db: one engine, its pragmas, and transactions that say whether they write.

WAL with synchronous=NORMAL: what is committed survives the death of the process (tested with kill -9); after a power cut the
database is whole but may lack the last moments, and the files of those moments are read again at the next `add`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

BUSY_MS = 60_000
"""A writer waits this long for another; writes are short, so waiting longer means that something hangs."""
CACHE_KIB = 4 * 1024
WRITING_KIB = 32 * 1024
"""Of a connection that writes. Those that read are many in a server (up to 15, kept for its life), and the system holds the pages
they share: 32 MB for each are memory held twice."""
CHECKPOINT_PAGES = 4_000
"""32 MB of log before pages move into the database; the default of 1,000 made a checkpoint after every second batch."""
PAGE_BYTES = 8_192
"""Packed texts are 1-3 kB: two to four on a page, where pages of 4 kB spill."""


def connect_to(file: Path) -> Engine:
    options = {"check_same_thread": False, "isolation_level": None}
    engine = create_engine(f"sqlite:///{file}", poolclass=QueuePool, connect_args=options)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        for pragma in (
            f"busy_timeout={BUSY_MS}",
            f"page_size={PAGE_BYTES}",
            "journal_mode=WAL",
            "synchronous=NORMAL",
            f"cache_size=-{CACHE_KIB}",
            f"wal_autocheckpoint={CHECKPOINT_PAGES}",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that will write takes its lock at once: one that reads first and writes later cannot wait for
        # another writer, SQLite refuses it ("database is locked").
        writes = connection.get_execution_options().get("writes", False)
        if writes:
            connection.exec_driver_sql(f"PRAGMA cache_size=-{WRITING_KIB}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """One snapshot: what others commit meanwhile is not seen. Leave it soon, or the log cannot shrink."""
    with engine.connect() as connection, connection.begin():
        yield connection


def make_sure(engine: Engine) -> None:
    """What is committed survives a power cut too: the log goes to the disk. For what cannot be read again from its source, such
    as a decision; measured 20 ms on a busy disk."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    finally:
        raw.close()
