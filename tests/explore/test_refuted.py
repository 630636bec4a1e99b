"""A finding that people decided wrong does not count in tables, and says so where it is shown."""

from __future__ import annotations

from pathlib import Path

from invented import case_of, readings
from typer.testing import CliRunner

from watchledger.cli import build_app
from watchledger.explore.case import Case, open_case
from watchledger.explore.document import view
from watchledger.explore.refuted import refuted
from watchledger.explore.tables import TABLES, Asked
from watchledger.model.finding import BOUGHT
from watchledger.model.review import subject_of_finding


def counted(case: Case, technology: str) -> int:
    return next((row[2] for row in TABLES["T3"](Asked(case)).rows if row[0] == technology), 0)


def test_a_finding_decided_wrong_does_not_count(tmp_path: Path) -> None:
    made = [r for r in readings(60, seed=5) if sum(f.status in BOUGHT for f in r.findings) == 1]
    one = made[0]
    finding = next(f for f in one.findings if f.status in BOUGHT)
    path = case_of(tmp_path / "case", made)
    with open_case(path) as case:
        before = counted(case, finding.technology)
        assert refuted(case) == frozenset()
        decisions = case.store.decisions
        first = decisions.add(subject_of_finding(finding), "no", document=one.document_id, reviewer="a")
        assert counted(case, finding.technology) == before - 1
        assert "do not count: 1 in the case" in TABLES["T3"](Asked(case)).notes[-1]
        assert [by["a"].judgement for by in view(case, one.document_id).decisions.values()] == ["no"]
    shown = CliRunner().invoke(build_app(), ["show", str(path), one.document_id], env={"COLUMNS": "400"})
    assert "wrong: does not count" in " ".join(shown.output.split())
    with open_case(path) as case:
        case.store.decisions.add(subject_of_finding(finding), "yes", document=one.document_id, reviewer="b")
        assert counted(case, finding.technology) == before, "two minds: it counts until it is settled"
        case.store.decisions.undo(first.number, reviewer="a")
        assert counted(case, finding.technology) == before
