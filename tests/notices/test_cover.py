"""Covers of tender files, their chapters on their own, and what stands on the pages of sites that copy them."""

import pytest

from tests.notices.build import notice_of

COVER = """沙渚市政府采购公开招标文件
城北卡口前端感知设备项目
招标文件
（电子招投标）
招标编号：TX-ZFCG(F)-2032007
沙渚市公安局白鹭分局
汀州天平工程咨询有限公司
二〇三二年七月二十八日
第1页共95页
"""


def test_a_cover_names_the_buyer_and_then_the_agent() -> None:
    notice = notice_of(COVER)
    assert notice.buyer is not None and notice.buyer.value == "沙渚市公安局白鹭分局"
    assert notice.agency is not None and notice.agency.value == "汀州天平工程咨询有限公司"
    assert notice.buyer.rule == "notice.buyer.cover/1"


@pytest.mark.parametrize("line", ["沙渚市公安局白鹭分局值班室，", "二〇三二年七月二十八日"])
def test_a_name_within_a_line_or_a_month_alone_is_no_cover(line: str) -> None:
    notice = notice_of(COVER.replace("沙渚市公安局白鹭分局\n汀州天平工程咨询有限公司", line))
    assert notice.agency is None
    assert notice.buyer is None or ".cover/" not in notice.buyer.rule


@pytest.mark.parametrize(
    ("content", "kind", "title"),
    [
        ("沙渚市公安局人像、车辆轨迹系统项目总体要求\n一、商务部分\n建设工期：投标人在签订合同之日起，20天内完成施工。",
         "tender", "沙渚市公安局人像、车辆轨迹系统项目"),
        ("关于沙渚县医院影像设备项目的投诉处理结果公告\n一、项目编号：SZ-2031-118\n二、项目名称：沙渚县医院影像设备项目\n本机关受理后已审查终结。",
         "other", "沙渚县医院影像设备项目"),
        (("白鹭分局网络视频维护合同\n甲方：白鹭矿业（集团）有限责任公司\n乙方：汀州西灵科技有限公司\n甲、乙双方经友好协商，同意签订本协议。\n"
         "合同价款：129000元"), "contract", "白鹭分局网络视频维护合同"),
        ("沙渚边境管理支队执法终端采购项目SZLFC2031-J1-015-FCZC成交结果公告\n发布时间\n2031/12/22",
         "award", "沙渚边境管理支队执法终端采购项目"),
        ("编者按\n一、项目概况 本项目为沙渚市数字城管维护项目,包括视频点位维护等内容。\n二、采购标的具体情况 见清单",
         "tender", "沙渚市数字城管维护项目"),
        ("协议供货成交公告\n沙渚县法院对沙渚法院纸张采购项目进行协议采购，结果如下：\n成交供应商：汀州文化有限责任公司",
         "award", "沙渚法院纸张采购"),
    ],
)  # fmt: skip
def test_papers_without_a_notice_s_form(content: str, kind: str, title: str) -> None:
    notice = notice_of(content)
    assert notice.type is not None and notice.type.value == kind
    assert notice.title is not None and notice.title.value == title


def test_a_number_run_into_the_headline_is_the_project_s() -> None:
    notice = notice_of("沙渚边境管理支队执法终端采购项目SZLFC2031-J1-015-FCZC成交结果公告\n发布时间\n2031/12/22")
    assert [code.value for code in notice.project_codes] == ["SZLFC2031-J1-015-FCZC"]


def test_a_label_of_which_only_the_end_is_known_ends_the_value() -> None:
    notice = notice_of(
        "单一来源采购公告\n项目名称：沙渚旗检测专用设备采购项目 交货（交工）日期：签订合同后60天\n采购人：沙渚旗交通警察大队"
    )
    assert notice.title is not None and notice.title.value == "沙渚旗检测专用设备采购项目"
    assert notice_of("项目名称：通道门禁（二期）\n预算金额：215 万元（人民币）\n采购人：沙渚旗公安局").budget is not None


def test_the_body_that_the_name_begins_with_buys() -> None:
    notice = notice_of("W\n沙渚市公安局巡处车辆管理服务项目\n采购需求\n一、项目概况\n供应商须在合同签订后15天内完成交付。")
    assert notice.buyer is not None and notice.buyer.value == "沙渚市公安局"
    assert notice.title is not None and notice.title.value == "沙渚市公安局巡处车辆管理服务项目"
