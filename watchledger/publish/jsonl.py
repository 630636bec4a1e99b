"""One file of JSON lines for each table: an object a row, values verbatim."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import orjson

from watchledger.publish.part import finish, part_of
from watchledger.publish.tables import TABLES, Row


class Files:
    def __init__(self, directory: Path) -> None:
        self._names = {table.name: [column.name for column in table.columns] for table in TABLES}
        self._paths = {table.name: directory / f"{table.name}.jsonl" for table in TABLES}
        self._files = {name: part_of(path).open("wb") for name, path in self._paths.items()}

    def write(self, table: str, rows: Sequence[Row]) -> None:
        names, file = self._names[table], self._files[table]
        for row in rows:
            file.write(_line(dict(zip(names, row, strict=True))))

    def __enter__(self) -> Files:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        for name, file in self._files.items():
            file.close()
            finish(self._paths[name], well=kind is None)


def _line(row: dict[str, object]) -> bytes:
    try:
        return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:  # a lone surrogate of a broken source: written as U+FFFD
        clean = {name: _whole(value) if isinstance(value, str) else value for name, value in row.items()}
        return orjson.dumps(clean, option=orjson.OPT_APPEND_NEWLINE)


def _whole(words: str) -> str:
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
