"""The cover of a tender file: the body that buys, its agent and the month, each alone on its line."""

from __future__ import annotations

import re

from watchledger.fields.date import dates_in
from watchledger.fields.organisation import organisation
from watchledger.notices.candidate import Candidate, named
from watchledger.notices.headline import lines
from watchledger.notices.statement import Page

_LINES = 16
_MONTH = re.compile(
    r"[\[(]?(?:20\d\d|二[零〇○o0][一二三四五六七八九〇零○o]{2}) ?年 ?[\d一二三四五六七八九十]{1,3} ?月"
    r"(?:[\d一二三四五六七八九十]{1,3}日)?[\])]?$"
)
_FILE = re.compile(r"(?:招标|采购|磋商|谈判|询价|比选|竞价|单一来源采购|竞标)(?:文件|书)|标书")
_RUNS_TENDERS = re.compile(r"招标|代理|咨询|项目管理|造价|监理|(?:公共资源|产权)交易中心|(?:政府)?采购中心")


def cover(page: Page) -> tuple[list[Candidate[str]], list[Candidate[str]]]:
    """Buyers and agents of a cover: bodies' names alone on the lines right above a line that is a month or a day, of a paper that
    calls itself a tender file. Of two the one that runs tenders for others is the agent; a firm below a body is one as well."""
    words = page.words
    top = lines(page, _LINES)
    dated = next((n for n, (low, high) in enumerate(top) if n and _dated(words, low, high)), None)
    if not any(_FILE.search(words, low, high) for low, high in top[: (dated or _LINES) + 3]):
        return [], []
    bodies: list[tuple[int, int]] = []
    for low, high in reversed(top[max(dated - 3, 0) : dated] if dated is not None else ()):
        span = organisation(words, page.gaps, low, high, strict=True) if 4 <= high - low <= 40 else None
        if span != (low, high):
            break
        bodies.insert(0, span)
    if not bodies:
        bodies = _above_the_file(page, top)
    buyers = [b for b in bodies if not _RUNS_TENDERS.search(words, *b)][:1]
    agents = [b for b in bodies if b not in buyers and (_RUNS_TENDERS.search(words, *b) or words.endswith("公司", *b))][-1:]
    return (
        [named(page, *b, 0.5, "notice.buyer.cover/1") for b in buyers],
        [named(page, *b, 0.5, "notice.agency.cover/1") for b in agents],
    )


def _above_the_file(page: Page, top: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The body on the line above the line that says no more than 采购文件."""
    for (low, high), (at, stop) in zip(top, top[1:], strict=False):
        if stop - at <= 8 and _FILE.fullmatch(page.words, at, stop) and 4 <= high - low <= 40:
            return [(low, high)] if organisation(page.words, page.gaps, low, high, strict=True) == (low, high) else []
    return []


def _dated(words: str, low: int, high: int) -> bool:
    if high - low > 16:
        return False
    found = dates_in(words, low, high, limit=1)
    return bool(found and found[0].start == low) or _MONTH.match(words, low, high) is not None
