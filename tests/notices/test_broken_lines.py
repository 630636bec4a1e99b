"""Copies of web pages, in which every styled stretch stands on a line of its own, and tables of one cell a line."""

import pytest

from tests.notices.build import notice_of
from watchledger.fields.date import dates_in
from watchledger.lang.gaps import gaps_of
from watchledger.lang.normal import normal


@pytest.mark.parametrize(
    ("raw", "parted"),
    [
        ("预算：\n60\n万元\n。", 1),
        ("编号\n：\nAB-1", 1),
        ("2032\n年\n3\n月\n20\n日", 0),
        ("价\n（\n元）", 1),
        ("数量\n3\n台", 2),
        ("2032年3月16日\n1、项目", 1),
        ("第3\n月份", 1),
    ],
)
def test_a_line_break_within_a_number_a_date_or_a_clause_is_none(raw: str, parted: int) -> None:
    assert len(gaps_of(raw, normal(raw)).hard) == parted


SCATTERED = """沙渚市白鹭区体育学校营养品采购项目招标公告
项目概况
沙渚市白鹭区体育学校营养品采购项目的潜在投标人应在平台获取招标文件，并于
2032年4月7日14点30分
（北京时间）前递交投标文件。
一、项目编号
：
SZGP-2032-0055；白建招标[2032]003号
二、项目名称：
沙渚市白鹭区体育学校
2032至2035年营养品采购项目
预算金额：
60.5
(万元)
递交响应文件
截止时间：
2032
年
4
月
7
日10
：00
沙渚市天平招标有限公司
2032年3月15日
2032年3月16日
"""


def test_values_over_several_lines() -> None:
    notice = notice_of(SCATTERED)
    assert notice.title is not None and notice.title.value.endswith("2032至2035年营养品采购项目")
    assert [c.value for c in notice.project_codes] == ["SZGP-2032-0055", "白建招标[2032]003号"]
    assert notice.budget is not None and notice.budget.value.amount == 605_000
    assert notice.deadline is not None and notice.deadline.value[:10] == "2032-04-07"
    assert notice.published is not None and notice.published.value == "2032-03-16"


def test_the_day_of_another_label_on_a_line_of_its_own_is_not_the_notices() -> None:
    head = "沙渚市体育中心用车服务采购项目合同\n采购人名称\n沙渚市体育中心\n"
    content = f"{head}中标（成交）供应商名称\n汀州客运有限公司\n合同签署时间\n2032-03-17\n"
    notice = notice_of(content)
    assert notice.type is not None and notice.type.value == "contract"
    assert notice.published is None


STANDARD = """一、项目编号：
CRX32-CS106
二、项目名称：
沙渚市体育局赛事宣传采购项目
三、中标（成交）信息
1.中标结果：
序号
供应商名称
供应商地址
中标（成交）金额
1
汀州金色文化传媒有限公司
汀州市解放路261号
报价：499200（元）
2.废标结果:
序号
标项名称
废标理由
其他事项
四、主要标的信息
序号
标项名称
标的名称
1
赛事宣传
宣传服务
"""


def test_the_empty_table_of_failed_lots_in_the_standard_form_ends_no_award() -> None:
    notice = notice_of(STANDARD)
    assert notice.type is not None and notice.type.value == "award"
    assert [s.name.value for s in notice.suppliers] == ["汀州金色文化传媒有限公司"]
    assert notice.award_total is not None and notice.award_total.value.amount == 499_200


def test_goods_under_a_head_with_words_that_no_vocabulary_has() -> None:
    rows = "企业名称\n名称\n品牌\n某栏\n规格要求\n数量/单位\n单价（元）/优惠率\n"
    goods = (
        "汀州电子有限公司\n流媒体存储平台\n佳声\n汀州\nJF-016\n1台\n40000\n汀州电子有限公司\n拾音器\n睿声\n沙渚\nL512\n64个\n180\n"
    )
    notice = notice_of(f"沙渚市考点设备采购项目成交公告\n采购人：沙渚市教育局\n主要标的信息表\n{rows}{goods}")
    got = [
        (i.name.value, i.quantity.value if i.quantity else None, i.unit_price.value.amount if i.unit_price else None)
        for i in notice.items
    ]
    assert got == [("流媒体存储平台", 1, 40_000), ("拾音器", 64, 180)]


@pytest.mark.parametrize(
    ("content", "buyer"),
    [
        (
            "竞争性磋商成交结果公告\n沙渚市环卫处（采购人）的公厕改造工程组织评审结束。\n成交供应商：汀州建工有限公司\n",
            "沙渚市环卫处",
        ),
        ("交通事務局\n公告一則，關於「檢驗中心機電系統維修保養服務」的公開招標。\n", "交通事務局"),
    ],
)
def test_bodies_with_their_role_behind_them_or_above_the_notice(content: str, buyer: str) -> None:
    found = notice_of(content).buyer
    assert found is not None and found.value == buyer


def test_a_corrected_result_is_an_amendment_though_it_repeats_the_result() -> None:
    content = (
        "沙渚市活动中心装修工程标段中标结果更正公告\n招标人\n沙渚市文化传媒有限公司\n中标单位\n汀州建工有限公司\n"
        "中标金额（元）\n12420812.90\n定标时间\n2032-03-13\n中标通知书发出日期\n2032-03-14\n"
    )
    found = notice_of(content).type
    assert found is not None and found.value == "amendment"


def test_a_year_that_styling_cut_in_two() -> None:
    content = "沙渚市体育公园答疑纪要\n招标人：\n（盖章）\n203\n2\n年\n03\n月\n16\n日\n"
    assert "2032-03-16" in [d.value for d in dates_in(normal(content).text, 0, len(normal(content).text))]


def test_rows_of_ranks_end_the_head_of_their_table() -> None:
    content = (
        "沙渚市健身中心施工评标结果公示\n招标人\n沙渚市教育局\n中标候选人及排序\n中标候选人名称\n质量\n投标报价\n(元)\n"
        "第一名\n汀州水利工程局有限公司\n合格\n139584357.34\n第二名\n白鹭建工集团有限公司\n合格\n138710233.16\n"
        "第一中标候选人类似业绩（汀州水利工程局有限公司）\n项目名称\n金牛片区配套设施\n"
    )
    notice = notice_of(content)
    assert [s.name.value for s in notice.suppliers] == ["汀州水利工程局有限公司"]
    assert notice.title is None or "金牛" not in notice.title.value


def test_labels_and_values_strung_without_any_sign() -> None:
    content = (
        "结果公告项目名称沙渚博物馆保障资源采购项目项目编号SYRD2032（043）号采购方式竞争性磋商采购人沙渚博物馆联系人某老师"
        "采购代理机构汀州晟越招标代理有限公司成交供应商白鹭超算运营管理有限公司成交金额15.80万元公示期限1日\n"
    )
    notice = notice_of(f"沙渚博物馆保障资源采购项目结果公告\n{content}")
    assert notice.buyer is not None and notice.buyer.value == "沙渚博物馆"
    assert notice.agency is not None and notice.agency.value == "汀州晟越招标代理有限公司"
    assert [c.value for c in notice.project_codes] == ["SYRD2032（043）号"]
    assert notice.award_total is not None and notice.award_total.value.amount == 158_000


def test_a_lot_before_its_sum_is_no_sum_and_no_firm_stands_under_a_price() -> None:
    lots = notice_of("沙渚市赛事推广公开招标公告\n采购人：沙渚市体育局\n最高限价（元）：\n包1-1800000.00元\n")
    assert lots.ceiling is not None and lots.ceiling.value.amount == 1_800_000
    opened = notice_of(
        "沙渚市体育馆工程招标公告\n招标人：沙渚市体育局\n控制价(万元)\n工期\n递交时间\n汀州建设有限公司\n1\n24959500.00\n12个月\n"
    )
    assert opened.ceiling is None


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("【沙公资采2032223号】沙渚县校舍维修招标公告\n项目编号：沙采磋商-2032-13\n", ["沙公资采2032223号", "沙采磋商-2032-13"]),
        ("沙渚县校舍维修招标公告\n项目编号：\n采购计划备-[2032]-03296号-1\n", ["采购计划备-[2032]-03296号-1"]),
    ],
)
def test_numbers_before_a_headline_and_of_a_plan(content: str, codes: list[str]) -> None:
    assert [c.value for c in notice_of(content).project_codes] == codes


def test_a_label_does_not_reach_back_into_the_firm_on_the_line_before() -> None:
    content = "沙渚市灯光工程中标候选人公示\n第一中标候选人\n: 汀州聚旺建筑工程有限公司\n资质：二级资质\n"
    assert [s.name.value for s in notice_of(content).suppliers] == ["汀州聚旺建筑工程有限公司"]
