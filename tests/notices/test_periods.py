"""Periods and dates of the contract."""

from __future__ import annotations

from watchledger.lang.normal import normal
from watchledger.model import Notice, Text
from watchledger.notices.generic import read

HEAD = "云泽市公安局道闸设备采购合同公告\n项目编号：YZ-2021-3\n采购人：云泽市公安局\n供应商：远山科技有限公司\n"


def notice_of(content: str) -> Notice:
    return read(Text(HEAD + content, "test/1"), normal(HEAD + content))


def test_periods_as_worded() -> None:
    notice = notice_of("交货期：合同签订后45日内。\n质保期：三年，自验收合格之日起。\n服务期限：详见采购文件\n工期：90\n")
    assert [(t.kind.value, t.period and t.period.value) for t in notice.terms] == [
        ("delivery", "合同签订后45日内"),
        ("warranty", "三年，自验收合格之日起"),
    ]


def test_dates_and_the_contracts_number() -> None:
    notice = notice_of("合同编号：HT-2021-88\n交货时间：2021年9月30日前\n验收日期：2021年10月8日\n招标公告日期：2021年5月6日\n")
    values = (notice.delivered, notice.accepted, notice.earlier, notice.contract_number)
    assert [v and v.value for v in values] == ["2021-09-30", "2021-10-08", "2021-05-06", "HT-2021-88"]
    assert [c.value for c in notice.project_codes] == ["YZ-2021-3"]


def test_pairs_of_lines_and_of_cells() -> None:
    notice = notice_of("更正前内容：投标截止时间：2021年9月23日9时\n更正后内容：投标截止时间：2021年9月30日9时\n")
    assert [(c.what and c.what.value, c.before.value, c.after.value) for c in notice.changes] == [
        ("投标截止时间", "2021年9月23日9时", "2021年9月30日9时")
    ]


def test_a_line_total_that_disagrees_is_a_problem() -> None:
    table = "序号\t货物名称\t数量\t单价（元）\t合计（元）\n1\t道闸\t40\t6200\t{}\n2\t主机\t2\t5000\t10000\n"
    right, wrong = notice_of(table.format("248000")), notice_of(table.format("284000"))
    assert right.items[0].line_total is not None and right.items[0].line_total.value.amount == 248000
    assert not [p for p in right.problems if p.startswith("items")]
    assert [p for p in wrong.problems if p.startswith("items")] == ["items: 40 x 6200 is not 284000 (道闸)"]
