"""Gaps: where the normal form dropped white space, and of what kind."""

from __future__ import annotations

from watchledger.lang.gaps import LINE, SPACE, TAB, WIDE, gaps_of
from watchledger.lang.normal import normal


def test_every_kind_of_gap_is_found_where_its_text_goes_on() -> None:
    raw = "采购人 甲\n地址  乙\t电话　丙"
    view = normal(raw)
    gaps = gaps_of(raw, view)
    found = {view.text[at]: kind for at, kind in zip(gaps.at, gaps.kind, strict=True)}
    assert found == {"甲": SPACE, "地": LINE, "乙": WIDE, "电": TAB, "丙": WIDE}
    assert [view.text[at] for at in gaps.hard] == ["地", "电"]


def test_gaps_that_the_view_keeps_as_a_space() -> None:
    raw = "a b\nc"
    gaps = gaps_of(raw, normal(raw))
    assert gaps.kind == [LINE]
    assert gaps.kind_at(gaps.at[0]) == LINE


def test_looking_around() -> None:
    raw = "一\n二\n三"
    gaps = gaps_of(raw, normal(raw))
    assert gaps.next_hard(0, 3) == 1
    assert gaps.next_hard(2, 3) == 3
    assert gaps.hard_before(2) == 2
    assert gaps.within(0, 3) == [1, 2]
    assert gaps.kind_at(0) == LINE
