"""Personal data is masked; organisations never are."""

from __future__ import annotations

import pytest

from watchledger.fields.person import personal
from watchledger.lang.normal import normal
from watchledger.model import Text


def masks(raw: str) -> list[tuple[str, str]]:
    return [(m.kind, raw[m.start : m.end]) for m in personal(Text(raw, "test/1"), normal(raw))]


def test_reviewers() -> None:
    raw = "评审专家名单：王若愚、赵凌霄，钱思远（采购人代表）\n中标供应商：天衡信息有限公司"
    assert masks(raw) == [("name", "王若愚"), ("name", "赵凌霄"), ("name", "钱思远")]


def test_reviewers_by_lot_in_run_on_text() -> None:
    raw = "七、采购小组成员名单：标包A：张某某、金某某、姜某某八、采购小组成员评审结果：标包A：天衡信息有限公司（71.95）"
    assert [m[1] for m in masks(raw)] == ["张某某", "金某某", "姜某某"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("联系人：乔珊 13900000001", [("name", "乔珊"), ("phone", "13900000001")]),
        ("联系方式：施晓岚 0536-0000222", [("name", "施晓岚"), ("phone", "0536-0000222")]),
        ("联 系 人：肖 毅", [("name", "肖 毅")]),
        ("项目联系人：王老师、李工", [("name", "王老师"), ("name", "李工")]),
        ("Contact: Jane Doe", [("name", "Jane Doe")]),
        ("邮箱：jane.doe@northfield.example", [("email", "jane.doe@northfield.example")]),
        ("账号：6200 0000 0000 0000 000", [("bank_account", "6200 0000 0000 0000 000")]),
        ("身份证号 11010519491231002X", [("identity_number", "11010519491231002X")]),
        ("联系电话：82949699或82949060", [("phone", "82949699"), ("phone", "82949060")]),
    ],
)
def test_ways_to_reach_a_person(raw: str, expected: list[tuple[str, str]]) -> None:
    assert masks(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "联系人：详见公告正文",
        "联系人：云泽市公安局",
        "评审专家名单：详见附件",
        "采购人：云泽市公安局",
        "项目编号：441581202002137001",
        "预算金额：1458000元",
        "身份证号 110105194912310021",
        "联系人：",
        "谈判小组成员名单：\n规格型号、数量、单价",
    ],
)
def test_what_is_no_personal_data(raw: str) -> None:
    assert masks(raw) == []


def test_a_name_in_the_cell_beside_its_label() -> None:
    raw = "建造师姓名\t赵某某\n联系人\t孙某某\n中标人\t天衡信息有限公司"
    assert [m[1] for m in masks(raw)] == ["赵某某", "孙某某"]
