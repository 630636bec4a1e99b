"""Draw, decide, estimate, from the command line."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import pytest
from invented import case_of, readings
from typer.testing import CliRunner

from watchledger.cli import build_app
from watchledger.model.finding import BOUGHT

from .conftest import run

MADE = list(readings(80, seed=12))
FOUND = {r.document_id for r in MADE if any(f.technology == "video.face" and f.status in BOUGHT for f in r.findings)}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path: Path = case_of(tmp_path / "case", MADE)
    return path


def review(case: Path, keys: str, reviewer: str, *more: str) -> str:
    done = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}).invoke(
        build_app(), ["review", str(case), "--reviewer", reviewer, *more], input=keys
    )
    assert done.exit_code == 0, done.output
    return done.stdout


def test_from_a_sample_to_an_estimate(case: Path, tmp_path: Path) -> None:
    code, out, _ = run("sample", case, "--technology", "video.face", "--n", 80, "--seed", 3, "--json")
    assert code == 0
    sample = json.loads(out)
    drawn = [one["document"] for one in sample["drawn"]]
    keys = ["y" if document in FOUND else "n" for document in drawn]
    assert "2 of 80 decided by A" in review(case, "?\nt\ny looks right\nu\n" + "\n".join(keys[:2]) + "\nq\n", "A")
    assert "80 of 80 decided by A: all" in review(case, "\n".join(keys[2:]) + "\n", "A")
    review(case, "\n".join(["h", *keys[1:]]) + "\n", "B")
    code, out, _ = run("estimate", case, "--technology", "video.face", "--json")
    assert code == 0
    made = json.loads(out)
    assert made["count"] == {"value": len(FOUND), "low": len(FOUND), "high": len(FOUND)}
    assert made["precision"]["value"] == made["recall"]["value"] == 1
    assert made["agreement"]["together"] == 80
    assert made["agreement"]["same"] == 79
    assert made["agreement"]["cohen_kappa"] > 0.9
    told = run("estimate", case)[1]
    assert f"corrected count        {len(FOUND)} ({len(FOUND)} to {len(FOUND)})" in told
    assert "agreement              79 of 80 (A and B)" in told

    assert run("export", case, tmp_path / "out")[0] == 0
    with (tmp_path / "out" / "decisions.csv").open(encoding="utf-8", newline="") as file:
        log = list(csv.DictReader(file))
    assert len(log) == 162, "a decision, its reversal, and 160 more"
    assert [row["judgement"] for row in log[:3]] == ["yes", "undone", "yes" if keys[0] == "y" else "no"]
    assert log[0]["note"] == "looks right"
    assert log[1]["undoes"] == "1"
    assert all(row["sha256"] and row["document"] == row["source"] for row in log)


def test_notes_go_with_the_next_decision(case: Path, tmp_path: Path) -> None:
    run("sample", case, "--n", 20)
    review(case, "c a door bell\nn\ny\nq\n", "A")
    run("export", case, tmp_path / "out", "--to", "jsonl")
    log = [json.loads(line) for line in (tmp_path / "out" / "decisions.jsonl").read_text("utf-8").splitlines()]
    assert [(one["judgement"], one["note"]) for one in log] == [("no", "a door bell"), ("yes", None)]


def test_the_sample_is_told_to_people(case: Path) -> None:
    code, out, _ = run("sample", case, "--where", "year>=2015", "--n", 40)
    assert code == 0
    assert "sample 1: 40 of " in out
    assert "one stands for" in out


def test_findings_are_decided_one_by_one(case: Path, tmp_path: Path) -> None:
    where = ["--findings", "--where", "technology:video.face"]
    mine = [f for r in MADE for f in r.findings if f.technology == "video.face"]
    out = review(case, "y\nr video.cctv\nu\nc unsure of the number\nh\nq\n", "A", *where)
    assert "Is it video.face/" in out
    assert "2 decided by A" in out
    out = review(case, "n\n" * 200, "A", *where)
    assert f"{len(mine) - 2} decided by A: all" in out
    run("export", case, tmp_path / "out", "--to", "jsonl")
    log = [json.loads(line) for line in (tmp_path / "out" / "decisions.jsonl").read_text("utf-8").splitlines()]
    assert [(one["judgement"], one["corrected"], one["note"]) for one in log[:4]] == [
        ("yes", None, None), ("no", "video.cctv", None), ("undone", None, None), ("unsure", None, "unsure of the number"),
    ]  # fmt: skip
    assert len(log) == len(mine) + 2
    texts = {r.text.id: r.text.content for r in MADE if r.text}
    assert all(
        one["kind"] == "finding" and texts[one["source"]][one["start"] : one["end"]] == one["quote"] for one in log if one["quote"]
    )
    assert run("review", case, "--where", "video")[0] == 2


def test_a_sample_of_nothing(case: Path) -> None:
    code, out, _ = run("sample", case, "--where", "年年有余的采购", "--json")
    assert code == 0
    assert json.loads(out)["documents"] == 0
    assert "0 of 0 decided by A: all" in review(case, "", "A")
    made = json.loads(run("estimate", case, "--json")[1])
    assert made["count"] == {"value": 0, "low": 0, "high": 0}
    assert made["precision"] == {"value": None, "low": None, "high": None}


def test_a_case_of_an_older_version_is_reviewed_and_searched(case: Path) -> None:
    """Made before decisions, and before layouts had an outline."""
    with sqlite3.connect(case / "case.db") as old:
        for table in ("decisions", "samples", "strata", "sampled"):
            old.execute(f"DROP TABLE {table}")
        old.execute("ALTER TABLE layouts DROP COLUMN outline")
        old.execute("UPDATE meta SET value = '2' WHERE name = 'version'")
    old.close()
    assert run("find", case, "采购")[0] == 0
    assert run("sample", case, "--n", 5)[0] == 0
    assert "1 of 5 decided" in review(case, "y\nq\n", "A")


def test_wrong_use(case: Path) -> None:
    assert run("sample", case, "--technology", "no such thing")[0] == 2
    with pytest.raises(Exception, match="holds no such sample"):
        run("estimate", case)
