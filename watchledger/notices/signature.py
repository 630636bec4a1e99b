"""The body that signs a notice: its name alone on one of the last lines, before or beside the date."""

from __future__ import annotations

import re

from watchledger.fields.date import dates_in
from watchledger.fields.organisation import organisation
from watchledger.notices.candidate import Candidate, named
from watchledger.notices.statement import Page, inside

_LAST = 6
"""Lines at the end among which the signature is; contact details and a portal's remarks may follow it."""
_FILLED = re.compile(r"[:;,。!?]|附件|下载|版权|备案|主办|承办|技术支持|地址|电话")

_STAMPED = re.compile(r"\((?:代章|盖章|公章|印章|签章|章)\) ?$")


def signature(page: Page) -> Candidate[str] | None:
    """The signing body, or None. A line is one when a body's name fills it (a date may follow on the line) and the line after it
    is a date, or none."""
    found: list[tuple[int, int]] = []
    bounds = [0, *page.gaps.hard, len(page.words)]
    for low, high in zip(reversed(bounds[:-1]), reversed(bounds[1:]), strict=True):
        if high > low and not inside(page.skip, low) and page.words[low:high].strip(" |"):
            found.append((low, high))
            if len(found) > _LAST:
                break
    following = True
    for low, high in found[:_LAST] if len(found) > _LAST else found[:-1]:
        dates = dates_in(page.words, low, high, limit=1) if high - low <= 60 else []
        stop = dates[0].start if dates else high
        if (stamped := _STAMPED.search(page.words, low, stop)) is not None:
            stop = stamped.start()
        if dates and stop - low <= 4:
            following = True
            continue
        if following and not _FILLED.search(page.words, low, stop) and 4 <= stop - low <= 40:
            span = organisation(page.words, page.gaps, low, stop, strict=True)
            if span is not None and span[0] - low <= 1 and stop - span[1] <= 1 and not _in_row(page, span[0]):
                return named(page, *span, 0.45, "notice.buyer.signature/1")
        following = False
    return None


_FROM_COLUMN = 2
"""A column that pages laid out as tables seldom have: a name there is a row's, no signature."""


def _in_row(page: Page, offset: int) -> bool:
    """Whether an offset lies in a table's third or a later column."""
    at = page.view.raw(offset, offset + 1)[0]
    return any(b.kind == "cell" and b.start <= at < b.end and (b.col or 0) >= _FROM_COLUMN for b in page.text.blocks)
