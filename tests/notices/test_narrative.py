"""Winners that sentences name."""

from __future__ import annotations

import pytest

from tests.notices.build import notice_of
from watchledger.lang.normal import normal
from watchledger.model.text import Text
from watchledger.notices.narrative import told_winners
from watchledger.notices.statement import page_of


def told(content: str) -> list[tuple[str, str]]:
    page = page_of(Text(content, "test/1"), normal(content))
    return [(s.role, page.words[s.start : s.end]) for s in told_winners(page, []) if s.role != "award"]


@pytest.mark.parametrize(
    "content",
    [
        "经投票一致确认：远山智联科技有限公司所投微机以最低价中标。",
        "经评审，确定远山智联科技有限公司为本项目成交供应商，成交金额为贰拾捌万元。",
        "远山智联科技有限公司以人民币贰拾陆万元（￥264,000.00）中选。",
    ],
)
def test_the_firm_that_won(content: str) -> None:
    assert told(content) == [("supplier", "远山智联科技有限公司")]


@pytest.mark.parametrize(
    "content",
    [
        "远山智联科技有限公司未中标，保证金予以退还。",
        "若远山智联科技有限公司中标，应在30日内签订合同。",
        "中标供应商应向远衡代理有限公司缴纳服务费，成交后退还。",
    ],
)
def test_no_winner(content: str) -> None:
    assert told(content) == []


@pytest.mark.parametrize("place", ["第一名、", "第一名.", "第一名\n.\n", "第一中标候选人，"])
def test_the_firm_after_its_place_without_a_labels_sign(place: str) -> None:
    notice = notice_of(
        f"白鹭公园劳务招标结果公示\n一、中标候选人排序\n{place}汀州天平劳务有限公司   下浮比例：24.91%\n第二名：柏川建工有限公司\n"
    )
    assert [s.name.value for s in notice.suppliers] == ["汀州天平劳务有限公司"]


def test_the_firms_in_one_bidders_cell_are_a_consortium_and_none_is_lost() -> None:
    rows = "1\n汀州天平建设有限公司;柏川勘察设计有限公司\n12个月\n2\n沙渚建筑工程有限公司\n10个月\n"
    notice = notice_of(f"白鹭体育馆项目中标候选人公示\n排序\n中标候选人名称\n工期\n{rows}")
    assert [s.name.value for s in notice.suppliers] == ["汀州天平建设有限公司", "柏川勘察设计有限公司"]


def test_the_place_behind_the_firm_and_its_price_in_rows_run_together() -> None:
    rows = "1汀州天平数码有限公司  8192150.00元 96.78 分符合第一中标候选人2 柏川科技有限公司8173500.00元 51.4分符合第二中标候选人"
    notice = notice_of(
        f"受沙渚市档案馆的委托，对软件采购进行公开招标，现将采购结果公告如下。序号供应商名称中标金额评分备注{rows}三、说明：无"
    )
    assert [(s.name.value, s.amount and s.amount.value.amount) for s in notice.suppliers] == [("汀州天平数码有限公司", 8192150)]
    assert notice.type is not None and notice.type.value == "award"


def test_cells_of_a_row_run_together_are_no_firm() -> None:
    row = "1足球场建设汀州天平体育科技有限公司沙渚市华山二路369号724200签订合同后90日内完成"
    notice = notice_of(f"六、中标情况：标段采购内容拟中标单位单位地址投标报价（元）合同履行时间{row}")
    assert not notice.suppliers
