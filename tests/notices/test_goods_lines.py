"""Items in plain lines."""

from __future__ import annotations

from watchledger.lang.normal import normal
from watchledger.model.text import Text
from watchledger.notices.goods_lines import item_lines
from watchledger.notices.statement import page_of


def items(content: str) -> list[tuple[str, str, str, str | None]]:
    on = page_of(Text(content, "test/1"), normal(content))
    return [(m["name"], m["n"], m["unit"], m["price"]) for m in item_lines(on)]


def test_a_list_with_prices() -> None:
    content = "清单：\n1、400万网络半球摄像机 86台 单价560元\n2、32路录像机 3台 单价4200元\n验收合格。"
    assert items(content) == [("400万网络半球摄像机", "86", "台", "560"), ("32路录像机", "3", "台", "4200")]


def test_one_line_is_no_list() -> None:
    assert items("采购：\n高清抓拍单元  8套\n见附件。") == []


def test_requirements_are_no_goods() -> None:
    assert items("投标人应配备车辆2台\n支持接入摄像机100台\n") == []
