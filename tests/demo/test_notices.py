"""The bundled notices: invented and saying so, made as docs/demo says, read as their labels say."""

from __future__ import annotations

import importlib.util
import io
import json
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest

from watchledger.engines import InlineEngine
from watchledger.explore.scoring import macro_f1, score_notices, score_passages
from watchledger.findings import load
from watchledger.model import Leaf, Limits, Reading
from watchledger.pipeline import read_all
from watchledger.publish.contract import as_json
from watchledger.sources import walk

ROOT = Path(__file__).parent.parent.parent
NOTICES = ROOT / "watchledger" / "demo" / "notices"
FILES = sorted(p for p in NOTICES.iterdir())


def labels(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (NOTICES.parent / "labels" / name).read_text("utf-8").splitlines()]


FACTS = labels("facts.jsonl")
ROWS = labels("titles.jsonl")


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    """Base name, or record id, to reading."""
    found = {}
    leaves = (leaf for leaf in walk(NOTICES, Limits()) if isinstance(leaf, Leaf))
    for reading in read_all(leaves, Limits(), InlineEngine()):
        assert isinstance(reading, Reading), reading
        found[reading.origin.record_id or reading.origin.path.rpartition("/")[2]] = reading
    return found


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("demo_office", ROOT / "docs" / "demo" / "office.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_made_files_are_what_their_sources_make() -> None:
    for name, content in generator().files().items():
        there = (NOTICES / name).read_bytes()
        assert _held(name, content) == _held(name, there), f"{name}: run python docs/demo/office.py"


def _held(name: str, content: bytes) -> object:
    """What a file holds: packed bytes differ between versions of zlib, a workbook's XML between versions of its writer."""
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        return {sheet.title: list(sheet.values) for sheet in book}
    if name.endswith((".docx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {member: archive.read(member) for member in archive.namelist()}
    return content


def test_there_are_enough_of_them_and_they_are_small() -> None:
    assert len(FILES) >= 30
    assert sum(path.stat().st_size for path in FILES) < 2_000_000
    assert {path.suffix for path in FILES} >= {".html", ".txt", ".pdf", ".docx", ".xlsx", ".csv", ".jsonl", ".zip"}


def test_every_notice_is_labelled(readings: dict[str, Reading]) -> None:
    assert set(readings) == {label["id"] for label in [*FACTS, *ROWS]}


def test_every_notice_says_that_it_is_invented(readings: dict[str, Reading]) -> None:
    for name, reading in readings.items():
        assert reading.text is not None, f"{name}: {reading.problems}"
        said = reading.text.content.lower()
        assert "invented example" in said, name
        assert "watchledger demonstration" in said, name


def test_every_notice_is_read_without_a_problem(readings: dict[str, Reading]) -> None:
    assert {name: r.problems for name, r in readings.items() if r.status != "ok"} == {}


@pytest.mark.parametrize("label", FACTS, ids=lambda label: str(label["id"]))
def test_findings_are_those_of_the_label(label: dict[str, Any], readings: dict[str, Reading]) -> None:
    reading = readings[label["id"]]
    assert {(f.technology, f.status) for f in reading.findings} == {(f["technology"], f["status"]) for f in label["findings"]}
    for wanted in label["findings"]:
        if wanted["quantity"] is not None:
            mine = [f.quantity for f in reading.findings if (f.technology, f.status) == (wanted["technology"], wanted["status"])]
            assert wanted["quantity"] in mine, wanted


@pytest.mark.parametrize("label", [*FACTS, *ROWS], ids=lambda label: str(label["id"]))
def test_the_verdict_is_that_of_the_label(label: dict[str, Any], readings: dict[str, Reading]) -> None:
    verdict = readings[label["id"]].verdict
    assert verdict is not None
    assert verdict.verdict == label["surveillance"], verdict.reason


@pytest.mark.parametrize("label", ROWS, ids=lambda label: str(label["id"]))
def test_a_row_buys_what_its_label_says(label: dict[str, Any], readings: dict[str, Reading]) -> None:
    assert sorted({f.technology for f in readings[label["id"]].findings}) == label["technologies"]


def test_evidence_quotes_the_text(readings: dict[str, Reading]) -> None:
    for reading in readings.values():
        assert reading.text is not None and reading.notice is not None
        for _, _, fact in reading.notice.facts():
            assert reading.text.quote(fact.span) == fact.quote
        for finding in reading.findings:
            assert reading.text.quote(finding.span) == finding.quote


def test_people_are_masked(readings: dict[str, Reading]) -> None:
    """Invented contact persons and reviewers (given name 样…, "Sample"), telephone numbers and addresses."""
    for reading in readings.values():
        assert reading.text is not None
        text = reading.text.content
        hidden = {i for start, end, _ in reading.masks for i in range(start, end)}
        for needle in ("冯样例", "钱样本", "陈样张", "许样稿", "555", "@example.invalid", "13900000000", "6200 0000"):
            at = text.find(needle)
            while at >= 0:
                assert at in hidden, f"{reading.origin.path}: {text[max(at - 20, 0) : at + 20]!r}"
                at = text.find(needle, at + 1)


@pytest.mark.parametrize(("score", "labels", "floor"), [(score_notices, FACTS, 0.97), (score_passages, ROWS, 0.97)])
def test_the_facts_are_those_of_the_labels(
    score: Any, labels: list[dict[str, Any]], floor: float, readings: dict[str, Reading]
) -> None:
    """As `watchledger evaluate` scores them; measured 0.996 and 1.0."""
    printed = [as_json(reading, with_text=True, unmask=True) for reading in readings.values()]
    scores = score(printed, labels, {technology.id for technology in load().technologies})
    mean = macro_f1(scores)
    assert mean is not None and mean >= floor, {name: value.errors for name, value in scores.items() if value.errors}
