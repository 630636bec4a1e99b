"""What others do with the same files: text by Tika (the package extractous), an index by SQLite's FTS5 with trigrams."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from measure import cpu_of


def tika(paths: list[Path]) -> dict[str, Any] | None:
    """Text extraction alone; None where extractous is not installed (pip install 'watchledger[benchmarks]')."""
    try:
        from extractous import Extractor
    except ImportError:
        return None
    extractor = Extractor()
    extractor.extract_file_to_string(str(paths[0]))

    def extract() -> tuple[int, int]:
        chars = failed = 0
        for path in paths:
            try:
                chars += len(extractor.extract_file_to_string(str(path))[0])
            except Exception:
                failed += 1
        return chars, failed

    began = time.monotonic()
    cpu, (chars, failed) = cpu_of(extract)
    return {"files": len(paths), "cpu": cpu, "seconds": time.monotonic() - began, "chars": chars, "failed": failed}


def fts5(texts: Iterable[str], file: Path) -> dict[str, Any]:
    """Trigram indexing alone, of texts in hand, in transactions of 1,000."""
    connection = sqlite3.connect(file)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE VIRTUAL TABLE t USING fts5(x, tokenize='trigram')"
    )

    def index() -> int:
        count = 0
        for count, text in enumerate(texts, 1):
            connection.execute("INSERT INTO t VALUES (?)", (text,))
            if count % 1_000 == 0:
                connection.commit()
        connection.commit()
        return count

    began = time.monotonic()
    cpu, count = cpu_of(index)
    connection.close()
    return {"documents": count, "cpu": cpu, "seconds": time.monotonic() - began, "bytes": file.stat().st_size}
