"""Findings of one document: the technologies it seeks, each with its words, status and quantity, and the verdict."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import partial
from typing import NamedTuple

from watchledger.findings.condition import Scene, Site
from watchledger.findings.context import buyer_types_in, context
from watchledger.findings.lexicon import Lexicon, lexicon
from watchledger.findings.match import BLANK, Cover, Hit, blanked, hits, scan
from watchledger.findings.parts import Parts
from watchledger.findings.purpose import extends_what_is_there, unsaid_status
from watchledger.findings.quantity import NONE, Quantities, Quantity
from watchledger.findings.rows import Rows
from watchledger.findings.status import Statuses
from watchledger.findings.verdict import NOTHING, NOTHING_ZH, joined, verdict_of
from watchledger.lang.normal import View, fold
from watchledger.model import Finding, Notice, Span, Text, Verdict

VERSION = 1
HEAD = 160
"""Characters at the head of a text that are read as its title where the notice has none."""
HEAD_WITHOUT_BUYER = 400
"""The same where no buyer is known: it is often named in the first sentences."""
COUNTED = 100
"""Findings with a quantity kept of one technology: the rows of an item list."""
WORDINGS = 4
"""Different wordings kept of one technology and status where nothing is counted."""
NAME = 8
"""Characters around a counted thing that tell two rows of the same number apart."""
SENTENCE = 400
"""A sentence is looked for this far on either side of a hit."""
LABEL, LABEL_BEFORE = 12, 60
"""Characters of a label, and before a sentence in which it stands, blank lines and table bars between: 申报的业绩 has 5."""
_COMPANY = re.compile(
    r"(?:科技|技术|电子|信息|智能|装备|设备|安防|安全|网络|软件|通信|实业|系统|工程|集成|发展|数码|警用|光电|服务|产业|贸易|器材|仪器|集团|股份|\(.{1,6}\)){0,6}"
    r"(?:有限(?:责任)?公司|股份公司|集团公司)"
)
"""Behind a term these make it part of a company's name: 鹰眼警用装备有限公司."""
_CRUMBS = re.compile(r"[^。\n]{0,40}?(?:首页\s*[>»›|/-]|home\s*[>»›|]|\S{1,20} > \S{1,20} > )")
_LAST_STOP = re.compile(r"(?s:.*)[。;!?\n\t]")
_NEXT_STOP = re.compile(r"[。;!?\n\t]")
"""A table's cell is a sentence of its own: the remark "专门面向中小企业：否" says nothing of the row's other cells."""


class _Statement(NamedTuple):
    """A hit with what the text says around it. Offsets are raw."""

    hit: Hit
    site: Site
    start: int
    end: int
    status: str
    quantity: Quantity


def find(text: Text, view: View, notice: Notice, vocabulary: Lexicon | None = None) -> tuple[tuple[Finding, ...], Verdict]:
    """The findings of a text in its order, and the verdict. Of each technology and status every counted row, else a few
    wordings."""
    known = vocabulary if vocabulary is not None else lexicon()
    candidates, masks, not_here = scan(known, view.text)
    if not candidates:
        return (), Verdict("no", NOTHING, NOTHING_ZH)
    scene, buyers = scene_of(text, view, notice, masks)
    reader = Surroundings(text, view, notice, known)
    statements = []
    for hit in hits(candidates, not_here, scene):
        statement = reader.statement(hit, Site(scene, hit.start, hit.end), *view.raw(hit.start, hit.end))
        if statement is not None:
            statements.append(statement)
    statements = _extended(statements, reader)
    kept = _kept(statements, reader.parts)
    said = ((s.hit, s.site, s.status, text.content[s.start : s.end]) for s in statements)
    verdict = joined(said, buyers, known.taxonomy.reasons_zh)
    terms = Cover([(s.start, s.end) for s in statements if s.hit.sense.technology is not None])
    return tuple(_finding(text, s, reader.parts, terms) for s in kept), verdict


def _extended(statements: list[_Statement], reader: Surroundings) -> list[_Statement]:
    """The statements; where all they name is there already and the text says that it is extended, the first of each technology is
    what the extension buys."""
    named = [s for s in statements if s.hit.sense.technology is not None]
    if not named or any(s.status != "existing" for s in named) or not reader.extends:
        return statements
    first: dict[str, _Statement] = {}
    for s in named:
        assert s.hit.sense.technology is not None
        first.setdefault(s.hit.sense.technology.id, s)
    bought = set(map(id, first.values()))
    return [s._replace(status="required", quantity=NONE) if id(s) in bought else s for s in statements]


def scene_of(text: Text, view: View, notice: Notice, masks: list[tuple[int, int]]) -> tuple[Scene, dict[str, str]]:
    """What conditions are asked of, and the words that show the kinds of body that buy."""
    menus = [(view.view_offset(start), view.view_offset(end)) for start, end in text.furniture]
    said = blanked(view.text, menus)
    buyer, title = named(said, notice)
    buyers = buyer_types_in(f"{buyer}\n{title}")
    return Scene(blanked(said, masks), said, frozenset(buyers), title), buyers


def named(said: str, notice: Notice) -> tuple[str, str]:
    """The folded names that show who buys and what: the buyer and the title; the head of the text where the title is missing
    or where no buyer, or only a portal, is stated (a buyer is often named in the first sentences)."""
    buyer = fold(notice.buyer.value) if notice.buyer is not None else ""
    if not buyer or context().portals.find(buyer):
        return "", said.replace(BLANK, "")[:HEAD_WITHOUT_BUYER]
    return buyer, fold(notice.title.value) if notice.title is not None else said.replace(BLANK, "")[:HEAD]


class Surroundings:
    """What one text says around its terms. Offsets are raw; matching is done on the folded text, which has the same length."""

    def __init__(self, text: Text, view: View, notice: Notice, known: Lexicon) -> None:
        self._folded = fold(text.content)
        self._furniture = Cover(list(text.furniture))
        self._statuses = Statuses(context(), self._folded, partial(unsaid_status, notice, self._folded))
        rows = Rows(self._folded, context().headings)
        self._quantities = Quantities(context(), self._folded, notice, rows)
        self.parts = Parts(context(), known, text, view, notice, self._folded, rows, self._statuses)
        self._sentences: dict[tuple[int, int], bool] = {}
        self._last = (0, -1)
        self._companies = "公司" in self._folded
        self._crumbs = "首页" in self._folded or " > " in self._folded or "home >" in self._folded

    def statement(self, hit: Hit, site: Site, start: int, end: int) -> _Statement | None:
        """The statement made by a hit; None where it stands in a menu or in a sentence about the procedure."""
        if self.skips(start, end):
            return None
        technology = hit.sense.technology
        if technology is None:
            return _Statement(hit, site, start, end, self._statuses.at(start, end), NONE)
        quantity = self._quantities.at(start, end, technology.units)
        return _Statement(hit, site, start, end, self._statuses.at(start, end), quantity)

    @property
    def extends(self) -> bool:
        """Whether the text says that what is there is extended."""
        return extends_what_is_there(self._folded)

    def skips(self, start: int, end: int) -> str:
        """Why no evidence is taken from a place: it stands in a menu, or its sentence speaks of the procedure; else ""."""
        if self._furniture.holds(start, end):
            return "a menu or footer"
        if self._crumbs and self._in_crumbs(start, end):
            return "a menu or footer"
        if self._companies and _COMPANY.match(self._folded, end):
            return "a company's name"
        return "a sentence about the procedure" if self._boilerplate(start, end) else ""

    def _in_crumbs(self, start: int, end: int) -> bool:
        """Whether a place stands in a line of links of a page copied as text: 网站首页 > 产品中心 > ….."""
        begin = self._folded.rfind("\n", max(0, start - SENTENCE), start) + 1
        stop = self._folded.find("\n", end, end + SENTENCE)
        return _CRUMBS.match(self._folded, begin, stop if stop >= 0 else end + SENTENCE) is not None

    def _boilerplate(self, start: int, end: int) -> bool:
        """Whether the sentence around a stretch speaks of the procedure; in the head of a text only of a bidder's earlier work."""
        if start < HEAD:
            mark = _NEXT_STOP.search(self._folded, end, end + HEAD)
            before = _LAST_STOP.match(self._folded, 0, start)
            return context().past_work.within(self._folded, before.end() if before else 0, mark.start() if mark else end + HEAD)
        left, right = self._last
        if left <= start and end <= right and start - left < SENTENCE and right - end < SENTENCE:
            return self._sentences[left, right]
        text, low, high = self._folded, max(0, start - SENTENCE), end + SENTENCE
        before, behind = _LAST_STOP.match(text, low, start), _NEXT_STOP.search(text, end, high)
        left, right = before.end() if before else low, behind.start() if behind else high
        if (left, right) not in self._sentences:
            known = context()
            label = text[max(0, left - LABEL_BEFORE) : left].rstrip(" \n\t|:\r")
            label = label[max(label.rfind(mark) for mark in "\n\t|") + 1 :].strip()
            of_others = len(label) <= LABEL and known.references.find(label)
            self._sentences[left, right] = bool(of_others or known.boilerplate.find(text[left:right]))
        self._last = left, right
        return self._sentences[left, right]


def _kept(statements: list[_Statement], parts: Parts) -> list[_Statement]:
    """The statements worth a line: of each technology and status every counted one, else up to WORDINGS wordings, each at its
    first place; a wording that another one contains says nothing more. Beside counted ones, and where none of the chosen does,
    a wording is kept whose sentence names a target group or a venue."""
    groups: dict[tuple[str, str], list[_Statement]] = defaultdict(list)
    for statement in statements:
        if statement.hit.sense.technology is not None:
            groups[statement.hit.sense.technology.id, statement.status].append(statement)
    kept: list[_Statement] = []
    for members in groups.values():
        counted: dict[tuple[object, ...], _Statement] = {}
        for s in members:
            if s.quantity[0] is not None:
                counted.setdefault((s.quantity, s.site.scene.text[max(0, s.hit.start - NAME) : s.hit.end + NAME]), s)
        chosen = list(counted.values())[:COUNTED] or _wordings(members)
        kept.extend(chosen)
        if counted or not any(parts.people_or_places(s.start, s.end) for s in chosen):
            places = {s.start for s in chosen}
            others = [s for s in members if s.quantity[0] is None and s.start not in places][:COUNTED]
            kept.extend(_wordings([s for s in others if parts.people_or_places(s.start, s.end)]))
    return sorted(kept, key=lambda s: (s.start, s.end))


def _wordings(members: list[_Statement]) -> list[_Statement]:
    chosen: dict[str, _Statement] = {}
    for s in sorted(members, key=lambda s: (s.hit.start - s.hit.end, s.start)):
        words = s.site.scene.text[s.hit.start : s.hit.end]
        if not any(words in longer for longer in chosen):
            chosen[words] = s
            if len(chosen) == WORDINGS:
                break
    return list(chosen.values())


def _finding(text: Text, statement: _Statement, parts: Parts, terms: Cover) -> Finding:
    technology = statement.hit.sense.technology
    assert technology is not None  # _kept drops hints
    number, unit = statement.quantity
    return Finding(
        technology=technology.id,
        status=statement.status,
        quote=text.content[statement.start : statement.end],
        span=Span(text.id, statement.start, statement.end),
        page=text.page_at(statement.start),
        rule=f"findings.{technology.id}.{statement.hit.sense.rule}/{VERSION}",
        quantity=number,
        unit=unit if number is not None else None,
        certainty=_certainty(statement),
        **parts.of(statement.start, statement.end, technology.capability, terms),
    )


def _certainty(statement: _Statement) -> str:
    """See CERTAINTIES: what the words show by themselves is documented, what they show beside others is inferred."""
    if verdict_of(statement.hit, statement.site).verdict != "yes":
        return "unclear"
    return "documented" if statement.hit.sense.rule.startswith("term.") else "inferred"
