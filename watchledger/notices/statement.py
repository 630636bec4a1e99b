"""Statements: what a text says of itself, label by label, before anything is decided.

A statement is a label's role with the stretch where its value stands. It comes from running text (label, colon, value), from
cells side by side or one above the other, or from a table with a head; how is kept, since it says how far to trust it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from watchledger.fields.anchor import Anchor, marked
from watchledger.fields.label import headings, labels
from watchledger.fields.money import Amount
from watchledger.fields.organisation import is_company
from watchledger.lang.gaps import LINE, Gaps
from watchledger.lang.normal import View
from watchledger.model.text import Text

GENERIC = frozenset({"name", "time", "amount"})
PARTIES = frozenset({"buyer", "agency", "supplier"})
_UNIT = re.compile(r"万元|亿元|千元|元|万")
_CHAR = re.compile(r"[^\s:|]")
_SOFT_LABELS = frozenset({"item", "item_weak", "brand", "model", "spec", "quantity", "unit", "no", "rank", "lot", "purpose"})


class Stretches(tuple[tuple[int, int], ...]):
    """Sorted (start, end) that do not overlap. `starts` is kept beside them since it is asked for again and again."""

    starts: list[int]

    def __new__(cls, stretches: Iterable[tuple[int, int]] = ()) -> Stretches:
        made = super().__new__(cls, stretches)
        made.starts = [start for start, _ in made]
        return made


class Statement(NamedTuple):
    """Offsets are into the normal form: the label at [label, label_end), the value within [start, end). `row` is (table, row)
    for a cell under a head, `about` the party or date of the heading above, `unit` the money unit that the label states."""

    role: str
    weight: float
    label: int
    label_end: int
    start: int
    end: int
    how: str
    unit: str = ""
    about: str | None = None
    row: tuple[int, int] | None = None
    changed: bool = False
    old: bool = False

    @property
    def celled(self) -> bool:
        """Whether the value is a cell, where line breaks do not part."""
        return self.how in ("cell", "row")


@dataclass(frozen=True, slots=True)
class Page:
    """A text with what every reader of it needs. `skip` are the stretches without evidence (furniture), sorted."""

    text: Text
    view: View
    gaps: Gaps
    skip: Stretches
    anchors: tuple[Anchor, ...]
    words: str
    """The normal form."""
    marks: list[int]
    """Where the labels of `anchors` begin."""
    lines: Sequence[tuple[int, int]] = ()
    """What lies between line breaks and tabs, outside furniture."""
    amounts: dict[tuple[int, int, str, str], Amount | None] = field(default_factory=dict)
    """The sums that statements gave so far, by start, end, unit and role."""

    def at(self, raw: int) -> int:
        """The offset in the normal form of a raw one (of the next kept character when it was dropped)."""
        return self.view.view_offset(raw)


def page_of(text: Text, view: View) -> Page:
    """Prepares a text: gaps, furniture, labels in running text. Linear."""
    gaps, found = marked(text.content, view)
    skip = _furniture(text, view)
    if skip:
        found = [a for a in found if not inside(skip, a.start)]
    bounds = [0, *gaps.hard, len(view.text)]
    lines = outside(skip, [line for line in pairwise(bounds) if line[0] < line[1]])
    return Page(text, view, gaps, skip, tuple(found), view.text, [a.start for a in found], lines)


def clause(words: str, low: int, end: int, signs: str = ",。;:!?") -> int:
    """Where the clause begins that ends at `end`: behind the last of the signs, at `low` at the earliest."""
    return max(low, *(words.rfind(sign, low, end) + 1 for sign in signs))


def _furniture(text: Text, view: View) -> Stretches:
    """A lone "/" is an empty cell of a flattened table, whatever a reader took it for."""
    kept = (s for s in text.furniture if s[1] - s[0] > 2 or text.content[slice(*s)].isalnum())
    found = [(view.view_offset(start), view.view_offset(end)) for start, end in kept]
    return Stretches((start, end) for start, end in found if end > start)


def inside(stretches: Stretches, offset: int) -> bool:
    """Whether an offset lies in one of the stretches."""
    at = bisect_right(stretches.starts, offset) - 1
    return at >= 0 and offset < stretches[at][1]


def outside(stretches: Stretches, lines: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The lines, in order, that do not begin in one of the stretches."""
    if not stretches:
        return lines
    kept: list[tuple[int, int]] = []
    at = 0
    for line in lines:
        while at < len(stretches) and stretches[at][1] <= line[0]:
            at += 1
        if at == len(stretches) or line[0] < stretches[at][0]:
            kept.append(line)
    return kept


def inline(page: Page) -> list[Statement]:
    """The statements of running text, each value ending at the next label, line, tab or bar."""
    words, gaps, found = page.words, page.gaps, page.anchors
    result: list[Statement] = []
    for i, anchor in enumerate(found):
        following = found[i + 1].start if i + 1 < len(found) else len(words)
        start = anchor.value
        while start < len(words) and words[start] in " :_=":
            start += 1
        if gaps.kind_at(start) >= LINE and start > anchor.value - 1 and _broken(page, anchor, start, following):
            continue
        end = min(gaps.next_hard(start, len(words)), following)
        bar = words.find("|", start, end)
        end = bar if bar >= 0 else end
        slashes = words.find("//", start, end)
        end = slashes if slashes > start and words[slashes - 1] != ":" else end
        end = _before_next_point(page, start, end)
        if end == following and anchor.label.role in _WRAPPED:
            end = _before_longer_label(page, start, end)
        while end > start and words[end - 1] in ";,":
            end -= 1
        if end <= start:
            continue
        if end < following and anchor.label.role in _WRAPPED:
            end = _continued(page, anchor.label.role, start, end, following)
        how = "verb" if anchor.verb else "run-on" if anchor.glued else "label"
        result.append(statement(anchor, words, start, end, how))
    return result


def _before_longer_label(page: Page, start: int, end: int) -> int:
    """The end of a value that stands before a label of which only the last words are known: "某项目 交货(交工)日期:"."""
    if page.words[end - 1] != ")":
        return end
    gap = max(page.gaps.within(max(start + 2, end - _LONGER), end), default=-1)
    return gap if gap >= 0 and page.words.find("(", gap + 1, end) >= 0 and _PLAIN.fullmatch(page.words, gap, end) else end


_LONGER = 14
_PLAIN = re.compile(r"[\u4e00-\u9fff]+\([\u4e00-\u9fff]+\)")


def _before_next_point(page: Page, start: int, end: int) -> int:
    """Where the next numbered point cuts a value: after white space, or run together where the point before it was met."""
    words, gaps = page.words, page.gaps
    for point in _NEXT_POINT.finditer(words, start + 2, end):
        if gaps.kind_at(point.start()) >= 0:
            return point.start()
        before = _POINT_BEFORE.get(point[1])
        if (
            before
            and words[point.start() - 1] not in _JOINS_NUMERALS
            and words.rfind(before, max(start - _POINT_REACH, 0), start) >= 0
        ):
            return point.start()
    return end


def _continued(page: Page, role: str, start: int, end: int, following: int) -> int:
    """The end of a value that the line's width broke: the value is no finished name, the next line short, no label and no
    numbered point."""
    words, gaps = page.words, page.gaps
    if gaps.kind_at(end) != LINE or end - start < 8 or _FINISHED.search(words, start, end):
        return end
    stop = min(gaps.next_hard(end, len(words)), following)
    rest = words[end:stop]
    most = _WIDE_REST if role == "title" and end - start >= _WIDE_LINE else 16
    if not 1 <= len(rest) <= most or _POINT.match(rest) or known_label(rest) or gaps.kind_at(end) != LINE or "|" in rest:
        return end
    stop = end + len(rest.rstrip())
    return stop if _FINISHED.search(words, start, stop) else end


_WIDE_LINE, _WIDE_REST = 22, 60
"""A title that fills its line goes on for a line's length; other names for a few characters."""
_WRAPPED = frozenset({"title", "buyer", "agency", "supplier", "supplier_first", "supplier_any"})
_FINISHED = re.compile(
    r"(?:项目|工程|采购|服务|设备|系统|建设|改造|标段|维护|平台|监理|设计|公司|局|厅|院|校|学|中心|委员会|委|"
    r"政府|部|处|所|队|室|站|厂|社|馆|"
    r"银行|办|\)|）|”|次)$"
)
_NEXT_POINT = re.compile(r"([一二三四五六七八九十]{1,3})、(?![一二三四五六七八九十\d])[\u4e00-\u9fff]")
"""The head of a numbered point; "三、四层" is none."""
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
_POINT_BEFORE = {later: f"{earlier}、" for earlier, later in zip(_NUMERALS, _NUMERALS[1:], strict=False)}
_JOINS_NUMERALS = frozenset("第、和及至到与一二三四五六七八九十")
_POINT_REACH = 3000
"""Characters back in which the point before a run-together one must stand: points of notices are a few hundred long."""
_POINT = re.compile(r"[一二三四五六七八九十]{1,3}[、.]|\(|\d|第")


def _broken(page: Page, anchor: Anchor, start: int, following: int) -> bool:
    """Whether the line ends right after the label; then the value may be the next cell or line, which `cells` looks after."""
    return start >= following or page.gaps.kind_at(start) >= LINE


def statement(anchor: Anchor, words: str, start: int, end: int, how: str) -> Statement:
    """A statement of a running text's label; the note beside it may name the unit."""
    note = words[slice(*anchor.note)] if anchor.note else ""
    unit = _UNIT.search(note) or _UNIT.search(words, max(anchor.start, anchor.end - 4), anchor.end)
    weight = anchor.label.weight * {"label": 1.0, "run-on": 0.9, "verb": 0.75}.get(how, 0.9)
    return Statement(
        anchor.label.role, weight, anchor.start, anchor.end, start, end, how, unit.group() if unit else "", anchor.about,
        changed=anchor.changed, old=anchor.old,
    )  # fmt: skip


def with_context(words: str, statements: list[Statement]) -> list[Statement]:
    """Gives generic labels (名称, 时间, 金额) the meaning of the heading or the party above them, in reading order."""
    result: list[Statement] = []
    party: str | None = None
    wanted: str | None = None
    section: str | None = None
    matter: str | None = None
    ordered = sorted(statements, key=lambda s: (s.label, s.start))
    for s, following in zip(ordered, [*ordered[1:], None], strict=False):
        role = s.role
        if role in PARTIES and s.how == "cell" and following is not None and s.start <= following.label < s.end:
            result.append(s._replace(role="heading", start=s.start, end=s.start, about=role))  # a table stands in the value's cell
            party = matter = wanted = role
            continue
        if s.about or role in PARTIES or role.startswith("supplier"):
            party = matter = s.about or ("supplier" if role.startswith("supplier") else role)
            wanted = s.about
            section = s.about or (section if role.startswith("supplier") else None)
        if role in GENERIC and s.row is not None:
            role = _column(role, words[s.label : s.label_end], words[s.start : s.end])
        elif role in GENERIC:
            about = {"time": matter, "name": wanted}.get(role, party)
            wanted = None if role == "name" else wanted
            role = _split(words, s) or _meaning(role, about)
        elif role in _TIMES:
            matter = role
        if s.row is None and role == "supplier_any" and section == "supplier":
            role = "supplier"
        result.append(s if s.role == role and s.about == party else s._replace(role=role, about=party))
    return _told(words, result) if any(s.role == "won" for s in result) else result


def _split(words: str, s: Statement) -> str | None:
    """The role of a label that a line break cut in two ("递交响应文件", "截止时间:"): its last words are a label of any time."""
    if s.role != "time":
        return None
    end = s.label + len(words[s.label : s.label_end].rstrip(": "))
    longer = (labels().get(words[at:end]) for at in range(max(0, s.label - _CUT_OFF), s.label - 1))
    return next((label.role for label in longer if label is not None and label.role in _TIMES), None)


_CUT_OFF = 12
_TIMES = frozenset({"deadline", "opening", "session", "sale", "warranty", "service", "delivery", "accepted"})
_MAY_WIN = frozenset({"supplier", "supplier_any", "supplier_list"})
_TOLD_WITHIN = 8
"""Statements between a bidder's name and what says whether it won."""


def _told(words: str, statements: list[Statement]) -> list[Statement]:
    """Bidders of whom 是否得标 says 是 are suppliers, those of whom it says 否 are not: of the same row, else the bidder before."""
    result = list(statements)
    rows = {s.row: i for i, s in enumerate(result) if s.row is not None and s.role in _MAY_WIN}
    for i, s in enumerate(statements):
        if s.role != "won" or s.end <= s.start:
            continue
        near = range(i - 1, max(i - _TOLD_WITHIN, -1), -1)
        at = rows.get(s.row) if s.row else next((k for k in near if statements[k].role == "supplier_any"), None)
        if at is None:
            continue
        if words[s.start] in "是否✓√":
            result[at] = result[at]._replace(role="supplier_later" if words[s.start] == "否" else "supplier")
        elif s.row and (said := _SAID.match(words, s.start, s.end)):
            result[at] = result[at]._replace(role=f"supplier{'_later' if said['no'] else '_first' if said['first'] else ''}")
    return result


_SAID = re.compile(
    r"(?P<no>否|×|未|不|落|流标|无效|废|淘汰|备选|候补|第[二三四五六2-9])|(?P<first>第[一1](?!包|标))|(?:拟|预|推荐)?(?:中标|成交|中选|入围|入选)(?!候选)"
)
"""What a column of results says of a bidder."""


def _column(role: str, words: str, value: str) -> str:
    """What a generic label means at the head of a column: 单位 is a unit of measure, or a firm where firms stand below; 单位名称 a
    firm."""
    if role == "name" and words.startswith(("单位名", "单位全", "公司名", "企业名", "机构名")):
        return "supplier_any"
    if role == "name" and words.startswith("单位"):
        return "supplier_any" if len(value) >= 6 and is_company(value) else "unit"
    return _COLUMNS[role]


_COLUMNS = {"name": "item", "amount": "line_total", "time": "other"}
"""What generic labels mean at the head of a column."""


def _meaning(role: str, about: str | None) -> str:
    if role == "name":
        return about if about in PARTIES else "item"
    if role == "time":
        return about if about in ("deadline", "opening", "session", "sale") else "other"
    return "award" if about == "supplier" else "other"


def note_unit(words: str) -> str:
    """The money unit that a label or a column head names: "成交金额(万元)" -> "万元"."""
    found = _UNIT.search(words)
    return found.group() if found else ""


def value_cell(words: str) -> bool:
    """Whether a cell has anything to read."""
    return _CHAR.search(words) is not None


def known_label(words: str) -> bool:
    """Whether the words are a label or a heading."""
    return words in labels() or words in headings()
