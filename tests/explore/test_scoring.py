"""Scores are those of the tool that labels came with, where it lies beside the checkout, and of a few counted by hand."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from watchledger.explore.scoring import exactly_quoted, macro_f1, score_notices, score_passages

SHARED = Path(__file__).parents[2].parent / "shared"
KNOWN = {"video.face", "video.cctv", "bio.dna"}


def finding(technology: str, status: str = "required", quantity: float | None = None, quote: str = "人脸识别") -> dict[str, Any]:
    return {"technology": technology, "status": status, "quantity": quantity, "quote": quote, "start": 0, "end": 4}


READINGS: list[dict[str, Any]] = [
    {"record_id": "1", "text": "人脸识别", "findings": [finding("video.face", quantity=3)], "surveillance": {"verdict": "yes"}},
    {"record_id": "2", "text": "人脸识别", "findings": [finding("video.cctv"), finding("bio.dna", "existing")],
     "surveillance": {"verdict": "yes"}},
    {"record_id": "3", "text": "无", "findings": [], "surveillance": {"verdict": "no"}},
]  # fmt: skip
LABELS: list[dict[str, Any]] = [
    {"id": "1", "text": "", "technologies": ["video.face"], "surveillance": "yes",
     "findings": [{"technology": "video.face", "status": "required", "quantity": 3, "quote": "人脸识别系统"}]},
    {"id": "2", "text": "", "technologies": ["bio.dna"], "surveillance": "no",
     "findings": [{"technology": "bio.dna", "status": "required", "quote": "血样"}]},
    {"id": "3", "text": "", "technologies": ["video.face", "later.id"], "surveillance": "yes", "findings": []},
]  # fmt: skip


def test_passages_by_hand() -> None:
    scores = score_passages(READINGS, LABELS, KNOWN)
    counts = {name: (score.right, score.wrong, score.missed) for name, score in scores.items()}
    assert counts == {
        "technologies": (1, 1, 2), "surveillance": (1, 1, 1), "status": (1, 1, 1), "quantity": (1, 0, 0), "quote": (1, 1, 1),
    }  # fmt: skip
    assert scores["technologies"].f1 == pytest.approx(0.4)
    assert macro_f1(scores) == pytest.approx((0.4 + 0.5 + 0.5 + 1 + 0.5) / 5)
    assert len(scores["technologies"].errors) == 2


def test_evidence_counts_what_is_not_quoted() -> None:
    broken = {"path": "a", "text": "abc", "notice": {"title": {"value": "x", "quote": "b", "start": 0, "end": 1},
              "buyer": {"value": "no evidence"}, "agency": None}, "findings": []}  # fmt: skip
    good, bad = exactly_quoted([*READINGS, broken])
    assert good == 3
    assert bad == ["a notice title", "a notice buyer"]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    path = SHARED / "tools" / "score.py"
    if not path.is_file():
        pytest.skip("the labels' own tool does not lie beside the checkout")
    spec = importlib.util.spec_from_file_location("score_tool", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def theirs(tally: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    return {name: (t.tp, t.fp, t.fn) for name, t in tally.items() if t.tp + t.fp + t.fn}


def ours(scores: dict[str, Any]) -> dict[str, tuple[int, int, int]]:
    return {name: (s.right, s.wrong, s.missed) for name, s in scores.items() if s.right + s.wrong + s.missed}


def test_the_tool_agrees_on_passages(tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool, "known_technologies", lambda: KNOWN)
    assert ours(score_passages(READINGS, LABELS, KNOWN)) == theirs(tool.titles(READINGS, LABELS, False))


def test_the_tool_agrees_on_notices_blurred_in_every_way(tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The labels read as if they were readings, each third field of each wrong, left out or written otherwise."""
    path = SHARED / "gold" / "zh" / "facts.jsonl"
    if not path.is_file():
        pytest.skip("no labels beside the checkout")
    labels = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    readings = [_blurred(label, at) for at, label in enumerate(labels)]
    monkeypatch.setattr(tool, "known_technologies", lambda: KNOWN)
    mine, other = ours(score_notices(readings, labels, KNOWN)), theirs(tool.facts(readings, labels, False))
    assert mine == other
    assert all(right > 0 for name, (right, _, _) in mine.items() if name != "technologies")


def _blurred(label: dict[str, Any], at: int) -> dict[str, Any]:
    notice: dict[str, Any] = {"type": {"value": label["notice_type"] if at % 3 else "other"}}
    for number, name in enumerate(
        ("title", "buyer", "agency", "budget", "ceiling", "award_total", "published", "deadline", "region")
    ):
        value = label[name]
        how = (at + number) % 4
        if how == 1:
            value = None
        elif how == 2:
            value = f"{value}。 " if isinstance(value, str) else 1
        notice[name] = (
            None if value is None else {"value": {"amount": value, "currency": "CNY"} if isinstance(value, (int, float)) else value}
        )
    notice["project_codes"] = [{"value": code[: 6 + at % 5]} for code in label["project_codes"]]
    notice["suppliers"] = [{"name": {"value": s["name"]}, "amount": s["amount"] and {"value": {"amount": s["amount"] + at % 2}}}
                           for s in label["suppliers"]]  # fmt: skip
    notice["items"] = [{"name": {"value": i["name"]}, "quantity": {"value": i["quantity"]}} for i in label["items"]]
    return {"path": f"somewhere/{label['id']}", "notice": notice, "findings": [finding("video.cctv")] if at % 20 == 0 else []}
