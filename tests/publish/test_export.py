"""What is written, read back with another library."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from invented import readings
from python_calamine import CalamineWorkbook

from watchledger.model.reading import Reading
from watchledger.publish import EXPORTERS
from watchledger.publish.export import export
from watchledger.publish.safe import harmless
from watchledger.publish.tables import TABLES, rows_of
from watchledger.publish.xlsx import CELL_CHARACTERS, Files

MADE = list(readings(700, seed=9))
WANTED: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in TABLES}
WANTED["decisions"] = [
    ("a" * 16, None, None, "a.txt", None, 1, "document", "a" * 16, 0, 0, "document.buys/1", "video.face", "no", None, "R",
     "2026-01-01T00:00:00+00:00", "a door bell", None, "门铃"),
]  # fmt: skip
for _reading in MADE:
    for _table, _row in rows_of(_reading, unmask=False):
        WANTED[_table].append(_row)


@pytest.fixture(scope="module", params=EXPORTERS)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    directory: Path = tmp_path_factory.mktemp("out") / "deep" / request.param
    assert export(MADE, request.param, directory, decisions=WANTED["decisions"]) == {
        name: len(rows) for name, rows in WANTED.items()
    }
    return request.param, directory


def read_back(kind: str, directory: Path, table: str) -> Iterator[tuple[Any, ...]]:
    path = directory / f"{table}.{kind}"
    if kind == "csv":
        with path.open(encoding="utf-8", newline="") as file:
            yield from map(tuple, csv.reader(file))
    elif kind == "jsonl":
        objects = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        yield tuple(objects[0])
        yield from (tuple(value.values()) for value in objects)
    elif kind == "parquet":
        read = pq.read_table(path)
        yield tuple(read.column_names)
        yield from zip(*(column.to_pylist() for column in read.columns), strict=True)
    else:
        sheet = openpyxl.load_workbook(directory / "watchledger.xlsx", read_only=True)[table]
        yield from sheet.iter_rows(values_only=True)


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_every_row_is_there_as_it_was(written: tuple[str, Path], table: str) -> None:
    kind, directory = written
    header, *rows = read_back(kind, directory, table)
    assert list(header) == [column.name for column in next(t for t in TABLES if t.name == table).columns]
    wanted = WANTED[table]
    if kind == "csv":
        wanted = [tuple("" if value is None else str(value) for value in row) for row in wanted]
    assert rows == wanted


def test_nothing_but_the_files_is_left(written: tuple[str, Path]) -> None:
    kind, directory = written
    names = {path.name for path in directory.iterdir()}
    assert names == ({"watchledger.xlsx"} if kind == "xlsx" else {f"{table.name}.{kind}" for table in TABLES})


@pytest.mark.parametrize("kind", EXPORTERS)
def test_an_export_that_fails_leaves_the_old_files(tmp_path: Path, kind: str) -> None:
    export(MADE[:3], kind, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def torn() -> Iterator[Reading]:
        yield MADE[5]
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        export(torn(), kind, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("kind", EXPORTERS)
def test_an_empty_case_gives_empty_tables(tmp_path: Path, kind: str) -> None:
    assert set(export([], kind, tmp_path).values()) == {0}


def hostile(words: str) -> Reading:
    return replace(MADE[0], problems=(words,), status="partial")


@pytest.mark.parametrize("words", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1+1"])
def test_words_cannot_become_formulas(tmp_path: Path, words: str) -> None:
    export([hostile(words)], "xlsx", tmp_path)
    export([hostile(words)], "csv", tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "watchledger.xlsx")["documents"]
    column = [cell.value for cell in sheet[1]].index("problems") + 1
    cell = sheet.cell(2, column)
    assert cell.data_type == "s"
    assert cell.value == "'" + words
    with (tmp_path / "documents.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["problems"] == "'" + words


@pytest.mark.parametrize("words", ["", "-", "-5", "+8.5%", "a=b", "公安"])
def test_harmless_words_stay(words: str) -> None:
    assert harmless(words) == words


@pytest.mark.parametrize("words", ["a\x00b", "x\ud800y", "_x0041_", "<&>\"'", "长" * 40_000, "line\nbreak\ttab", "\x1b[31m"])
def test_any_words_make_a_workbook_that_opens(tmp_path: Path, words: str) -> None:
    export([hostile(words)], "xlsx", tmp_path)
    export([hostile(words)], "csv", tmp_path)
    export([hostile(words)], "jsonl", tmp_path)
    export([hostile(words)], "parquet", tmp_path)
    for read in (
        CalamineWorkbook.from_path(str(tmp_path / "watchledger.xlsx")).get_sheet_by_name("documents").to_python()[1],
        [cell.value for cell in openpyxl.load_workbook(tmp_path / "watchledger.xlsx")["documents"][2]],
    ):
        assert MADE[0].document_id in read
        assert all(len(cell) <= CELL_CHARACTERS for cell in read if isinstance(cell, str))
    if words.isprintable() and len(words) < 100:
        # Excel takes _x0041_ for A unless it is escaped so; these readers do not undo the escape.
        assert words in read or words.replace("_x", "_x005F_x") in read


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(tmp_path: Path) -> None:
    with Files(tmp_path, sheet_rows=11) as writer:
        for at in range(0, 25, 7):
            writer.write("items", WANTED["items"][at : min(at + 7, 25)])
    book = openpyxl.load_workbook(tmp_path / "watchledger.xlsx")
    names = [name for name in book.sheetnames if name.startswith("items")]
    assert names == ["items", "items 2", "items 3"]
    assert [book[name].max_row for name in names] == [11, 11, 6]
    assert [tuple(c.value for c in row) for name in names for row in book[name].iter_rows(min_row=2)] == WANTED["items"][:25]
