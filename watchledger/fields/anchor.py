"""Where labels stand in running text: before a colon, or before 为/是."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from watchledger.fields.label import SHORT_SIZES, Label, headings, labels, lengths_of
from watchledger.fields.label_grammar import LONGEST_MADE, made
from watchledger.fields.label_words import CHANGED, SUPERSEDED
from watchledger.lang.gaps import LINE, SPACE, WIDE, Gaps, gaps_of
from watchledger.lang.normal import View

_CAPITAL = "壹贰叁肆伍陆柒捌玖"
_MARK = re.compile(
    r"[:=.…·】\]变更调延顺推改为是价额算款 ](?:(?<=:)|(?<=[\u4e00-\u9fff)]=)(?!=)|"
    r"(?<=[\u4e00-\u9fff)][.…·])[.…·]{3,}:?(?! ?\d{1,3}(?![\d.,万元年台套个]))|(?<=[\u4e00-\u9fff)][】\]])(?![:。])|"
    r"(?<=变)更为|(?<=更)改为|(?<=调)整为|(?<=延)期至|(?<=顺)延至|(?<=推)迟至|(?<=改)为|"
    r"(?<=[\u4e00-\u9fff)][为是])(?=[^(止了什何否])"
    rf"|(?<=[价额算款])(?P<sum>(?=(?:约|共计|合计|人民币|¥|rmb)?(?:\d|[{_CAPITAL}][拾佰仟万亿零元{_CAPITAL}])))"
    r"|(?<= )no\.(?P<number>(?=[r\d ])(?= ?[a-z]{0,6}[- ]?\d)))"
)
"""One set of first signs, then what tells them apart: the text between them is passed over in half the time that alternatives take.
The last two are places, no signs: behind a word for money with a number right after it ("最高限价36万元"), behind " no."."""
_PARTS = frozenset(":=.…·")
"""Signs between a label and its value; dots as leaders ("采购单位........某局"), but not before a page's number."""
_OPEN = frozenset(' \t\n\r\u3000,。;:、!?()[]【】《》“”"|·*•●◆■▲★※▍▪◇□☆/_-—>=+一二三四五六七八九十')
_ASCII_LABEL = re.compile(r"[a-z][a-z .'’/()#-]{1,38}$")
_PRONE = frozenset(
    {
        "short",
        "name",
        "time",
        "amount",
        "item_weak",
        "unit",
        "lot",
        "rank",
        "no",
        "item",
        "spec",
        "model",
        "brand",
        "quantity",
        "won",
    }
)
"""Short words of many meanings: labels only where they begin a line, follow white space or punctuation."""
_VERBAL = frozenset(
    [
        "buyer",
        "agency",
        "supplier",
        "supplier_first",
        "award",
        "award_total",
        "budget",
        "ceiling",
        "deadline",
        "opening",
        "title",
        "code",
        "published",
        "bid",
        "fee",
        "invest",
    ]
)
"""Roles that prose states with 为 ("中标金额为539000元")."""
_PRICED = frozenset({"code", "code_contract", "award", "award_total", "budget", "ceiling", "fee", "invest", "bid"})
_LOOK_ON = frozenset(")]为是至到")
"""Signs that may stand between a label and its mark."""
_CHANGE_ENDS = frozenset(word[-1] for word in CHANGED)
_LED_BY = ("本项目", "该项目", "本次", "项目", "的", "本工程", "其中")
"""Before a label in prose ("本项目开标时间为…")."""
_ENUMERATOR = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|"
    r"[\d]{1,2}(?:\.\d{1,2}){0,2}[、.)]?|[①-⑳]|第[一二三四五六七八九十]+[章节条、]|[a-z][.)])$"
)


_HEADING = Label("heading", 1.0)


class Anchor(NamedTuple):
    """A label and where its value begins. `note` is the bracket between label and colon ("万元"), as a span or None.
    `changed`: the value replaces another; `old`: the value is replaced; `glued`: nothing parts the label from what is before."""

    label: Label
    start: int
    end: int
    value: int
    note: tuple[int, int] | None
    changed: bool
    old: bool
    glued: bool
    verb: bool
    about: str | None


def anchors(text: str, gaps: Gaps) -> list[Anchor]:
    """The labels of a normal form, in order. Linear: from each mark the look-back is at most LONGEST characters."""
    found: list[Anchor] = []
    endings = tails()
    floor = 0
    for mark in _MARK.finditer(text):
        at = mark.start() if mark.lastindex is None else mark.end()
        if at == 0 or (text[at] == ":" and text[at - 1].isdigit() and text[at + 1 : at + 2].isdigit()):
            continue
        if text[at - 2 : at] not in endings and text[at - 1] not in _LOOK_ON and not text[at - 1].isascii():
            continue
        anchor = _before(text, gaps, at, mark.end(), floor)
        if anchor is not None and anchor.glued and found:
            anchor = _in_style(text, anchor, found[-1])
        if anchor is not None:
            found.append(anchor)
            floor = anchor.value
    return found


_last: list[tuple[View, str, Gaps, list[Anchor]]] = []


def marked(raw: str, view: View) -> tuple[Gaps, list[Anchor]]:
    """The gaps and labels of a text, kept for the next stage that asks for those of the same view: facts and personal data read the
    same labels, which are a third of their cost."""
    if _last and _last[0][0] is view and _last[0][1] is raw:
        return _last[0][2], _last[0][3]
    gaps = gaps_of(raw, view)
    found = anchors(view.text, gaps)
    _last[:] = [(view, raw, gaps, found)]
    return gaps, found


_NAME_ENDS = re.compile(r"(?:有限|责任|股份|分|总)公司")
"""Around a label's beginning in run-on text: "某有限公司地址：" has the label 地址, not 公司地址."""


def _in_style(text: str, anchor: Anchor, before: Anchor) -> Anchor:
    """In run-on text "项目名称：某改造工程项目编号：" the second label is 项目编号, as the first is 项目名称, not 工程项目编号."""
    named = text[before.start : before.end]
    if _NAME_ENDS.search(text, max(0, anchor.start - 2), anchor.start + 2) and text[anchor.start + 2 : anchor.end] in labels():
        return anchor._replace(label=labels()[text[anchor.start + 2 : anchor.end]], start=anchor.start + 2)
    doubled = text.find("项目项目", anchor.start, anchor.end)
    if doubled >= 0 and (inner := labels().get(text[doubled + 2 : anchor.end])) is not None:
        return anchor._replace(label=inner, start=doubled + 2)
    if before.label.role != "title" or anchor.label.role != "code" or not named.endswith("项目名称"):
        return anchor
    label = text[anchor.start : anchor.end]
    at = label.rfind("项目")
    wanted = named.removesuffix("项目名称") + label[at:]
    if at <= 0 or wanted == label or not label.endswith(wanted):
        return anchor
    return anchor._replace(start=anchor.end - len(wanted))


def _before(text: str, gaps: Gaps, at: int, value: int, floor: int) -> Anchor | None:
    bare = value == at
    at -= not bare and text[at - 1] == " "
    verb = bare or text[at] in "为是"
    boxed = not bare and text[at] in "】]"
    changed = not verb and not boxed and text[at] not in _PARTS
    end, note = _without_note(text, at, floor)
    if text[end - 1 : end] in _CHANGE_ENDS and text.endswith(CHANGED, floor, end):
        word = next(w for w in CHANGED if text.endswith(w, floor, end))
        end, changed = end - len(word), True
        end, note = (end, note) if note else _without_note(text, end, floor)
    if text[end - 1 : end] in ("为", "是") and not verb:
        end -= 1
    found = _longest(text, gaps, end, floor)
    if found is None and note is not None:
        found = _longest(text, gaps, note[1] + 1, floor)
        end, note = (note[1] + 1, None) if found else (end, note)
    vague = found is None or found[1].role in _GENERIC and text[found[0] - 1] not in _OPEN and gaps.kind_at(found[0]) < 0
    if vague and not verb and (start := _composed_from(text, gaps, end, floor)) >= 0:
        composed = made(text[start:end])
        found = (start, composed, None) if composed is not None else found
    if found is None:
        return None
    start, label, about = found
    cut = next((at for at in gaps.within(start, end, LINE) if text.endswith("公司", 0, at)), -1)
    if cut >= 0:  # a firm's name ends the line before: "…有限公司", "资质:"
        shorter = labels().get(text[cut:end])
        if shorter is None:
            return None
        start, label, about = cut, shorter, None
    if boxed and text[start - 1] not in "【[":
        return None
    if label.role == "title" and text.startswith("信息", start):
        start, label, about = _after_heading(text, gaps, start, end, floor) or (start, label, about)
    kind = gaps.kind_at(start)
    begins = kind >= 0 or text[start - 1] in _OPEN or bool(_ENUMERATOR.search(text[max(floor, start - 6) : start]))
    if verb or changed and text[at] not in _PARTS:
        led = text.endswith(_LED_BY, max(floor, start - 4), start)
        if label.role not in (_PRICED if bare else _VERBAL) or not (begins or start == floor or changed or led):
            return None
    begins = begins or about in _TOPICS
    if not begins and label.role in _GENERIC and (led_by := _longest(text, gaps, start, max(floor, start - 40))):
        about = led_by[2] if led_by[2] in _TOPICS else about
        begins = led_by[2] in _TOPICS
    if not begins and label.role in _PRONE or text.startswith(("万元", "元", "人民币"), value) and label.role in ("name", "unit"):
        return None
    if about is None and label.role in _GENERIC:
        about = _above(text, gaps, start)
    if text[start:end] == "编号" and text[start - 1] in "([":
        label = Label("code", 0.7)
    old = text.endswith(SUPERSEDED, max(floor, start - 5), start) or text.startswith("原", start)
    if (
        begins
        and (text.find("前", max(0, start - 14), start) >= 0 or text.find("后", max(0, start - 14), start) >= 0)
        and (side := _SIDE.search(text, max(0, start - 14), start))
    ):
        old, changed = side[1] == "前", changed or side[1] == "后"
    return Anchor(label, start, end, value, note, changed, old and label.role != "title_old", not begins, verb, about)


def _after_heading(text: str, gaps: Gaps, start: int, end: int, floor: int) -> tuple[int, Label, str | None] | None:
    """ "采购人信息名称：" run together is the heading 采购人信息 with 名称, not 信息名称."""
    inner = _known().get(text[start + 2 : end])
    led = _longest(text, gaps, start + 2, max(floor, start - 40)) if inner else None
    return (start + 2, inner[0], led[2]) if inner and led and led[2] in _TOPICS else None


def _above(text: str, gaps: Gaps, start: int) -> str | None:
    """What the heading right before a generic label is about: "六、递交投标文件时间及地点 1.时间：" speaks of the deadline."""
    enumerator = _ENUMERATOR.search(text, max(0, start - 6), start)
    end = enumerator.start() if enumerator else start
    while end and text[end - 1] in " :":
        end -= 1
    found = _longest(text, gaps, end, max(0, end - 40))
    if found is None or (not enumerator and gaps.kind_at(start) < 0):
        return None
    return found[2] or (found[1].role if found[1].role in _TOPICS else None)


def _composed_from(text: str, gaps: Gaps, end: int, floor: int) -> int:
    """Where the words before a colon begin that no list has as a label: after white space or a sign; -1 when they go further back
    than a label does."""
    for start in range(end, max(floor, end - LONGEST_MADE - 1), -1):
        if start == 0 or text[start - 1] in _OPEN or gaps.kind_at(start) >= 0:
            return start
    return floor if floor > end - LONGEST_MADE and floor > 0 else -1


_SIDE = re.compile(r"(?:更正|变更|修改|调整|更改|澄清)(前|后)(?:的)?(?:内容|事项|信息)?[:]?[“\"'「]?(?:\d{1,2}[.、])?$")
"""Before a label: its value is the one before or the one after the change ("更正前内容：投标截止时间：…")."""
_GENERIC = frozenset({"name", "time", "amount"})
_TOPICS = frozenset({"deadline", "opening", "session", "sale", "buyer", "agency", "supplier"})


def _without_note(text: str, at: int, floor: int) -> tuple[int, tuple[int, int] | None]:
    """Steps back over a bracket right before `at`: the label's end and the bracket's inside."""
    if at <= floor or text[at - 1] not in ")]":
        return at, None
    low = max(floor, at - 60)
    depth = 0
    for i in range(at - 1, low - 1, -1):
        depth += (text[i] in ")]") - (text[i] in "([")
        if depth == 0:
            return (i, (i + 1, at - 1)) if i > floor else (at, None)
    return at, None


def _longest(text: str, gaps: Gaps, end: int, floor: int) -> tuple[int, Label, str | None] | None:
    """The longest label or heading that ends at `end` and begins at `floor` or later."""
    if end <= floor:
        return None
    table, known = labels(), _known()
    if text[end - 1].isascii() and (text[end - 1].isalpha() or text[end - 1] in ".#"):
        match = _ASCII_LABEL.search(text[max(floor, end - 40) : end])
        words = match.group() if match else ""
        while words:
            label = table.get(words.replace(" ", ""))
            if label is not None:
                return end - len(words), label, None
            words = words.partition(" ")[2]
    best: tuple[int, Label, str | None] | None = None
    for length in _lengths().get(text[end - 4 : end], SHORT_SIZES):
        start = end - length
        if start < floor:
            continue
        meant = known.get(text[start:end])
        if meant is None:
            continue
        label, about = meant
        if best is None:
            best = start, label, about
            inner = gaps.within(start, end, WIDE if gaps.kind_at(start) >= 0 or start == floor else SPACE)
            if not inner:
                return best
        elif start in inner:
            return start, label, about
    return best


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[Label, str | None]]:
    """Labels and headings -> the label and what it is about: one look-up for both."""
    table, titles = labels(), headings()
    return {words: (table.get(words) or _HEADING, titles.get(words)) for words in (*table, *titles)}


@lru_cache(maxsize=1)
def tails() -> frozenset[str]:
    """The last two characters of labels and headings: most colons are settled by them."""
    return frozenset(words[-2:] for words in _known() if len(words) >= 2)


@lru_cache(maxsize=1)
def _lengths() -> dict[str, tuple[int, ...]]:
    """The last four characters of labels and headings -> their lengths, longest first, as `sizes` has those of beginnings."""
    known = _known()
    return lengths_of(known, lambda words, count: words[-count:])


def label_of(words: str) -> Label | None:
    """The label that the whole of `words` is, enumerator, brackets and colon aside; None when it is none."""
    return labels().get(words.replace(" ", ""))


def strip_enumerator(text: str, start: int, end: int) -> int:
    """The offset after "一、", "(1)", "2.1" and the like at the start of text[start:end]."""
    if start >= end or text[start] not in _LEADERS:
        return start
    match = _LEADING.match(text, start, end)
    return match.end() if match else start


_LEADERS = frozenset("第一二三四五六七八九十(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳★▲●◆■*·•-—※#")
"""What an enumerator begins with; most cells are settled by their first sign."""


_LEADING = re.compile(
    r"(?:第[一二三四五六七八九十]+[章节、]|[一二三四五六七八九十]{1,3}[、.:]|"
    r"\([一二三四五六七八九十\d]{1,3}\)[、.]?|\d{1,2}(?:\.\d{1,2}){0,3} ?(?:[、.):]|"
    r"(?=[\u4e00-\u9fff]))|[①-⑳]|[★▲●◆■*·•\-—※#]+)+"
)
