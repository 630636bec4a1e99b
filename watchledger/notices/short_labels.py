"""Labels of one word that may mean several things: 中标, 发布, 截止, 项目. What stands behind them decides.

"成交：某公司" names the winner, "成交：12万元" the sum and "成交：2024-05-01" the day; a value of none of these kinds says nothing.
"""

from __future__ import annotations

import re

from watchledger.fields.date import dates_in
from watchledger.fields.money import amounts_in
from watchledger.fields.organisation import is_company, organisation
from watchledger.notices.headline import telling
from watchledger.notices.statement import Page, Statement

SHORT = "short"
"""The role of such labels in labels.tsv."""


def _words_of(table: dict[str, str]) -> dict[str, str]:
    return {word: role for role, words in table.items() for word in words.split()}


_DAY = _words_of(
    {
        "published": "发布 公告 公示 挂网 发文 落款 发布于 结果发布",
        "sign_date": "签订 签约 签署",
        "deadline": "截止 截标 递交 提交 投标 响应",
        "opening": "开标 开启 唱标",
        "session": "磋商 谈判",
        "award_date": "中标 成交 定标",
    }
)
_BODY = _words_of({"buyer": "采购 招标", "supplier": "中标 成交 中选 入围 定标 得标", "agency": "受托"})
_SUM = _words_of({"award": "中标 成交 中选 合同 定标", "ceiling": "控制", "bid": "投标", "budget": "经费"})
_TITLES = frozenset({"项目", "工程", "课题", "事项"})
_SPOILS = re.compile(r"[。:!?]")


def settled(page: Page, statements: list[Statement]) -> list[Statement]:
    """The statements with what the short labels among them mean; those that mean nothing are left out."""
    if not any(s.role == SHORT for s in statements):
        return statements
    result: list[Statement] = []
    for s in statements:
        if s.role != SHORT:
            result.append(s)
        elif (role := _meaning(page, s)) is not None:
            result.append(s._replace(role=role, about=role if role in ("buyer", "agency", "supplier") else s.about))
    return result


def _meaning(page: Page, s: Statement) -> str | None:
    words = page.words
    label = words[s.label : s.label_end].strip(" :=/|")
    if s.end <= s.start or s.how == "verb":
        return None
    end = min(s.end, s.start + 90)
    if s.row is not None:
        return "item_weak" if label in _TITLES else None
    if label in _DAY:
        dates = dates_in(words, s.start, min(end, s.start + 30), limit=1)
        if dates and dates[0].start - s.start <= 3:
            return _DAY[label]
    if label in _SUM:
        amounts = amounts_in(words, s.start, end, limit=1)
        if amounts and amounts[0].explicit and amounts[0].per is None and amounts[0].start - s.start <= 8:
            return _SUM[label]
    if label in _BODY:
        span = organisation(words, page.gaps, s.start, end, strict=True, cell=s.celled)
        if span is not None and span[0] - s.start <= 1 and (label not in ("中标", "成交") or is_company(words[slice(*span)])):
            return _BODY[label]
    if label in _TITLES:
        text = words[s.start : end]
        return "title" if 6 <= len(text) <= 80 and not _SPOILS.search(text) and telling(text) else None
    return None
