"""Values whose label has no colon or promises several at once."""

from __future__ import annotations

from watchledger.lang.normal import normal
from watchledger.model.text import Text
from watchledger.notices.promised import enumerated, promised, spaced_labels
from watchledger.notices.statement import Page, page_of


def page(content: str) -> Page:
    return page_of(Text(content, "test/1"), normal(content))


def said(statements: list, on: Page) -> list[tuple[str, str]]:  # type: ignore[type-arg]
    return [(s.role, on.words[s.start : s.end]) for s in statements]


def test_name_address_and_amount_in_one_run() -> None:
    on = page("中标供应商名称、联系地址及中标金额：甲城数据有限公司、甲城市一路2号、128.6万元")
    assert said(promised(on), on) == [("supplier", "甲城数据有限公司"), ("award", "128.6万元")]


def test_a_table_that_wide_spaces_keep_apart() -> None:
    on = page("中标情况：序号    中标供应商名称    中标金额(万元)    1    甲城数据有限公司    24.88    评审专家：甲乙")
    assert ("supplier", "甲城数据有限公司") in said(promised(on), on)


def test_firms_one_a_line() -> None:
    on = page("入围供应商：\n1. 甲城数据有限公司\n2. 乙城通信有限公司\n公告日期：2022年6月1日")
    assert said(promised(on), on) == [("supplier", "甲城数据有限公司"), ("supplier", "乙城通信有限公司")]


def test_numbered_labels_without_a_colon() -> None:
    on = page("一、项目编号 EZ-2023-017 二、采购计划备案号 4207-2023-292 三、项目名称 某校设备")
    assert said(enumerated(on), on)[:2] == [("code", "ez-2023-017"), ("code", "4207-2023-292")]


def test_labels_with_a_space_in_a_line() -> None:
    on = page("第一包：中标单位 甲城数据有限公司 中标价格 见附表")
    assert said(spaced_labels(on), on) == [("supplier", "甲城数据有限公司"), ("award", "见附表")]


def test_a_label_after_a_label_heads_a_table() -> None:
    on = page("第一包：中标单位 中标金额 项目名称")
    assert spaced_labels(on) == []
