"""A case, or what a question finds in it, as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from watchledger.model.reading import Reading
from watchledger.publish import STANDARDS
from watchledger.publish.tables import ALONE, DECISIONS, TABLES, Beside, Row, rows_of

AT_ONCE = 500
"""Rows of a table handed to a writer together."""


class Writer(Protocol):
    """Takes rows of TABLES in any order; its files appear when it is left without an error."""

    def write(self, table: str, rows: Sequence[Row]) -> None: ...

    def __enter__(self) -> Writer: ...

    def __exit__(self, *error: Any) -> None: ...


def export(
    readings: Iterable[Reading],
    to: str,
    directory: Path,
    *,
    unmask: bool = False,
    decisions: Iterable[Row] = (),
    project_of: Mapping[str, str] | None = None,
    beside: Mapping[str, Beside] | None = None,
) -> dict[str, int]:
    """Write the tables of these readings, and rows of decisions, into `directory` (made if need be); the rows of each. Memory
    does not grow. `project_of`, document id to project id, is for OCDS alone: a record for each project. `beside` has, by document
    id, those that are near-duplicates or were met at several places."""
    if to in STANDARDS:
        more = {"project_of": project_of} if to == "ocds" else {}
        made: dict[str, int] = import_module(f"watchledger.publish.{STANDARDS[to]}").export(
            readings, directory, unmask=unmask, **more
        )
        return made
    directory.mkdir(parents=True, exist_ok=True)
    written = {table.name: 0 for table in TABLES}
    waiting: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    with _writer(to, directory) as writer:
        for table, row in chain(_all_rows(readings, beside or {}, unmask=unmask), ((DECISIONS, row) for row in decisions)):
            rows = waiting[table]
            rows.append(row)
            written[table] += 1
            if len(rows) == AT_ONCE:
                writer.write(table, rows)
                waiting[table] = []
        for table, rows in waiting.items():
            writer.write(table, rows)
    return written


def _writer(to: str, directory: Path) -> Writer:
    made: Writer = import_module(f"watchledger.publish.{to}").Files(directory)
    return made


def _all_rows(readings: Iterable[Reading], beside: Mapping[str, Beside], *, unmask: bool) -> Iterator[tuple[str, Row]]:
    for reading in readings:
        yield from rows_of(reading, unmask=unmask, beside=beside.get(reading.document_id, ALONE))
