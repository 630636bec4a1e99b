"""Method, reason, bidders, further dates and identifiers."""

from __future__ import annotations

from watchledger.fields.identifier import credit_code_valid
from watchledger.lang.normal import normal
from watchledger.model import Notice, Text
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
