"""The words that other documents will hold: each is found, classed and given the right status; look-alikes are not."""

from __future__ import annotations

import pytest

from tests.findings.build import found, technologies

FOUND = """
青石县公安局动态人像识别比对系统扩容项目|video.face
青石县公安局步态识别检索系统|video.gait
青石县公安局声纹建库及自助采集设备|bio.voice
青石县公安局电围设备扩容项目|phone.imsi
青石县公安局话单分析软件|phone.location
青石县网信办网评员管理系统|social.guidance
青石县公安局警综平台升级改造|fusion.case_system
青石县政法委维稳信息系统|fusion.stability
青石县司法局社区矫正电子脚环|field.electronic_monitoring
青石县雪亮工程建设项目|video.cctv
青石县天网工程三期建设项目|video.cctv
青石县政法委易肇事肇祸精神障碍患者管控平台|fusion.key_person
青石县公安局境外社交媒体（Twitter、Telegram）数据采集系统|social.account
青石县公安局警用AR眼镜|field.smart_glasses
青石县公安局网约房登记系统|fusion.feeds
GrayKey licences for the Sheriff|phone.forensics
SS7 location tracking for the intelligence agency|phone.location
Geofence subscription: location data of phones for the police|phone.location
DPI equipment for the national telecom regulator|net.dpi
Flock Safety cameras|video.anpr
Stingray upgrade, Harris HailStorm|phone.imsi
Dashcams for the Police Department|field.bodycam
Remote proctoring software for the university|field.school
Bodycams para la Policía Local|field.bodycam
Kauf von IMSI-Catchern für die Polizei|phone.imsi
Servicio de monitoreo de redes sociales|social.opinion
Система распознавания лиц|video.face
Tornozeleiras eletrônicas|field.electronic_monitoring
主干道路口新装球机40台、枪机90台|video.cctv
办公楼走廊更换摄像机12台|video.cctv
街口監視器汰換：道路監視器 30 支|video.cctv
Replace 9 failed analogue cameras in the town's CCTV scheme|video.cctv
PTZ cameras for the downtown business district|video.cctv
佛寺等宗教活动场所技防设施提升工程|field.religious
口岸入境虹膜辨識閘門|bio.iris
口岸入境虹膜辨識閘門|field.checkpoint
两类数据自动关联，形成人机对应关系|fusion.multisource
监舍对讲及监室摄像机日常巡检|field.detention
110台单警视音频设备与新购记录仪共用采集站|field.bodycam
智慧社区人脸门禁设备采购|field.smart_community
青石港客运站旅客人脸识别闸机采购|field.checkpoint
寺院消防与视频监控系统|field.religious
青石县看守所监室视音频监控改造|field.detention
景区治安重点单位监控接入项目|video.cctv
办案区定位腕带，能与审讯业务系统对接|field.detention
青石市公安局人脸、车轨系统扩容|video.face
采购手机信息采集仪6台|phone.forensics
LFR software which compares a live camera feed of faces against watchlists|video.face
The cameras capture rear vehicle images and plate data, matched to hot lists|video.anpr
"""
CLEAN = """
看守所在押人员食材供应采购
青石县公安局警察职工餐厅粮油采购
步态康复训练设备采购
高考考点视频巡查系统升级改造
秸秆焚烧高空监控项目
打印机，分辨率600 dpi
iris scissors and forceps for the eye clinic
Works to encase a pipe in concrete
SS7 signalling gateway billing for the operator, free of charge
Predator control on moorland
Technical surveillance countermeasures training
双链DNA检测试剂
红色足迹展馆布展
工地实名制，采用人脸、指纹、虹膜等生物识别技术进行电子打卡
防火墙识别感染木马、间谍软件的终端
对涉案车辆登记车型、车辆特征并拍照
林业局森林防火高空瞭望摄像头
食堂明厨亮灶摄像头
水库视频水尺识别摄像机6台
防火墙支持DPI应用识别，用于本院内网出口
Social listening for tourism brand campaign
Car park barriers with number plate recognition
人员进场前完成电子考勤系统（指纹或面部识别考勤机）
青石县成交供应商：云州鹰眼警用装备有限公司
环境空气质量自动监测点位视频监控服务
投标人承担过公安视频监控、人脸识别类似项目的，每提供一个合同得2分
网站首页 > 产品中心 > 视频监控 人脸识别
"""


@pytest.mark.parametrize("line", FOUND.strip().splitlines())
def test_found(line: str) -> None:
    text, technology = line.split("|")
    findings, _ = found(text)
    assert technology in {f.technology for f in findings if f.status in ("required", "maintenance")}


@pytest.mark.parametrize("text", CLEAN.strip().splitlines())
def test_clean(text: str) -> None:
    assert technologies(text) in (set(), [], ())
