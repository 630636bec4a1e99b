"""Statements from cells: a label and the cell beside it, a row of labels above rows of values.

Cells come from tables (blocks of kind cell) or, where a table was flattened into text, from what lies between line breaks,
tabs and bars. Both end in the same two shapes: pairs and headed rows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from watchledger.fields.label import Label
from watchledger.fields.organisation import is_company
from watchledger.lang.gaps import LINE, TAB, WIDE
from watchledger.notices.cell import UNIT_CELL, Cell, cell_of, whole
from watchledger.notices.statement import Page, Statement

_ROW_START = re.compile(
    r"(?:\d{1,3}|[a-z]|[一二三四五六七八九十]{1,2}|第?[一二三四五六七八九十\d]{1,2}[包标]段?|"
    r"第[一二三四五六七八九十]名|[a-z]?\d{1,3}[包标]?段?|包\d{1,2}|\d{1,2}[-.]\d{1,2}|\*{1,3})$"
)
LONGEST_VALUE = 300


_BAR = re.compile(r"\||(?<!:)//")
_LOOSE = frozenset(".,、;")
"""Signs that stand alone on a line where a page's styling broke it: no cell, and no empty one as "/" and "-" are."""
_LEAST_SLASHES = 4
"""Double slashes from which they part the fields of a notice in one line."""


def flattened(page: Page, lines: Sequence[tuple[int, int]]) -> list[Cell]:
    """The cells of lines outside real tables, in order; empty ones are kept between bars and single tabs."""
    words, gaps = page.words, page.gaps
    by_bars = words.count("|") >= 6
    barred = by_bars or words.count("//") - words.count("://") >= _LEAST_SLASHES
    raw = page.text.content
    wide_tabs = "\t\t\t" in raw
    cells: list[Cell] = []
    headed = 0
    for low, high in lines:
        if high - low == 1 and words[low] in _LOOSE:
            continue
        begins = gaps.kind_at(low)
        line = begins == LINE
        if begins == TAB and not wide_tabs and low:
            at = page.view.raw(low, low + 1)[0]
            run = raw[max(0, at - 40) : at]
            run = run[len(run.rstrip()) :]
            cells.extend(Cell(low, low, None, None, False, False, False) for _ in range(run.count("\t") - 1))
        if not barred or "|" not in words[low:high] and "//" not in words[low:high]:
            parts = _spaced(page, cell_of(page, low, high, line=line))
            if len(parts) == 1 and headed >= 3:
                parts = _row_by_space(page, parts[0], headed)
            headed = len(parts) if len(parts) >= 3 else 0
            cells.extend(parts)
            continue
        at = low
        for bar in (*_BAR.finditer(words, low, high), None):
            end = bar.start() if bar else high
            cell = cell_of(page, at, end, line=line and at == low)
            cells.extend([cell] if by_bars else _spaced(page, cell))
            at = bar.end() if bar else high
    cells = _with_units(page, cells)
    return _joined(page, cells) if barred and not _one_pair_a_line(page, cells) else cells


def _with_units(page: Page, cells: list[Cell]) -> list[Cell]:
    """The cells, a label's unit on a line of its own ("投标报价", "(元)") put to the label."""
    kept: list[Cell] = []
    for cell in cells:
        if kept and kept[-1].label is not None and not kept[-1].colon and UNIT_CELL.fullmatch(page.words, cell.start, cell.end):
            cell = cell_of(page, kept.pop().start, cell.end, line=True)
        kept.append(cell)
    return kept


_LEAST_PAIRS = 3


def _one_pair_a_line(page: Page, cells: list[Cell]) -> bool:
    """Whether bars part a label from its value on lines of their own ("项目编号|X-1"), so that a line's end parts as well."""
    pairs = wide = 0
    for first, second, third in zip(cells, cells[1:], [*cells[2:], None], strict=False):
        if first.line and not second.line and "|" in page.words[first.end : second.start]:
            alone = third is None or third.line
            pairs += alone and first.named
            wide += not alone
    return pairs >= _LEAST_PAIRS and wide <= pairs // 3


def _spaced(page: Page, cell: Cell) -> list[Cell]:
    """A line whose parts wide spaces keep apart ("中标供应商名称  某公司  法人代表  某人") as cells, when a part is a label."""
    if cell.named or cell.anchored or cell.end - cell.start > 400:
        return [cell]
    spaces = page.gaps.within(cell.start, cell.end)
    cuts = [at for at in spaces if page.gaps.kind_at(at) >= WIDE] if spaces else spaces
    if not cuts:
        return _by_space(page, cell, spaces)
    if len(cuts) > 24:
        return [cell]
    bounds = [cell.start, *cuts, cell.end]
    parts = [cell_of(page, low, high, line=cell.line and low == cell.start) for low, high in zip(bounds, bounds[1:], strict=False)]
    return parts if any(p.label is not None and p.end - p.start > 1 for p in parts) else [cell]


def _row_by_space(page: Page, cell: Cell, width: int) -> list[Cell]:
    """A line under a head whose labels spaces part: its words, when there are as many."""
    cuts = {*page.gaps.within(cell.start, cell.end), *(i + 1 for i in range(cell.start, cell.end) if page.words[i] == " ")}
    bounds = sorted({cell.start, *cuts, cell.end})
    if len(bounds) - 1 != width:
        return [cell]
    return [cell_of(page, low, high, line=cell.line and low == cell.start) for low, high in zip(bounds, bounds[1:], strict=False)]


_PAIRED = frozenset(
    {
        "title",
        "code",
        "buyer",
        "agency",
        "supplier",
        "award",
        "award_total",
        "budget",
        "ceiling",
        "published",
        "deadline",
        "opening",
        "region",
    }
)


def _by_space(page: Page, cell: Cell, cuts: list[int]) -> list[Cell]:
    """A line whose single spaces part a label from its value ("项目编号 0811-184"), or one label from the next."""
    bracket = page.words.find(") ", cell.start, cell.end)
    if bracket >= 0 and (not cuts or bracket + 2 < cuts[0]):
        cuts.insert(0, bracket + 2)
    if not cuts:
        return [cell]
    first = cell_of(page, cell.start, cuts[0], line=cell.line)
    if first.label is None or first.end - first.start < 2:
        return [cell]
    rest = [cell_of(page, low, high, line=False) for low, high in zip(cuts, [*cuts[1:], cell.end], strict=True)]
    if len(rest) >= 2 and sum(c.named for c in rest) >= 2:
        return [first, *rest]
    return [first, cell_of(page, cuts[0], cell.end, line=False)] if first.label.role in _PAIRED else [cell]


def _joined(page: Page, cells: list[Cell]) -> list[Cell]:
    """Between bars a line break does not part: lines of one cell are put together where that makes a label or a short value."""
    words, gaps = page.words, page.gaps
    result: list[Cell] = []
    group: list[Cell] = []

    def close() -> None:
        full = [c for c in group if c.end > c.start]
        if len(full) > 1 and full[-1].end - full[0].start <= LONGEST_VALUE:
            whole = cell_of(page, full[0].start, full[-1].end, line=full[0].line)
            if whole.named or not any(c.named or c.anchored for c in full):
                result.append(whole)
                group.clear()
                return
        result.extend(full or group[:1])
        group.clear()

    for cell in cells:
        if (
            group
            and "|" in words[group[-1].end : cell.start]
            or group
            and cell.start > group[-1].end
            and gaps.kind_at(cell.start) == TAB
        ):
            close()
        group.append(cell)
    close()
    return result


def from_cells(page: Page, cells: list[Cell], *, table: int = 0) -> list[Statement]:
    """Pairs and headed rows of a sequence of cells. Linear: every cell is looked at a bounded number of times."""
    result: list[Statement] = []
    i = 0
    while i < len(cells):
        cell = cells[i]
        if not cell.named:
            i += 1
            continue
        width = _head_width(page, cells, i)
        if not width and not cell.colon and (column := bidders_column(cell)) is not None:
            cells[i] = column
            width = _head_width(page, cells, i)
            width = width if width >= _LEAST_BESIDE else 0
            cells[i] = cells[i] if width else cell
        if width:
            rows, after = _rows(page, cells, i, width, table)
            if rows:
                result.extend(rows)
                table += 1
                i = after
                continue
        if i + 1 < len(cells):
            cell, following, taken = whole(page, cell, cells[i + 1 : i + 6])
            # what ends in a colon is a label that nobody knows
            valued = following.end > following.start and page.words[following.end - 1] != ":"
            if not following.named and not (following.anchored and cell.label) and valued:
                result.extend(pair(page, cell, following))
                i += taken
        elif cell.about:
            result.append(Statement("heading", 1.0, cell.start, cell.end, cell.end, cell.end, "heading", about=cell.about))
        if cell.about and not (result and result[-1].label == cell.start):
            result.append(Statement("heading", 1.0, cell.start, cell.end, cell.end, cell.end, "heading", about=cell.about))
        i += 1
    return result


def bidders_column(cell: Cell) -> Cell | None:
    """A heading about suppliers (供应商信息) as the head of a column of bidders; None for any other cell."""
    return cell._replace(label=_BIDDERS, about=None) if cell.about == "supplier" and cell.label is None else None


_BIDDERS = Label("supplier_any", 0.8)
_LEAST_BESIDE = 4
"""Columns from which 供应商信息 above a list of bidders is the first column's head, no heading."""
_PRICES = frozenset({"award", "award_total", "bid", "budget", "ceiling", "fee", "line_total", "amount", "unit_price"})
"""A cell under 成交金额 may repeat what it is: "最终报价:3388000(元)"."""


def pair(page: Page, cell: Cell, value: Cell, row: tuple[int, int] | None = None) -> list[Statement]:
    """What a label cell says of a value cell."""
    end = value.end
    if value.anchored:
        first = bisect_left(page.marks, value.start)
        inner = page.anchors[first]
        priced = inner.start == value.start and cell.label is not None and {cell.label.role, inner.label.role} <= _PRICES
        end = end if priced else min(end, inner.start)
    found: list[Statement] = []
    for label in (cell.label, cell.also):
        if label is not None and end > value.start:
            found.append(
                Statement(
                    label.role,
                    label.weight * 0.95,
                    cell.start,
                    cell.end,
                    value.start,
                    end,
                    "row" if row else "cell",
                    cell.unit,
                    cell.about,
                    row,
                )
            )
    if cell.about and not found and end > value.start:
        role = cell.about if cell.about in ("deadline", "opening") else "heading"
        found.append(Statement(role, 0.8, cell.start, cell.end, value.start, end, "below", about=cell.about))
    return found


def _head_width(page: Page, cells: list[Cell], i: int) -> int:
    """How many cells from i on are the head of a table; 0 for none. Three labels in a row are a head, two when they share
    a line; after 序号 or 包号 unknown short cells belong to it until a row begins."""
    first = cells[i]
    if first.colon or first.label is None:
        return 0
    j = i
    led = first.label.role in ("no", "lot", "rank", "code_lot")
    begins = page.words[first.start : first.end]
    while j < len(cells) and j - i < 24:
        cell = cells[j]
        if cell.colon or cell.end <= cell.start or cell.anchored:
            break
        if j > i and (cell.label is None and cell.about or page.words[cell.start : cell.end] == begins):
            break  # a heading, or the head of the next table
        if not cell.named:
            words = page.words[cell.start : cell.end]
            if j - i >= _SURE_HEADS and len(words) <= 8 and all(c.label and not c.colon for c in cells[j + 1 : j + 3]):
                j += 1
                continue
            if not led or len(words) > 24 or _ROW_START.match(words) or (cell.line and not _line_of_heads(page, cells, j)):
                break
        j += 1
    while j > i and not cells[j - 1].named and not led:
        j -= 1
    width = j - i
    same_line = width == 2 and not cells[i + 1].line and i + 2 < len(cells) and cells[i + 2].line
    return width if width >= 3 or same_line else 0


_SURE_HEADS = 3
"""Labels in a row after which one unknown word, if more labels follow, is a head that the vocabulary lacks."""


def _line_of_heads(page: Page, cells: list[Cell], j: int) -> bool:
    """Whether unknown cell j may be a head: some label comes within the next six cells, or the first row's number is the next."""
    follows = cells[j + 1] if j + 1 < len(cells) else None
    return follows is not None and page.words[follows.start : follows.end] == "1" or any(c.named for c in cells[j + 1 : j + 7])


_NAMED_FIRST = frozenset({"title", "item", "item_weak", "buyer", "supplier", "supplier_any", "lot", "code"})
"""First columns that hold no bare "1": a number in the first row then counts the rows, its head being lost in the line above."""


def _rows(page: Page, cells: list[Cell], i: int, width: int, table: int) -> tuple[list[Statement], int]:
    """The rows under the head cells[i:i+width]: statements, and the index after the last row."""
    head = cells[i : i + width]
    numbered = head[0].label is not None and head[0].label.role in ("no", "lot", "rank", "code_lot")
    result: list[Statement] = []
    at = i + width
    row = 0
    first = page.words[cells[at].start : cells[at].end] if at < len(cells) else ""
    if not numbered and len(first) <= 2 and first.isdigit() and head[0].label is not None and head[0].label.role in _NAMED_FIRST:
        head = [Cell(cells[i].start, cells[i].start, None, None, False, False, False), *head]
        width, numbered = width + 1, True
    while at < len(cells) and row < 500:
        values = _one_row(page, cells, at, width, numbered=numbered, first=row == 0)
        if values is None:
            break
        taken, aligned = values
        pairs = numbered and width >= 3 and head[1].label is None and head[2].label is None
        told = aligned or cells[at : at + taken]
        if pairs and len(told) >= 3 and told[1].named and not told[2].named and told[2].end > told[2].start:
            result.extend(pair(page, told[1], told[2]))  # 序号 | 内容名称 | 编列内容: each row has a label of its own
        if aligned is not None and not numbered and not _fits(page, head, aligned):
            break
        if aligned is not None:
            for name, value in zip(head, aligned, strict=False):
                if name.label is not None and value.end > value.start:
                    result.extend(pair(page, name, value, (table, row)))
        at += taken
        row += 1
    return result, at


_OF_MONEY = frozenset({"award", "award_total", "bid", "budget", "ceiling", "unit_price", "line_total"})
_OF_DAYS = frozenset({"deadline", "opening", "published", "award_date", "sign_date"})


def _fits(page: Page, head: list[Cell], row: list[Cell]) -> bool:
    """Whether a row without a number of its own stands under its head: no firm under a price, no price or
    name under a day."""
    words = page.words
    for name, value in zip(head, row, strict=False):
        role = name.label.role if name.label is not None else ""
        if role in _OF_MONEY and is_company(words[value.start : value.end]):
            return False
        if role in _OF_DAYS and value.end - value.start > 4 and not _DAY.search(words, value.start, value.end):
            return False
    return True


_DAY = re.compile(r"\d[年月日/.-]|详见|另行|/|-")


def _one_row(
    page: Page, cells: list[Cell], at: int, width: int, *, numbered: bool, first: bool
) -> tuple[int, list[Cell] | None] | None:
    """How many cells the row at `at` takes, and its cells one for each column (None when they cannot be told apart)."""
    row = cells[at : at + width]
    if not row or row[0].named or (row[0].anchored and not first):
        return None
    if numbered and not _ROW_START.match(page.words[row[0].start : row[0].end]):
        return None
    stop = next((k for k, c in enumerate(row) if (c.named and k > 0 and c.colon) or c.about or (c.anchored and k == 0)), None)
    if stop is not None or len(row) < width:
        short = row[: stop if stop is not None else len(row)]
        return (len(short), short) if first and len(short) >= min(width, 3) - 1 and len(short) >= 1 else None
    if not numbered:
        return width, row
    for k in range(1, width + 12):
        later = cells[at + k] if at + k < len(cells) else None
        if later is None or later.about or later.colon:
            break
        if _next_number(page, row[0], later):
            return k, row if k == width else None
    return width, row


def _next_number(page: Page, before: Cell, after: Cell) -> bool:
    a, b = page.words[before.start : before.end], page.words[after.start : after.end]
    return a.isdigit() and b.isdigit() and int(b) == int(a) + 1
