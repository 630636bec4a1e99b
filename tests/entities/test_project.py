from __future__ import annotations

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchledger.entities.project import NoticeHead, projects
from watchledger.entities.project_code import codes_in_title, same_code, same_title, says_again

BUYER = "云岭市公安局"
TITLE = "云岭市公安局高清视频监控前端建设项目"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("YLCG-2020-0173", "ylcg20200173"),
        ("YLCG【2020】0173号", "YLCG[2020]0173"),
        ("项目编号：YLCG-2020-0173", "YLCG-2020-0173"),
        ("YLCG-2020-0173-2包", "YLCG-2020-0173"),
        ("YLCG-2020-0173（第一标段）", "YLCG-2020-0173"),
        ("YLCG-2020-0173(二次)", "YLCG-2020-0173"),
        ("ＹＬＣＧ－２０２０－０１７３", "YLCG-2020-0173"),
    ],
)
def test_writings_of_one_number(one: str, other: str) -> None:
    assert same_code(one) == same_code(other)


@pytest.mark.parametrize(("one", "other"), [("YLCG-2020-0173", "YLCG-2020-0174"), ("YLCG-2020-17", "YLCG-2021-17")])
def test_two_numbers(one: str, other: str) -> None:
    assert same_code(one) != same_code(other)


def test_a_title_without_the_kind_of_notice() -> None:
    bought = same_title(TITLE, BUYER)
    assert bought == "高清视频监控前端建设"
    for words in ("公开招标公告", "中标结果公告", "更正公告（第二次）", "（YLCG-2020-0173）成交公告", "采购意向"):
        assert same_title(TITLE + words, BUYER) == bought
    assert same_title("2019年" + TITLE) != same_title("2020年" + TITLE)


def test_a_batch_or_phase_at_the_end_of_a_title_tells_purchases_apart_a_number_does_not() -> None:
    assert same_title("监控前端采购项目（第二批）") != same_title("监控前端采购项目（第三批）")
    assert same_title("监控前端采购项目（一期）") != same_title("监控前端采购项目（二期）")
    assert same_title("监控前端采购项目(CZ2020-1576)招标公告") == same_title("监控前端采购项目")
    assert codes_in_title("监控前端采购项目(CZ2020-1576)招标公告") == ("cz2020-1576",)
    assert codes_in_title("监控前端采购项目（项目编号： PYGP-2022-A-0313）成交公告") == ("pygp-2022-a-0313",)
    assert codes_in_title("监控前端采购项目（第二批）") == ()


def test_numbers_in_titles_keep_projects_apart() -> None:
    given_ = [
        NoticeHead(code, (), BUYER, f"监控前端采购项目({code})", "tender", "2020-02-01") for code in ("CZ2020-1576", "CZ2020-0342")
    ]
    assert len(projects(given_)) == 2


@pytest.mark.parametrize(
    ("words", "again"), [("监控项目（二次）公告", True), ("监控项目重新招标公告", True), ("第二次全国普查项目", False)]
)
def test_a_further_attempt_says_so(words: str, again: bool) -> None:
    assert says_again(words) == again


def stages() -> list[NoticeHead]:
    return [
        NoticeHead("d1", (), BUYER, TITLE + "采购意向", "intent", "2020-01-05"),
        NoticeHead("d2", ("YLCG-2020-0173",), BUYER, TITLE + "公开招标公告", "tender", "2020-02-01"),
        NoticeHead("d3", ("YLCG[2020]0173号",), None, TITLE + "更正公告", "amendment", "2020-02-09"),
        NoticeHead("d4", ("YLCG-2020-0173-1包",), BUYER, "中标公告", "award", "2020-03-01"),
        NoticeHead("d5", ("YLCG-2020-0173-1包",), BUYER, "中标公告", "award", "2020-03-01"),
    ]


def test_the_stages_of_one_project_are_joined_with_reasons_and_what_is_missing_is_named() -> None:
    (project,) = projects(stages())
    assert [head.type for head in project.notices] == ["intent", "tender", "amendment", "award", "award"]
    assert project.missing == ("candidate", "contract", "acceptance")
    assert {join.rule for join in project.joins} == {"number", "title.buyer"}
    assert len(project.joins) == 4
    assert project.repeats == (("d5", "d4"),)


def test_acceptance_is_the_last_stage_and_joins_by_title() -> None:
    accepted = NoticeHead("d6", (), BUYER, TITLE + "履约验收公告", "contract", "2020-09-01")
    signed = NoticeHead("d7", ("YLCG-2020-0173",), BUYER, TITLE + "合同公告", "contract", "2020-04-01")
    (project,) = projects([accepted, signed, *stages()])
    assert [head.stage for head in project.notices][-2:] == ["contract", "acceptance"]
    assert project.missing == ("candidate",)


@pytest.mark.parametrize(
    ("title", "kind", "says", "stage"),
    [
        ("白沙市监控采购项目履约验收公告", "contract", None, "acceptance"),
        ("雪亮工程验收结果公示-包1", None, None, "acceptance"),
        ("白沙市监控采购项目", "contract", "验收报告", "acceptance"),
        ("Video wall, final acceptance certificate", "other", None, "acceptance"),
        ("竣工验收服务采购合同公告", "contract", None, "contract"),
        ("规划验收检测服务", "contract", None, "contract"),
        ("消防工程竣工验收公告", "tender", None, "tender"),
        ("User acceptance testing", "contract", None, "contract"),
    ],
)
def test_a_notice_of_acceptance_calls_itself_so(title: str, kind: str | None, says: str | None, stage: str) -> None:
    assert NoticeHead("n", (), BUYER, title, kind, "2020-01-01", says).stage == stage


@pytest.mark.parametrize(
    "other",
    [
        NoticeHead("x", ("YLCG-2020-0174",), BUYER, TITLE, "tender", "2020-02-01"),
        NoticeHead("x", ("YLCG-2020-0173",), "白沙市公安局", "别的项目", "tender", "2020-02-01"),
        NoticeHead("x", (), "白沙市公安局", TITLE, "tender", "2020-02-01"),
        NoticeHead("x", (), BUYER, TITLE, "tender", "2026-02-01"),
        NoticeHead("x", ("17/2020",), "白沙市教育局", "印刷服务", "tender", "2020-02-01"),
        NoticeHead("x", (), None, TITLE, "tender", "2020-02-01"),
    ],
)
def test_what_is_another_project_stays_one(other: NoticeHead) -> None:
    assert len(projects([stages()[1], other])) == 2


def test_a_short_number_joins_beside_its_buyer_only() -> None:
    short = [NoticeHead(str(n), ("17/2020",), buyer, None, "tender", "2020-02-01") for n, buyer in enumerate((BUYER, BUYER, None))]
    assert [len(project.notices) for project in projects(short)] == [2, 1]


def test_a_notice_without_a_number_bridges_no_two_projects_and_goes_to_the_nearer() -> None:
    this, next_year = (
        NoticeHead(f"t{year}", (f"YLCG-{year}-0173",), BUYER, TITLE, "tender", f"{year}-03-01") for year in (2020, 2021)
    )
    intent = NoticeHead("i", (), BUYER, TITLE + "采购意向", "intent", "2021-01-20")
    made = projects([this, intent, next_year])
    assert [[head.id for head in project.notices] for project in made] == [["i", "t2021"], ["t2020"]]


def test_a_buyer_that_every_place_has_joins_by_long_titles_only() -> None:
    def two(title: str) -> int:
        return len(projects([NoticeHead(n, (), "市教育局", title, "tender", "2020-03-01") for n in "ab"]))

    assert two("监控设备采购项目公告") == 2
    assert two("第三实验小学和第五实验小学校园视频监控采购项目公告") == 1


def test_a_further_attempt_is_in_the_project_and_marked() -> None:
    second = NoticeHead("d9", ("YLCG-2020-0173(二次)",), BUYER, TITLE + "（二次）公告", "tender", "2020-05-01")
    (project,) = projects([*stages(), second])
    assert project.again == ("d9",)


heads = st.builds(
    NoticeHead,
    st.sampled_from([f"d{n}" for n in range(8)]),
    st.lists(st.sampled_from(("YLCG-2020-0173", "YLCG2020-0174", "12/2020", "")), max_size=2).map(tuple),
    st.sampled_from((BUYER, BUYER + "交警支队", "白沙市公安局", None)),
    st.sampled_from((TITLE, TITLE + "公告", "别的什么项目采购", None)),
    st.sampled_from(("tender", "award", None)),
    st.sampled_from(("2020-02-01", "2021-02-01", None, "bad")),
)


@given(st.lists(heads, max_size=10, unique_by=lambda head: head.id), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing_and_nothing_is_lost(given_: list[NoticeHead], random: Random) -> None:
    again = given_ * 2
    random.shuffle(again)
    made = projects(given_)
    assert made == projects(again)
    assert sorted(head.id for project in made for head in project.notices) == sorted(head.id for head in given_)


def test_time_grows_with_the_notices() -> None:
    many = [
        NoticeHead(f"d{n}", (f"YLCG-2020-{n // 3:05}",), BUYER, "办公家具采购项目", "tender", "2020-02-01") for n in range(6_000)
    ]
    many += [NoticeHead(f"e{n}", ("FORM-2020-0001",), f"第{n}小学", None, "tender", "2020-02-01") for n in range(3_000)]
    start = time.process_time()
    assert len(projects(many)) == 2_000 + 3_000
    assert time.process_time() - start < 6
