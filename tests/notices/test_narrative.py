"""Winners that sentences name."""

from __future__ import annotations

import pytest

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
