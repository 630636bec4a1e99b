"""Numbers of the thing itself: from items, rows and the words beside it; unknown stays unknown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.findings.build import found
from watchledger.findings import find
from watchledger.lang.normal import normal
from watchledger.model import Fact, Item, Notice, Span, Text

Counted = list[tuple[int | None, str | None]]


def counts(content: str) -> Counted:
    return [(int(f.quantity) if f.quantity is not None else None, f.unit) for f in found(content)[0]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("采购网络摄像机120台", [(120, "台")]),
        ("采购执法记录仪（30台）", [(30, "台")]),
        ("共25台执法记录仪", [(25, "台")]),
        ("Supply of 1,400 body-worn cameras", [(1400, None)]),
        ("install twenty-four (24) fixed ALPR cameras", [(24, None)]),
        ("4 years of ALPR support", [(None, None)]),
        ("执法记录仪1批", [(None, None)]),
        ("执法记录仪 1项", [(None, None)]),
        ("网络摄像机 300 米", [(None, None)]),
        ("网络摄像机，2020年采购", [(None, None)]),
        ("supply of 20 x thermal cameras", [(20, None)]),
        ("supply of 35 CCTV cameras", [(35, None)]),
        ("the 2020 CCTV cameras", [(None, None)]),
        ("CCTV camera, lot 3", [(None, None)]),
        ("预算12万元，执法记录仪", [(None, None)]),
        ("建设人像卡口一百二十处", [(120, "处")]),
        ("执法记录仪租赁服务，数量80台，租期两年", [(80, "台")]),
        ("对2680路治安监控、320路人像卡口进行巡检", [(2680, "路"), (320, "路")]),
        ("records of 10 million ten-prints", [(None, None)]),
        ("one (1) ALPR system", [(1, None)]),
        ("Framework for surveillance trailers; initial order 8 units", [(8, None)]),
    ],
)
def test_beside(content: str, expected: Counted) -> None:
    assert counts(content) == expected


def test_cameras_count_only_in_camera_units() -> None:
    assert counts("网络摄像机4把") == [(None, None)]


def test_rows_under_a_heading() -> None:
    table = (
        "序号\t名称\t单位\t数量\t备注\n1\t半球网络摄像机\t台\t26\t含支架2个\n2\t枪型网络摄像机\t台\t19\t\n3\t执法记录仪\t批\t1\t\n"
    )
    assert counts(table) == [(26, "台"), (19, "台"), (None, None)]


def test_a_row_with_number_and_unit_in_one_cell() -> None:
    assert counts("名称\t数量\n执法记录仪\t8 台\n") == [(8, "台")]


def test_a_table_drawn_with_bars_and_broken_cells() -> None:
    table = (
        "|序号 |产品名称 |单位 |数量 | |1 |管理电脑（8G/|套 |1 | |1T) | | | |2 | |台 |14 | | |高清红外半球网络 | "
        "| | | |摄像机 | | | "
        "|3 |高清红外枪型网络 |台 |9 | | |摄像机 | | | |4 |电源线 |米 |800 |"
    )
    assert counts(table) == [(14, "台"), (9, "台")]


def test_columns_run_together_are_split_by_the_running_numbers() -> None:
    assert counts("指纹采集器台1655寸信息屏台17标签个6008交换机台19服务器台110") == [(1, "台")]
    assert counts("指纹采集器台1655寸信息屏台18标签个6003交换机台17服务器台1") == [(None, None)]


def test_the_notices_items_come_first() -> None:
    text = Text("采购内容：执法记录仪，数量见附表。", "test/1")
    start = text.content.index("执法记录仪")
    name = Fact("执法记录仪", "执法记录仪", Span(text.id, start, start + 5), None, "t")
    seven = Fact(Decimal(7), "7", Span(text.id, 0, 0), None, "t")
    items = (Item(name, quantity=seven, unit=Fact("台", "台", Span(text.id, 0, 0), None, "t")),)
    (finding,), _ = find(text, normal(text.content), Notice(items=items))
    assert (finding.quantity, finding.unit) == (7, "台")


def test_every_row_of_a_technology_is_kept_and_no_row_twice() -> None:
    rows = "".join(f"{n}\t网络摄像机{chr(65 + n)}型\t台\t5\n" for n in range(1, 9))
    assert counts("序号\t名称\t单位\t数量\n" + rows) == [(5, "台")] * 8
    assert counts("网络摄像机5台。网络摄像机5台。")[0] == (5, "台")
