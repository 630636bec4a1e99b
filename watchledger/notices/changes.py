"""Amendments as pairs: "采购预算由“58万元”更正为“60万元”", 原…现变更为…, columns and labels of before and after."""

from __future__ import annotations

import re
from dataclasses import dataclass

from watchledger.fields.label import Label, labels
from watchledger.notices.candidate import Candidate, named
from watchledger.notices.statement import Page, Statement, inside, note_unit

_TO = r"(?:更正|变更|修改|调整|更改|改|延期|延长|推迟|顺延|延|提前)(?:为|至|到|成)"
_ANY = re.compile(_TO)
"""Without these words there is no pair; looking for them costs a twentieth of looking for pairs."""
_QUOTED = r"[“\"'‘「](?P<{0}q>[^”\"'’」]{{1,400}})[”\"'’」]"
_BARE = r"(?P<{0}>(?:[^“”\"'‘’「」。;:]|(?<=\d):(?=\d)){{1,120}}?)"
"""Without a colon but of a time: behind any other one another statement begins."""
_STOP = r"(?=[。;]|,(?!\d{3})|$|[\u4e00-\u9fff()]{2,14}:)"
_FROM_TO = re.compile(
    rf"(?P<what>[\u4e00-\u9fff()、及和]{{2,24}})(?:由|从)(?:原来?的?|之前的)?[:]?(?:{_QUOTED.format('old')}|{_BARE.format('old')})"
    rf",?(?:现)?{_TO}[:]?(?:{_QUOTED.format('new')}|{_BARE.format('new')}(?=[。;]|,(?!\d{{3}})|$|\d[、.](?!\d)|[一二三四五六七八九十]、))"
)
_FORMER = re.compile(
    rf"原(?P<what>[\u4e00-\u9fff()、]{{0,24}}?)(?:为|是|:)?(?:{_QUOTED.format('old')}|:(?P<old>(?:[^“”\"。;:]|(?<=\d):(?=\d)){{1,160}}?))[,;。]?"
    rf"(?:现)?{_TO}[:]?(?:{_QUOTED.format('new')}|{_BARE.format('new')}{_STOP})"
)
_SIGNS = ("更正", "变更", "修改", "调整", "更改", "改为", "延", "推迟", "提前")
_WINDOW = 12_000
_MOST = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """A change: what it is of (the words before it), what was and what is now, as candidates."""

    what: Candidate[str] | None
    before: Candidate[str]
    after: Candidate[str]


def changes(page: Page) -> tuple[list[Pair], list[Statement]]:
    """The pairs of sentences, and statements of the new values whose label says what they are."""
    words = page.words
    pairs: list[Pair] = []
    result: list[Statement] = []
    end = min(len(words), _WINDOW)
    if not any(sign in words for sign in _SIGNS) or not _ANY.search(words, 0, end):
        return pairs, result
    for pattern, sign in ((_FROM_TO, "由从"), (_FORMER, "原")):
        if not any(s in words for s in sign):
            continue
        for match in pattern.finditer(words, 0, end):
            if inside(page.skip, match.start()) or len(pairs) >= _MOST:
                continue
            old, new = (match.span(g + "q" if match[g + "q"] is not None else g) for g in ("old", "new"))
            label = _label(words, *match.span("what"))
            what = named(page, label[1], match.end("what"), 0.7, "notice.changes.sentence/1") if label else None
            pairs.append(Pair(what, *(named(page, *span, 0.7, "notice.changes.sentence/1") for span in (old, new))))
            if label is not None:
                at = label[1], match.end("what")
                made = Statement(label[0].role, label[0].weight, *at, *new, "label", note_unit(words[slice(*at)]), changed=True)
                result += [made._replace(start=old[0], end=old[1], changed=False, old=True), made]
    return pairs, result


def all_pairs(page: Page, statements: list[Statement], told: list[Pair]) -> list[Pair]:
    """The pairs of sentences, of rows with a cell before and one after, and of a superseded value followed by its new one."""
    pairs = list(told)
    rows: dict[tuple[int, int], list[Statement]] = {}
    old: Statement | None = None
    for s in statements:
        words = page.words[s.label : s.label_end]
        if s.role == "change" and s.end > s.start and s.row is not None and ("前" in words or "后" in words):
            rows.setdefault(s.row, []).append(s)
        elif s.old and s.end > s.start:
            old = s
        elif s.changed and old is not None and s.role == old.role and s.row is None and s.end > s.start:
            pairs.append(_pair(page, old, s, (old.label, old.label_end)))
            old = None
    for cells in rows.values():
        if len(cells) == 2 and "前" in page.words[cells[0].label : cells[0].label_end]:
            pairs.append(_pair(page, cells[0], cells[1], None))
    first = {p.after.start: p for p in reversed(pairs)}
    return [p for p in pairs if first[p.after.start] is p][:_MOST]


def _pair(page: Page, before: Statement, after: Statement, what: tuple[int, int] | None) -> Pair:
    rule = f"notice.changes.{after.how}/1"
    label = named(page, *what, 0.8, rule) if what else None
    return Pair(label, *(named(page, s.start, min(s.end, s.start + _LONGEST), 0.8, rule) for s in (before, after)))


_LONGEST = 400


def _label(words: str, start: int, end: int) -> tuple[Label, int] | None:
    """The longest label that the words end with."""
    table = labels()
    for at in range(start, end - 1):
        label = table.get(words[at:end])
        if label is not None:
            return label, at
    return None
