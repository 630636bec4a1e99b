"""From decisions to figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import case_of, readings

from watchledger.explore.case import Case, open_case
from watchledger.explore.review import assess, item, subjects, undecided
from watchledger.explore.sample import draw
from watchledger.model.finding import BOUGHT
from watchledger.store import Sample

FACE = ("video.face",)
MADE = list(readings(120, seed=4))
FOUND = {r.document_id for r in MADE if any(f.technology == "video.face" and f.status in BOUGHT for f in r.findings)}


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with open_case(case_of(tmp_path / "case", MADE)) as opened:
        yield opened


def decide(case: Case, sample: Sample, truth: set[str], reviewer: str = "a", unsure: int = 0) -> None:
    for at, one in enumerate(subjects(sample)):
        judgement = "unsure" if at < unsure else "yes" if one.source in truth else "no"
        case.store.decisions.add(one, judgement, document=one.source, reviewer=reviewer)


def test_a_whole_review_gives_the_truth_without_error(case: Case) -> None:
    wrong, missed = sorted(FOUND)[:3], sorted({r.document_id for r in MADE} - FOUND)[:5]
    truth = FOUND - set(wrong) | set(missed)
    sample = case.store.samples.keep(draw(case, FACE, None, n=1_000, seed=1))
    decide(case, sample, truth)
    made = assess(case, sample)
    for interval in (made.estimate.count, made.if_yes, made.if_no):
        assert (interval.value, interval.low, interval.high) == (len(truth),) * 3
    assert made.powered is not None
    assert made.powered.value == pytest.approx(len(truth))
    assert made.estimate.automatic == len(FOUND)
    assert made.estimate.precision.value == pytest.approx((len(FOUND) - 3) / len(FOUND))
    assert made.estimate.recall.value == pytest.approx((len(FOUND) - 3) / len(truth))
    assert not made.changed


def test_a_part_review_has_an_interval_around_the_truth(case: Case) -> None:
    sample = case.store.samples.keep(draw(case, FACE, None, n=60, seed=2))
    nothing = assess(case, sample)
    assert nothing.estimate.reviewed == 0
    assert nothing.powered is None
    decide(case, sample, FOUND)
    made = assess(case, sample)
    count, before = made.estimate.count, nothing.estimate.count
    assert count.low is not None
    assert count.high is not None
    assert before.low is not None
    assert before.high is not None
    assert before.low < count.low <= len(FOUND) <= count.high < before.high


def test_open_documents_are_left_out_and_bound_the_count(case: Case) -> None:
    sample = case.store.samples.keep(draw(case, FACE, None, n=1_000, seed=1))
    decide(case, sample, FOUND, unsure=10)
    made = assess(case, sample)
    assert made.open == 10
    assert made.estimate.reviewed == 110
    open_found = sum(one.source in FOUND for one in subjects(sample)[:10])
    assert made.if_yes.value == len(FOUND) + 10 - open_found
    assert made.if_no.value == len(FOUND) - open_found


def test_two_reviewers_agree_and_differ(case: Case) -> None:
    sample = case.store.samples.keep(draw(case, FACE, None, n=1_000, seed=1))
    decide(case, sample, FOUND, "a")
    assert assess(case, sample).agreement is None
    decide(case, sample, FOUND - set(sorted(FOUND)[:4]), "b")
    made = assess(case, sample)
    assert made.agreement is not None
    assert (made.agreement.reviewers, made.agreement.together, made.agreement.same) == (("a", "b"), 120, 116)
    n, yes = 120, len(FOUND)
    chance = (yes * (yes - 4) + (n - yes) * (n - yes + 4)) / n**2
    assert made.agreement.kappa == pytest.approx((116 / n - chance) / (1 - chance))
    assert made.open == 4, "of two minds"
    decide(case, sample, FOUND, "c")
    assert assess(case, sample).open == 0, "a third one settles it"


def test_the_queue_is_each_reviewers_own(case: Case) -> None:
    sample = case.store.samples.keep(draw(case, FACE, None, n=6, seed=1))
    first = subjects(sample)[0]
    case.store.decisions.add(first, "yes", document=first.source, reviewer="a")
    assert undecided(case, sample, "a") == [1, 2, 3, 4, 5]
    assert undecided(case, sample, "b") == [0, 1, 2, 3, 4, 5]


def test_a_document_is_shown_masked_with_the_words_that_were_seen(case: Case) -> None:
    sample = draw(case, FACE, None, n=1_000, seed=1)
    by_id = {r.document_id: r for r in MADE}
    for position in range(0, 120, 7):
        shown = item(case, sample, position)
        r = by_id[shown.head.id]
        assert r.text is not None
        wanted = [f.quote for f in r.findings if f.technology == "video.face"]
        assert [place.match for place in shown.places] == wanted
        assert not any(r.text.content[mask.start : mask.end] in shown.shown for mask in r.masks)
        assert shown.opening in shown.shown
