"""Who names an organisation, and in which role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import case_of

from watchledger.explore.case import Case, open_case
from watchledger.explore.grouping import Named, is_named, names_of, owned, owners
from watchledger.explore.matching import candidates, decide, matching
from watchledger.explore.organisation import organisation
from watchledger.explore.tables import TABLES
from watchledger.explore.tables.shape import Asked
from watchledger.model import Document, Limits, Origin
from watchledger.pipeline import read_document

OWNER = "杭州海康威视数字技术股份有限公司"
JOINT = """青石县公安局视频监控系统建设项目中标公告
项目编号：QSCG-2020-017
采购人：青石县公安局
中标供应商：明瞳科技(北京)有限公司（联合体牵头人）、远岫工程有限公司（联合体成员）
中标金额：1200000元
主要标的：
名称：人脸识别摄像机 品牌：海康威视 型号：A1 数量：20台 单价：3000元
"""
ALONE = f"""青石县教育局校园监控采购项目中标公告
项目编号：QSCG-2020-021
采购人：青石县教育局
中标供应商：{OWNER}
中标金额：800000元
"""


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    read = [
        read_document(Document(text.encode(), Origin(f"{at}.txt", record_id=str(at))), Limits())
        for at, text in enumerate((JOINT, ALONE))
    ]
    with open_case(case_of(tmp_path / "case", read)) as opened:
        yield opened


def roles(named: Iterator[Named]) -> dict[str, str]:
    return {one.name: one.role for one in named}


def test_members_of_a_consortium_and_owners_of_brands_are_named_in_their_roles(case: Case) -> None:
    assert roles(names_of(case)) == {
        "青石县公安局": "buyer", "青石县教育局": "buyer", "明瞳科技(北京)有限公司": "consortium member",
        "远岫工程有限公司": "consortium member", OWNER: "supplier", "海康威视": "brand owner",
    }  # fmt: skip
    assert roles(names_of(case, ["海康威视"])) == {"海康威视": "brand owner"}


def test_what_a_consortium_gets_is_no_amount_of_a_supplier(case: Case) -> None:
    totals = organisation(case, "北京明瞳科技有限公司")["totals"]
    assert [(line["role"], line["kind"], line["sum"]) for line in totals] == [
        ("consortium member", "consortium member amount", "1200000")
    ]


def test_a_brand_becomes_its_owner_when_a_person_says_so(case: Case) -> None:
    (asked,) = organisation(case, OWNER)["ask"]
    assert (asked["name"], asked["roles"], asked["rule"]) == ("海康威视", {"brand owner": 1}, "alias.unverified")
    decide(case, "海康威视", OWNER, "yes", reviewer="a")
    assert any({"海康威视", OWNER} == {m.name for m in cluster} for cluster in matching(case).resolution.clusters)
    assert organisation(case, OWNER)["documents"] == 2


def test_a_brand_that_no_table_has_is_a_mark_and_no_body(case: Case) -> None:
    assert owned("远岫工程有限公司") and owned("HIKVISION") and not owned("明瞳") and not owned("张三")
    assert owners("HIKVISION") == ((OWNER, False),)
    assert is_named(case, "海康威视") and not is_named(case, "A1")


def test_brands_by_buyer_name_the_owner_and_whether_anybody_checked_it(case: Case) -> None:
    assert TABLES["T11"](Asked(case)).rows == [("海康威视", "青石县公安局", 1, None, f"{OWNER} (unverified)")]


def test_when_names_are_used_moves_what_is_asked_and_is_told(tmp_path: Path) -> None:
    text = "{buyer}视频监控采购项目招标公告\n采购人：{buyer}\n发布日期：{day}\n"
    named = (("长乐市公安局", "2014-03-05"), ("长乐市公安局", "2016-04-05"), ("长乐区公安局", "2019-05-06"))
    read = [
        read_document(Document(text.format(buyer=buyer, day=day).encode(), Origin(f"{day}.txt")), Limits()) for buyer, day in named
    ]
    with open_case(case_of(tmp_path / "case", read)) as case:
        (pair,) = candidates(matching(case))
        assert [reason.rule for reason in pair.link.comparison.reasons] == ["place.renamed", "period.follows"]
        found = organisation(case, "长乐区公安局")
        (asked,) = found["ask"]
        assert (asked["first"], asked["last"]) == ("2014-03-05", "2016-04-05") and "changed in 2017" in asked["reason"]
        assert found["names"][0]["first"] == "2019-05-06"
        made = decide(case, pair.one, pair.other, "yes", reviewer="a")
        assert made.quote is not None and "place.renamed period.follows compare/" in made.quote
