"""Values whose label stands without a colon or whose heading promises several at once.

"中标供应商名称、联系地址及中标金额：某公司、某路1号、1286000元"; the same as a table that wide spaces keep apart on one line; and
numbered labels with only a space before their value ("二、采购计划备案号 420706-2023-00292 三、项目名称 …").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from watchledger.fields.anchor import Anchor
from watchledger.fields.label import LONGEST, Label, headings, labels
from watchledger.fields.money import amounts_in
from watchledger.fields.organisation import is_company, organisation
from watchledger.lang.gaps import LINE, WIDE, Gaps
from watchledger.notices.cell import Cell, cell_of
from watchledger.notices.cells import from_cells
from watchledger.notices.statement import Page, Statement, inside, note_unit

_PROMISE = re.compile(r"名称.{0,3}[、,]?.{0,2}(?:地址|所在地).{0,4}(?:金额|报价|价格|价)(?:\((?:万元|元|人民币)\))?$")
_NAME = re.compile(r"[^、,;:。]{4,50}")
_ENUMERATED = re.compile(r"[一二三四五六七八九十]{1,3}[、.](?=[\u4e00-\u9fff])")
_LED = re.compile(r"[:,;(](?=[\u4e00-\u9fff])")
_SPACED = frozenset(
    {
        "title", "code", "buyer", "agency", "supplier", "award", "award_total", "budget", "ceiling", "published", "deadline",
        "opening", "award_date", "sign_date", "region", "supplier_first", "supplier_any", "won",
    }
)  # fmt: skip
"""Roles that a label with a space for a colon may state in the middle of a line."""
_LEAST_GAPS = 4
"""Wide spaces in one value from which it is a table's line: a head of three and a row."""
_MOST_ENUMERATED = 60


def promised(page: Page) -> list[Statement]:
    """The statements of headings that promise name, address and amount, and of tables that wide spaces keep apart."""
    result: list[Statement] = []
    found = page.anchors
    for i, anchor in enumerate(found):
        following = found[i + 1].start if i + 1 < len(found) else len(page.words)
        end = min(page.gaps.next_hard(anchor.value, len(page.words)), following)
        if anchor.label.role == "supplier" and page.gaps.kind_at(_value(page, anchor)) == LINE:
            result.extend(_lines(page, anchor, following))
        if end - anchor.value < 12:
            continue
        if len(page.gaps.within(anchor.value, end, WIDE)) >= _LEAST_GAPS:
            result.extend(_spaced(page, anchor.value, end, 40_000 + 10 * i))
        if anchor.label.role in ("heading", "supplier") and _PROMISE.search(page.words, anchor.start, anchor.end):
            result.extend(_listed(page, anchor, end))
    return result


def _value(page: Page, anchor: Anchor) -> int:
    at = anchor.value
    while at < len(page.words) and page.words[at] in " :":
        at += 1
    return at


_OF_LOT = r"第?[一二三四五六七八九十\d]{1,2}(?:包|标段|标包|标项)[:]?|(?:包|标段|标包|标项)[一二三四五六七八九十\d]{1,2}[:]?"
_FIRM_LINE = re.compile(rf"(?:{_OF_LOT}|\(?\d{{1,2}}[、.)]|[①-⑳]|[一二三四五六七八九十]{{1,2}}[、.]|\([一二三四五六七八九十]\))")
_MOST_FIRMS = 200


def _lines(page: Page, anchor: Anchor, following: int) -> list[Statement]:
    """Winners listed one a line under their label, numbered or nothing but names; the first may be the label's own value too."""
    words, gaps = page.words, page.gaps
    result: list[Statement] = []
    at = _value(page, anchor)
    while at < following and len(result) < _MOST_FIRMS:
        end = min(gaps.next_hard(at, len(words)), following)
        number = _FIRM_LINE.match(words, at, end)
        span = organisation(words, gaps, number.end() if number else at, end, strict=True)
        if span is None or not is_company(words[slice(*span)]) or number is None and words[span[1] : end].strip(" ;,、。"):
            break
        result.append(Statement("supplier", 0.9, at, number.end() if number else at, span[0], end, "listed", about="supplier"))
        at = end
    return result if len(result) > 1 else []


def _spaced(page: Page, start: int, end: int, table: int) -> list[Statement]:
    bounds = [start, *page.gaps.within(start, end, WIDE), end]
    cells: list[Cell] = [cell_of(page, low, high, line=False) for low, high in zip(bounds, bounds[1:], strict=False)]
    return from_cells(page, cells, table=table) if sum(c.named for c in cells) >= 2 else []


def _listed(page: Page, anchor: Anchor, end: int) -> list[Statement]:
    """Name, address, amount, one after the other; several winners follow one another the same way."""
    words = page.words
    result: list[Statement] = []
    unit = note_unit(words[anchor.start : anchor.value])
    for match in _NAME.finditer(words, anchor.value, min(end, anchor.value + 1500)):
        if is_company(match.group()) and not words.startswith((":",), match.end()):
            result.append(Statement("supplier", 0.9, anchor.start, anchor.end, *match.span(), "listed", about="supplier"))
        elif result and result[-1].role == "supplier":
            amounts = amounts_in(words, *match.span(), unit=unit, limit=1)
            if amounts and amounts[0].explicit and amounts[0].start - match.start() <= 8:
                result.append(Statement("award", 0.9, anchor.start, anchor.end, *match.span(), "listed", unit, "supplier"))
    return result


def spaced_labels(page: Page) -> list[Statement]:
    """ "第一包：中标单位 某公司 中标金额 ￥456万元": labels in a line with a space before the value. A label after a label heads a
    table."""
    words, gaps, table = page.words, page.gaps, labels()
    marks = set(page.marks)
    cuts = gaps.at
    short = [(at, cut) for at, cut, kind in zip(cuts, cuts[1:], gaps.kind, strict=False) if kind <= WIDE and 1 < cut - at <= _LONG]
    for led in _LED.finditer(words):
        i = bisect_right(cuts, led.end())
        if i < len(cuts) and 1 < cuts[i] - led.end() <= _LONG:
            short.append((led.end(), cuts[i]))
    result: list[Statement] = []
    after = -1
    beginnings = _beginnings()
    for at, cut in sorted(short)[:_MOST_STARTS]:
        if words[at : at + 2] not in beginnings:
            continue
        label = table.get(words[at:cut]) or _noted(words, at, cut)
        if label is None or at in marks:
            continue
        heads = at == after
        after = -1 if words.endswith(_CHAPTERS, at, cut) else cut
        stands = label.role in _SPACED or label.role in _SPACED_LONG and cut - at >= 5
        if heads or gaps.kind_at(cut) > WIDE or not stands or inside(page.skip, at):
            continue
        line = gaps.next_hard(cut, min(len(words), cut + _REACH))
        stop = next((g for g in gaps.within(cut, line) if words[g : g + 2] in beginnings and _label_at(words, gaps, g)), line)
        first = bisect_left(page.marks, cut)
        stop = min(stop, page.marks[first]) if first < len(page.marks) else stop
        if stop > cut and not _label_at(words, gaps, cut):
            result.append(Statement(label.role, label.weight * 0.8, at, cut, cut, stop, "run-on", note_unit(words[at:cut])))
    return result


_CHAPTERS = ("情况", "信息", "概况", "要求")
"""How headings of chapters end; what follows one on its line is a label with its value, no further column."""
_SPACED_LONG = frozenset({"item", "quantity", "unit_price", "brand", "model"})
"""Roles that only a label of five characters or more states this way (主要标的数量): 数量 and 名称 are words of any sentence."""


def _noted(words: str, at: int, cut: int) -> Label | None:
    """The label before a bracket that ends the word ("中标价(元)")."""
    bracket = words.find("(", at + 2, cut) if words[cut - 1] == ")" else -1
    return labels().get(words[at:bracket]) if bracket > 0 else None


_REACH = 300
"""Characters after such a label in which its value ends."""
_LONG = 18
"""Characters of such a label at most."""
_MOST_STARTS = 4000


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(word[:2] for word in labels())


def _label_at(words: str, gaps: Gaps, at: int) -> bool:
    """Whether the word between two gaps is a label."""
    end = next(iter(gaps.within(at, min(len(words), at + 13))), None)
    return end is not None and words[at:end] in labels()


def enumerated(page: Page) -> list[Statement]:
    """Numbered labels with a space and no colon before the value; the value ends at the next number, label or line."""
    words, gaps, table = page.words, page.gaps, labels()
    points = [m for m in _ENUMERATED.finditer(words) if not inside(page.skip, m.start())][:_MOST_ENUMERATED]
    result: list[Statement] = []
    for point, following in zip(points, [*points[1:], None], strict=False):
        stop = following.start() if following else len(words)
        begin = point.end()
        cut = next(iter(gaps.within(begin, min(stop, begin + LONGEST + 1))), None)
        label: Label | None = table.get(words[begin:cut]) if cut is not None else None
        about = headings().get(words[begin:cut]) if cut is not None and label is None else None
        if about and cut is not None:
            result.append(Statement("heading", 1.0, begin, cut, cut, cut, "heading", about=about))
        if label is None or cut is None or gaps.kind_at(cut) > WIDE or words[cut - 1] == ":":
            continue
        end = min([gaps.next_hard(cut, stop), *(a.start for a in page.anchors if cut <= a.start < stop)])
        if end > cut:
            result.append(Statement(label.role, label.weight * 0.9, begin, cut, cut, end, "run-on", note_unit(words[begin:cut])))
    return result
