"""What a document with findings states besides them."""

from __future__ import annotations

import pytest

from tests.findings.build import notice
from watchledger.findings import about, find
from watchledger.findings.claims import claims
from watchledger.findings.standards import standards
from watchledger.lang.normal import fold, normal
from watchledger.model import Block, Notice, Text


def told(content: str, *, buyer: str | None = None, title: str | None = None, blocks: tuple[Block, ...] = ()) -> Notice:
    """The notice with what the document states; every fact quotes the text."""
    text = Text(content, "test/1", blocks)
    view, stated = normal(content), notice(text, buyer=buyer, title=title)
    findings, verdict = find(text, view, stated)
    made = about(text, view, stated, findings, bought=verdict.verdict != "no")
    for _, _, fact in made.facts():
        assert content[fact.span.start : fact.span.end] == fact.quote
    return made


def claimed(content: str) -> list[tuple[str, float, str | None]]:
    made = claims(Text(content, "test/1"), fold(content))
    return [(c.kind.value, float(c.number.value), c.unit and c.unit.value) for c in made if c.number is not None]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("人脸底库容量不低于25亿张人像", [("database_size", 2_500_000_000, "张")]),
        ("支持300万人像库比对", [("database_size", 3_000_000, None)]),
        ("DNA数据库已有样本12.5万份", [("database_size", 125_000, "份")]),
        ("a gallery of 2.5 billion face images", [("database_size", 2_500_000_000, None)]),
        ("400万像素人脸抓拍摄像机", []),
        ("人脸识别系统预算200万元", []),
        ("人脸比对速度100万次/秒", []),
        ("人脸抓拍机20台", []),
        ("首位识别准确率不低于98.5%", [("accuracy", 98.5, "%")]),
        ("Recognition accuracy of at least 99.2 per cent", [("accuracy", 99.2, "per cent")]),
        ("本项目中标率为100%，投标报价", []),
        ("重点公共区域视频监控覆盖率达到100%", [("coverage", 100, "%")]),
        ("绿化覆盖率达到40%", []),
        ("录像存储时间不少于90天", [("retention", 90, "天")]),
        ("视频图像保存期限为六个月，不少于180日", [("retention", 180, "日")]),
        ("Footage shall be retained for 31 days", [("retention", 31, "days")]),
        ("采购文件保存15年", []),
        ("设备质保期3年，数据存储设备", []),
        ("汇聚公安、民政、卫健等12类数据资源", [("sources", 12, "类")]),
        ("整合十五个部门数据", [("sources", 15, "个")]),
        ("汇聚3个乡镇的农产品", []),
    ],
)
def test_claims(content: str, expected: list[tuple[str, float, str | None]]) -> None:
    assert claimed(content) == expected


def test_a_claim_quotes_from_its_kind_to_its_number() -> None:
    (claim,) = claims(Text(content := "系统录像存储时间不少于90天，另", "test/1"), fold(content))
    assert (claim.kind.quote, claim.number and claim.number.quote) == ("存储时间不少于90天", "90")


def test_a_claim_is_told_once() -> None:
    assert claimed("录像存储90天。录像存储90天。图像存储30天。") == [("retention", 90, "天"), ("retention", 30, "天")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("符合GB/T 28181-2016和GA/T1400.3—2017", ["GB/T 28181-2016", "GA/T 1400.3-2017"]),
        ("符合 GB/T28181 、GB 35114-2017", ["GB/T 28181", "GB 35114-2017"]),
        ("meets ISO/IEC 19794-5:2011 and EN 62676-4", ["ISO/IEC 19794-5-2011", "EN 62676-4"]),
        ("DB32/T 3545-2019 与 YD/T 1171", ["DB32/T 3545-2019", "YD/T 1171"]),
        ("感光度 ISO 6400，体系 ISO 9001", ["ISO 9001"]),
        ("内存16GB 512，GB 50", []),
        ("MEGB 28181 gb", []),
        ("Delivered to Fernmoor, GA 30318; GA 1400-2017 and GA/T 1400 apply.", ["GA 1400-2017", "GA/T 1400"]),
    ],
)
def test_standards(content: str, expected: list[str]) -> None:
    assert [fact.value for fact in standards(Text(content, "test/1"), fold(content))] == expected


def test_a_document_with_findings_tells_all_it_states() -> None:
    content = (
        "青石县雪亮工程视频监控采购\n采购人：青石县公安局\n依据《中华人民共和国反恐怖主义法》，"
        "对流动人口聚集的城中村安装视频监控，录像存储不少于90天，符合GA/T 1400。"
    )
    made = told(content, buyer="青石县公安局", title="青石县雪亮工程视频监控采购")
    assert [f.value for f in made.programmes] == ["sharp_eyes"]
    assert [f.value for f in made.targets] == ["migrants"]
    assert [f.value for f in made.venues] == ["residential"]
    assert [c.kind.value for c in made.claims] == ["retention"]
    assert [f.value for f in made.standards] == ["GA/T 1400"]
    assert [f.value for f in made.legal_basis] == ["《中华人民共和国反恐怖主义法》"]


def test_a_document_without_findings_tells_its_programme_alone() -> None:
    made = told("青石县金盾工程机房空调维修，依据《中华人民共和国反恐怖主义法》，符合GB 50174-2017。学校。")
    assert [f.value for f in made.programmes] == ["golden_shield"]
    assert (made.venues, made.standards, made.legal_basis, made.claims) == ((), (), (), ())


def test_nothing_is_added_to_a_document_of_nothing() -> None:
    text = Text("办公家具采购", "test/1")
    stated = notice(text)
    assert about(text, normal(text.content), stated, (), bought=False) is stated


def test_an_institution_that_buys_for_itself_is_the_place() -> None:
    assert [f.value for f in told("人脸库平台采购。采购人：云岭理工大学", buyer="云岭理工大学").venues] == ["school"]
    assert told("人脸库平台采购。采购人：云岭大学城管理中心", buyer="云岭大学城管理中心").venues == ()


def test_menus_tell_nothing() -> None:
    content = "雪亮工程录像存储90天\n青石县公安局人脸识别采购"
    made = told(content, blocks=(Block("furniture", 0, 12),))
    assert made.programmes == () and made.claims == ()


TARGETS = [
    ("人脸布控系统，对上访户和肇事肇祸精神病人预警", {"petitioners", "mental_health"}),
    ("人脸识别系统，关注外国记者与留学生", {"journalists", "foreigners"}),
    ("舆情监测，重点关注维权人士和讨薪群体的言论", {"activists", "workers_veterans"}),
    ("ANPR and facial recognition of asylum seekers and protesters", {"migrants", "activists"}),
    ("手术室人脸识别闸机，登记医护人员进出", {"state_officials"}),
    ("人脸识别设备，落实扶持少数民族地区政策", set()),
    ("学生宿舍人脸识别门禁", set()),
]


@pytest.mark.parametrize(("content", "expected"), TARGETS)
def test_target_groups_by_the_names_that_texts_use(content: str, expected: set[str]) -> None:
    assert {fact.value for fact in told(content).targets} == expected
