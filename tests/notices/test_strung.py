"""Tables whose cells spaces part in one line, or that stand one a line."""

from __future__ import annotations

import time

from watchledger.lang.normal import normal
from watchledger.model.text import Text
from watchledger.notices.statement import page_of
from watchledger.notices.strung import strung_tables


def rows(content: str) -> list[list[tuple[str, str]]]:
    page = page_of(Text(content, "test/1"), normal(content))
    found, _ = strung_tables(page, page.lines, 1)
    table: dict[object, list[tuple[str, str]]] = {}
    for s in found:
        table.setdefault(s.row, []).append((s.role, page.words[s.start : s.end]))
    return list(table.values())


LINE = (
    "结果如下： 序号 设备名称 数量 成交供应商 成交单价（万元） 1 心电监护仪 30 远山医疗器械有限公司 1.85 "
    "2 胎心监护仪 6 江右医疗设备有限公司 3.2 三、评审专家：略"
)


def test_numbered_rows_in_one_line() -> None:
    first, second = rows(LINE)
    assert ("item", "心电监护仪") in first and ("quantity", "30") in first and ("unit_price", "1.85") in first
    assert ("supplier", "江右医疗设备有限公司") in second and ("quantity", "6") in second


def test_the_same_one_cell_a_line() -> None:
    assert len(rows(LINE.replace(" ", "\n"))) == 2


def test_an_empty_cell_and_one_with_a_space() -> None:
    content = "序号 货物名称 品牌 规格型号 数量 单价（元） 1 摄像机 远山 YS 7T36 40 980 2 支架 YS-9 40 35 合计 40600"
    first, second = rows(content)
    assert ("model", "ys 7t36") in first and ("unit_price", "980") in first
    assert ("quantity", "40") in second and ("unit_price", "35") in second


def test_rows_without_numbers() -> None:
    content = (
        "分标编号 分标名称 包号 中标人 中标价格（万元） WZ02-014 巡视视频 包1 远山科技股份有限公司 412.88 "
        "WZ02-021 附件 包1 江右电力有限公司 106.0023 特此公告。"
    )
    assert [[value for role, value in row if role == "award"] for row in rows(content)] == [["412.88"], ["106.0023"]]


def test_labels_with_values_are_no_head() -> None:
    assert (
        rows("项目编号 YZ-1 采购方式 询价 项目名称 道闸设备 采购单位 云泽县公安局 代理机构 远衡招标有限公司 公告日期 2020-12-09")
        == []
    )


def test_time_in_proportion_to_length() -> None:
    spent = []
    for times in (200, 800):
        page = page_of(Text(LINE * times, "test/1"), normal(LINE * times))
        before = time.process_time()
        strung_tables(page, page.lines, 1)
        spent.append(time.process_time() - before)
    assert spent[1] < 8 * spent[0] + 0.05
