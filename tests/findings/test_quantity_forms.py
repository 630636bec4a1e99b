"""How numbers stand beside things, ten forms of each construct; what is not the thing's own number stays unknown."""

from __future__ import annotations

import pytest

from tests.findings.build import found

BEFORE = [
    ("在主要路口建设12路人脸识别摄像机", "video.face", 12),
    ("本次采购300台高清网络摄像机及配件", "video.cctv", 300),
    ("为特警支队配备4架警用无人机", "field.drone", 4),
    ("购置20部4G执法记录仪", "field.bodycam", 20),
    ("拟采购共计86台（含备用）执法记录仪", "field.bodycam", 86),
    ("增设 56 处人脸卡口", "video.face", 56),
    ("采购两套手机取证设备", "phone.forensics", 2),
    ("采购二十四台执法记录仪", "field.bodycam", 24),
    ("一架警用无人机、一辆指挥车", "field.drone", 1),
    ("以及1,200台执法记录仪的供货", "field.bodycam", 1200),
    ("接入1.2万路视频监控", "video.cctv", 12000),
    ("其余60个治安视频监控点位", "video.cctv", 60),
]
AFTER = [
    ("执法记录仪（带4G模块）60台、数据采集站3套", "field.bodycam", 60),
    ("人脸抓拍机（200万像素，含支架1个）45台", "video.face", 45),
    ("警用无人机（双光吊舱） 2架", "field.drone", 2),
    ("执法记录仪[含2块电池]30台", "field.bodycam", 30),
    ("手机取证塔×2台", "phone.forensics", 2),
    ("执法记录仪 x 18部", "field.bodycam", 18),
    ("人证核验终端设备共计850台", "field.checkpoint", 850),
    ("虹膜采集仪、指掌纹采集仪各20台", "bio.iris", 20),
    ("高清网络摄像机：90台；硬盘：8块", "video.cctv", 90),
    ("执法记录仪四十台，采集站五台", "field.bodycam", 40),
    ("新建治安视频监控点位186处", "video.cctv", 186),
    ("社区矫正定位腕带（防拆型）叁佰个", "field.electronic_monitoring", 300),
    ("执法记录仪（80台）", "field.bodycam", 80),
]
FAR = [
    ("采购声纹采集终端，能对在押人员进行声纹注册入库；数量10台。", "bio.voice", 10),
    ("执法记录仪租赁，租期两年，共80台", "field.bodycam", 80),
    ("执法记录仪，数量：35台", "field.bodycam", 35),
    ("执法记录仪，采购数量为35台。", "field.bodycam", 35),
    ("设备名称：执法记录仪；数量：35；单位：台", "field.bodycam", 35),
    ("设备名称：执法记录仪\n品牌：自报\n数量：35\n单位：台", "field.bodycam", 35),
    ("执法记录仪（数量：35台，质保三年）", "field.bodycam", 35),
    ("执法记录仪，用于一线民警现场执法，总数量为35台。", "field.bodycam", 35),
    ("执法记录仪，具体数量：35台", "field.bodycam", 35),
    ("标的名称：执法记录仪，数量（台）：35，交货期：30天", "field.bodycam", 35),
    ("执法记录仪采购，预算12万元，合计35台", "field.bodycam", 35),
]
BOUNDS = [
    ("执法记录仪不少于35台", "field.bodycam", 35),
    ("执法记录仪数量不低于35台", "field.bodycam", 35),
    ("宗教活动场所安装视频监控不少于38路", "video.cctv", 38),
    ("执法记录仪≥35台", "field.bodycam", 35),
    ("不少于35台执法记录仪", "field.bodycam", 35),
    ("至少35台执法记录仪", "field.bodycam", 35),
    ("执法记录仪约35台", "field.bodycam", 35),
    ("执法记录仪35余台", "field.bodycam", 35),
    ("执法记录仪最多35台", "field.bodycam", 35),
    ("执法记录仪不超过35台（按实结算）", "field.bodycam", 35),
]
PARTS = [
    ("网络摄像机120台（其中人脸识别摄像机30台）", {"video.cctv": 120, "video.face": 30}),
    ("网络摄像机共120台，其中人脸抓拍机30台、车牌识别摄像机10台", {"video.cctv": 120, "video.face": 30, "video.anpr": 10}),
    ("新建治安监控点位320个，其中人脸抓拍点位45个", {"video.cctv": 320, "video.face": 45}),
    ("网络摄像机（其中30台具备人脸识别功能）120台", {"video.cctv": 120}),
    ("电子警察系统、卡口抓拍单元、手机取证塔28套", {"phone.forensics": 28}),
    ("执法记录仪配备充电底座12个", {"field.bodycam": None}),
    ("警用无人机含喊话器3套", {"field.drone": None}),
    ("执法记录仪及采集站等共30台", {"field.bodycam": None}),
    ("300台网络摄像机和45台人脸抓拍机", {"video.cctv": 300, "video.face": 45}),
    ("12套人脸抓拍机、3架警用无人机", {"video.face": 12, "field.drone": 3}),
]
NONE = [
    ("执法记录仪1批", "field.bodycam"),
    ("执法记录仪一批", "field.bodycam"),
    ("1批执法记录仪", "field.bodycam"),
    ("执法记录仪数量：1项", "field.bodycam"),
    ("执法记录仪10-15台", "field.bodycam"),
    ("执法记录仪10至15台", "field.bodycam"),
    ("执法记录仪若干台", "field.bodycam"),
    ("执法记录仪单价1200元/台", "field.bodycam"),
    ("执法记录仪租赁24个月", "field.bodycam"),
    ("12个派出所建设视频监控", "video.cctv"),
    ("每个派出所配备2台执法记录仪", "field.bodycam"),
    ("为36个小区建设人脸门禁", "video.face"),
    ("第3套执法记录仪", "field.bodycam"),
    ("执法记录仪，存储90天，质保3年", "field.bodycam"),
    ("3个标段的视频监控", "video.cctv"),
    ("执法记录仪数量详见清单", "field.bodycam"),
]
TABLES = [
    ("序号\t名称\t单位\t数量\n1\t执法记录仪\t台\t35\n", "field.bodycam", 35),
    ("序号\t名称\t数量（台）\n1\t执法记录仪\t35\n", "field.bodycam", 35),
    ("序号\t标的名称\t数量及单位\n1\t执法记录仪\t35台\n", "field.bodycam", 35),
    ("1\t执法记录仪\t台\t35\t1200\n2\t硬盘\t块\t8\t900\n", "field.bodycam", 35),
    ("1\t执法记录仪\t35\t台\n", "field.bodycam", 35),
    ("| 名称 | 数量 |\n|---|---|\n| 执法记录仪 | 35 |\n", "field.bodycam", 35),
    ("|序号|名称|数量|单位|\n|1|执法记录仪|35|台|\n|2|硬盘|8|块|", "field.bodycam", 35),
    ("序号 货物名称 数量 单位\n1 执法记录仪 35 台\n2 硬盘 8 块", "field.bodycam", 35),
    ("序号 货物名称 规格 单位 数量\n1 执法记录仪 4G 台 35\n2 硬盘 8T 块 8", "field.bodycam", 35),
    ("序号  名称  数量\n1  执法记录仪  35\n2  硬盘  8", "field.bodycam", 35),
    ("序号\n名称\n数量\n单位\n1\n执法记录仪\n35\n台\n2\n硬盘\n8\n块\n", "field.bodycam", 35),
    ("名称\n单位\n数量\n执法记录仪\n台\n35\n硬盘\n块\n8\n", "field.bodycam", 35),
    ("序号,名称,单位,数量\n1,执法记录仪,台,35\n", "field.bodycam", 35),
    ("序号 名称 数量 1 执法记录仪 35台 2 硬盘 8块", "field.bodycam", 35),
    ("一、执法记录仪 35 台 二、硬盘 8 块", "field.bodycam", 35),
    ("Item\tQty\tUnit\nBody-worn camera\t35\tEach\nDocking station\t4\tEach\n", "field.bodycam", 35),
    ("Item | Description | Quantity\n1 | Body-worn camera | 35\n2 | Dock | 4\n", "field.bodycam", 35),
    ("Item 1: Body-worn camera. Quantity: 35. Unit: EA.", "field.bodycam", 35),
]
ENGLISH = [
    ("(24) fixed ALPR cameras", "video.anpr", 24),
    ("twenty-four fixed ALPR cameras", "video.anpr", 24),
    ("Purchase of twelve unmanned aircraft systems for the police", "field.drone", 12),
    ("12 x body-worn cameras", "field.bodycam", 12),
    ("12no. body-worn cameras", "field.bodycam", 12),
    ("12 Nr. body worn cameras", "field.bodycam", 12),
    ("12 units of body-worn cameras", "field.bodycam", 12),
    ("a total of 350 new body-worn video cameras", "field.bodycam", 350),
    ("up to 20 x thermal drones and 400 body-worn cameras", "field.bodycam", 400),
    ("one (1) ALPR system", "video.anpr", 1),
    ("Body-worn cameras (x12)", "field.bodycam", 12),
    ("Body-worn cameras x 12", "field.bodycam", 12),
    ("Body-worn cameras (qty 12)", "field.bodycam", 12),
    ("Body-worn cameras - Qty: 1,200", "field.bodycam", 1200),
    ("Body-worn cameras (12)", "field.bodycam", 12),
    ("Body-worn cameras: 12", "field.bodycam", 12),
    ("Body-worn cameras, quantity 12, with docks", "field.bodycam", 12),
    ("Body-worn cameras, estimated quantity 1,200 units, with docks", "field.bodycam", 1200),
    ("mobile phone forensics licences (renewal) for the unit, two seats", "phone.forensics", 2),
    ("a CCTV system comprising 186 cameras across the borough", "video.cctv", 186),
    ("The public space CCTV system consists of 95 cameras", "video.cctv", 95),
    ("two hundred and fifty body-worn cameras", "field.bodycam", 250),
    ("a single IMSI catcher", "phone.imsi", 1),
    ("an order for 41 Flock Safety Falcon automated (ALPR) plate cameras", "video.anpr", 41),
    ("an additional 60 body-worn cameras", "field.bodycam", 60),
    ("no fewer than 60 body-worn cameras", "field.bodycam", 60),
    ("approximately 60 body-worn cameras", "field.bodycam", 60),
    ("60+ body-worn cameras", "field.bodycam", 60),
    ("the lease of 42 automated license plate readers (ALPR) at $2,500 per camera", "video.anpr", 42),
]
CELLS = [
    ("今年拟在白沙镇治安复杂路段安装403个监控。", "video.cctv", 403),
    ("support for the body worn video estate (1,150 devices)", "field.bodycam", 1150),
    ("电子警察系统（12个路口）、人脸卡口（3处）", "video.face", 3),
    ("人脸比对服务器由1台增加到3台", "video.face", 3),
    ("序号\n名称\n单位\n数量\n1\n卡口相机\n900万像素；\n捕获率不低于99%。\n台\n12\n2\n立杆", "video.anpr", 12),
    ("4 |\n天网监控前端运维：保证设备正常，含电费、材料费等。 |\n套 |\n452 |", "video.cctv", 452),
    ("1 治安视频监控维护（见附表） 点59 1500元/年 线路维修 点20 1000元", "video.cctv", 59),
    ("41位点YSTR扩增试剂盒100人份/盒6盒", "bio.ystr", 6),
]
ENGLISH_NONE = [
    ("Lot 3 body-worn cameras", "field.bodycam"),
    ("In 2020 body-worn cameras were bought", "field.bodycam"),
    ("for 24 months body-worn cameras", "field.bodycam"),
    ("Section 12 Body-worn cameras", "field.bodycam"),
    ("$1,200 body-worn cameras", "field.bodycam"),
    ("10 to 15 body-worn cameras", "field.bodycam"),
    ("10-15 body-worn cameras", "field.bodycam"),
    ("Body-worn cameras, 24 months of support", "field.bodycam"),
    ("Body-worn cameras (2023)", "field.bodycam"),
    ("training for 6 officers in body-worn cameras", "field.bodycam"),
    ("12 police cars with body-worn cameras", "field.bodycam"),
]


def numbers(content: str) -> dict[str, set[int]]:
    """Technology -> its numbers."""
    out: dict[str, set[int]] = {}
    for finding in found(content)[0]:
        out.setdefault(finding.technology, set()).update({int(finding.quantity)} if finding.quantity is not None else set())
    return out


@pytest.mark.parametrize(("content", "technology", "expected"), BEFORE + AFTER + FAR + BOUNDS + TABLES + CELLS + ENGLISH)
def test_the_number_of_the_thing(content: str, technology: str, expected: int) -> None:
    assert numbers(content)[technology] == {expected}


@pytest.mark.parametrize(("content", "expected"), PARTS)
def test_a_part_and_the_whole(content: str, expected: dict[str, int | None]) -> None:
    said = numbers(content)
    assert {technology: said[technology] for technology in expected} == {
        technology: set() if number is None else {number} for technology, number in expected.items()
    }


@pytest.mark.parametrize(("content", "technology"), NONE + ENGLISH_NONE)
def test_what_is_no_number_of_the_thing(content: str, technology: str) -> None:
    assert numbers(content)[technology] == set()
