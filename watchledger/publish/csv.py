"""One CSV file for each table: UTF-8, comma, quotes doubled, lines end with CR LF (RFC 4180); formulas made harmless."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from watchledger.publish.part import finish, part_of
from watchledger.publish.safe import harmless
from watchledger.publish.tables import TABLES, Row


class Files:
    """Numbers are written in full; what is not stated is an empty cell."""

    def __init__(self, directory: Path) -> None:
        self._paths = {table.name: directory / f"{table.name}.csv" for table in TABLES}
        self._files = {
            name: part_of(path).open("w", encoding="utf-8", errors="replace", newline="") for name, path in self._paths.items()
        }
        self._writers = {name: csv.writer(file) for name, file in self._files.items()}
        for table in TABLES:
            self._writers[table.name].writerow([column.name for column in table.columns])

    def write(self, table: str, rows: Sequence[Row]) -> None:
        self._writers[table].writerows([_cell(value) for value in row] for row in rows)

    def __enter__(self) -> Files:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        for name, file in self._files.items():
            file.close()
            finish(self._paths[name], well=kind is None)


def _cell(value: Any) -> Any:
    return harmless(value) if isinstance(value, str) else value
