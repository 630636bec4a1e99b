"""What is told of buyers and regions is kept beside the case, and never believed where other rules made it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import case_of, readings

from watchledger.explore import told
from watchledger.explore.case import Case, open_case
from watchledger.explore.columns import Columns, Count
from watchledger.explore.live import Live


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Case]:
    monkeypatch.setattr(told, "_WRITE", 1)
    monkeypatch.setattr(told, "_FORGET", 3)
    with open_case(case_of(tmp_path / "case", list(readings(40, seed=5)))) as opened:
        yield opened


def _said(columns: Columns) -> list[list[Count]]:
    rows = columns.rows(None)
    return [sorted(columns.counts(rows, name)) for name in told.DERIVED]


def test_what_was_told_is_read_again(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _said(Live(case).now())
    assert (case.store.case / told.FILE).is_file()
    monkeypatch.setattr(told, "_told", lambda buyer, region: pytest.fail(f"{buyer}, {region}: told a second time"))
    assert _said(Live(case).now()) == first


@pytest.mark.parametrize("content", [b"", b"no such packing", zlib.compress(b'["other rules"]\n["a","b","c","d","e","f"]')])
def test_a_file_of_other_rules_or_a_broken_one_is_made_anew(case: Case, content: bytes) -> None:
    first = _said(Live(case).now())
    file = case.store.case / told.FILE
    whole = file.read_bytes()
    file.write_bytes(content)
    assert _said(Live(case).now()) == first
    assert file.read_bytes() == whole


def test_a_case_that_cannot_be_written_to_does_without(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _said(Live(case).now())
    (case.store.case / told.FILE).unlink()
    monkeypatch.setattr(told, "write_kept", lambda file, content: None)
    assert _said(Live(case).now()) == first
