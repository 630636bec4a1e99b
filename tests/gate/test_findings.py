"""Floors of the findings on labelled sets that lie beside the checkout, read the whole way from the file. A floor only goes up;
lowering one needs its reason in the commit."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from watchledger import formats, notices, sources
from watchledger.explore.agreement import cohen_kappa
from watchledger.findings import find
from watchledger.lang.normal import normal
from watchledger.model import BOUGHT, RECORD, Document, Leaf, Limits, Origin, Reading
from watchledger.pipeline import read_document

SHARED = Path(__file__).parents[2].parent / "shared"
TITLES = SHARED / "gold" / "zh" / "titles.jsonl"
PASSAGES = SHARED / "gold" / "passages" / "passages.jsonl"
CORPUS = SHARED / "corpus" / "zh" / "titles.jsonl"
UK = SHARED / "corpus" / "uk" / "contracts_finder"
TED = SHARED / "corpus" / "ted" / "legacy"
pytestmark = [pytest.mark.gate, pytest.mark.skipif(not TITLES.is_file(), reason="the labelled sets do not lie beside the checkout")]

FLOORS = {
    TITLES: {"technologies": 0.98, "surveillance": 0.98},
    PASSAGES: {"technologies": 0.96, "surveillance": 0.96, "status": 0.96, "quantity": 0.90, "quote": 0.97},
}
"""Measured 1.0 in all; the floors leave room for one or two labels, not for a rule that breaks."""


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(path: Path) -> Iterator[Document]:
    for leaf in sources.walk(path, Limits()):
        if isinstance(leaf, Leaf):
            yield from (found for found in sources.expand(leaf, Limits()) if isinstance(found, Document))


def scored(reading: Reading) -> dict[str, Any]:
    findings = [
        {
            "technology": f.technology,
            "status": f.status,
            "quantity": None if f.quantity is None else float(f.quantity),
            "quote": f.quote,
        }
        for f in reading.findings
    ]
    verdict = reading.verdict.verdict if reading.verdict is not None else None
    return {"record_id": reading.origin.record_id, "findings": findings, "surveillance": {"verdict": verdict}}


@pytest.mark.parametrize("path", list(FLOORS), ids=lambda path: path.stem)
def test_labelled_set(path: Path) -> None:
    gold = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    tally = scorer().titles([scored(read_document(document, Limits())) for document in documents(path)], gold, False)
    for name, floor in FLOORS[path].items():
        print(tally[name].line(name))
        assert tally[name].f1 >= floor, f"{path.stem} {name}: {tally[name].f1:.3f} < {floor}"


NAMED_FLOORS = {"targets": ("group", 0.80), "venues": ("kind", 0.90)}
"""Measured 0.889 and 1.0, on 4 and 15 labels."""


@pytest.mark.parametrize("name", list(NAMED_FLOORS))
def test_target_groups_and_venues(name: str) -> None:
    key, floor = NAMED_FLOORS[name]
    gold = {row["id"]: {one[key] for one in row[name]} for row in map(json.loads, PASSAGES.read_text("utf-8").splitlines())}
    right = wrong = missed = 0
    for document in documents(PASSAGES):
        reading = read_document(document, Limits())
        found = {fact.value for fact in getattr(reading.notice, name)}
        wanted = gold[str(reading.origin.record_id)]
        right, wrong, missed = right + len(found & wanted), wrong + len(found - wanted), missed + len(wanted - found)
    f1 = 2 * right / (2 * right + wrong + missed)
    print(f"{name} P {right / (right + wrong):.3f} R {right / (right + missed):.3f} F1 {f1:.3f}")
    assert f1 >= floor


def test_the_corpus_of_titles_is_read_with_few_findings() -> None:
    """Of 23,245 titles 4 % hold surveillance terms (read by eye); far more would be false alarms, far fewer a broken rule."""
    named = sum(1 for line in CORPUS.open(encoding="utf-8") if read_title(json.loads(line)["text"]))
    assert 550 <= named <= 850, named


def read_title(title: str) -> bool:
    document = Document(json.dumps({"text": title}, ensure_ascii=False).encode(), Origin("titles", "1"), RECORD)
    return any(f.status in BOUGHT for f in read_document(document, Limits()).findings)


def _labels(path: Path, key: str) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return {row[key]: row for row in csv.DictReader(lines, delimiter="\t")}


def _missed_and_wrong(found: dict[str, bool], labels: dict[str, dict[str, str]]) -> tuple[list[str], list[str]]:
    wanted = [key for key, row in labels.items() if row["label"] in ("core", "component")]
    negative = [key for key, row in labels.items() if row["label"] == "negative"]
    return [key for key in wanted if not found[key]], [key for key in negative if found[key]]


def test_british_notices() -> None:
    """All core and component found, at most 2 of 41 negatives."""
    labels = _labels(UK / "labels_dev.tsv", "id")
    found = {
        document.origin.record_id: any(f.status in BOUGHT for f in read_document(document, Limits()).findings)
        for document in documents(UK / "uk_contracts_finder_2020.csv")
        if document.origin.record_id in labels
    }
    missed, wrong = _missed_and_wrong({k: v for k, v in found.items() if k is not None}, labels)
    assert missed == [] and len(wrong) <= 2, (missed, wrong)


def test_european_notices() -> None:
    """At least 13 of 14 core and component found by word or code, at most 1 of 12 negatives."""
    labels = _labels(TED / "labels_dev.tsv", "file")
    found = {}
    for document in documents(TED):
        name = Path(document.origin.path).name
        if name in labels:
            _, text = formats.read_text(document, Limits())
            view = normal(text.content)
            findings, _ = find(text, view, notices.read_notice(text, view))
            found[name] = any(f.status in BOUGHT for f in findings)
    missed, wrong = _missed_and_wrong(found, labels)
    assert len(missed) <= 1 and len(wrong) <= 1, (missed, wrong)


@pytest.mark.parametrize("name", ["decided_titles.tsv", "decided_titles_2.tsv"])
def test_titles_decided_by_hand(name: str) -> None:
    """300 titles with findings and 300 without, drawn by chance and decided by a person (docs/quality.md): what was right stays
    found, what was wrong stays rare, what has nothing to do with surveillance stays without findings."""
    with (Path(__file__).parent / name).open(encoding="utf-8") as lines:
        decided = {row["key"]: row for row in csv.DictReader(lines, delimiter="\t")}
    titles = (json.loads(line)["text"] for line in CORPUS.open(encoding="utf-8"))
    keyed = {hashlib.sha256(title.encode()).hexdigest()[:12]: title for title in titles}
    found = {key: read_title(keyed[key]) for key in decided}
    lost = [
        keyed[key] for key, row in decided.items() if row["stratum"] == "found" and row["decision"] == "right" and not found[key]
    ]
    false = [keyed[key] for key, row in decided.items() if row["stratum"] == "free" and row["decision"] == "right" and found[key]]
    assert len(lost) <= 3 and len(false) <= 1, (lost, false)


def test_two_readers_agree_on_a_balanced_sample() -> None:
    """120 of the decided titles, half with findings, decided again by a reader who saw the words alone: does a title name
    surveillance that is bought? Cohen's kappa is 0.983 (docs/quality.md)."""
    with (Path(__file__).parent / "second_reader.tsv").open(encoding="utf-8") as lines:
        pairs = [(row["first"], row["second"]) for row in csv.DictReader(lines, delimiter="\t")]
    kappa = cohen_kappa(pairs)
    assert len(pairs) == 120 and kappa is not None and kappa >= 0.95, kappa
