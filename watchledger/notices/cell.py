"""A cell, or a line of a flattened table: is it a label, a heading, a value?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from watchledger.fields.anchor import strip_enumerator, tails
from watchledger.fields.label import Label, headings, labels
from watchledger.fields.label_grammar import made
from watchledger.fields.organisation import ends, is_company
from watchledger.notices.headline import KEEPS
from watchledger.notices.statement import PARTIES, Page, note_unit

_NOTES = re.compile(r"[(\[][^()\[\]]*[)\]]$"), re.compile(r"[(\[].*[)\]]$")
LONGEST_LABEL = 46


class Cell(NamedTuple):
    """A cell or a line of a flattened table. `label` when it is one; `about` when it is a heading; `colon` when the label ends
    in one; `line` when it begins a line; `anchored` when running text inside it has labels of its own."""

    start: int
    end: int
    label: Label | None
    about: str | None
    colon: bool
    line: bool
    anchored: bool
    unit: str = ""
    also: Label | None = None

    @property
    def named(self) -> bool:
        return self.label is not None or self.about is not None


def cell_of(page: Page, start: int, end: int, *, line: bool) -> Cell:
    """Looks at one stretch: is it a label, a heading, a value?"""
    words = page.words
    while start < end and words[start] in " |#":
        start += 1
    while end > start and words[end - 1] in " |":
        end -= 1
    first = bisect_left(page.marks, start)
    anchored = first < len(page.anchors) and page.anchors[first].start < end and page.anchors[first].value < end
    if end - start > LONGEST_LABEL or end <= start:
        return Cell(start, end, None, None, False, line, anchored)
    begin = strip_enumerator(words, start, end)
    stop = end
    while stop > begin and (words[stop - 1] in ":*_ " or words[stop - 1].isspace()):
        stop -= 1
    colon = ":" in words[stop:end]
    if stop - begin > 1 and words[stop - 2 : stop] not in tails() and words[stop - 1] not in ")] " and " " not in words[begin:stop]:
        return Cell(start, end, None, None, False, line, anchored)
    for candidate in dict.fromkeys((words[begin:stop], words[start:stop])):
        label, about, also = _named(candidate.replace(" ", ""))
        if label or about:
            return Cell(start, end, label, about, colon, line, False, note_unit(candidate), also)
    return Cell(start, end, None, None, False, line, anchored)


def _named(words: str) -> tuple[Label | None, str | None, Label | None]:
    """Label, heading and, for "预算金额(最高限价)", the second label in brackets."""
    table, titles = labels(), headings()
    label, about = table.get(words), titles.get(words)
    if label or about:
        return label, about, None
    note = _NOTES[0].search(words) or _NOTES[1].search(words)
    both = words.split("/") if note is None and "/" in words else []
    if both and all(part in table for part in both):
        return table[both[0]], None, None
    if note is None:
        return made(words), None, None
    bare, inner = words[: note.start()], note.group()[1:-1]
    label, about = table.get(bare), titles.get(bare)
    label = made(bare) if label is None and about is None else label
    also = None
    for part in re.split(r"[,、;/]", inner):
        part = part.removesuffix(":").strip()
        if part in table and table[part].role in ("ceiling", "budget"):
            also = table[part]
    return label, about, also if label else None


UNIT_CELL = re.compile(r"\((?:人民币)?(?:万元|元|亿元)\)")
_REST_OF_NAME = re.compile(r"(?:股份)?(?:有限)?(?:责任)?公司|有限|集团|合作社|中心(?:校)?$|委员会|支队|大队")


def whole(page: Page, cell: Cell, following: Sequence[Cell]) -> tuple[Cell, Cell, int]:
    """A label, its value and how many cells the value takes: the line after one that holds the label's unit alone ("预算金额",
    "(万元)", "468.2"), both lines of a body's name that the page's width broke, or the lines of a project's name."""
    value, after = following[0], following[1] if len(following) > 1 else None
    if after is None or after.named or not after.line or not value.line or value.named:
        return cell, value, 1
    words = page.words
    if UNIT_CELL.fullmatch(words, value.start, value.end):
        return cell._replace(unit=note_unit(words[value.start : value.end])), after, 2
    if cell.label is not None and cell.label.role == "title":
        end, taken = _name_over_lines(page, following)
        return cell, value._replace(end=end), taken
    broken = value.end - value.start >= 4 and not is_company(words[value.start : value.end])
    if broken and after.end - after.start <= 12 and _REST_OF_NAME.match(words, after.start, after.end):
        return cell, value._replace(end=after.end), 2
    return cell, value, 1


_BROKEN_LINE = 14
"""Signs of a line from which the page's width may have broken it."""
_MOST_LINES, _LONGEST_NAME = 4, 120


def _name_over_lines(page: Page, lines: Sequence[Cell]) -> tuple[int, int]:
    """Where the project's name that begins in the first of the lines ends, and how many lines it takes: it goes on while a bracket
    is open or, in long lines, until it ends as such names do; no further than the next label or numbered line."""
    words, start = page.words, lines[0].start
    for taken, line in enumerate(lines[:_MOST_LINES], 1):
        length = line.end - line.start
        fresh = (
            line.named
            or line.anchored
            or not line.line
            or length == 0
            or strip_enumerator(words, line.start, line.end) > line.start
        )
        if taken > 1 and fresh or line.end - start > _LONGEST_NAME:
            break
        name = words[start : line.end]
        closed = name.count("(") <= name.count(")")
        if taken == 1 and ends(name):
            continue  # the body's name stands on a line of its own before the rest of the project's
        after = lines[taken] if taken < len(lines) else None
        if after is not None and not after.named and words.startswith(("-", "—"), after.start) and after.end - after.start > 2:
            continue
        if closed and KEEPS.search(name):
            return line.end, taken
        if closed and length < _BROKEN_LINE:
            break
    return lines[0].end, 1


def heading_of(cell: Cell) -> str | None:
    """Whom a cell without a value beside it is about: a heading, or a party's label above its 名称 and 地址."""
    return cell.about or (cell.label.role if cell.label is not None and cell.label.role in PARTIES else None)
