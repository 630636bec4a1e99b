"""Notices as interfaces give them."""

import json
from typing import Any

from watchledger.formats import read_text
from watchledger.lang.normal import normal
from watchledger.model import Document, Limits, Origin
from watchledger.model.notice import Notice
from watchledger.notices import read_notice


def _read(value: Any) -> Notice:
    document = Document(json.dumps(value, ensure_ascii=False).encode(), Origin("notice.json"))
    text = read_text(document, Limits())[1]
    return read_notice(text, normal(text.content))


def test_labels_beside_values() -> None:
    notice = _read(
        {"data": {"bulletinName": "竞争性谈判公告", "region": {"code": "1", "name": "浙江省湖州市德清县"}, "fields": [
            {"k": "采购项目", "v": "德清县公安局警用无人机配套"}, {"k": "政府采购编号", "v": "DQZF-J-210044"},
            {"k": "采购单位", "v": "德清县公安局"}, {"k": "代理服务机构", "v": "浙江水乡招标代理有限公司"},
            {"k": "采购控制金额（元）", "v": "1980000.00"}]}}
    )  # fmt: skip
    assert notice.title is not None and notice.title.value == "德清县公安局警用无人机配套"
    assert notice.buyer is not None and notice.buyer.value == "德清县公安局"
    assert notice.agency is not None and notice.agency.value == "浙江水乡招标代理有限公司"
    assert notice.ceiling is not None and notice.ceiling.value.amount == 1980000
    assert [c.value for c in notice.project_codes] == ["DQZF-J-210044"]


def test_parties_inside_and_bidders_of_whom_one_won() -> None:
    notice = _read(
        {"tenderName": "东坡区声纹采集系统", "noticeKindText": "成交结果", "purchaser": {"name": "东坡区公安分局", "contact": "甲"},
         "agent": {"name": "眉州招标有限公司"}, "budget": {"value": "135.00", "unit": "万元"},
         "bidders": [{"rank": 2, "name": "成都白塔声学技术有限公司", "win": False},
                     {"rank": 1, "name": "眉山海岱语音科技有限公司", "win": True}],
         "goods": [{"goodsName": "声纹采集终端", "num": "15", "unit": "套", "unitPrice": "42400.00元"}]}
    )  # fmt: skip
    assert notice.buyer is not None and notice.buyer.value == "东坡区公安分局"
    assert notice.agency is not None and notice.agency.value == "眉州招标有限公司"
    assert notice.budget is not None and notice.budget.value.amount == 1350000
    assert [s.name.value for s in notice.suppliers] == ["眉山海岱语音科技有限公司"]
    assert [(i.name.value, i.quantity and int(i.quantity.value)) for i in notice.items] == [("声纹采集终端", 15)]


def test_capitals_part_the_words_of_a_key() -> None:
    notice = _read(
        {"projectName": "沙渚县公安局路面视频整合", "projectDirectorName": "甲乙丙", "purchaseUnitName": "沙渚县公安局",
         "openTime": "2031-04-02 09:30", "winSupplierName": "汀州白鹭数码有限公司", "winPrice": "486000.00元",
         "districtName": "沙渚县"}
    )  # fmt: skip
    assert notice.title is not None and notice.title.value == "沙渚县公安局路面视频整合"
    assert [s.name.value for s in notice.suppliers] == ["汀州白鹭数码有限公司"]
    assert notice.suppliers[0].amount is not None and notice.suppliers[0].amount.value.amount == 486000
    assert notice.deadline is not None and notice.deadline.value == "2031-04-02"
    assert notice.region is not None and notice.region.value.startswith("沙渚县")


def test_the_kind_that_keys_speak_for_is_quoted_by_a_value() -> None:
    """A key of a record is no part of the text, so the value beside it is what shows the kind."""
    notice = _read(
        {
            "result": {
                "采购人": "沙渚市司法局",
                "中标供应商": "汀州位置服务有限公司",
                "中标金额": "337500元",
                "正文": "一、名称：定位终端。",
            }
        }
    )
    assert notice.type is not None and notice.type.value == "award"
    assert all(fact.quote for _, _, fact in notice.facts())
