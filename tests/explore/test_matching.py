"""Decisions on pairs of names in a case: appended, reversible, never undone by documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from invented import case_of, readings

from watchledger.errors import InputError
from watchledger.explore.case import Case, open_case
from watchledger.explore.matching import candidates, decide, history, matching, undo
from watchledger.explore.organisation import organisation
from watchledger.model.reading import Reading
from watchledger.store import pack

MADE = list(readings(80, seed=31))
BUREAU, SCHOOL = "青石县公安局", "青石县教育局"


def renamed(reading: Reading, name: str) -> Reading:
    """The same notice with another buyer, at another path."""
    assert reading.notice is not None and reading.notice.buyer is not None
    notice = replace(reading.notice, buyer=replace(reading.notice.buyer, value=name))
    return replace(reading, document_id=f"{abs(hash(name)):016x}"[:16], notice=notice)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    asked = [renamed(MADE[0], "云岭市公安局云山分局"), renamed(MADE[1], "海康威视"), renamed(MADE[2], "Hikvision")]
    with open_case(case_of(tmp_path / "case", [*MADE, *asked])) as opened:
        yield opened


def together(case: Case, one: str, other: str) -> bool:
    found = matching(case)
    return any({one, other} <= {m.name for m in cluster} for cluster in found.resolution.clusters)


def test_a_candidate_has_its_reason_and_is_gone_once_decided(case: Case) -> None:
    (pair,) = [c for c in candidates(matching(case)) if {c.one, c.other} == {"Hikvision", "海康威视"}]
    assert pair.link.comparison.reasons[0].rule == "alias.unverified"
    assert pair.documents == (1, 1) and pair.roles == (("buyer",), ("buyer",))
    made = decide(case, pair.one, pair.other, "yes", reviewer="a", note="a report")
    assert made.quote is not None and "alias.unverified compare/" in made.quote, "the machine's word and the version of its rules"
    assert together(case, "Hikvision", "海康威视")
    assert not any({c.one, c.other} == {"Hikvision", "海康威视"} for c in candidates(matching(case)))
    found = organisation(case, "Hikvision")
    assert {line["name"] for line in found["names"]} == {"Hikvision", "海康威视"}
    assert found["documents"] == 2
    assert [(d["number"], d["judgement"], d["counts"]) for d in found["decisions"]] == [(made.number, "yes", True)]


def test_undo_gives_back_what_was_before_and_the_log_keeps_all(case: Case) -> None:
    before = matching(case).resolution
    made = decide(case, "Hikvision", "海康威视", "no", reviewer="a")
    assert organisation(case, "Hikvision")["ask"] == []
    assert undo(case, "a") == made
    assert matching(case).resolution == before
    assert [one.judgement for one in history(case)] == ["no", "undone"]
    assert undo(case, "a") is None
    with pytest.raises(InputError, match="none on a pair"):
        undo(case, "a", 99)


def test_unsure_holds_a_pair_for_one_reviewer_and_counts_neither_way(case: Case) -> None:
    decide(case, "Hikvision", "海康威视", "unsure", reviewer="a")
    pairs = [{c.one, c.other} for c in candidates(matching(case), "a")]
    assert {"Hikvision", "海康威视"} not in pairs
    (other,) = [c for c in candidates(matching(case), "b") if {c.one, c.other} == {"Hikvision", "海康威视"}]
    assert other.standing is not None and other.standing.by_reviewer["a"].judgement == "unsure"


def test_the_latest_decision_counts_and_a_dispute_shows(case: Case) -> None:
    decide(case, "Hikvision", "海康威视", "yes", reviewer="a")
    decide(case, "海康威视", "Hikvision", "no", reviewer="b")
    (held,) = matching(case).standing.values()
    assert held.disputed and held.counts is not None and held.counts.reviewer == "b"
    assert not together(case, "Hikvision", "海康威视")
    undo(case, "b")
    assert together(case, "Hikvision", "海康威视")


def test_a_contradiction_is_refused_and_says_with_what(case: Case) -> None:
    first = decide(case, BUREAU, SCHOOL, "yes", reviewer="a")
    decide(case, SCHOOL, "Hikvision", "yes", reviewer="a")
    with pytest.raises(InputError, match=f"decision {first.number}"):
        decide(case, BUREAU, "Hikvision", "no", reviewer="b")
    assert len(history(case)) == 2


def test_documents_that_are_added_or_read_again_change_no_decision(case: Case) -> None:
    decide(case, BUREAU, SCHOOL, "yes", reviewer="a")
    decide(case, "Hikvision", "海康威视", "no", reviewer="a")
    held = matching(case).standing
    again = [pack(reading) for reading in [*MADE, *readings(40, seed=77)]]
    case.store.put(again, replace=True)
    assert matching(case).standing == held
    assert together(case, BUREAU, SCHOOL)
    assert not together(case, "Hikvision", "海康威视")


def test_a_pair_needs_two_names_and_a_reviewer(case: Case) -> None:
    with pytest.raises(InputError):
        decide(case, BUREAU, BUREAU, "yes", reviewer="a")
    with pytest.raises(InputError):
        decide(case, BUREAU, SCHOOL, "yes", reviewer=" ")
