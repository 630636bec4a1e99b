"""What two texts differ in, for people."""

from __future__ import annotations

import time

from watchledger.explore.difference import Piece, differences
from watchledger.model.text import Mask
from watchledger.store import Content


def content(text: str, *masks: Mask, furniture: tuple[tuple[int, int], ...] = ()) -> Content:
    return Content(text, masks, (), furniture)


def test_a_change_within_a_line_is_told_by_character_word_and_number() -> None:
    (change,) = differences(content("头\n预算金额：1,200,000.00元\n尾"), content("头\n预算金额：1,350,000.00元\n尾"))
    assert change.pieces == (
        Piece("same", "预算金额："),
        Piece("removed", "1,200,000.00"),
        Piece("added", "1,350,000.00"),
        Piece("same", "元"),
    )
    assert (change.before_start, change.after_start) == (2, 2)


def test_lines_that_came_and_went_stand_alone() -> None:
    changes = differences(content("甲公告\n乙方须知事项说明\n丙"), content("甲公告\n丙\nNew closing date"))
    assert [(c.before, c.after) for c in changes] == [("乙方须知事项说明", None), (None, "New closing date")]


def test_layout_menus_and_counters_are_no_change() -> None:
    before, after = "菜单甲\n采购公告\n浏览次数：17 次\n正文 内容", "菜单乙丙丁\n采购公告\n\n浏览次数：94 次\n正文内容"
    assert differences(content(before, furniture=((0, 3),)), content(after, furniture=((0, 5),))) == ()


def test_a_traditional_page_of_the_same_words_is_no_change() -> None:
    assert differences(content("採購公告"), content("采购公告")) == ()


def test_what_is_masked_stays_masked() -> None:
    before, after = content("电话0999-123", Mask(2, 10, "phone")), content("电话0999-12345", Mask(2, 12, "phone"))
    assert "0999" not in repr(differences(before, after))


def test_long_and_hostile_texts_end() -> None:
    began = time.process_time()
    lines = [f"第{n}行 {'甲乙丙丁' * 5}" for n in range(20_000)]
    assert len(differences(content("\n".join(lines)), content("\n".join([*lines[::-1], "新"])))) == 1
    differences(content("甲\n" * 1400 + "乙"), content("丙\n" + "甲\n乙\n" * 700))
    differences(content("ab " * 100_000), content("ba " * 100_000))
    assert time.process_time() - began < 10
