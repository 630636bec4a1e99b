"""When pages were met: what `changes` and `show` know of a page over time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sqlalchemy import Engine, func, select

from watchledger.store.connect import snapshot
from watchledger.store.schema import CAPTURES, DOCUMENTS, TRACES

AT_ONCE = 500


class Capture(NamedTuple):
    """`captured` is the time stated (ISO 8601), else the time at which it was added; `stated` says which. `status` is the
    server's answer, `document` the id of what was read (None: nothing), `key` its key."""

    page: str
    captured: str
    stated: bool
    path: str
    address: str
    status: int
    document: str | None
    key: int | None


class Captures:
    """Of one case; `Store.captures`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def by_page(self, pages: Iterable[str] | None = None) -> Iterator[tuple[str, list[Capture]]]:
        """(page, its captures, oldest first), by page: all pages, or these."""
        if pages is not None:
            wanted = sorted(set(pages))
            for at in range(0, len(wanted), AT_ONCE):
                yield from self._grouped(CAPTURES.c.page.in_(wanted[at : at + AT_ONCE]))
            return
        after = ""
        while True:
            with snapshot(self._engine) as connection:
                some = select(CAPTURES.c.page).where(CAPTURES.c.page > after).distinct().order_by(CAPTURES.c.page).limit(5_000)
                found = list(connection.execute(some).scalars())
            if not found:
                return
            yield from self._grouped(CAPTURES.c.page.between(found[0], found[-1]))
            after = found[-1]

    def pages_of(self, document: str) -> list[str]:
        """The pages that a document was met as."""
        with snapshot(self._engine) as connection:
            question = select(CAPTURES.c.page).where(CAPTURES.c.document == document).distinct().order_by(CAPTURES.c.page)
            return list(connection.execute(question).scalars())

    def links(self, keys: Iterable[int]) -> dict[int, bytes]:
        """Marks of the pages that these documents link to, by key; those without links are absent."""
        wanted = sorted(set(keys))
        found: dict[int, bytes] = {}
        with snapshot(self._engine) as connection:
            for at in range(0, len(wanted), AT_ONCE):
                question = select(TRACES.c.document, TRACES.c.links).where(TRACES.c.document.in_(wanted[at : at + AT_ONCE]))
                found |= {row.document: row.links for row in connection.execute(question) if row.links}
        return found

    def count(self) -> int:
        """Captures of all pages."""
        with snapshot(self._engine) as connection:
            return int(connection.execute(select(func.count()).select_from(CAPTURES)).scalar_one())

    def _grouped(self, where: object) -> Iterator[tuple[str, list[Capture]]]:
        added = func.coalesce(func.nullif(CAPTURES.c.captured, ""), DOCUMENTS.c.added, "").label("at")
        question = (
            select(CAPTURES, added, DOCUMENTS.c.key)
            .select_from(CAPTURES.outerjoin(DOCUMENTS, DOCUMENTS.c.id == CAPTURES.c.document))
            .where(where)  # type: ignore[arg-type]
            .order_by(CAPTURES.c.page, added, CAPTURES.c.path)
        )
        with snapshot(self._engine) as connection:
            rows = connection.execute(question).all()
        page, held = "", list[Capture]()
        for row in rows:
            if row.page != page and held:
                yield page, held
                held = []
            page = row.page
            held.append(Capture(page, row.at, bool(row.captured), row.path, row.address, row.status, row.document, row.key))
        if held:
            yield page, held
