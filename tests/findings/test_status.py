"""Commitment, read from the words of the clause."""

from __future__ import annotations

import pytest

from tests.findings.build import found


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("青石县视频监控采购", {"required"}),
        ("青石县视频监控系统维保服务采购", {"maintenance"}),
        ("视频监控链路租赁", {"maintenance"}),
        ("视频监控系统升级改造及运维", {"required"}),
        ("原有视频监控系统升级改造", {"required"}),
        ("原有视频监控系统维护", {"maintenance"}),
        ("利旧前期已建视频监控，新增人脸识别", {"existing", "required"}),
        ("恢复视频监控和增设人脸识别", {"maintenance", "required"}),
        ("本期不含视频监控", {"negated"}),
        ("视频监控除外", {"negated"}),
        ("预留视频监控接口", {"reserved"}),
        ("视频监控（选配）", {"optional"}),
        ("视频监控建设（含维保三年）", {"required"}),
        ("系统与现有视频监控对接", {"existing"}),
        ("CCTV maintenance", {"maintenance"}),
        ("Supply of CCTV including maintenance", {"required"}),
        ("Replacement of the existing CCTV", {"required"}),
        ("The site has an existing CCTV", {"existing"}),
        ("All works excluding CCTV", {"negated"}),
        ("令行禁止，视频监控采购", {"required"}),
        ("人脸识别功能不得启用", {"negated"}),
        ("平台宜支持步态识别检索", {"optional"}),
        ("Emotion recognition is prohibited and shall not be offered", {"negated"}),
        ("Integration with a future real-time crime center is reserved for phase 2", {"reserved"}),
        ("Body-worn cameras remain as they are", {"existing"}),
        ("Supply of body-worn cameras with docking stations and four years of support", {"required"}),
        ("Gait recognition in video is desirable but optional.\nThe police shall not lend it.", {"optional"}),
        ("视频监控利旧、人脸识别20套", {"existing", "required"}),
        ("视频监控利旧、新增人脸识别", {"existing", "required"}),
        ("新增、更换视频监控", {"required"}),
        ("视频监控的维护、升级项目", {"required"}),
        ("视频监控、人脸识别均利旧", {"existing"}),
        ("视频监控、人脸识别（利旧）", {"existing", "required"}),
        ("视频监控存储及接入（平台利旧）", {"required"}),
        ("视频监控（全部利旧）", {"existing"}),
        ("目前全县有视频监控900路", {"existing"}),
        ("具备人脸识别功能者优先", {"optional"}),
        ("The supplier shall not include facial recognition in any CCTV system", {"negated", "required"}),
        ("名称\t数量\t备注\n移动布控球\t10\t可选配\n警用无人机\t6\t含吊舱\n", {"optional", "required"}),
        ("除人脸识别系统外，其余设备由总包单位采购", {"negated"}),
        ("产品支持步态识别的加2分", {"optional"}),
        ("二期拟增加虹膜采集模块，一期不实施", {"reserved"}),
        ("执法记录仪须支持人脸识别功能（可选配）", {"required", "optional"}),
        ("视图库对接项目", {"required"}),
        ("Fingerprint scanners and an optional facial recognition module", {"required", "optional"}),
        ("Integration with the existing real time crime center is desirable", {"existing"}),
        ("Iris matching may be added as an option in a later phase", {"optional"}),
        ("Supply, installation and maintenance of CCTV", {"required"}),
        ("repair and maintenance of CCTV", {"maintenance"}),
        ("CCTV will be procured separately", {"negated"}),
        ("信宜市视频监控项目", {"required"}),
        ("Class\tItem\nOptional\tPolice drone\nMandatory\tBody-worn cameras\n", {"optional", "required"}),
    ],
)
def test_status(content: str, expected: set[str]) -> None:
    findings, _ = found(content)
    assert {f.status for f in findings} == expected


def test_a_full_printed_line_does_not_end_the_clause() -> None:
    line = "本项目为青石县公安局辖区内各派出所现有的前端点位与后端平台所组成的"
    assert {f.status for f in found(line + "\n视频监控系统运维服务")[0]} == {"maintenance"}
    assert {f.status for f in found("运维服务\n视频监控系统采购")[0]} == {"required"}


def test_what_is_not_bought_makes_no_purchase() -> None:
    findings, verdict = found("青石县公安局办公楼装修，不含视频监控。", buyer="青石县公安局")
    assert [f.status for f in findings] == ["negated"]
    assert verdict.verdict == "no" and "视频监控" in verdict.reason and "negated" in verdict.reason
