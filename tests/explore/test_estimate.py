from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchledger.explore.estimate import Scored, Stratum, allocate, prediction_powered, stratified


def test_a_fully_reviewed_corpus_has_no_error() -> None:
    estimate = stratified([Stratum("found", 10, 10, 8, True), Stratum("rest", 5, 5, 1, False)])
    assert (estimate.count.value, estimate.count.low, estimate.count.high) == (9, 9, 9)
    assert estimate.precision.value == pytest.approx(0.8)
    assert estimate.recall.value == pytest.approx(8 / 9)
    assert estimate.automatic == 10


def test_no_positive_in_the_sample_is_not_none_in_the_corpus() -> None:
    estimate = stratified([Stratum("found", 100, 50, 45, True), Stratum("rest", 10_000, 200, 0, False)])
    assert estimate.count.value == 90
    assert estimate.count.high is not None and estimate.count.high > 150
    assert estimate.recall.low is not None and estimate.recall.low < 0.6


def test_an_unreviewed_stratum_is_named_and_its_width_shown() -> None:
    estimate = stratified([Stratum("found", 10, 10, 10, True), Stratum("rest", 100, 0, 0, False)])
    assert estimate.unreviewed_strata == ("rest",)
    assert estimate.count.low is not None and estimate.count.high is not None
    assert estimate.count.high - estimate.count.low > 90


def test_impossible_strata_are_refused() -> None:
    with pytest.raises(ValueError, match="rest"):
        Stratum("rest", 10, 5, 6, False)


SIMULATIONS = 2_000
LAYERS = (
    ("strong", 300, 60, 0.95, True),
    ("weak", 200, 60, 0.6, True),
    ("near", 500, 60, 0.08, False),
    ("far", 4000, 120, 0.02, False),
)


def test_the_interval_covers_the_truth_as_often_as_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """2,000 simulated corpora: the true count lies in the 95 % interval 93 to 97 times in 100."""
    monkeypatch.setattr("watchledger.explore.estimate.DRAWS", 1_000)
    rng = np.random.default_rng(5)
    inside = 0
    for run in range(SIMULATIONS):
        strata, true = [], 0
        for name, size, n, share, found in LAYERS:
            truth = rng.random(size) < share
            true += int(truth.sum())
            strata.append(Stratum(name, size, n, int(rng.choice(truth, n, replace=False).sum()), found))
        count = stratified(strata, seed=run).count
        assert count.low is not None and count.high is not None
        inside += count.low <= true <= count.high
    assert 0.93 <= inside / SIMULATIONS <= 0.97


def test_prediction_powered_intervals_cover_and_are_narrower_with_good_scores() -> None:
    rng = np.random.default_rng(6)
    inside, widths, plain = 0, [], []
    for _ in range(SIMULATIONS):
        scores = rng.beta(0.6, 1.2, 2_000)
        truth = rng.random(2_000) < scores
        drawn = rng.choice(2_000, 200, replace=False)
        interval = prediction_powered([Scored("all", scores, [(scores[i], bool(truth[i])) for i in drawn])])
        blind = prediction_powered([Scored("all", [0.5] * 2_000, [(0.5, bool(truth[i])) for i in drawn])])
        assert interval.low is not None and interval.high is not None and blind.low is not None and blind.high is not None
        inside += interval.low <= truth.sum() <= interval.high
        widths.append(interval.high - interval.low)
        plain.append(blind.high - blind.low)
    assert 0.93 <= inside / SIMULATIONS <= 0.97
    assert np.mean(widths) < 0.85 * np.mean(plain)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=8), st.integers(0, 900))
def test_an_allocation_uses_the_whole_sample_and_no_more_than_there_is(sizes: list[int], n: int) -> None:
    drawn = allocate(sizes, n)
    assert sum(drawn) == min(n, sum(sizes))
    assert all(0 <= d <= size for d, size in zip(drawn, sizes, strict=True))
