"""Tables run together: "标包货物服务名称供应商名称地址中标结果A某项目 某公司 某路1号 58.6万元"."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from watchledger.fields.label import SHORT_SIZES, Label, labels, sizes
from watchledger.fields.money import amounts_in
from watchledger.fields.organisation import is_company
from watchledger.lang.gaps import SPACE, WIDE, Gaps
from watchledger.notices.statement import Page, Statement, inside, note_unit

_ROW_LEAD = re.compile(r"[a-z](?=[\u4e00-\u9fff])|\d{1,2}(?=[\u4e00-\u9fff])")
_SECTION = re.compile(r"[二三四五六七八九十]{1,3}、|注:|备注")
_LAST_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:元|万元)?$")
_AFTER = re.compile(r":")
_MONEY = ("award", "budget", "ceiling", "bid", "line_total")


def heads_at(words: str, gaps: Gaps, start: int, end: int) -> list[tuple[Label, int, int]]:
    """The labels that follow one another without a gap from `start` on, brackets after a label included."""
    table, openings, known = labels(), _openings(), sizes()
    found: list[tuple[Label, int, int]] = []
    at = start
    while at < end and words[at : at + 2] in openings:
        size = longest = 0
        for n in known.get(words[at : at + 4], SHORT_SIZES):
            if at + n <= end and words[at : at + n] in table:
                longest = longest or n
                if not gaps.within(at, at + n):
                    size = n
                    break
        size = size or longest
        if not size:
            break
        stop = at + size
        if words[stop : stop + 1] == "(":
            close = words.find(")", stop, min(end, stop + 40))
            stop = close + 1 if close >= 0 else stop
        found.append((table[words[at : at + size]], at, stop))
        at = stop
        while at < end and words[at] == " ":
            at += 1
        if gaps.kind_at(at) >= WIDE or gaps.kind_at(at) >= SPACE and words[at : at + 2] not in openings:
            break
    return found


@lru_cache(maxsize=1)
def _openings() -> frozenset[str]:
    """The first two characters of labels: most words are settled by them."""
    return frozenset(words[:2] for words in labels() if len(words) >= 2)


_LEAST_HEAD = 6
"""Signs of the shortest head, three labels of two; a colon within them makes its first word a label of its own."""


def run_together(page: Page, table: int) -> list[Statement]:
    """The statements of all such tables: they begin a line or follow a colon."""
    words, gaps = page.words, page.gaps
    openings = _openings()
    result: list[Statement] = []
    done = checked = 0
    table_of, marks = labels(), set(page.marks)
    starts = {at for at in (0, *gaps.hard, *(m.end() for m in _AFTER.finditer(words))) if words[at : at + 2] in openings}
    for at, cut in zip(gaps.at, gaps.at[1:], strict=False):
        if words[at : at + 2] in openings and cut - at <= 24 and words[at:cut].partition("(")[0] in table_of:
            starts.add(at)
    for start in sorted(starts - marks):
        if start < done or start < checked or inside(page.skip, start):
            continue
        heads = heads_at(words, gaps, start, len(words))
        if len(heads) < 3:
            checked = heads[-1][2] if heads else checked
            continue
        first = bisect_left(page.marks, heads[-1][2])
        end = page.anchors[first].start if first < len(page.anchors) else len(words)
        end = gaps.next_hard(heads[-1][2], end)
        section = _SECTION.search(words, heads[-1][2], end)
        end = section.start() if section else end
        result.extend(glued(page, start, end, table))
        table += 1
        done = end
    return result


def glued(page: Page, start: int, end: int, table: int) -> list[Statement]:
    """Supplier, lot and amount statements of such a table's rows, told apart by what they look like."""
    words = page.words
    heads = heads_at(words, page.gaps, start, end)
    if len(heads) < 3:
        return []
    section = _SECTION.search(words, heads[-1][2], end)
    end = section.start() if section else end
    squared = _squared(page, heads, end, table)
    if squared:
        return squared
    roles = {label.role: (label, s, e) for label, s, e in heads}
    name = next((roles[r] for r in ("supplier", "supplier_any") if r in roles), None)
    money = [(label, s, e) for label, s, e in heads if label.role in _MONEY]
    body = heads[-1][2]
    pieces = [body, *page.gaps.within(body, end, SPACE), end]
    result: list[Statement] = []
    row = -1
    for low, high in zip(pieces, pieces[1:], strict=False):
        piece = words[low:high]
        lead = _ROW_LEAD.match(piece)
        if lead or row < 0:
            row += 1
            if lead and "lot" in roles:
                result.append(_one(roles["lot"], low, low + lead.end(), table, row, words))
        if name and is_company(piece) and not lead:
            result.append(_one(name, low, high, table, row, words))
            continue
        if not money:
            continue
        amounts = amounts_in(words, low, high)
        last = _LAST_NUMBER.search(piece)
        if amounts and last and amounts[-1].end >= high - 3 and len(piece) < 40 or last and high == end:
            low += last.start() if last else 0
            for head in money:
                result.extend(_money(head, low, high, table, row, words))
    return result


_COLUMNS = 5
"""Columns from which words parted by single spaces are taken for a table's cells, if they fill its rows exactly."""
_MOST_CELLS = 400


def _squared(page: Page, heads: list[tuple[Label, int, int]], end: int, table: int) -> list[Statement]:
    """The rows of a table whose cells single spaces part, when their number is a multiple of the columns'."""
    words, low = page.words, heads[-1][2]
    while low < end and words[low] == " ":
        low += 1
    if len(heads) < _COLUMNS or end - low > 6000:
        return []
    cuts = {*page.gaps.within(low, end, SPACE), *(i + 1 for i in range(low, end) if words[i] == " ")}
    bounds = sorted({low, *cuts, end})
    cells = [(a, b - (words[b - 1] == " ")) for a, b in zip(bounds, bounds[1:], strict=False)]
    if len(cells) % len(heads) or len(cells) > _MOST_CELLS:
        return []
    return [
        _one(heads[i % len(heads)], a, b, table, i // len(heads), words)._replace(how="row")
        for i, (a, b) in enumerate(cells)
        if b > a
    ]


def _one(head: tuple[Label, int, int], low: int, high: int, table: int, row: int, words: str) -> Statement:
    label, s, e = head
    return Statement(label.role, label.weight * 0.85, s, e, low, high, "glued", note_unit(words[s:e]), row=(table, row))


def _money(head: tuple[Label, int, int], low: int, high: int, table: int, row: int, words: str) -> list[Statement]:
    label, s, e = head
    found = [_one(head, low, high, table, row, words)]
    inner = words[s:e]
    if label.role == "budget" and "最高限价" in inner:
        found.append(Statement("ceiling", 0.8, s, e, low, high, "glued", note_unit(inner), row=(table, row)))
    return found
