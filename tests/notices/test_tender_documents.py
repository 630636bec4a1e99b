"""Whole tender documents: what is of a chapter, a form or a quoted law is not of the notice."""

from __future__ import annotations

import pytest

from watchledger.lang.normal import normal
from watchledger.model import Block, Notice, Text
from watchledger.notices.generic import read

HEAD = "云泽市公安局执法记录仪采购\n招标文件\n项目编号：YZ-2024-11\n采购人：云泽市公安局\n投标截止时间：2024年6月3日9时30分\n"
LAW = "关于印发标准规定的通知\n工业主管部门\n二〇一一年六月十八日\n本规定自发布之日起施行。\n" + "规定的条款甚多。\n" * 60


def notice_of(content: str, blocks: tuple[Block, ...] = ()) -> Notice:
    return read(text := Text(content, "test/1", blocks), normal(text.content))


def test_a_date_of_a_quoted_law_is_not_the_publication() -> None:
    notice = notice_of(HEAD + "投标人须知的条款甚多。\n" * 60 + LAW)
    assert notice.deadline is not None and notice.deadline.value == "2024-06-03"
    assert notice.published is None


def test_a_signature_shortly_before_the_deadline_is_the_publication() -> None:
    notice = notice_of(HEAD + "投标人须知的条款甚多。\n" * 60 + "云泽市公安局\n2024年5月10日\n")
    assert notice.published is not None and notice.published.value == "2024-05-10"


@pytest.mark.parametrize("heading", ["★供货范围", "专用资格要求", "技术参数及要求", "Sheet1"])
def test_a_chapter_or_a_sheet_names_no_project(heading: str) -> None:
    content = heading + "\n欢迎合格的供应商参加投标。\n投标截止时间：2024年6月3日\n预算金额：12万元\n"
    notice = notice_of(content, (Block("heading", 0, len(heading)),))
    assert notice.type is not None and notice.type.value == "tender"
    assert notice.title is None


def test_a_heading_that_names_the_project_is_the_title() -> None:
    heading = "云泽市公安局技术参数采集设备采购项目招标公告"
    notice = notice_of(heading + "\n采购人：云泽市公安局\n预算金额：12万元\n", (Block("heading", 0, len(heading)),))
    assert notice.title is not None and notice.title.value == "云泽市公安局技术参数采集设备采购项目"


def test_a_line_to_sign_is_no_title() -> None:
    notice = notice_of(HEAD + "项目名称：评委签名：　　日期：\n")
    assert notice.title is None or "签名" not in notice.title.value
