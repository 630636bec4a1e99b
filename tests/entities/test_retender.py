"""A further attempt under a new number points at the attempt that failed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchledger.entities import NoticeHead, projects
from watchledger.entities.retender import likeness

BUYER = "云岭市公安局"
TITLE = "云岭市公安局高清视频监控前端建设项目"


def head(name: str, kind: str, day: str | None, code: str, title: str = TITLE, buyer: str | None = BUYER) -> NoticeHead:
    return NoticeHead(name, (code,), buyer, f"{title}", kind, day)


FIRST = [
    head("a1", "tender", "2020-03-01", "YLCG-2020-0173"),
    head("a2", "termination", "2020-03-25", "YLCG-2020-0173", TITLE + "废标公告"),
]


def pointed(*heads: NoticeHead) -> list[tuple[str, str, str]]:
    return [(join.one, join.other, join.rule) for one in projects(heads) for join in one.replaces]


@pytest.mark.parametrize(
    "second",
    [
        head("b1", "tender", "2020-04-10", "YLCG-2020-0311"),
        head("b1", "tender", "2020-04-10", "YLCG-2020-0311", TITLE + "（二次招标）"),
        head("b1", "tender", "2020-04-10", "YLCG-2020-0311", TITLE + "重新招标公告"),
        head("b1", "tender", "2020-04-10", "YLCG-2020-0311", TITLE + "（第二次公告）"),
        head("b1", "tender", "2020-03-25", "YLCG-2020-0311"),
        head("b1", "single_source", "2020-04-10", "YLCG-2020-0311"),
        head("b1", "tender", "2020-04-10", "YLCG-2020-0311", "云岭市公安局高清视频监控前端建设工程项目"),
        head("b1", "tender", "2020-04-10", "YLCG-2020-0311", buyer="云岭市公安局（本级）"),
        head("b1", "tender", "2021-03-20", "YLCG-2021-0009"),
    ],
    ids=lambda one: f"{one.title} {one.published} {one.type}",
)
def test_a_second_tender_after_a_failed_one(second: NoticeHead) -> None:
    assert pointed(*FIRST, second) == [("b1", "a2", "retender.failed")]


@pytest.mark.parametrize(
    "second",
    [
        head("b1", "tender", "2020-02-01", "YLCG-2020-0311"),
        head("b1", "tender", None, "YLCG-2020-0311"),
        head("b1", "tender", "2021-06-01", "YLCG-2021-0311"),
        head("b1", "award", "2020-04-10", "YLCG-2020-0311"),
        head("b1", "tender", "2020-04-10", "YLCG-2020-0311", buyer="云岭市教育局"),
        head("b1", "tender", "2020-04-10", "YLCG-2020-0311", buyer=None),
        head("b1", "tender", "2020-04-10", "YLCG-2020-0311", "云岭市公安局执法记录仪采购项目"),
        head("b1", "tender", "2020-04-10", "YLCG-2020-0311", "云岭市公安局高清视频监控前端建设二期项目"),
        head("b1", "tender", "2020-04-10", "YLCG-2020-0311", "2021年云岭市公安局高清视频监控前端建设项目"),
    ],
    ids=lambda one: f"{one.title} {one.published} {one.type} {one.buyer}",
)
def test_another_purchase_points_at_nothing(second: NoticeHead) -> None:
    assert pointed(*FIRST, second) == []


def test_what_was_awarded_is_replaced_by_nothing() -> None:
    award = head("a3", "award", "2020-03-28", "YLCG-2020-0173")
    assert pointed(*FIRST, award, head("b1", "tender", "2020-04-10", "YLCG-2020-0311")) == []


def test_without_a_notice_of_its_end_only_what_says_so_is_a_further_attempt() -> None:
    first = FIRST[:1]
    assert pointed(*first, head("b1", "tender", "2020-04-10", "YLCG-2020-0311")) == []
    said = pointed(*first, head("b1", "tender", "2020-04-10", "YLCG-2020-0311", TITLE + "（二次）"))
    assert said == [("b1", "a1", "retender.again")]


def test_attempts_make_a_chain_and_each_is_replaced_once() -> None:
    second = [
        head("b1", "tender", "2020-04-10", "YLCG-2020-0311"),
        head("b2", "termination", "2020-05-02", "YLCG-2020-0311"),
    ]
    third = head("c1", "tender", "2020-05-20", "YLCG-2020-0402")
    assert pointed(*FIRST, *second, third) == [("b1", "a2", "retender.failed"), ("c1", "b2", "retender.failed")]


def test_under_its_old_number_it_is_one_project_and_marked() -> None:
    (one,) = projects([*FIRST, head("b1", "tender", "2020-04-10", "YLCG-2020-0173(二次)")])
    assert one.again == ("b1",) and one.replaces == ()


@given(
    st.permutations(
        [*FIRST, head("b1", "tender", "2020-04-10", "YLCG-2020-0311"), head("x", "tender", "2020-04-10", "ZZCG-2020-01")]
    )
)
def test_the_order_of_notices_changes_nothing(heads: list[NoticeHead]) -> None:
    assert pointed(*heads) == [("b1", "a2", "retender.failed")]


def test_titles_that_differ_in_a_number_are_two() -> None:
    assert likeness("视频监控一期", "视频监控二期") == 0
    assert likeness("视频监控", "视频监控") == 1
    assert likeness("", "视频") == 0


def test_many_failed_attempts_of_one_buyer_are_not_all_compared() -> None:
    """2,000 failed and 2,000 new ones: each new one finds its own, and is compared with few others."""
    heads = [
        head(f"{at}", kind, f"2020-0{1 + at % 9}-11", f"YLCG-2020-{at:05}", f"云岭市公安局第{at}号{what}采购")
        for at in range(2_000)
        for what, kind in (("设备", "tender"),)
    ]
    heads += [
        head(f"e{at}", "termination", "2020-11-11", f"YLCG-2020-{at:05}", f"云岭市公安局第{at}号设备采购") for at in range(2_000)
    ]
    heads += [head(f"n{at}", "tender", "2020-12-11", f"YLCG-2021-{at:05}", f"云岭市公安局第{at}号设备采购") for at in range(2_000)]
    start = time.process_time()
    made = projects(heads)
    assert time.process_time() - start < 20
    assert sum(len(one.replaces) for one in made) >= 1_900
