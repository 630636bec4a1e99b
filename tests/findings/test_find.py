"""Findings and verdict of whole texts, in the manner of real notices, with invented bodies."""

from __future__ import annotations

import pytest

from tests.findings.build import found, technologies
from watchledger.findings.context import buyer_types_in
from watchledger.lang.normal import fold
from watchledger.model import Block


@pytest.mark.parametrize(
    ("title", "expected", "verdict"),
    [
        ("青石县公安局社会治安视频监控系统三期建设项目", {"video.cctv"}, "yes"),
        ("云岭市白沙河区北渡镇视频监控系统采购项目", {"video.cctv"}, "yes"),
        ("松原乡重要村（社区）路口视频监控补点采购项目", {"video.cctv"}, "yes"),
        ("云岭市第三中学校园监控设备采购", {"video.cctv", "field.school"}, "unclear"),
        ("云岭农村商业银行网点视频监控改造项目", {"video.cctv"}, "unclear"),
        ("云岭市人民医院手术室监控系统采购", set(), "no"),
        ("云岭市松岭水库视频监控采购", set(), "no"),
        ("青石县林业局森林防火视频监控系统采购", set(), "no"),
        ("青石县公安局高清视频会议系统采购", set(), "no"),
        ("青石县看守所智慧新监管建设项目", {"field.detention"}, "yes"),
        ("金雀州监狱食堂食材配送项目", set(), "no"),
        ("金雀州监狱视频监控系统改造项目", {"field.detention", "video.cctv"}, "yes"),
        ("青石县公安局执法办案场所提档升级项目", {"field.detention"}, "yes"),
        ("青石县公安局执法办案管理平台采购项目", {"fusion.case_system"}, "yes"),
        ("青石县公安局道路卡口与电子警察运维项目", {"video.anpr"}, "yes"),
        ("白沙河区街道办事处网格化服务管理指挥中心建设项目", {"fusion.grid"}, "yes"),
        ("青石县网格化大气监测微站采购", set(), "no"),
        ("青石县公安局大数据平台采购项目", {"fusion.police_cloud"}, "yes"),
        ("青石县气象大数据平台采购项目", set(), "no"),
        ("青石县公安局指挥中心升级改造项目", {"fusion.command"}, "yes"),
        ("青石县公安局无人机采购项目", {"field.drone"}, "yes"),
        ("青石县综合行政执法局无人机巡查采购", {"field.drone"}, "unclear"),
        ("青石县无人机植保服务项目", set(), "no"),
        ("青石县纪委监委大数据监督平台采购项目", {"fusion.discipline"}, "yes"),
        ("青石县公安局警用装备采购项目", set(), "unclear"),
        ("青石县公安局警服采购项目", set(), "no"),
        ("青石县公安局身份证自助申办终端采购", {"field.id_kiosk"}, "unclear"),
        ("云岭市地铁安检服务项目", {"field.screening"}, "unclear"),
        ("云岭市地铁安检身份证人脸核验闸机采购", {"field.screening", "field.checkpoint", "video.face"}, "yes"),
        ("云岭市智慧城市平台项目", {"fusion.city_brain"}, "unclear"),
        ("青石县公安局平安城市设计服务", {"fusion.city_brain"}, "yes"),
        ("青石县教育局舆情监测服务项目", {"social.opinion"}, "yes"),
        ("青石县社区矫正远程视频督察系统项目", {"field.electronic_monitoring"}, "yes"),
        ("青石县公安局穿墙雷达采购项目", {"field.covert"}, "yes"),
        ("公安县人民医院医疗废物转运服务", set(), "no"),
        ("云岭市办公家具采购项目", set(), "no"),
        ("技侦大数据平台建设项目", {"net.intercept", "fusion.police_cloud"}, "yes"),
        ("竞技侦察兵比赛服务", set(), "no"),
        ("云岭职业技术学院智能人脸管控平台项目", {"video.face", "field.school"}, "yes"),
        ("青石县第一中学人脸考勤机采购", set(), "no"),
        ("金雀州监狱中心医院信息系统采购项目", set(), "no"),
        ("青石县司法局行政复议办案系统采购项目", set(), "no"),
        ("金雀州监狱安检门采购项目", {"field.screening"}, "unclear"),
        ("云岭市计量院X射线安检仪校准设备采购", set(), "no"),
        ("青石县雪亮工程视频监控采购", {"video.cctv"}, "yes"),
        ("青石县住宅工程视频监控采购", set(), "no"),
        ("青石县北渡镇（3村2社）视频监控项目", {"video.cctv"}, "yes"),
        ("青石县北渡镇敬老院视频监控项目", {"video.cctv"}, "unclear"),
        ("金雀州监狱门禁升级改造项目", {"field.detention"}, "yes"),
        ("金雀州监狱家属楼门禁改造项目", set(), "no"),
        ("云岭市图书馆门禁采购（社区分馆）", set(), "no"),
        ("智慧安防小区建设，车牌识别道闸12套", {"field.smart_community", "video.anpr"}, "yes"),
        ("云岭市商务中心停车场车牌识别道闸采购", set(), "no"),
        ("青石县公安局网络球机采购", {"video.cctv"}, "yes"),
        ("青石县射击馆枪机保养", set(), "no"),
        ("路灯采购，不含监控设备", set(), "no"),
        ("食堂明厨亮灶改造，摄像头9个", set(), "no"),
        ("青石县清真寺门口抓拍机采购", {"field.religious"}, "yes"),
        ("青石县清真寺消防设施采购", set(), "no"),
        ("青石縣警察局車牌辨識系統擴充案", {"video.anpr"}, "yes"),
        ("25 PTZ cameras for intersections", {"video.cctv"}, "yes"),
        ("PTZ cameras for the lecture theatre", set(), "no"),
        ("青石县公安局办公楼物业服务，含门岗值守、监控系统值班", set(), "no"),
        ("青石县公安局电子围栏采购项目", {"phone.imsi"}, "yes"),
        ("金雀州监狱周界高压电子围栏采购项目", set(), "no"),
        ("青石县校园监控设备采购", {"video.cctv", "field.school"}, "unclear"),
        ("青石县公安局办公楼整修设计，含刑事技术实验室", set(), "no"),
    ],
)
def test_titles(title: str, expected: set[str], verdict: str) -> None:
    findings, decided = found(title)
    assert ({f.technology for f in findings}, decided.verdict) == (expected, verdict), decided.reason


@pytest.mark.parametrize(
    ("content", "expected", "verdict"),
    [
        ("Upgrade of the CCTV control room. Buyer: Greyford Borough Council.", {"video.cctv", "video.platform"}, "yes"),
        ("CCTV for the depot. Buyer: Harrow Vale Foods Ltd.", {"video.cctv"}, "unclear"),
        ("Vehicle based CCTV for fire appliances. Buyer: Greyford County Council.", {"video.cctv"}, "unclear"),
        ("Average speed cameras on the A999. Buyer: Westmark Police.", {"video.anpr"}, "yes"),
        ("Digital interview recording equipment. Buyer: Westmark Police.", {"field.detention"}, "yes"),
        ("CCTV drainage survey of sewers. Buyer: Greyford Borough Council.", set(), "no"),
        ("Animal health surveillance study. Buyer: Institute of Farms.", set(), "no"),
        ("Office furniture. Buyer: Westmark Police.", set(), "no"),
        ("Thermal imaging cameras. Buyer: Westmark Fire and Rescue Service.", set(), "no"),
        ("Anprallschutz und Kennzeichen am Rathaus", set(), "no"),
        ("Videoüberwachungsanlage für den Bahnhof", {"video.cctv"}, "unclear"),
        ("Maintenance de la vidéoprotection de la ville", {"video.cctv"}, "yes"),
        ("Dostawa systemu monitoringu wizyjnego", {"video.cctv"}, "unclear"),
        ("Поддръжка на система за видеонаблюдение", {"video.cctv"}, "unclear"),
        ("Main CPV code 32323500-8", {"video.cctv"}, "unclear"),
    ],
)
def test_other_languages(content: str, expected: set[str], verdict: str) -> None:
    findings, decided = found(content)
    assert ({f.technology for f in findings}, decided.verdict) == (expected, verdict), decided.reason


FILLER = "供应商应当按照采购文件的要求提交响应文件并对其真实性负责" * 8 + "。"


def test_furniture_gives_no_evidence() -> None:
    menu = "上一篇：青石县公安局人脸识别采购\n"
    content = menu + "青石县公安局办公用品采购"
    assert technologies(content) == {"video.face"}
    findings, verdict = found(content, blocks=(Block("furniture", 0, len(menu)),))
    assert findings == () and verdict.verdict == "no"


@pytest.mark.parametrize(
    "sentence",
    [
        "投标人自备摄像头用于视频开标。",
        "本项目支持监狱企业、中小企业的政府采购政策。",
        "CA证书办理请观看视频教程并拨打服务热线。",
        "供应商须提供人脸识别类似项目业绩证明。",
    ],
)
def test_procedure_gives_no_evidence(sentence: str) -> None:
    findings, verdict = found(f"青石县公安局办公家具采购。{FILLER}{sentence}", buyer="青石县公安局")
    assert findings == () and verdict.verdict == "no"


def test_a_remark_about_procedure_leaves_the_rest_of_its_row() -> None:
    text = "说明。" * 80 + "\n序号\t内容\t备注\n1\t新增公共安全视频监控点位\t专门面向中小企业：否\n"
    findings, _ = found(text)
    assert [f.technology for f in findings] == ["video.cctv"]


def test_a_bidder_s_earlier_work_is_not_bought() -> None:
    listed = "①云岭职业学院项目、②青石县公安局执法办案中心建设项目、③博物馆"
    assert found(f"云岭饭店设计中标候选人公示。{FILLER}\n申报的业绩\n | \n\n{listed}\n")[0] == ()
    assert found(f"云岭饭店设计中标候选人公示。{FILLER}\n采购内容\n | \n\n{listed}\n")[0] != ()


def test_a_requirement_far_down_is_found() -> None:
    findings, verdict = found(f"青石县公安局信息化项目。{FILLER}系统须具备人脸识别功能。", buyer="青石县公安局")
    assert [f.technology for f in findings] == ["video.face"] and verdict.verdict == "yes"


def test_a_portal_is_no_buyer() -> None:
    content = "Interview recording equipment. Buyer: EU SUPPLY LIMITED. Westmark Police seek recording equipment."
    _, verdict = found(content, buyer="EU SUPPLY LIMITED")
    assert verdict.verdict == "yes"


def test_the_reason_names_the_deciding_words() -> None:
    _, verdict = found("视频监控系统，采购人：青石县公安局", buyer="青石县公安局")
    assert verdict.reason == (
        "“视频监控” (Public-space video surveillance); the buyer polices, detains or governs the place; buyer: “公安”."
    )


def test_wordings_of_one_technology_are_few_and_different() -> None:
    content = "，".join(["人脸识别", "人脸比对", "人脸抓拍", "人脸布控", "人脸卡口", "人脸识别"])
    quotes = [f.quote for f in found(f"青石县公安局{content}系统")[0]]
    assert len(quotes) == 4 == len(set(quotes))


def test_an_adjacent_technology_is_noted_and_not_counted() -> None:
    findings, verdict = found("青石县网评引导系统采购")
    assert [f.technology for f in findings] == ["social.guidance"] and verdict.verdict == "no"


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("青石县公安局", {"public_security"}),
        ("公安县教育局", {"education"}),
        ("青石县公安消防大队", {"fire_rescue"}),
        ("金雀州监狱", {"justice_prison"}),
        ("云岭警官学院", {"education"}),
        ("Westmark Constabulary", {"public_security"}),
        ("采购政策：支持监狱企业", set()),
    ],
)
def test_buyer_types(name: str, types: set[str]) -> None:
    assert set(buyer_types_in(fold(name))) == types


def test_nothing_comes_of_nothing() -> None:
    assert found("") == found(" \n ") == found("!") == ((), found("")[1])
