"""Tables strung on one line, a space between cells: "序号 货物名称 数量 单价 1 摄像机 30 1.85 2 主机 6 3.2 三、评审专家".

The head is a run of labels. Rows are told apart by the number they begin with or by the head's length, and their cells are brought
under the head's columns by what they look like: a firm under 供应商, a number under 数量 (best alignment, cells may be empty or
hold a space).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from watchledger.fields.anchor import tails
from watchledger.fields.organisation import is_company
from watchledger.notices.cell import Cell, cell_of
from watchledger.notices.cells import bidders_column, pair
from watchledger.notices.statement import Page, Statement

_LEAST_GAPS = 8
"""Spaces in one line from which a table may be strung on it: a head of three and a row, with words around."""
_MOST_COLUMNS, _MOST_ROWS, _MOST_TOKENS = 16, 200, 4000
_LONGEST_CELL = 160
_NUMBERED = frozenset({"no", "lot", "rank", "code_lot"})
_MONEY = frozenset({"award", "award_total", "bid", "budget", "ceiling", "unit_price", "line_total", "amount", "fee", "invest"})
_FIRMS = frozenset({"supplier", "supplier_any", "supplier_first", "supplier_list", "supplier_later", "buyer", "agency"})
_WORDY = frozenset({"item", "item_weak", "title", "spec", "model", "brand", "brand_model", "address", "purpose", "other", "name"})
_PRICED = frozenset({"award", "award_total", "bid", "fee", "line_total"})
"""Labels that a cell may hold itself ("最终报价:3388000(元)")."""
_WORDIER = frozenset({"spec", "model", "brand_model", "address"})
"""Columns whose cells hold a space more often than names do."""
_ROW_START = re.compile(
    r"(?:第?(?P<n>\d{1,3})(?:名|包|标段|标项)?|\d{1,2}[-.]\d{1,2}|[a-z]|[一二三四五六七八九十]{1,2}|第[一二三四五六七八九十]{1,2}(?:名|包|标段|标项)?|"
    r"(?:包|标段|标项|标包|分标)[a-z一二三四五六七八九十\d]{1,2}|[a-z]包|\*{1,3})$"
)
_AMOUNT = re.compile(r"(?:(?:最终|投标|磋商)?报价:?|总价:?|¥|人民币|下浮率:?)?[\d,]+(?:\.\d+)?(?:\(?(?:万?元|%)\)?)?(?:/.{1,4})?$")
_COUNT = re.compile(r"\d[\d,]*(?:\.\d+)?(?:\(?[\u4e00-\u9fffa-z/]{1,4}\)?)?$|[一二三四五六七八九十]{1,2}[\u4e00-\u9fff]$")
_EMPTY = re.compile(r"[-/—\\]+$|无$|详见.{0,12}$")
_POINT = re.compile(r"[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.]|\([一二三四五六七八九十]\)")
"""What a numbered heading begins with; a column's head does not."""
_STOP = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.][\u4e00-\u9fff]|\(?\d{1,2}[、.)](?!\d)[\u4e00-\u9fff]|(?:合计|总计|共计|备注|注|说明|本次|本项目|公示期|特此)"
)


def strung_tables(page: Page, lines: Sequence[tuple[int, int]], table: int) -> tuple[list[Statement], list[tuple[int, int]]]:
    """The statements of such tables, and the stretches that they cover; tables whose cells stand one a line are read the same way.
    `lines` are those outside real tables."""
    result: list[Statement] = []
    covers: list[tuple[int, int]] = []
    words = page.words
    for low, high in lines:
        if high - low >= 24 and len(page.gaps.within(low, high)) >= _LEAST_GAPS:
            _tables(page, _tokens(page, low, high), table + len(covers), result, covers)
    cells = [(low, high - (words[high - 1] == " ")) for low, high in lines]
    _tables(page, cells, table + len(covers), result, covers)
    return result, covers


def _tables(page: Page, tokens: list[tuple[int, int]], table: int, result: list[Statement], covers: list[tuple[int, int]]) -> None:
    at = 0
    words, known = page.words, tails()
    while at + 4 < len(tokens):
        end = tokens[at][1]
        head = _head(page, tokens, at) if words[end - 2 : end] in known or words[end - 1] in ")]*_" else []
        if not head:
            at += 1
            continue
        rows, after = _rows(page, tokens, at + len(head), head, table)
        if rows:
            result += rows
            covers.append((head[0].start, tokens[after - 1][1]))
            table += 1
        at = max(after, at + len(head))


def _tokens(page: Page, low: int, high: int) -> list[tuple[int, int]]:
    """The words between spaces."""
    words = page.words
    cuts = page.gaps.within(low, high)
    cuts += [i + 1 for i in range(low, high) if words[i] == " "]
    ends = sorted({low, *cuts, high})[: _MOST_TOKENS + 1]
    return [(a, b - (words[b - 1] == " ")) for a, b in zip(ends, ends[1:], strict=False) if b - (words[b - 1] == " ") > a]


def _head(page: Page, tokens: list[tuple[int, int]], at: int) -> list[Cell]:
    """The run of labels from a token on; words that are none belong to it where a numbered column leads and a label follows."""
    head: list[Cell] = []
    known = 0
    for i in range(at, min(len(tokens), at + _MOST_COLUMNS)):
        start, end = tokens[i]
        if end - start > 40 or page.words[end - 1] == ":" or _POINT.match(page.words, start, end):
            break
        if len(head) >= 3 and _FIRST.match(page.words, start, end) and not _second(page, tokens, i + 1):
            break  # the first row, not a column of the first beside one of the second
        cell = cell_of(page, start, end, line=False)
        cell = cell if head else bidders_column(cell) or cell
        if cell.label is None or cell.anchored or cell.colon:
            led = bool(head) and head[0].label is not None and head[0].label.role in _NUMBERED
            words = page.words[start:end]
            if not led or len(words) > 24 or cell.anchored or _ROW_START.match(words) or any(c.isdigit() for c in words):
                break
            head.append(cell)
            continue
        head.append(cell)
        known = len(head)
    led = bool(head) and head[0].label is not None and head[0].label.role in _NUMBERED
    begins = at + len(head) < len(tokens) and _ROW_START.match(page.words, *tokens[at + len(head)]) is not None
    head = head if led and begins else head[:known]
    labels = [c.label.role for c in head if c.label is not None]
    if len(labels) >= 3 and len(set(labels)) >= 3:
        return head
    return head if len(head) == 2 and labels[0] in _FIRMS and labels[1] in _MONEY else []


_FIRST, _SECOND = re.compile(r"第[一1]名$"), re.compile(r"第[二2]名$")


def _second(page: Page, tokens: list[tuple[int, int]], at: int) -> bool:
    return at < len(tokens) and _SECOND.match(page.words, *tokens[at]) is not None


def _rows(page: Page, tokens: list[tuple[int, int]], at: int, head: list[Cell], table: int) -> tuple[list[Statement], int]:
    """The statements of the rows after a head, and the token after the last row."""
    words = page.words
    last, reach = at + _MOST_COLUMNS * _MOST_ROWS, len(head) + _FURTHER + 1
    end = _body_end(page, tokens, at, at + reach)
    first = head[0].label
    roles = [_role(words, cell) for cell in head]
    led = first is not None and first.role in _NUMBERED and at < end and _ROW_START.match(words, *tokens[at]) is not None
    result: list[Statement] = []
    row = 0
    while at < end and row < _MOST_ROWS:
        best: tuple[float, int, list[tuple[int, int] | None]] | None = None
        sizes = [n for n in _sizes(len(head), end - at) if not led or at + n >= end or _next_row(words, tokens[at], tokens[at + n])]
        near = tokens[at : at + max(sizes, default=0)]
        fits = [[_fits(words, role, *token) for token in near] for role in roles]
        for size in sizes:
            score, cells = _aligned(roles, fits, near[:size])
            score -= 0.4 * abs(size - len(head)) + (0.5 if at + size == end else 0) * (size > len(head))
            if cells and (best is None or score > best[0]):
                best = score, size, cells
        if best is None or best[0] < 0.6 * len(head) or led and not _ROW_START.match(words, *tokens[at]):
            break
        for name, value in zip(head, best[2], strict=True):
            if value is not None and name.label is not None:
                result += pair(page, name, cell_of(page, *value, line=False), (table, row))
        at += best[1]
        row += 1
        end = _body_end(page, tokens, end, min(at + reach, last))
    return result, at


_FURTHER = 5
"""Tokens that a row may have beyond the head's, names that hold spaces being several."""


def _sizes(width: int, left: int) -> list[int]:
    """How many tokens a row may have, the likeliest first."""
    tried = [width, width + 1, width - 1, width + 2, width - 2, width + 3, width - 3, width + 4, width + _FURTHER]
    return [n for n in tried if 2 <= n <= left and n * 2 >= width]


def _body_end(page: Page, tokens: list[tuple[int, int]], at: int, most: int) -> int:
    """The token before which the table has ended: a label with its colon, a numbered point, a sentence; `most` where none of
    these is before it."""
    words = page.words
    for i in range(at, min(len(tokens), most)):
        start, end = tokens[i]
        first = bisect_left(page.marks, start)
        anchored = first < len(page.marks) and page.marks[first] < end
        if anchored and page.anchors[first].label.role not in _PRICED or words[end - 1] == ":" or _STOP.match(words, start, end):
            return i
        if end - start > _LONGEST_CELL or words.find("。", start, end) >= 0:
            return i
    return min(len(tokens), most)


def _next_row(words: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether a token may begin the row after the one that begins with `before`: the same number or the next."""
    a, b = _ROW_START.match(words, *before), _ROW_START.match(words, *after)
    if a is None or b is None:
        return False
    if a["n"] and b["n"]:
        return int(b["n"]) - int(a["n"]) in (0, 1) or b["n"] == "1"
    return bool(a["n"]) == bool(b["n"])


def _role(words: str, head: Cell) -> str:
    """What a column's cells are."""
    return "other" if head.label is None else "unit" if words.startswith("单位", head.start) else head.label.role


def _aligned(
    roles: list[str], fits: list[list[float]], tokens: list[tuple[int, int]]
) -> tuple[float, list[tuple[int, int] | None]]:
    """The best way to bring tokens under the columns, in order: its score, and each column's stretch (None for an empty cell).
    `fits` says by column and token how well they go together."""
    width, count = len(roles), len(tokens)
    lost = -1e9
    scores = [[lost] * (count + 1) for _ in range(width + 1)]
    taken = [[0] * (count + 1) for _ in range(width + 1)]
    scores[width][count] = 0.0
    for column in range(width - 1, -1, -1):
        role, fit = roles[column], fits[column]
        merged = 0.9 if role in _WORDIER else 0.6
        for i in range(count, -1, -1):
            options = [(scores[column + 1][i] - 1.2, 0)]
            if i < count:
                options.append((scores[column + 1][i + 1] + fit[i], 1))
            for n in (2, 3) if role in _WORDY else ():
                if i + n <= count:
                    options.append((scores[column + 1][i + n] + merged - 0.8 * (n - 1), n))
            scores[column][i], taken[column][i] = max(options)
    if scores[0][0] < -1e8:
        return lost, []
    cells: list[tuple[int, int] | None] = []
    i = 0
    for column in range(width):
        n = taken[column][i]
        cells.append((tokens[i][0], tokens[i + n - 1][1]) if n else None)
        i += n
    return scores[0][0], cells


def _fits(words: str, role: str, start: int, end: int) -> float:
    """How well a word fits under a column of that role."""
    if role in _FIRMS:
        return 2.0 if is_company(words[start:end]) else -1.5
    if _EMPTY.match(words, start, end):
        return 0.8
    if role in _NUMBERED:
        return 1.2 if _ROW_START.match(words, start, end) else 0.2 if role == "lot" else -1.5
    if role in _MONEY:
        return 1.5 if _AMOUNT.match(words, start, end) else -1.5
    if role == "quantity":
        return 1.5 if _COUNT.match(words, start, end) else -1.5
    if role == "unit":
        return 1.5 if end - start <= 3 and not words[start].isdigit() else -1.5
    if role in _WORDY:
        plain = _AMOUNT.match(words, start, end) is not None
        firm = end - start > 6 and role != "other" and is_company(words[start:end]) and words.endswith("公司", start, end)
        return (0.2 if role in ("model", "spec", "other", "brand") else -1.0) if plain else -0.5 if firm else 1.0
    return 0.8
