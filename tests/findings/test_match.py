"""Masks first, conditions next, the longest last."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.findings.build import found, technologies, toy

TWO = """
  - id: g.camera
    group: g
    label_en: Camera
    label_zh: 摄像
    capability: collect
    terms_zh: [视频监控, 视频监控系统]
    weak_zh: [探头]
    near_miss_zh: [手术视频]
    not_here_zh: [视频监控中心]
    rules:
      - {id: gate, terms: [卡口], near: [道路, 公安], within: 4, unless: [镜头], buyer: [public_security]}
      - {id: town, terms: [监视], before: [镇, 村], before_skip: [高清, 新增], not_before: [小镇], not_after: [器]}
  - {id: g.centre, group: g, label_en: Centre, label_zh: 中心, capability: link, terms_zh: [监控中心, 视频监控中心]}
"""
TOP = "context_cues_zh: [治安]\ncontext_buyer_types: [public_security]\nglobal_near_miss_zh: [超声探头, 公安县]\n"


def quotes(tmp_path: Path, content: str, buyer: str | None = None) -> list[tuple[str, str]]:
    findings, _ = found(content, buyer=buyer, lexicon=toy(tmp_path, TWO, TOP))
    return [(f.technology.removeprefix("g."), f.quote) for f in findings]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("视频监控系统采购", [("camera", "视频监控系统")]),
        ("视频\n监 控系统采购", [("camera", "视频\n监 控系统")]),
        ("視頻監控采购", [("camera", "視頻監控")]),
        ("手术视频监控采购", []),
        ("视频监控中心采购", [("centre", "视频监控中心")]),
        ("探头采购", []),
        ("治安探头采购", [("camera", "探头")]),
        ("治安超声探头采购", []),
        ("北渡镇高清新增监视采购", [("camera", "监视")]),
        ("艾米小镇监视采购", []),
        ("北渡镇监视器采购", []),
    ],
)
def test_terms(tmp_path: Path, content: str, expected: list[tuple[str, str]]) -> None:
    assert quotes(tmp_path, content) == expected


@pytest.mark.parametrize(
    ("content", "buyer", "expected"),
    [
        ("道路卡口，青石县公安局", "青石县公安局", [("camera", "卡口")]),
        ("道路卡口，青石县教育局", "青石县教育局", []),
        ("道路镜头卡口，青石县公安局", "青石县公安局", []),
        ("道路的一个五字之外卡口，青石县交警支队", "青石县交警支队", []),
        ("探头，青石县公安局", "青石县公安局", [("camera", "探头")]),
        ("探头，公安县人民医院", "公安县人民医院", []),
    ],
)
def test_conditions(tmp_path: Path, content: str, buyer: str, expected: list[tuple[str, str]]) -> None:
    assert quotes(tmp_path, content, buyer) == expected


def test_technologies_may_share_a_place() -> None:
    assert technologies("松原乡村居综治视联网采购项目") == {"fusion.grid", "video.platform"}


def test_wifi_in_any_spelling() -> None:
    for spelling in ("WiFi探针", "WI-FI探针", "Wi Fi 探针"):
        assert technologies(f"云岭市{spelling}采购") == {"phone.wifi_probe"}


def test_hyphens_may_be_spaces() -> None:
    assert (
        technologies("Supply of body worn video to officers")
        == technologies("Supply of body-worn video to officers")
        == {"field.bodycam"}
    )
