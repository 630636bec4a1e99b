"""A few hundred changed notices through the whole reading; ten thousand of them are benchmarks/mutated.py."""

from __future__ import annotations

from random import Random

import pytest
from mutated_notices import Outcome, read_mutated
from mutations import KINDS, changed, pieces

COUNT, SEED = 360, 7
FLOOR = 0.9
"""The issue's figure for buyers and amounts; measured 0.95 to 1.00 over ten thousand."""

NOTICE = "中标公告\n采购人：青石县教育局\n中标金额：12.5万元\n公告日期：2023年5月4日\n"


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return read_mutated(COUNT, SEED)


def test_no_stage_stops_and_every_quote_stands_where_it_says(outcome: Outcome) -> None:
    assert outcome.faults == []


@pytest.mark.parametrize("field", ["buyer", "amount"])
def test_what_is_read_is_right(outcome: Outcome, field: str) -> None:
    held = {kind: outcome.tallies[kind, field] for kind in KINDS}
    right = sum(tally.right for tally in held.values())
    wrong = sum(tally.wrong for tally in held.values())
    assert right > COUNT / 2
    assert right / (right + wrong) >= FLOOR + 0.05
    assert {kind: tally.precision for kind, tally in held.items() if tally.wrong > 2 and tally.precision < FLOOR} == {}


def test_unchanged_notices_are_read_whole(outcome: Outcome) -> None:
    for field in ("buyer", "supplier", "amount"):
        tally = outcome.tallies["none", field]
        assert (tally.wrong, tally.missed) == (0, 0), field


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_number_makes_the_same_change(kind: str) -> None:
    made = [changed(kind, NOTICE * 40, False, Random(3)) for _ in range(2)]
    assert made[0] == made[1]
    assert (made[0][0] == NOTICE * 40) == (kind in ("none", "lines wrapped"))


def test_a_line_that_takes_its_meaning_from_the_one_above_is_no_piece() -> None:
    found = [label for _, _, label in pieces("1.采购人信息\n名称：青石县教育局\n" + NOTICE, False)]
    assert found == ["采购人", "中标金额", "公告日期"]
