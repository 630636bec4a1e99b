"""Labels with their value right behind them, no colon and no space between: "编号TYSY-2025-021,采购人某市公安局,预算3万元".

A label counts where a clause begins (after white space, a comma, a full stop …) or where the value before it ended, and only when
what follows is of the kind that the label asks for: a number of signs and figures, a body's name, a sum with its unit, a date.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from watchledger.fields.date import dates_in
from watchledger.fields.identifier import code
from watchledger.fields.label import SHORT_SIZES, Label, labels, sizes
from watchledger.fields.money import amounts_in
from watchledger.fields.organisation import organisation
from watchledger.notices.statement import Page, Statement, inside, note_unit

_CLAUSE = re.compile(r"[,。;!?·•|](?=[\u4e00-\u9fff])")
_CODES = frozenset({"code", "code_no"})
_BODIES = frozenset({"buyer", "agency", "supplier", "supplier_first"})
_SUMS = frozenset({"budget", "ceiling", "award", "award_total"})
_DATES = frozenset({"published", "deadline", "opening", "session", "award_date", "sign_date"})
_WANTED = _CODES | _BODIES | _SUMS | _DATES
_NUMBER = re.compile(r"[a-z\d]|[\[(〔](?=[\da-z])|[\u4e00-\u9fff]{1,6}[\[(〔a-z\d-]")
_SUM_LEAD = re.compile(
    r"(?:\([^()]{1,10}\))?(?:约|共计|合计|总计|为|共|是)?(?:人民币)?(?:\((?:大写|小写|元|rmb)\))?:?(?=[¥\d壹贰叁肆伍陆柒捌玖拾])"
)
_DAY_LEAD = re.compile(r"(?:\([^()]{2,10}\))?(?:为|是|于|:)?(?:北京时间)?(?=[\d二])")
_NO_BODY = re.compile(
    r"(?:应|须|需|可|将|在|与|和|或|对|向|按|自|代|不|的|为|以|就|从|提|承|有|参|确|若|如|已|未|名|资|须知|认|负|所|依|根|授|"
    r"接|派|要求|"
    r"单位|地址|联系|电话|信息|方|报|投|发|名称|现|经|于|及|、)"
)
_BODY_ENDS = re.compile(
    r"(?:采购|招标)?(?:代理机构|代理单位)|项目(?:名称|编号|预算)|(?:采购|项目)?预算|最高限价|控制价|中标(?!候选)|成交|开标|"
    r"公告(?:时间|日期)|发布(?:时间|日期)|"
    r"行政区[域划]|品目|联系(?:人|电话|方式)|地址|采购方式|合同(?:金额|编号)|招标方式|负责人|组织实施|委托|对"
)
_LEAST_DIGITS = 4
_MOST = 400


def attached(page: Page) -> list[Statement]:
    """The statements of such labels, in order. Linear: a look-up or two for each clause, more only where a label begins one."""
    words, gaps = page.words, page.gaps
    openings = _openings()
    marks = set(page.marks)
    strung, titles = _beads(page)
    starts = [0, *gaps.at, *(m.end() for m in _CLAUSE.finditer(words)), *strung]
    result: list[Statement] = []
    for start in sorted({s for s in starts if words[s : s + 2] in openings} - marks):
        at = start
        if result and at < result[-1].end or inside(page.skip, at):
            continue
        while at not in marks and words[at : at + 2] in openings and len(result) < _MOST:
            made = _one(page, at)
            if made is None:
                break
            result.append(made)
            at = made.end
    return [*result, *titles]


_BEAD = re.compile(
    r"(?P<title>(?:采购|招标)?项目名称)|(?:采购|招标)?项目编号|(?:采购|招标)编号|采购方式|采购(?:人|单位)(?!代理)|招标(?:人|单位)|(?:采购|招标)?代理机构|"
    r"(?:成交|中标)(?:供应商|人|单位|金额|价)|预算金额|最高限价|联系(?:人|电话|方式)|公[告示](?:日期|时间|期限)"
)
_LEAST_BEADS, _LEAST_NAMED = 5, 3
"""Different labels in a stretch that make it such a row; fewer where the project's name is one of them."""
_LONGEST_NAME = 100
_LINE = 60
"""Signs of a line from which labels and values may be strung on it without any sign between."""


def _beads(page: Page) -> tuple[list[int], list[Statement]]:
    """Where labels begin, and the project's name, in lines into which the cells of a table ran together, labels and values by turns
    ("项目名称某平台采购项目编号X-1采购人某局联系人…"): five different ones in a stretch without a colon behind a label."""
    words = page.words
    starts: list[int] = []
    titles: list[Statement] = []
    for low, high in _between_marks(page):
        if high - low < _LINE:
            continue
        beads = list(_BEAD.finditer(words, low, high))
        least = _LEAST_NAMED if any(bead["title"] for bead in beads) else _LEAST_BEADS
        if len({bead.group() for bead in beads}) < least:
            continue
        starts += [bead.start() for bead in beads]
        for bead, following in zip(beads, beads[1:], strict=False):
            if bead["title"] and 6 <= following.start() - bead.end() <= _LONGEST_NAME and not titles:
                titles = [Statement("title", 0.8, bead.start(), bead.end(), bead.end(), following.start(), "run-on")]
    return starts, titles


def _between_marks(page: Page) -> Iterator[tuple[int, int]]:
    """The longer lines, cut where labels with their signs begin."""
    for low, high in page.lines:
        if high - low < _LINE:
            continue
        cuts = page.marks[bisect_left(page.marks, low + 1) : bisect_left(page.marks, high)]
        yield from pairwise([low, *cuts, high])


def _one(page: Page, at: int) -> Statement | None:
    words, table = page.words, labels()
    for size in sizes().get(words[at : at + 4], SHORT_SIZES):
        label = table.get(words[at : at + size])
        if label is None:
            continue
        if label.role not in _WANTED:
            return None
        value = _value(page, label, at + size)
        if value is None:
            return None
        unit = note_unit(words[at : value[0]]) if label.role in _SUMS else ""
        about = label.role if label.role in _BODIES else None
        return Statement(label.role, label.weight * 0.8, at, at + size, *value, "run-on", unit, about)
    return None


def _value(page: Page, label: Label, at: int) -> tuple[int, int] | None:
    """The stretch of the value that a label of that role asks for, right at an offset; None for anything else."""
    words, role = page.words, label.role
    if page.gaps.kind_at(at) >= 0 or words[at : at + 1] in ":=":
        return None
    end = min(len(words), at + 60)
    if role in _CODES:
        match = _NUMBER.match(words, at, end)
        span = code(words, at, end) if match else None
        return (
            span
            if span is not None and span[0] - at <= 1 and sum(c.isdigit() for c in words[slice(*span)]) >= _LEAST_DIGITS
            else None
        )
    if role in _SUMS:
        lead = _SUM_LEAD.match(words, at, end)
        amounts = amounts_in(words, lead.end(), end, limit=1) if lead else []
        return (
            (lead.end(), amounts[0].end)
            if lead and amounts and amounts[0].explicit and amounts[0].start <= lead.end() + 1
            else None
        )
    if role in _DATES:
        lead = _DAY_LEAD.match(words, at, end)
        dates = dates_in(words, lead.end(), end, limit=1) if lead else []
        return (lead.end(), dates[0].end) if lead and dates and dates[0].start == lead.end() else None
    if _NO_BODY.match(words, at):
        return None
    stop = next((m.start() for m in _BODY_ENDS.finditer(words, at + 4, end)), end)
    span = organisation(words, page.gaps, at, stop, strict=True)
    return (
        span
        if span is not None and span[0] == at and span[1] - at >= 4 and (span[1] == stop or not words[span[1]].isalnum())
        else None
    )


@lru_cache(maxsize=1)
def _openings() -> frozenset[str]:
    """The first two characters of the labels that are looked for: nearly all clauses are settled by them."""
    return frozenset(
        words[:2] for words, label in labels().items() if label.role in _WANTED and len(words) >= 2 and words[0] > "\u3400"
    )
