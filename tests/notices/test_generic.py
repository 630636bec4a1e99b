"""The reader of any layout: nothing without its words, no crash, time in proportion to length."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchledger.fields.label import labels
from watchledger.fields.person import personal
from watchledger.lang.normal import normal
from watchledger.model import Block, Notice, Text
from watchledger.notices.generic import read

TENDER = (
    "某某市公安局移动警务终端采购项目公开招标公告\n项目编号：XZC-2021-08\n项目名称：移动警务终端采购项目\n采购人：云泽市公安局\n"
    "采购代理机构：远衡工程咨询有限公司\n预算金额：120万元\n投标截止时间：2021年5月6日9时30分\n"
)


def notice_of(content: str, blocks: tuple[Block, ...] = ()) -> Notice:
    text = Text(content, "test/1", blocks)
    return read(text, normal(content))


def test_a_plain_tender() -> None:
    notice = notice_of(TENDER)
    assert notice.type is not None and notice.type.value == "tender"
    assert notice.buyer is not None and notice.buyer.value == "云泽市公安局"
    assert notice.budget is not None and notice.budget.value.amount == 1_200_000
    assert notice.deadline is not None and notice.deadline.value == "2021-05-06"


def test_the_order_of_the_lines_does_not_matter() -> None:
    head, *lines = TENDER.splitlines()
    for seed in range(6):
        random.Random(seed).shuffle(lines)
        notice = notice_of("\n".join([head, *lines]))
        assert notice.buyer is not None and notice.buyer.value == "云泽市公安局"
        assert notice.agency is not None and notice.agency.value == "远衡工程咨询有限公司"
        assert [c.value for c in notice.project_codes] == ["XZC-2021-08"]


def test_width_and_script_do_not_matter() -> None:
    wide = TENDER.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789-"}).replace("采购", "採購").replace("项目", "項目")
    notice = notice_of(wide)
    assert notice.budget is not None and notice.budget.value.amount == 1_200_000
    assert notice.title is not None and notice.title.value == "移动警务终端採購項目"


def test_a_dropped_label_drops_its_value_and_nothing_else() -> None:
    notice = notice_of(TENDER.replace("预算金额：", ""))
    assert notice.budget is None
    assert notice.buyer is not None and notice.buyer.value == "云泽市公安局"


def test_furniture_gives_no_evidence() -> None:
    tail = "上一篇：采购人：邻县教育局 预算金额：900万元\n"
    content = TENDER + tail
    notice = notice_of(content, (Block("furniture", len(TENDER), len(content)),))
    assert notice.budget is not None and notice.budget.value.amount == 1_200_000
    assert all(fact.span.end <= len(TENDER) for _, _, fact in notice.facts())


def test_conflicting_budgets_are_both_kept_and_said() -> None:
    notice = notice_of(TENDER + "预算金额：150万元\n")
    assert notice.budget is not None
    assert {f.value.amount for name, f in notice.alternatives if name == "budget"} | {notice.budget.value.amount} == {
        1_200_000,
        1_500_000,
    }
    assert any(problem.startswith("budget") for problem in notice.problems)


def test_a_template_s_zero_and_a_rate_are_no_amounts() -> None:
    base = "某项目中标公告\n采购人：云泽市公安局\n中标人：天衡信息有限公司\n"
    for value in ("0元", "下浮率8%", "58元/人/月", "详见附件", "费率1.2%"):
        notice = notice_of(base + f"中标金额：{value}\n")
        assert [s.name.value for s in notice.suppliers] == ["天衡信息有限公司"]
        assert notice.suppliers[0].amount is None and notice.award_total is None, value


def test_reviewers_and_losers_are_no_suppliers() -> None:
    notice = notice_of(
        "某项目中标公告\n中标供应商：天衡信息有限公司\n中标金额：50万元\n评审专家：王若愚、赵凌霄\n未中标供应商：地维数据有限公司\n"
    )
    assert [s.name.value for s in notice.suppliers] == ["天衡信息有限公司"]


def test_a_list_of_headlines_is_no_notice() -> None:
    line = "[采购公告]某某学院{}设备采购  2012-01-{:02d}\n"
    notice = notice_of("".join(line.format("甲乙丙丁戊己"[i], i + 1) for i in range(6)))
    assert notice.type is not None and notice.type.value == "other"
    assert notice.title is None and notice.buyer is None


def test_an_empty_text_states_nothing() -> None:
    assert notice_of("") == Notice()
    assert notice_of(" \n\t ") == Notice()


WORDS = [
    *random.Random(1).sample(sorted(labels()), 60),
    "：",
    ":",
    "|",
    "\t",
    "\n",
    "  ",
    "云泽市公安局",
    "120万元",
    "2021年5月6日",
    "（",
    "）",
    "1、",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), max_size=60))
def test_any_text_is_read_and_every_value_quotes_it(parts: list[str]) -> None:
    content = "".join(parts)
    text = Text(content, "test/1")
    view = normal(content)
    for _, _, fact in read(text, view).facts():
        assert fact.quote == content[fact.span.start : fact.span.end] != ""
    masks = personal(text, view)
    assert all(a.end <= b.start for a, b in zip(masks, masks[1:], strict=False))
    assert all(0 <= m.start < m.end <= len(content) for m in masks)


@pytest.mark.parametrize(
    "unit",
    [
        "项目名称：某项目",
        "采购人",
        "（",
        "受委托",
        "名称\t数量\t",
        "|\n",
        "1 ",
        "就对",
        "2021年",
        "：",
        "预算金额：",
        "中",
        "（1）包1：",
        "中标单位 某公司 ",
        "一、项目编号 A1 ",
        "中标人：序号    中标金额    ",
        "投标单位 是否中标 是\n",
        "3、某设备 8台\n",
    ],
)
def test_time_grows_with_length_and_not_with_its_square(unit: str) -> None:
    def seconds(size: int) -> float:
        content = unit * (size // len(unit))
        text, view = Text(content, "test/1"), normal(content)
        start = time.process_time()
        read(text, view)
        personal(text, view)
        return time.process_time() - start

    small, large = max(seconds(20_000), 0.02), seconds(160_000)
    assert large < 24 * small, f"{small:.3f} s for 20,000 characters, {large:.3f} s for 160,000"
