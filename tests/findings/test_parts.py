"""What a finding carries besides technology, status and quantity, each part with words of its own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.findings.build import found
from watchledger.findings import find
from watchledger.formats import read_text
from watchledger.lang.normal import normal
from watchledger.model import Document, Fact, Finding, Item, Limits, Money, Notice, Origin, Span, Text

POLICE = "青石县公安局"


def one(content: str, technology: str) -> Finding:
    """The first finding of a technology; every part quotes the text."""
    findings, _ = found(content, buyer=POLICE)
    for finding in findings:
        for _, _, fact in finding.parts():
            assert content[fact.span.start : fact.span.end] == fact.quote
    return next(f for f in findings if f.technology == technology)


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        ("intent", "sought"),
        ("tender", "sought"),
        ("candidate", "sought"),
        ("amendment", "changed"),
        ("award", "awarded"),
        ("contract", "contracted"),
        ("termination", "ended"),
        ("other", None),
    ],
)
def test_the_stage_is_the_notice_s_with_its_words(kind: str, stage: str | None) -> None:
    text = Text("某公告：青石县公安局视频监控采购", "test/1")
    notice = Notice(type=Fact(kind, "公告", Span(text.id, 1, 3), None, "test"))
    (finding,) = find(text, normal(text.content), notice)[0]
    assert (finding.stage and finding.stage.value) == stage
    assert finding.stage is None or finding.stage.quote == "公告"


@pytest.mark.parametrize(
    ("content", "technology", "rung", "words"),
    [
        ("青石县公安局视频监控系统采购", "video.cctv", "collect", "视频监控"),
        ("青石县公安局视频监控系统，可对人员身份自动比对。", "video.cctv", "identify", "比对"),
        ("青石县公安局人脸识别系统，对上访人员发出预警。", "video.face", "predict", "预警"),
        ("青石县公安局人脸识别系统，还原城中车辆的轨迹。", "video.face", "link", "轨迹"),
        ("青石县公安局视频监控系统，支持森林火灾预警。", "video.cctv", "collect", "视频监控"),
        ("青石县公安局视频监控系统，支持暴雨洪水人员转移预警。", "video.cctv", "collect", "视频监控"),
        ("青石县公安局视频监控系统采购。另有重点人员预警平台。", "video.cctv", "collect", "视频监控"),
        ("青石县公安局人脸识别系统，支持人员轨迹分析。", "video.face", "identify", "人脸识别"),
        ("青石县公安局视频监控、人脸识别系统采购", "video.cctv", "collect", "视频监控"),
        ("青石县公安局人脸识别系统，不含上访人员预警。", "video.face", "identify", "人脸识别"),
        ("青石县公安局人脸识别系统，预留上访人员预警。", "video.face", "identify", "人脸识别"),
        ("Westmark Police CCTV with early warning of crowd gathering", "video.cctv", "predict", "early warning"),
        ("Westmark Police CCTV with early warning of flood and crowd safety", "video.cctv", "collect", "CCTV"),
    ],
)
def test_the_rung_rises_only_on_words_about_people_in_the_same_sentence(
    content: str, technology: str, rung: str, words: str | None
) -> None:
    made = one(content, technology).rung
    assert made is not None and made.value == rung
    assert words is None or made.quote == words


def test_price_brand_and_model_of_a_table_s_row() -> None:
    head = "序号\t设备名称\t品牌\t规格型号\t数量\t单位\t单价（万元）\n"
    finding = one(f"{POLICE}设备清单\n{head}1\t网络摄像机\t某安\tMA-100X\t12\t台\t0.35\n", "video.cctv")
    assert finding.price is not None and finding.price.value == Money(Decimal(3500)) and finding.price.quote == "0.35"
    assert (finding.brand and finding.brand.value, finding.model and finding.model.value) == ("某安", "MA-100X")
    assert (finding.quantity, finding.unit) == (12, "台")


@pytest.mark.parametrize("currency", ["USD", None])
def test_a_bare_price_under_an_english_head_is_of_the_currency_that_the_notice_states(currency: str | None) -> None:
    head = "<tr><th>Item</th><th>Quantity</th><th>Unit Price</th></tr>"
    cells = head + "<tr><td>license plate reader</td><td>10</td><td>2,500.00</td></tr>"
    page = f"<html><body><p>Purchase of cameras by Westmark Police, $1.00</p><table>{cells}</table></body></html>"
    text = read_text(Document(page.encode(), Origin("a.html")), Limits())[1]
    at = text.content.index("$1.00")
    stated = Fact(Money(Decimal(1), currency or ""), "$1.00", Span(text.id, at, at + 5), None, "test/1")
    findings, _ = find(text, normal(text.content), Notice(award_total=stated if currency else None))
    price = next(f for f in findings if f.technology == "video.anpr").price
    assert (price.value if price is not None else None) == (Money(Decimal(2500), currency) if currency else None)


def test_brand_and_model_in_one_cell_are_told_apart() -> None:
    head = "名称\t品牌型号\t数量\t单价\n"
    finding = one(f"{POLICE}清单\n{head}网络摄像机\t大华 DH-900\t12\t1,250.00\n", "video.cctv")
    assert (finding.brand and finding.brand.value, finding.model and finding.model.value) == ("大华", "DH-900")
    assert finding.price is not None and finding.price.value.amount == 1250


@pytest.mark.parametrize("cell", ["", "/", "详见附件", "不限", "厂家配套", "国产优质品牌"])
def test_a_cell_that_names_no_brand_gives_none(cell: str) -> None:
    assert one(f"{POLICE}清单\n名称\t品牌\t数量\n网络摄像机\t{cell}\t12\n", "video.cctv").brand is None


@pytest.mark.parametrize(
    ("content", "brand", "model"),
    [
        ("青石县公安局视频监控设备，品牌：某安，型号：MA-7。", "某安", "MA-7"),
        ("青石县公安局采购海康威视网络摄像机一批", "海康威视", None),
        ("青石县公安局网络摄像机，供应商：杭州海康威视数字技术股份有限公司。", None, None),
        ("Westmark Police buy Axon body-worn cameras", "Axon", None),
        ("青石县公安局网络摄像机，品牌：详见附件。", None, None),
        ("青石县公安局网络摄像机采购。品牌：某安。", None, None),
    ],
)
def test_brand_and_model_of_the_words_beside(content: str, brand: str | None, model: str | None) -> None:
    findings, _ = found(content, buyer=None)
    assert (findings[0].brand and findings[0].brand.value) == brand
    assert (findings[0].model and findings[0].model.value) == model


def test_a_line_item_of_the_notice_comes_first() -> None:
    content = "青石县公安局网络摄像机 某安 MA-1 300元"
    text = Text(content, "test/1")

    def fact(value: Any, words: str) -> Fact[Any]:
        at = content.index(words)
        return Fact(value, words, Span(text.id, at, at + len(words)), None, "test")

    item = Item(
        fact("网络摄像机", "网络摄像机"), fact("某安", "某安"), fact("MA-1", "MA-1"), unit_price=fact(Money(Decimal(300)), "300元")
    )
    (finding,) = find(text, normal(content), Notice(items=(item,)))[0]
    assert (finding.brand, finding.model, finding.price) == (item.brand, item.model, item.unit_price)


@pytest.mark.parametrize(
    ("content", "technology", "certainty"),
    [
        ("青石县公安局人脸识别系统采购", "video.face", "documented"),
        ("青石县公安局监控采购", "video.cctv", "inferred"),
        ("云岭农村商业银行网点视频监控改造", "video.cctv", "unclear"),
        ("青石县公安局刑事技术设备采购", "bio.forensic", "unclear"),
    ],
)
def test_certainty(content: str, technology: str, certainty: str) -> None:
    assert next(f for f in found(content)[0] if f.technology == technology).certainty == certainty


@pytest.mark.parametrize(
    ("content", "targets", "venues"),
    [
        ("青石县公安局在清真寺、学校路口安装视频监控。", set(), {"religious", "school", "street"}),
        ("青石县公安局人脸识别系统，对上访人员和维吾尔族人员布控。", {"petitioners", "ethnic"}, set()),
        ("青石县公安局视频监控采购。地址：机场路8号金阳广场。", set(), set()),
        ("青石县公安局视频监控采购，送至学院路88号时代广场。", set(), set()),
        ("青石县公安局人脸识别系统，由云岭酒店管理有限公司供货", set(), set()),
        ("青石县公安局人脸识别系统。另购少数民族学校校服。", set(), set()),
        ("云岭医科大学第一附属医院人脸识别系统", set(), {"hospital"}),
    ],
)
def test_groups_and_places_of_the_sentence(content: str, targets: set[str], venues: set[str]) -> None:
    findings, _ = found(content, buyer=None)
    assert {f.value for finding in findings for f in finding.targets} == targets
    assert {f.value for finding in findings for f in finding.venues} == venues


def test_a_wording_with_a_place_is_kept_beside_counted_ones() -> None:
    content = "青石县公安局网络摄像机120台。视频监控覆盖各行政村村口。"
    findings, _ = found(content)
    assert [(f.quantity, {v.value for v in f.venues}) for f in findings] == [(120, set()), (None, {"village"})]
