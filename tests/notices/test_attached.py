"""Labels with the value right behind them."""

from watchledger.lang.normal import normal
from watchledger.model.text import Text
from watchledger.notices import read_notice


def _read(content: str):
    text = Text(content, "test/1")
    return read_notice(text, normal(content))


def test_a_line_of_clauses() -> None:
    notice = _read(
        "【询比】河口区第九人民医院一次性耗材院内询比采购，编号HKJY-XB-2025-021，采购人河口区第九人民医院，预算金额叁拾贰万元整（320000元），"
        "公告时间2025年3月4日，响应文件递交截止2025年3月11日10:00，符合条件的供应商均可报名。"
    )
    assert notice.type is not None and notice.type.value == "tender"
    assert notice.buyer is not None and notice.buyer.value == "河口区第九人民医院"
    assert notice.project_codes[0].value == "HKJY-XB-2025-021"
    assert notice.budget is not None and notice.budget.value.amount == 320000
    assert notice.published is not None and notice.published.value == "2025-03-04"
    assert notice.deadline is not None and notice.deadline.value == "2025-03-11"


def test_words_of_a_sentence_are_no_values() -> None:
    notice = _read("公开招标公告\n采购人应当在收到质疑后7个工作日内答复，代理机构可以组织答疑，中标人须缴纳3000元。")
    assert notice.buyer is None
    assert notice.agency is None
    assert notice.suppliers == ()


def test_dots_lead_from_a_label_to_its_value() -> None:
    notice = _read(
        "询价单\n采购单位................松台区退役军人事务局\n询价单号................STQ-XJ-2025-003\n限价....................4.85万元\n"
        "发布日期................2025.2.17\n报价截止................2025.2.21 下午5时\n"
    )
    assert notice.buyer is not None and notice.buyer.value == "松台区退役军人事务局"
    assert [code.value for code in notice.project_codes] == ["STQ-XJ-2025-003"]
    assert notice.ceiling is not None and notice.ceiling.value.amount == 48500
    assert notice.published is not None and notice.published.value == "2025-02-17"
    assert notice.deadline is not None and notice.deadline.value == "2025-02-21"


def test_dots_before_the_number_of_a_page_lead_to_no_value() -> None:
    notice = _read("招标文件\n目录\n采购人............3\n项目名称............12\n第一章 招标公告\n采购人：松台区公安局\n")
    assert notice.buyer is not None and notice.buyer.value == "松台区公安局"
    assert notice.title is None or "12" not in notice.title.value
