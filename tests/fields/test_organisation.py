"""Where an organisation's name begins and ends."""

from __future__ import annotations

import pytest

from watchledger.fields.organisation import head, is_company, is_person, organisation
from watchledger.lang.gaps import gaps_of
from watchledger.lang.normal import normal


def name(raw: str, **how: bool) -> str | None:
    view = normal(raw)
    span = organisation(view.text, gaps_of(raw, view), 0, len(view.text), **how)
    return None if span is None else view.text[slice(*span)]


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("云泽市公安局", "云泽市公安局"),
        ("环保局", "环保局"),
        ("毛演堡中心校", "毛演堡中心校"),
        ("天衡信息有限公司（盖章）", "天衡信息有限公司"),
        ("云泽市公安局    地址：某路1号", "云泽市公安局"),
        ("云泽市公安局 联系人", "云泽市公安局"),
        ("旷野(北京)科技有限公司", "旷野(北京)科技有限公司"),
        ("天衡信息有限公司，投标报价：12万", "天衡信息有限公司"),
        ("云泽市公安局二、", "云泽市公安局"),
        ("天衡信息有限公司 18162223122", "天衡信息有限公司"),
        ("___清华大学，", "清华大学"),
        ("Northfield Constabulary", "northfield constabulary"),
        ("云泽市 应急管理局", "云泽市应急管理局"),
        ("云泽市　应急 管理局  地址：某路1号", "云泽市应急管理局"),
        ("天衡信息有限公　司", "天衡信息有限公司"),
        ("云泽市军队物资供应站", "云泽市军队物资供应站"),
        ("和平区人民政府", "和平区人民政府"),
        ("和桥镇人民政府", "和桥镇人民政府"),
        ("向山街道办事处", "向山街道办事处"),
        ("若羌县人民医院", "若羌县人民医院"),
        ("不动产登记中心", "不动产登记中心"),
        ("应城市公安局", "应城市公安局"),
        ("对外经济贸易大学", "对外经济贸易大学"),
    ],
)
def test_names(raw: str, value: str) -> None:
    assert name(raw) == value


@pytest.mark.parametrize(
    "raw",
    [
        "详见公告正文",
        "无",
        "/",
        "我部",
        "应当具有独立法人资格",
        "投标人应向市公安局",
        "和采购人的公安局",
        "在本市公安局",
        "12345678",
        "（单位章）",
    ],
)
def test_what_names_nobody(raw: str) -> None:
    assert name(raw) is None


def test_a_cell_s_line_break_lies_within_a_name() -> None:
    assert name("高安市城市\n管理局", cell=True) == "高安市城市管理局"
    assert name("甲信息有限公司\n乙数据有限公司", cell=True) == "甲信息有限公司"


def test_strict_wants_an_ending() -> None:
    assert name("某某样子", strict=True) is None


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("深圳市人民医院生物反馈治疗仪采购", "深圳市人民医院"),
        ("云泽市公安局机场分局生活用品采购项目", "云泽市公安局机场分局"),
        ("云泽市人民政府应急管理办公室民防大楼整改工程", "云泽市人民政府应急管理办公室"),
        ("水文资料年鉴编制项目", None),
        ("2011年地质灾害监测", None),
    ],
)
def test_the_body_that_a_project_s_name_begins_with(title: str, value: str | None) -> None:
    span = head(title, 0, len(title))
    assert (None if span is None else title[slice(*span)]) == value


def test_companies_and_persons() -> None:
    assert is_company("天衡信息有限公司") and is_company("sentinel vision limited") and not is_company("王若愚")
    assert is_person("王若愚") and not is_person("环保局") and not is_person("天衡信息有限公司")
