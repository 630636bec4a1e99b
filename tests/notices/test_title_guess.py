"""The project's name without a label."""

import pytest

from watchledger.lang.normal import normal
from watchledger.model.text import Text
from watchledger.notices import read_notice


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("公示\n江浦县边境立体化监控设备采购，采购计划号HMX[2021]0412，于2021年9月7日开启，因供应商不足三家，本次采购失败。\n采购人：江浦县国防事务中心",
         "江浦县边境立体化监控设备采购"),
        ("征求意见公示\n江浦市公安局拟采购手机取证设备软件授权升级，预算42.6万元，拟以单一来源方式采购。\n江浦市公安局  2023-05-09",
         "手机取证设备软件授权升级"),
        ("资格预审公告\n江浦市城市智能运行中心（二期）已由第三发展和改革委员会批准建设，招标人为江浦市公安局。\n招标编号：SSZB-2019-06",
         "江浦市城市智能运行中心（二期）"),
        ("公告详情\n江浦县人民法院食堂食材配送服务\n公开招标\n招标单位\n江浦县人民法院\n项目编号\nWTZC2024-G3-990117\n开标时间\n2024-12-17",
         "江浦县人民法院食堂食材配送服务"),
    ],
)  # fmt: skip
def test_a_name_is_found_where_it_stands(content: str, title: str) -> None:
    text = Text(content, "test/1")
    notice = read_notice(text, normal(content))
    assert notice.title is not None
    assert notice.title.value == title
