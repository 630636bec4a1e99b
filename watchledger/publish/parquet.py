"""One Parquet file for each table, typed, compressed with zstd."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from watchledger.publish.part import finish, part_of
from watchledger.publish.tables import TABLES, Row

ROW_GROUP = 20_000
"""Rows held before they are written: 20,000 facts are about 10 MB, and groups of this size still filter well."""
_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64()}


class Files:
    def __init__(self, directory: Path) -> None:
        self._paths = {table.name: directory / f"{table.name}.parquet" for table in TABLES}
        self._schemas = {t.name: pa.schema([(column.name, _TYPES[column.kind]) for column in t.columns]) for t in TABLES}
        self._writers = {
            name: pq.ParquetWriter(part_of(path), self._schemas[name], compression="zstd") for name, path in self._paths.items()
        }
        self._waiting: dict[str, list[Row]] = {table.name: [] for table in TABLES}

    def write(self, table: str, rows: Sequence[Row]) -> None:
        waiting = self._waiting[table]
        waiting += rows
        if len(waiting) >= ROW_GROUP:
            self._flush(table)

    def _flush(self, table: str) -> None:
        rows, schema = self._waiting[table], self._schemas[table]
        if rows:
            columns = [
                pa.array(list(map(_value, values)), field.type)
                for values, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            self._writers[table].write_table(pa.Table.from_arrays(columns, schema=schema))
            rows.clear()

    def __enter__(self) -> Files:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        for name, writer in self._writers.items():
            if kind is None:
                self._flush(name)
            writer.close()
            finish(self._paths[name], well=kind is None)


def _value(value: Any) -> Any:
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value
