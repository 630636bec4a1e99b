"""What people keep beside a case: searches they saved, and who may sign in.

In a file of its own, workbench.db, made when it is first written to: nothing of the evidence depends on it, and a case handed on
without it is whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Column, Engine, Integer, MetaData, Table, Text, delete, insert, select, update

from watchledger.errors import InputError
from watchledger.store.connect import connect_to, snapshot, writing
from watchledger.store.pack import clean

FILE = "workbench.db"
ROLES = ("reader", "reviewer", "owner")
"""reader looks and exports; reviewer also decides; owner also does what changes the case or shows personal data."""
LONGEST_NAME, MOST_SEARCHES = 200, 1_000
_METADATA = MetaData()
_SEARCHES = Table(
    "searches",
    _METADATA,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("saved", Text, nullable=False),
    Column("seen", Integer, nullable=False),
)
_USERS = Table(
    "users",
    _METADATA,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("added", Text, nullable=False),
)


class Saved(NamedTuple):
    """`words` is the query string of its address; `seen` the key of the last document there was when it was last
    looked at."""

    number: int
    name: str
    words: str
    owner: str
    saved: str
    seen: int


class User(NamedTuple):
    """`password` is what the hashing library made of it."""

    name: str
    role: str
    password: str
    added: str


class Shelf:
    """Of one case."""

    def __init__(self, case: Path) -> None:
        self._file = case / FILE
        self._engine: Engine | None = None

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()

    def _open(self, *, create: bool) -> Engine | None:
        """None while there is nothing to read."""
        if self._engine is None and (create or self._file.is_file()):
            engine = connect_to(self._file)
            with writing(engine) as connection:
                _METADATA.create_all(connection)
            self._engine = engine
        return self._engine

    def _writable(self) -> Engine:
        engine = self._open(create=True)
        assert engine is not None
        return engine

    # -- searches ---------------------------------------------------------------------------------------------------------

    def searches(self) -> list[Saved]:
        engine = self._open(create=False)
        if engine is None:
            return []
        with snapshot(engine) as connection:
            return [Saved(*row) for row in connection.execute(select(_SEARCHES).order_by(_SEARCHES.c.number))]

    def save(self, name: str, words: str, *, owner: str, seen: int) -> Saved:
        """Raises InputError for a search without a name, and beyond MOST_SEARCHES."""
        name = clean(name.strip())[:LONGEST_NAME]
        if not name:
            raise InputError("a saved search has a name")
        if len(self.searches()) >= MOST_SEARCHES:
            raise InputError(f"{MOST_SEARCHES:,} searches are saved already; forget some first")
        row = {"name": name, "words": clean(words), "owner": clean(owner), "saved": _now(), "seen": seen}
        with writing(self._writable()) as connection:
            return Saved(*connection.execute(insert(_SEARCHES).values(row).returning(*_SEARCHES.c)).one())

    def looked_at(self, number: int, *, seen: int) -> None:
        with writing(self._writable()) as connection:
            connection.execute(update(_SEARCHES).where(_SEARCHES.c.number == number).values(seen=seen))

    def forget(self, number: int) -> None:
        with writing(self._writable()) as connection:
            connection.execute(delete(_SEARCHES).where(_SEARCHES.c.number == number))

    # -- users ------------------------------------------------------------------------------------------------------------

    def users(self) -> dict[str, User]:
        engine = self._open(create=False)
        if engine is None:
            return {}
        with snapshot(engine) as connection:
            return {row.name: User(*row) for row in connection.execute(select(_USERS).order_by(_USERS.c.name))}

    def keep_user(self, name: str, role: str, password: str) -> User:
        """Adds a user, or gives one a new role and password. Raises InputError for a role that there is not, or no name."""
        name = clean(name.strip())
        if not name or len(name) > LONGEST_NAME or any(not sign.isprintable() for sign in name):
            raise InputError("a user has a name of printable characters")
        if role not in ROLES:
            raise InputError(f"a role is one of {', '.join(ROLES)}, not {role!r}")
        row = {"name": name, "role": role, "password": password, "added": _now()}
        with writing(self._writable()) as connection:
            connection.execute(delete(_USERS).where(_USERS.c.name == name))
            return User(*connection.execute(insert(_USERS).values(row).returning(*_USERS.c)).one())

    def remove_user(self, name: str) -> bool:
        with writing(self._writable()) as connection:
            return connection.execute(delete(_USERS).where(_USERS.c.name == name)).rowcount > 0


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
