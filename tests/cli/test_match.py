"""Pairs of names decided in the terminal, listed and taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from invented import case_of, readings
from typer.testing import CliRunner

from watchledger.cli import build_app
from watchledger.errors import InputError
from watchledger.model.reading import Reading

from .conftest import run

MADE = list(readings(60, seed=12))
ASKED = ("海康威视", "Hikvision", "大华股份", "浙江大华技术股份有限公司", "青石县公安局", "青石县教育局", "青石县政法委")


def renamed(reading: Reading, name: str, number: int) -> Reading:
    assert reading.notice is not None and reading.notice.buyer is not None
    notice = replace(reading.notice, buyer=replace(reading.notice.buyer, value=name))
    return replace(reading, document_id=f"{number:016x}", notice=notice)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    further = [renamed(MADE[at], name, at + 1) for at, name in enumerate(ASKED)]
    path: Path = case_of(tmp_path / "case", [*MADE, *further])
    return path


def match(case: Path, keys: str, *more: str) -> str:
    done = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}).invoke(
        build_app(), ["match", str(case), "--reviewer", "A", *more], input=keys
    )
    assert done.exit_code == 0, done.output
    return done.stdout


def listed(case: Path, *more: str) -> list[set[str]]:
    code, out, _ = run("match", case, "--list", "--json", "--reviewer", "A", *more)
    assert code == 0
    return [set(one["names"]) for one in json.loads(out)["candidates"]]


def test_pairs_are_decided_one_after_another_and_taken_back(case: Path) -> None:
    asked = listed(case)
    assert {"海康威视", "Hikvision"} in asked and {"大华股份", "浙江大华技术股份有限公司"} in asked
    out = match(case, "x\ny in a report\nu\nq\n")
    assert "alias.unverified" in out and "0.85" in out and "1 documents, buyer" in out
    assert "Taken back: decision 1, one body" in out
    assert listed(case) == asked
    match(case, "y\n", "--name", "海康")
    match(case, "c not the brand\nn\n", "--name", "大华")
    log = json.loads(run("match", case, "--log", "--json")[1])["decisions"]
    assert [(one["judgement"], one["note"]) for one in log] == [
        ("yes", "in a report"), ("undone", None), ("yes", None), ("no", "not the brand"),
    ]  # fmt: skip
    assert {one["reviewer"] for one in log} == {"A"} and all("compare/" in one["machine"] for one in log if one["undoes"] is None)
    names = {line["name"] for line in json.loads(run("org", case, "Hikvision", "--json")[1])["names"]}
    assert names == {"海康威视", "Hikvision"}


def test_a_pair_is_split_by_name_and_a_contradiction_is_refused(case: Path) -> None:
    one, other, third = "青石县公安局", "青石县教育局", "青石县政法委"
    assert "Decision 1: one body" in run("match", case, "--between", one, other, "--decide", "y", "--reviewer", "A")[1]
    joined = json.loads(run("match", case, "--joined", "--json", "--name", "青石县教育局")[1])["joined"]
    assert [line["rule"] for line in joined] == ["person"]
    run("match", case, "--between", other, third, "--decide", "y", "--reviewer", "A")
    with pytest.raises(InputError, match="decision 1 "):
        run("match", case, "--between", one, third, "--decide", "n", "--reviewer", "B")
    assert "Taken back: decision 1" in run("match", case, "--undo", 1, "--reviewer", "B")[1]
    assert run("match", case, "--between", one, third, "--decide", "n", "--reviewer", "B")[0] == 0
    assert "taken back (decision 1)" in run("match", case, "--log")[1]


def test_a_decision_needs_its_pair(case: Path) -> None:
    with pytest.raises(InputError, match="no document names '没有的局'"):
        run("match", case, "--between", "没有的局", "青石县教育局", "--decide", "y", "--reviewer", "A")
    for wrong in (("--decide", "y"), ("--between", "a", "b"), ("--between", "a", "b", "--decide", "x")):
        assert run("match", case, *wrong)[0] == 2
