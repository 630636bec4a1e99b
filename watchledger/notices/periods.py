"""Periods and dates of the contract: service, delivery, warranty; the day of acceptance; the earlier notice's day."""

from __future__ import annotations

import re

from watchledger.fields.date import dates_in
from watchledger.fields.label import nothing
from watchledger.notices.candidate import Candidate, named
from watchledger.notices.statement import Page, Statement

_KINDS = ("service", "delivery", "warranty")
_LONGEST = 80
_END = re.compile(r"[。;|]|(?<!\d)[,、](?=[\u4e00-\u9fff]{2,12}:)|地点[:为]|(?<=[\u4e00-\u9fff)])\d{1,2}[、.](?!\d)")
_SAYS = re.compile(r"\d|[一二两三四五六七八九十]|即日|签订|签署|验收")
_MOST = 12


def periods(page: Page, statements: list[Statement]) -> list[tuple[Candidate[str], Candidate[str]]]:
    """(kind, period as worded), each said once: "质保期：三年" is (warranty, 三年). Words without a number or an event are none."""
    found: list[tuple[Candidate[str], Candidate[str]]] = []
    seen: set[tuple[str, str]] = set()
    for s in statements:
        if s.role not in _KINDS or s.end <= s.start or len(found) >= _MOST:
            continue
        high = min(s.end, s.start + _LONGEST)
        cut = _END.search(page.words, s.start + 1, high)
        high = cut.start() if cut else high
        numbered = page.words.startswith("、", high)
        while high > s.start and page.words[high - 1] in (" ,、.一二三四五六七八九十" if numbered else " ,、."):
            high -= 1
        words = page.words[s.start : high]
        if len(words) < 2 or words in nothing() or words.isdigit() or not _SAYS.search(words) or (s.role, words) in seen:
            continue
        seen.add((s.role, words))
        kind = Candidate(s.role, s.label, s.label_end, s.weight, f"notice.terms.{s.how}/1")
        found.append((kind, named(page, s.start, high, s.weight, f"notice.terms.period.{s.how}/1")))
    return found


def day(page: Page, statements: list[Statement], role: str, rule: str) -> Candidate[str] | None:
    """The day that a role's value states, the last of a range: delivery by 2023年9月1日."""
    for s in statements:
        if s.role == role and s.end > s.start:
            dates = dates_in(page.words, s.start, min(s.end, s.start + 60), limit=3)
            if dates:
                return Candidate(dates[-1].value, dates[-1].start, dates[-1].end, s.weight, f"{rule}.{s.how}/1")
    return None
