"""What is left to decide, asked of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import case_of, readings

from watchledger.errors import InputError
from watchledger.explore.case import Case, open_case
from watchledger.explore.queue import Place, Queue, disagreements, following, item_at, narrowed, place_of, progress
from watchledger.model.review import subject_of_fact, subject_of_finding

MADE = list(readings(30, seed=9))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with open_case(case_of(tmp_path / "case", MADE)) as opened:
        yield opened


def decide(case: Case, at: Place, judgement: str = "yes", reviewer: str = "a", kind: str = "finding") -> int:
    now = item_at(case, kind, at)
    return case.store.decisions.add(now.subject, judgement, document=now.head.id, reviewer=reviewer).number


@pytest.mark.parametrize("kind", ["finding", "fact"])
def test_every_item_is_asked_once_in_order_and_has_the_subject_of_the_model(case: Case, kind: str) -> None:
    if kind == "finding":
        wanted = {subject_of_finding(f) for r in MADE for f in r.findings}
    else:
        wanted = {subject_of_fact(name, f) for r in MADE if r.notice for name, _, f in r.notice.facts() if name == "budget"}
    queue = Queue(kind, () if kind == "finding" else (("field", "budget"),))
    seen, places = set(), []
    while (at := following(case, queue, "a")) is not None:
        assert progress(case, queue, "a") == (len(places), len(wanted))
        places.append(at)
        seen.add(item_at(case, kind, at).subject)
        decide(case, at, kind=kind)
    assert places == sorted(places)
    assert seen == wanted
    assert progress(case, queue, "a") == (len(wanted), len(wanted))
    assert progress(case, queue, "b") == (0, len(wanted))


def test_a_decision_taken_back_is_asked_again_at_its_place(case: Case) -> None:
    queue = Queue("finding")
    first = following(case, queue, "a")
    assert first is not None
    number = decide(case, first)
    second = following(case, queue, "a")
    assert second is not None
    assert second > first
    undone = case.store.decisions.last("a")
    assert undone is not None
    assert place_of(case, undone) == first
    case.store.decisions.undo(number, reviewer="a")
    assert following(case, queue, "a") == first
    assert following(case, queue, "a", after=first) == second


def test_a_queue_is_narrowed_by_its_values_and_by_documents(case: Case) -> None:
    for name in ("technology", "rule", "certainty", "status"):
        for value, count in narrowed(case, Queue("finding"), name):
            assert progress(case, Queue("finding", ((name, value),)), "a") == (0, count)
    keys = tuple(case.store.keys_of(r.document_id for r in MADE[:10]))
    assert progress(case, Queue("finding", (), keys), "a")[1] == sum(len(r.findings) for r in MADE[:10])
    with pytest.raises(InputError):
        Queue("finding", (("quote", "x"),))
    with pytest.raises(InputError):
        Place.of("1; DROP TABLE")


def test_reviewers_of_two_minds_are_listed(case: Case) -> None:
    queue = Queue("finding")
    first = following(case, queue, "a")
    assert first is not None
    decide(case, first, "yes", "a")
    decide(case, first, "yes", "b")
    assert disagreements(case) == []
    decide(case, first, "no", "c")
    (one,) = disagreements(case)
    assert {name: d.judgement for name, d in one.decisions.items()} == {"a": "yes", "b": "yes", "c": "no"}


def test_what_was_read_again_is_no_item_any_more(case: Case) -> None:
    with pytest.raises(InputError, match="read again"):
        item_at(case, "finding", Place(99_999, 0))
