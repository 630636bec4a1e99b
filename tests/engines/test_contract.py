"""What holds for every engine: each part once, losses named, the end of each item told."""

from __future__ import annotations

from collections import Counter
from types import ModuleType
from typing import Any

import pytest

from watchledger.engines import ENGINES, Done, Finished, Job, Lost


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.__name__)
def engine(request: pytest.FixtureRequest) -> Any:
    return request.param()


@pytest.fixture
def job(jobs: ModuleType) -> Job[Any, Any, Any]:
    return Job(jobs.split, jobs.work, jobs.label)


def results_of(outcomes: list[Any]) -> Counter[str]:
    return Counter(outcome.result[0] for outcome in outcomes if isinstance(outcome, Done))


def test_every_part_comes_once_and_every_item_ends_once(engine: Any, job: Job[Any, Any, Any]) -> None:
    items = [("a", 1), ("b", 0), ("c", 150), *((f"d{n}", 1) for n in range(300))]
    outcomes = list(engine.map(job, items))
    assert results_of(outcomes) == Counter(f"{name}#{n}" for name, parts in items for n in range(parts))
    assert Counter(o.item for o in outcomes if isinstance(o, Finished)) == Counter(items)
    assert not any(isinstance(o, Lost) for o in outcomes)


def test_an_item_ends_after_its_last_result(engine: Any, job: Job[Any, Any, Any]) -> None:
    ended: set[Any] = set()
    for outcome in engine.map(job, [("a", 40), ("b", 40), ("c", 40)]):
        assert outcome.item not in ended
        if isinstance(outcome, Finished):
            ended.add(outcome.item)
    assert ended == {("a", 40), ("b", 40), ("c", 40)}


def test_an_error_costs_its_part(engine: Any, job: Job[Any, Any, Any]) -> None:
    outcomes = list(engine.map(job, [("a", 2), ("raise", 1), ("b", 2)]))
    assert results_of(outcomes) == Counter(["a#0", "a#1", "b#0", "b#1"])
    (lost,) = [o for o in outcomes if isinstance(o, Lost)]
    assert (lost.item, lost.label) == (("raise", 1), "raise#0")
    assert "RuntimeError: cannot be read" in lost.reason


def test_an_error_in_splitting_costs_the_rest_of_its_item(engine: Any, job: Job[Any, Any, Any]) -> None:
    outcomes = list(engine.map(job, [("bad-split", 9), ("b", 2)]))
    assert results_of(outcomes) == Counter(["bad-split#0", "bad-split#1", "bad-split#2", "b#0", "b#1"])
    (lost,) = [o for o in outcomes if isinstance(o, Lost)]
    assert "cannot go on" in lost.reason
    assert len([o for o in outcomes if isinstance(o, Finished)]) == 2


def test_nothing_gives_nothing(engine: Any, job: Job[Any, Any, Any]) -> None:
    assert list(engine.map(job, [])) == []


def test_items_are_drawn_as_results_are_taken(engine: Any, job: Job[Any, Any, Any]) -> None:
    drawn = 0

    def endless() -> Any:
        nonlocal drawn
        while True:
            drawn += 1
            yield ("a", 1)

    outcomes = engine.map(job, endless())
    for _ in range(20):
        next(outcomes)
    outcomes.close()
    assert drawn < 5_000
