"""Method, reason, bidders, further dates and identifiers."""

from __future__ import annotations

from decimal import Decimal

from watchledger.fields.identifier import credit_code_valid
from watchledger.formats import read_text
from watchledger.lang.normal import normal
from watchledger.model import Document, Limits, Notice, Origin, Text
from watchledger.notices import read_notice as read_any
from watchledger.notices.generic import read

CODE = next("91350100M000100Y4" + c for c in "0123456789ABCDEFGHJKLMNPQRTUWXY" if credit_code_valid("91350100M000100Y4" + c))


def notice_of(content: str) -> Notice:
    return read(Text(content, "test/1"), normal(content))


def test_a_single_source_gives_its_reason() -> None:
    notice = notice_of(
        "单一来源采购公示\n采购人：云泽市公安局\n项目名称：指纹比对系统维护\n采购方式：单一来源\n"
        "采用单一来源采购方式的原因及说明：系统由原厂开发，须保证一致性\n"
    )
    assert notice.procedure is not None and notice.procedure.value == "单一来源"
    assert notice.reason is not None and notice.reason.value == "系统由原厂开发，须保证一致性"
    assert notice.suppliers == ()


def test_losing_bidders_are_bidders_and_no_suppliers() -> None:
    notice = notice_of(
        "某系统中标候选人公示\n招标人：云泽市公安局\n第一中标候选人：甲信息有限公司，投标报价：318.65万元\n"
        "第二中标候选人：乙数据有限公司，投标报价：321.00万元\n"
    )
    assert [b.name.value for b in notice.bidders] == ["甲信息有限公司", "乙数据有限公司"]
    assert [b.amount.value.amount for b in notice.bidders if b.amount] == [3_186_500, 3_210_000]
    assert [s.name.value for s in notice.suppliers] == ["甲信息有限公司"]


def test_a_ranking_keeps_its_ranks() -> None:
    notice = notice_of(
        "评标结果公示\n采购人：云泽市公安局\n序号\t投标单位\t投标报价（元）\t排名\n1\t甲信息有限公司\t668000\t1\n2\t乙数据有限公司\t672000\t2\n"
    )
    assert [(b.name.value, b.rank.value if b.rank else None) for b in notice.bidders] == [
        ("甲信息有限公司", "1"),
        ("乙数据有限公司", "2"),
    ]


def test_credit_codes_belong_to_the_name_before_them() -> None:
    notice = notice_of(
        f"某项目中标公告\n中标供应商：甲信息有限公司\n统一社会信用代码：{CODE}\n中标金额：50万元\n采购人：云泽市公安局\n"
    )
    assert notice.suppliers[0].identifier is not None and notice.suppliers[0].identifier.value == CODE
    assert notice.buyer_identifier is None


def test_dates_keep_their_roles() -> None:
    notice = notice_of(
        "某项目合同公告\n采购人（甲方）：云泽市公安局\n供应商（乙方）：甲信息有限公司\n开标时间：2021年3月1日\n中标日期：2021年3月2日\n"
        "合同签订日期：2021年3月9日\n合同公告日期：2021年3月12日\n"
    )
    found = [notice.opened, notice.awarded, notice.signed, notice.published]
    assert [f.value if f else None for f in found] == ["2021-03-01", "2021-03-02", "2021-03-09", "2021-03-12"]


def test_the_body_that_uses_is_another_than_the_one_that_buys() -> None:
    notice = notice_of("某项目招标公告\n采购人：云泽市财政局\n使用单位：云泽市公安局\n投标截止时间：2021年3月1日\n")
    assert notice.buyer is not None and notice.buyer.value == "云泽市财政局"
    assert notice.using_body is not None and notice.using_body.value == "云泽市公安局"


TABLES = """沙渚市卡口设备采购项目成交公告
采购人信息
名称：沙渚市公安局
地址：沙渚市滨江大道188号
采购代理机构信息
名称：汀州天平招标有限公司
地址：汀州市解放路3号5层
"""


def test_bodies_have_addresses_where_a_label_gives_them() -> None:
    found = notice_of(TABLES + "中标供应商：白鹭电子有限公司\n供应商地址：白鹭市科技园2栋\n开标地点：沙渚市交易中心\n")
    assert found.buyer_address is not None and found.buyer_address.value == "沙渚市滨江大道188号"
    assert found.agency_address is not None and found.agency_address.value == "汀州市解放路3号5层"
    assert found.suppliers[0].address is not None and found.suppliers[0].address.value == "白鹭市科技园2栋"


def _table(*rows: str) -> Notice:
    html = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows)
    page = f"<html><body><p>{TABLES}</p><table>{html}</table></body></html>"
    text = read_text(Document(page.encode(), Origin("a.html")), Limits())[1]
    return read(text, normal(text.content))


def test_lots_have_a_name_and_a_sum_of_their_own() -> None:
    found = _table("包号|包名称|包预算（元）", "1|前端设备|500000", "2|平台软件|300000")
    got = [(lot.label.value, lot.title and lot.title.value, lot.budget and lot.budget.value.amount) for lot in found.lots]
    assert got == [("1", "前端设备", 500_000), ("2", "平台软件", 300_000)]


def test_bidders_have_the_total_of_their_points() -> None:
    found = _table(
        "投标供应商名称|价格得分|技术得分|最终得分|排名", "白鹭电子有限公司|30.00|41.5|71.50|1", "汀州智联有限公司|28|40|68|2"
    )
    assert [(b.name.value, b.score and b.score.value) for b in found.bidders] == [
        ("白鹭电子有限公司", Decimal("71.50")),
        ("汀州智联有限公司", Decimal(68)),
    ]


def test_goods_have_the_words_of_their_own_column() -> None:
    found = _table(
        "序号|货物名称|技术参数|数量|单价（元）", "1|卡口摄像机|900万像素，支持违章抓拍|12|8000", "2|交换机|详见附件|3|900"
    )
    assert [i.specification and i.specification.value for i in found.items] == ["900万像素，支持违章抓拍", None]


def test_rows_of_candidates_under_a_head_are_no_table_on_its_side() -> None:
    found = _table(
        "排名|中标候选人名称|投标报价（元）", "第一名|白鹭电子有限公司|2,976,500.00", "第二名|汀州智联有限公司|3,020,000.00"
    )
    assert [(s.name.value, s.amount and s.amount.value.amount) for s in found.suppliers] == [("白鹭电子有限公司", 2_976_500)]


def test_a_solicitation_s_number_is_no_title() -> None:
    content = "Notice of Intent to Award Sole Source: Cell-Site Simulator Upgrade\nSolicitation number: TCPD-SS-2019-04\n"
    found = read_any(Text(content, "test/1"), normal(content)).title
    assert found is not None and found.value == "Cell-Site Simulator Upgrade"
