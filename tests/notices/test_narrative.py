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
