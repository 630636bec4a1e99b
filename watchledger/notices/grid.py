"""Statements from real tables (cell blocks): headed columns, and labels with the cell to their right or below."""

from __future__ import annotations

from collections import defaultdict

from watchledger.lang.gaps import LINE
from watchledger.notices.cell import Cell, cell_of, heading_of
from watchledger.notices.cells import from_cells, pair
from watchledger.notices.statement import Page, Statement, Stretches, inside

_LONGEST_TABLE = 20_000
"""Rows of one table that are read; longer ones are lists of goods whose further rows add nothing to a notice's facts."""


def from_tables(page: Page) -> tuple[list[Statement], Stretches]:
    """The statements of all tables, and the stretches of the text that the tables cover."""
    tables: dict[int, dict[int, list[tuple[int, int, Cell]]]] = defaultdict(lambda: defaultdict(list))
    covers: dict[int, tuple[int, int]] = {}
    grouped: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    for block in page.text.blocks:
        if block.kind != "cell" or block.table is None or block.row is None or block.col is None or block.row > _LONGEST_TABLE:
            continue
        start, end = page.at(block.start), _end(page, block.start, block.end)
        if inside(page.skip, start):
            continue
        if block.rowspan > 1:
            grouped[block.table][block.row, block.col] = block.rowspan
        low, high = covers.get(block.table, (start, end))
        covers[block.table] = min(low, start), max(high, end)
        tables[block.table][block.row].append((block.col, block.colspan, cell_of(page, start, end, line=False)))
    result: list[Statement] = []
    for number, rows in tables.items():
        ordered = [sorted(rows[r], key=lambda c: c[0]) for r in sorted(rows)]
        if len(ordered) == 1 and (lines := _lines_apart(page, ordered[0])):
            result.extend(from_cells(page, lines, table=30_000 + number * 100))
            continue
        result.extend(_table(page, _without_groups(ordered, grouped.get(number, {})), number))
    return result, _merged(covers)


_LEAST_LINES = 2


def _lines_apart(page: Page, row: list[tuple[int, int, Cell]]) -> list[Cell]:
    """The lines of an only row whose cells end in the next line's label ("某项目", "项目编号" before the bar); none for others."""
    cells: list[Cell] = []
    broken = 0
    for _, _, cell in row:
        cuts = page.gaps.within(cell.start, cell.end, LINE)
        parts = [cell_of(page, low, high, line=True) for low, high in zip([cell.start, *cuts], [*cuts, cell.end], strict=True)]
        broken += len(parts) == 2 and parts[1].named
        cells += parts
    return cells if broken >= _LEAST_LINES and 2 * broken >= len(row) - 2 else []


def _without_groups(
    rows: list[list[tuple[int, int, Cell]]], spans: dict[tuple[int, int], int]
) -> list[list[tuple[int, int, Cell]]]:
    """The rows without cells on their left that stretch over rows of a label and its value: a group's heading is no label."""
    for index, row in enumerate(rows):
        if len(row) >= 3 and len(row) % 2 and (high := spans.get((index, row[0][0]), 1)) > 1:
            group = [row[1:], *rows[index + 1 : index + high]]
            if all(len(r) >= 2 and r[0][2].named and not r[1][2].named for r in group):
                rows = [*rows[:index], row[1:], *rows[index + 1 :]]
    return rows


def _end(page: Page, start: int, end: int) -> int:
    """The view offset after a raw stretch's last kept character."""
    content = page.text.content
    while end > start and content[end - 1].isspace():
        end -= 1
    return page.at(end - 1) + 1 if end > start else page.at(start)


def _merged(covers: dict[int, tuple[int, int]]) -> Stretches:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(covers.values()):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return Stretches(merged)


_RANKS = ("supplier_first", "supplier_later")
"""Labels that are a rank where they stand as a value under a head ("第一名")."""


_LEAST_TURNED = 3
"""Rows whose first cell is a label and whose two or more others are values, from which a table's records are its columns."""


_INNER = 1000
"""Added to a table's number for the part of it that stands on its side."""


def _ranks_beside(rows: list[list[tuple[int, int, Cell]]]) -> tuple[int, int] | None:
    """The first and the end of the rows of candidates beside each other: 第一名, 第二名 … and below them rows of as many cells."""
    for at, row in enumerate(rows):
        if sum(cell.label is not None and cell.label.role in _RANKS for _, _, cell in row[1:]) >= 2:
            last = at + 1
            while last < len(rows) and len(rows[last]) == len(row) and _record_row(rows[last]):
                last += 1
            return (at, last) if last - at > 2 else None
    return None


def _turned(page: Page, rows: list[list[tuple[int, int, Cell]]], number: int, *, least: int = _LEAST_TURNED) -> list[Statement]:
    """A table on its side: labels in the first column, a record in each further one (candidates beside each other)."""
    ranks = {col: cell for row in rows[:2] for col, _, cell in row[1:] if cell.label is not None and cell.label.role in _RANKS}
    bodies = [row for row in rows if _record_row(row)]
    if len(bodies) < len(rows) and all(row[0][2].label is not None and row[0][2].label.role in _RANKS for row in bodies):
        return []  # rows of candidates under a head
    if len(bodies) < least or len(bodies) + 1 + (len(ranks) > 0) < len(rows):
        return []
    result: list[Statement] = []
    if ranks and not any(row[0][2].label is not None and row[0][2].label.role == "rank" for row in rows):
        result = [
            Statement("rank", 0.9, cell.start, cell.start, cell.start, cell.end, "row", row=(number, 5000 + col))
            for col, cell in ranks.items()
        ]
    for row in rows:
        name = row[0][2]
        for col, _span, cell in row[1:] if name.label is not None else ():
            if cell.end > cell.start and (not cell.named or col in ranks):
                result.extend(pair(page, name, cell, (number, 5000 + col)))
    return result


def _record_row(row: list[tuple[int, int, Cell]]) -> bool:
    others = [cell for _, _, cell in row[1:] if cell.end > cell.start]
    return row[0][2].named and len(others) >= 2 and not any(cell.named for cell in others)


def _table(page: Page, rows: list[list[tuple[int, int, Cell]]], number: int) -> list[Statement]:
    turned = _turned(page, rows, number)
    if turned:
        return turned
    if inner := _ranks_beside(rows):
        first, last = inner
        beside = _turned(page, rows[first:last], number + _INNER, least=2)
        if beside:
            above, below = rows[:first], rows[last:]
            return [*_table(page, above, number), *beside, *(_table(page, below, number + 2 * _INNER) if below else ())]
    result: list[Statement] = []
    head: dict[int, Cell] = {}
    for index, row in enumerate(rows):
        full = [(col, span, cell) for col, span, cell in row if cell.end > cell.start]
        named = [c for _, _, c in full if c.named and not c.colon]
        if len(named) >= 2 and _is_head(page, full, rows, index):
            head = {col + k: cell for col, span, cell in full for k in range(span)}
            continue
        if not full:
            continue
        ranked = len(head) >= 3 and full[0][2].label is not None and full[0][2].label.role in _RANKS and len(row) >= len(head) - 1
        changes = any(c.label is not None and c.label.role == "change" for c in head.values())
        if (
            not changes
            and not ranked
            and full[0][2].named
            and (len(full) == 1 or not full[1][2].named)
            or not head
            or full[0][2].colon
        ):
            result.extend(
                from_cells(page, [c for _, _, c in row], table=30_000 + number * 100 + index)
                if len(named) >= 3
                else _pairs(page, row)
            )
            if len(full) == 1 and len(row) == 1:
                head = {}
            continue
        result.extend(_after_change(page, row, head))
        if not changes and (told := _numbered_pair(page, full, head)):
            result.extend(told)
            continue
        for col, _span, cell in row:
            name = head.get(col)
            if (
                name is not None
                and name.label is not None
                and cell.end > cell.start
                and not (cell.named and cell.label == name.label and not ranked)
            ):
                result.extend(pair(page, name, cell, (number, index)))
    return result


def _numbered_pair(page: Page, full: list[tuple[int, int, Cell]], head: dict[int, Cell]) -> list[Statement]:
    """A row "3 | 项目名称 | 某项目" under a head of number, content and remark: a label and its value."""
    if len(full) != 3 or len(head) < 3 or full[0][2].named or not full[1][2].named or full[2][2].named:
        return []
    number, name = full[0][2], head.get(full[1][0])
    plain = name is None or name.label is None or name.label.role in ("item", "item_weak", "other", "name", "purpose", "short")
    return pair(page, full[1][2], full[2][2]) if plain and number.end - number.start <= 4 else []


def _after_change(page: Page, row: list[tuple[int, int, Cell]], head: dict[int, Cell]) -> list[Statement]:
    """A row of before and after: what its label cell says, with the value after the change."""
    after = next(
        (
            col
            for col, name in head.items()
            if "后" in page.words[name.start : name.end] and name.label and name.label.role == "change"
        ),
        None,
    )
    label = next((cell for _, _, cell in row if cell.label is not None), None)
    value = next((cell for col, _, cell in row if col == after), None)
    if after is None or label is None or value is None or label.label is None or value.end <= value.start:
        return []
    return [s._replace(changed=True) for s in pair(page, label, value)]


def _is_head(page: Page, full: list[tuple[int, int, Cell]], rows: list[list[tuple[int, int, Cell]]], index: int) -> bool:
    """A row of labels above a row that has none in the same places; not pairs side by side."""
    if index + 1 >= len(rows):
        return False
    named = sum(c.named for _, _, c in full)
    if named * 2 < len(full) or named < 2:
        return False
    words = page.words
    if any(any(ch.isdigit() for ch in words[c.start : c.end]) and not c.named and c.end - c.start > 12 for _, _, c in full):
        return False
    alternating = all(c.named == (k % 2 == 0) for k, (_, _, c) in enumerate(full))
    if alternating and len(full) % 2 == 0:
        return False
    below = [c for _, _, c in rows[index + 1] if c.end > c.start]
    return not below or sum(c.named for c in below) < len(below) or len(below) == 1


def _pairs(page: Page, row: list[tuple[int, int, Cell]]) -> list[Statement]:
    """Labels and the next cell of the row."""
    result: list[Statement] = []
    for (_, _, cell), following in zip(row, [*row[1:], None], strict=True):
        if not cell.named:
            continue
        if following is not None and not following[2].named and following[2].end > following[2].start:
            result.extend(pair(page, cell, following[2]))
        elif about := heading_of(cell):
            result.append(Statement("heading", 1.0, cell.start, cell.end, cell.end, cell.end, "heading", about=about))
    return result
