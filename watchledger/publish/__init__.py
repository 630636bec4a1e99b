"""publish: a store, or a reading, as files and plain values for others.

export(readings, to, directory, *, unmask=False) -> dict[str, int]     `to` is one of EXPORTERS; rows of each table
contract.as_json(reading, *, with_text, unmask) -> dict                the JSON of `watchledger read`

An exporter is a module here with a class `Files(directory)`: a context manager with `write(table, rows)`.
"""

from __future__ import annotations

EXPORTERS = ("csv", "jsonl", "parquet", "xlsx")
"""Values of --to. The module of that name is imported when it is asked for: Arrow takes 0.2 s to load."""

STANDARDS = {"ocds": "ocds_package", "ftm": "ftm"}
"""Further values of --to, for what is not tables: each module has `export(readings, directory, *, unmask) -> {name: number}`."""
