"""A sample is random, reproducible, and its strata are a partition of the case."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from invented import case_of, readings

from watchledger.explore.case import open_case
from watchledger.explore.sample import draw
from watchledger.model.finding import BOUGHT
from watchledger.search import parse

from .conftest import Held

FACE = ("video.face",)


def found(held: Held) -> set[str]:
    return {r.document_id for r in held.readings if any(f.technology == "video.face" and f.status in BOUGHT for f in r.findings)}


def test_strata_partition_what_was_found_and_what_was_not(held: Held) -> None:
    sample = draw(held.case, FACE, None, n=120, seed=1)
    assert sample.documents == len(held.readings) == sum(stratum.size for stratum in sample.strata)
    assert sum(stratum.size for stratum in sample.strata if stratum.found) == len(found(held))
    assert len(sample.strata) == 6, "one for twenty drawn"
    assert all(sum(many for _, many in stratum.scores) == stratum.size for stratum in sample.strata)
    assert len(sample.drawn) == len({one.document for one in sample.drawn}) == 120
    for one in sample.drawn:
        assert sample.strata[one.stratum].found == (one.document in found(held))
    assert min(Counter(one.stratum for one in sample.drawn).values()) >= 2
    weights = sample.weights()
    assert sum(weights[one.stratum] or 0 for one in sample.drawn) == pytest.approx(sample.documents)


def test_the_same_seed_draws_the_same_whatever_the_order_of_adding(held: Held, tmp_path: Path) -> None:
    drawn = draw(held.case, FACE, None, n=60, seed=5)
    assert draw(held.case, FACE, None, n=60, seed=5) == drawn
    assert draw(held.case, FACE, None, n=60, seed=6).drawn != drawn.drawn
    with open_case(case_of(tmp_path / "case", list(reversed(held.readings)))) as other:
        assert draw(other, FACE, None, n=60, seed=5) == drawn


def test_every_document_of_a_stratum_is_as_likely_as_the_others(held: Held) -> None:
    """Over 100 seeds no document is drawn more or less often than its stratum's share allows, to 5 sigma."""
    counts: Counter[str] = Counter()
    for seed in range(100):
        counts.update(one.document for one in draw(held.case, (), None, n=200, seed=seed).drawn)
    one = draw(held.case, (), None, n=200, seed=0)
    shares = [1 / weight for weight in one.weights() if weight is not None]
    low, high = min(shares), max(shares)
    for r in held.readings:
        assert 100 * low - 50 * (low * (1 - low)) ** 0.5 <= counts[r.document_id] <= 100 * high + 50 * (high * (1 - high)) ** 0.5


def test_a_query_narrows_what_is_drawn_from(held: Held) -> None:
    tree = parse("year:2015..2018")
    sample = draw(held.case, (), tree, n=1_000, seed=1)
    keys = held.case.index.keys(tree)
    assert len(sample.drawn) == sample.documents == len(keys)
    assert {head.id for head in held.case.store.heads(keys)} == {one.document for one in sample.drawn}
    assert draw(held.case, (), parse("年年有余的采购"), n=10, seed=1).drawn == ()


def test_what_has_no_text_is_counted_and_not_drawn(tmp_path: Path) -> None:
    made = list(readings(20))
    path = case_of(tmp_path / "case", made)
    torn = replace(made[0], document_id="f" * 16, status="failed", text=None, notice=None, findings=(), masks=(), verdict=None)
    with open_case(path) as case:
        from watchledger.store import pack

        case.store.put([pack(torn)])
        sample = draw(case, (), None, n=50, seed=1)
    assert (sample.documents, sample.unreadable) == (20, 1)
    assert "f" * 16 not in {one.document for one in sample.drawn}
