"""Labels in running text."""

from __future__ import annotations

import pytest

from watchledger.fields.anchor import anchors
from watchledger.fields.label import expand, headings, labels
from watchledger.lang.gaps import gaps_of
from watchledger.lang.normal import normal


def found(raw: str) -> list[tuple[str, str]]:
    view = normal(raw)
    return [(a.label.role, view.text[a.start : a.end]) for a in anchors(view.text, gaps_of(raw, view))]


def test_patterns_expand() -> None:
    assert sorted(expand("{a|b}c{|d}")) == ["ac", "acd", "bc", "bcd"]
    assert sorted(set(expand("{a{x|y}|b}"))) == ["ax", "ay", "b"]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("采购人名称", "buyer"),
        ("中标(成交)供应商名称", "supplier"),
        ("第二中标候选人", "supplier_later"),
        ("监督单位名称", "other"),
        ("采购人联系人", "contact"),
        ("总成交金额", "award_total"),
        ("招标控制价", "ceiling"),
        ("代理服务费", "fee"),
        ("首次公告日期", "tender_date"),
        ("得标厂商", "supplier"),
        ("contractingauthority", "buyer"),
        ("proposalsdue", "deadline"),
    ],
)
def test_what_labels_mean(label: str, role: str) -> None:
    assert labels()[label].role == role


def test_headings_say_whose_name_follows() -> None:
    assert headings()["采购代理机构信息"] == "agency"


def test_run_on_text_is_parted_by_its_labels() -> None:
    raw = "项目名称：某楼改造工程项目编号：2018CGSC052项目联系人：周某某项目联系电话：010-00000000"
    assert found(raw) == [("title", "项目名称"), ("code", "项目编号"), ("contact", "项目联系人"), ("phone", "项目联系电话")]


def test_a_label_does_not_reach_over_a_gap() -> None:
    assert found("远衡工程咨询有限公司    地址：某路") == [("address", "地址")]
    assert found("联 系 人：某某") == [("contact", "联系人")]


def test_a_clock_is_no_label() -> None:
    assert found("时间9:30") == []


def test_verbs_and_bare_amounts() -> None:
    assert found("本项目预算金额为45万元") == [("budget", "本项目预算金额")]
    assert found("共一包，最高限价36万元") == [("ceiling", "最高限价")]


def test_a_changed_value_and_the_one_it_replaces() -> None:
    raw = "原投标截止时间：2020年2月1日\n投标截止时间变更为：2020年3月1日"
    view = normal(raw)
    old, new = anchors(view.text, gaps_of(raw, view))
    assert old.old and not old.changed
    assert new.changed and not new.old
