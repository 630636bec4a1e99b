"""Cells of tables in PDFs beside what people extracted by hand (tabula's truths), with pdfplumber on the same files.

    python benchmarks/tables.py ../shared/corpus/documents/tabula [--json]

A cell counts by its words without white space, as often as it occurs. Recall is of the cells of the truth; precision of the cells
of the page that shares most cells with it, since a truth covers one page of its file. CPU seconds are of the whole file.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from watchledger.formats import read_text
from watchledger.model import Document, Limits, Origin

Table = list[list[str]]
_SPACE = re.compile(r"\s+")


def ours(path: Path) -> list[Table]:
    """Cells of the tables of each page."""
    _, text = read_text(Document(path.read_bytes(), Origin(path.name)), Limits(ocr="never"))
    tables: dict[int, dict[int, list[str]]] = {}
    for block in text.blocks:
        if block.kind == "cell":
            row = tables.setdefault(block.page or 0, {}).setdefault(block.start, [])
            row.append(text.content[block.start : block.end])
    return [list(rows.values()) for rows in tables.values()]


def plumber(path: Path) -> list[Table]:
    import pdfplumber

    found: list[Table] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            found.append([[cell or "" for cell in row] for table in page.extract_tables() for row in table])
    return found


def plumber_by_words(path: Path) -> list[Table]:
    """pdfplumber told to look for columns by alignment."""
    import pdfplumber

    found: list[Table] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            settings = {"vertical_strategy": "text", "horizontal_strategy": "text"}
            found.append([[cell or "" for cell in row] for table in page.extract_tables(settings) for row in table])
    return found


READERS: dict[str, Callable[[Path], list[Table]]] = {
    "watchledger": ours, "pdfplumber": plumber, "pdfplumber by words": plumber_by_words,
}  # fmt: skip


def cells(table: Iterable[Iterable[str]]) -> Counter[str]:
    return Counter(words for row in table for cell in row if (words := _SPACE.sub("", cell)))


def score(tables: list[Table], truth: Counter[str]) -> tuple[float, float]:
    """(recall, precision)."""
    near = max((cells(table) for table in tables), key=lambda c: sum((c & truth).values()), default=Counter[str]())
    right = sum((near & truth).values())
    return right / max(sum(truth.values()), 1), right / max(sum(near.values()), 1)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    for truth_file in sorted((options.folder / "csv").glob("*.csv")):
        path = options.folder / f"{truth_file.stem}.pdf"
        with truth_file.open(encoding="utf-8", errors="replace", newline="") as stream:
            truth = cells(csv.reader(stream))
        line: dict[str, object] = {"file": path.name, "cells": sum(truth.values())}
        for name, read in READERS.items():
            began = time.process_time()
            try:
                recall, precision = score(read(path), truth)
            except Exception as error:
                line[name] = type(error).__name__
                continue
            line[name] = [round(recall, 3), round(precision, 3), round(time.process_time() - began, 2)]
        print(json.dumps(line) if options.json else "  ".join(f"{value}" for value in line.values()))


if __name__ == "__main__":
    main()
