"""Amendments as pairs of before and after."""

from __future__ import annotations

from watchledger.lang.normal import normal
from watchledger.model.text import Text
from watchledger.notices.changes import changes
from watchledger.notices.statement import page_of


def pairs(content: str) -> list[tuple[str | None, str, str]]:
    found, _ = changes(page_of(Text(content, "test/1"), normal(content)))
    return [(p.what.value if p.what else None, p.before.value, p.after.value) for p in found]


def test_from_and_to_with_and_without_quotes() -> None:
    assert pairs("1、采购预算由“58万元”更正为“60万元”；2、开标时间从2022年3月4日9时延期至2022年3月11日9时。") == [
        ("采购预算", "58万元", "60万元"),
        ("开标时间", "2022年3月4日9时", "2022年3月11日9时"),
    ]


def test_former_and_new() -> None:
    assert pairs("原投标截止时间：2022年3月4日09时，现变更为：2022年3月12日09时。") == [
        ("投标截止时间", "2022年3月4日09时", "2022年3月12日09时")
    ]
    assert pairs("原招标文件：“不少于200万像素”现修改为“不少于400万像素”。") == [("招标文件", "不少于200万像素", "不少于400万像素")]


def test_the_new_value_is_a_statement_and_the_old_one_superseded() -> None:
    content = "最高限价由100万元调整为90万元。"
    _, found = changes(page_of(Text(content, "test/1"), normal(content)))
    assert [(s.role, content[s.start : s.end], s.changed, s.old) for s in found] == [
        ("ceiling", "100万元", False, True),
        ("ceiling", "90万元", True, False),
    ]


def test_text_without_changes_has_none() -> None:
    assert pairs("采购预算：60万元，由财政资金支付。") == []
