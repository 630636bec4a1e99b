"""Statuses that stand outside the clause: labels, headings, short clauses behind, bonuses, refusals of several verbs."""

from __future__ import annotations

import pytest

from tests.findings.build import found

LABELS = [
    ("选配件（投标人可选择报价，不计入总价）：车载布控球2台、图传终端1套。", "optional"),
    ("可选配置：执法记录仪10台。", "optional"),
    ("加分项：平台具备步态识别能力。", "optional"),
    ("Optional: drone as first responder pilot.", "optional"),
    ("Option Year 2 (if exercised): add acoustic gunshot detection coverage.", "optional"),
    ("Optional extras: body-worn cameras, docking stations", "optional"),
    ("预留内容：人脸识别系统、大屏。", "reserved"),
    ("远期规划：建设人脸识别系统。", "reserved"),
    ("利旧设备：网络摄像机40台、硬盘录像机2台。", "existing"),
    ("采购人现有设备：执法记录仪45台。", "existing"),
    ("Existing equipment: 46 license plate readers", "existing"),
    ("维保范围：前端视频监控点位310处。", "maintenance"),
    ("二、运维内容：视频监控系统巡检", "maintenance"),
    ("不在本次采购范围：人脸识别系统、存储。", "negated"),
    ("Excluded items: facial recognition, cabling", "negated"),
    ("建设内容：视频监控点位310处。", "required"),
    ("Core requirement: digital forensics kiosks for the Police Service", "required"),
    ("售后要求（含三年维保）：执法记录仪10台", "required"),
]
TRAILING = [
    ("执法记录仪10台，选配。", "optional"),
    ("执法记录仪10台（选配）", "optional"),
    ("执法记录仪10台，不作强制要求。", "optional"),
    ("人脸识别系统，本期暂不建设。", "reserved"),
    ("Predictive policing module, phase 2 (reserved); phase 1 covers servers.", "reserved"),
    ("视频监控系统，均利旧。", "existing"),
    ("执法记录仪10台，不在本次采购范围。", "negated"),
    ("执法记录仪（不在本次采购范围）", "negated"),
    ("Facial recognition, out of scope.", "negated"),
    ("Gunshot detection subscription covering three square miles, annual renewal.", "maintenance"),
    ("视频监控系统，续保。", "maintenance"),
    ("执法记录仪10台，采集站利旧。", "required"),
    ("执法记录仪10台，数据线选配。", "required"),
    ("Body-worn cameras, docks optional.", "required"),
]
HEADINGS = [
    ("二、选配设备\n1. 执法记录仪 10台\n2. 移动硬盘 4块\n", "optional"),
    ("（三）利旧设备\n网络摄像机40台\n", "existing"),
    ("3.2 预留功能\n系统与人脸识别平台联动\n", "reserved"),
    ("一、利旧设备\n硬盘录像机2台\n二、新购设备\n网络摄像机40台\n", "required"),
    ("一、维保范围\n1. 网络摄像机40台\n", "maintenance"),
    ("二、选配设备\t\t\n1\t执法记录仪\t台\t10\n", "optional"),
]
ROWS = [
    ("名称\t数量\t备注\n执法记录仪\t10\t本次不采购\n", "negated"),
    ("名称\t数量\t备注\n执法记录仪\t10\t均利旧\n", "existing"),
    ("名称\t数量\t备注\n执法记录仪\t10\t利旧\n", "existing"),
    ("名称\t数量\t备注\n执法记录仪\t10\t二期实施\n", "reserved"),
    ("名称\t数量\t备注\n执法记录仪\t10\t含采集站\n", "required"),
]
BONUS = [
    ("投标产品具备步态识别功能的，加3分；不具备不影响投标有效性。", "optional"),
    ("若具备情绪识别能力并现场演示成功，每项加1分，最高2分。", "optional"),
    ("提供人脸识别测试报告的加计2分", "optional"),
    ("具备人脸识别功能得3分。", "required"),
]
REFUSED = [
    ("The chief said it does not perform facial recognition", "negated"),
    ("The vendor shall not use, train or enable any facial recognition feature.", "negated"),
    ("The system must not store or process facial recognition templates", "negated"),
    ("不得包含人脸识别功能。", "negated"),
    ("设备不得集成人脸识别模块", "negated"),
    ("Delivery shall not exceed 30 days; facial recognition is required", "required"),
    ("The system must support future integration of iris capture", "reserved"),
    ("原有车牌识别主机6台续用", "existing"),
    ("远期可扩展人脸布控", "reserved"),
    ("The control room was renewed in 2022, and the CCTV will remain in use.", "existing"),
    ("Annual maintenance renewal for the Cellebrite UFED licences", "maintenance"),
]


CARRIED = [
    ("我局目前已建成视频监控3000个，治安卡口50套", "existing"),
    ("截至去年底，全县累计安装人脸抓拍机300台，电子警察40套", "existing"),
    ("The council currently operates 40 CCTV cameras, 12 ANPR cameras", "existing"),
    ("目前已建成指挥大厅，现需采购视频监控60套", "required"),
    ("在现有平台上，对视频监控进行完善", "required"),
    ("以车辆卡口为基础", "existing"),
    ("不影响现有车辆卡口业务", "existing"),
]
PURPOSE = [
    ("乙方对155台执法记录仪提供免费维修。", "maintenance"),
    ("备品备件：枪型网络摄像机10台。", "maintenance"),
    ("The existing ANPR cameras, body worn video and drones will be joined to a platform", "existing"),
    (
        "provision of a hosted number plate recognition system, ANPR cameras and software to support the operation of the scheme",
        "required",
    ),
    ("本次招标为前端设备的维保：枪机320台，人脸抓拍机40台，卡口相机22台。", "maintenance"),
    ("雪亮工程的监控点、卡口等设备运行良好，会议一致同意继续租用。", "maintenance"),
    ("负责对全县公共安全监控前端设备的检查、维护保养。\n全县现有高清监控摄像机847处。", "maintenance"),
    ("The single contractor is to provide CCTV maintenance. It covers all public space cameras and the CCTV.", "maintenance"),
    ("共有452个监控点位和9个治安卡口，各标段合同到期，需进行维护招标。", "maintenance"),
    ("The contract is for comprehensive maintenance service of red light cameras", "maintenance"),
]


@pytest.mark.parametrize(("content", "expected"), LABELS + TRAILING + HEADINGS + ROWS + BONUS + REFUSED + CARRIED + PURPOSE)
def test_status(content: str, expected: str) -> None:
    assert {f.status for f in found(content)[0] if f.technology != "video.platform"} == {expected}


def test_a_title_of_upkeep_speaks_of_what_the_text_only_names() -> None:
    listed = "青石县天网监控运维服务项目\n一、范围\n人脸抓拍机120台。新增治安卡口2套。"
    findings, _ = found(listed, title="青石县天网监控运维服务项目")
    assert {f.technology: f.status for f in findings} == {"video.cctv": "maintenance", "video.face": "maintenance",
                                                          "video.anpr": "required"}  # fmt: skip
    built = "青石县视频监控建设及运维项目\n人脸抓拍机120台。"
    assert {f.status for f in found(built, title="青石县视频监控建设及运维项目")[0] if f.technology == "video.face"} == {"required"}


def test_an_extension_of_what_is_there_buys_it() -> None:
    content = "我局已搭建人脸系统、车轨系统。本项目属于原有系统扩容需求，须利用既有通道。"
    findings, verdict = found(content, buyer=None)
    assert {f.technology for f in findings if f.status == "required"} == {"video.face", "video.anpr"}
    assert verdict.verdict == "yes"
    assert {f.status for f in found("我局已搭建人脸系统、车轨系统。本项目采购服务器。")[0]} == {"existing"}


def test_what_is_wished_for_is_no_purchase_but_no_nothing() -> None:
    assert found("青石县公安局可选配置：人脸识别系统。")[1].verdict == "yes"
    assert found("系统应预留人脸识别接口，本期不建设。")[1].verdict == "unclear"
    findings, verdict = found("青石县公安局视频监控利旧，仅购服务器。")
    assert (findings[0].status, verdict.verdict) == ("existing", "no")
