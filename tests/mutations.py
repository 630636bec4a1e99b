"""Changes to a notice that leave what it states: the same number always makes the same change.

A change works on the runs of text between tags, or on the pieces (lines, paragraphs, rows of two cells) of a page. It comes as
(kind, function of source, is it HTML, chance -> changed source, is it HTML now).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache
from random import Random

from watchledger.lang.folding import pairs
from watchledger.lang.normal import is_han

Changed = tuple[str, bool]
Change = Callable[[str, bool, Random], Changed]

NOISE = 0.01
"""Characters misread, as a fair scan has them (the issue's figure)."""

LABELS_LOST = 0.25
WRAP = 38
"""Characters to a line of a page in 12 point."""

LIKE = {
    "0": "O", "1": "l", "5": "S", "8": "B", "6": "G", "万": "方", "元": "兀", "人": "入", "大": "太", "未": "末",
    "日": "曰", "自": "白", "目": "且", "市": "巿", "县": "具", "区": "匹", "局": "居", "项": "顶", "采": "釆", "标": "际",
    "投": "没", "间": "问", "名": "各", "号": "另", "中": "申", "理": "埋", "金": "全", "额": "颔", "购": "沟", "公": "么",
    "供": "洪", "：": "；", "，": "、",
}  # fmt: skip
"""What optical reading takes for what. A digit becomes a letter, never another digit: the text would then state another sum."""

_TAG = re.compile(r"(<[^>]*>)")
_HEAD = re.compile(r"<head\b.*?</head>|<(script|style)\b.*?</\1>", re.I | re.S)
_ASIDE = re.compile(r"<(?:ul|div) class=\"(?:nav|footer|menu|crumbs?)\".*?</(?:ul|div)>", re.I | re.S)
_PIECE = re.compile(
    r"<p\b[^>]*>[^<]*</p>|<li\b[^>]*>[^<]*</li>|"
    r"<tr\b[^>]*>\s*<t[dh]\b[^>]*>[^<]*</t[dh]>\s*<td\b[^>]*>[^<]*</td>\s*</tr>"
)
_LABEL = re.compile(
    r"^(\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．]\s*)?)([^\s：:，。；、（）()\d]{2,14})([：:])(?=[^\n：:]*\S)"
)
_ROW = re.compile(r"(<tr\b[^>]*>\s*<t[dh]\b[^>]*>)([^<]{2,16})(</t[dh]>\s*<td)")
GENERIC = re.compile(
    "^(?:名称?|地址|联系|电话|传真|邮编|项目联系|时间|地点|方式|金额|单价|数量|品牌|规格|型号|供应商|内容|更正|原|现|变更|第|标|包)"
)
"""Labels that take their meaning from the line above: neither moved nor taken away."""


def on_text(change: Callable[[str], str]) -> Change:
    """A change of the runs of text alone; heads, scripts and styles stay."""

    def changed(source: str, is_html: bool, chance: Random) -> Changed:
        if not is_html:
            return change(source), False
        kept = [m.span() for m in _HEAD.finditer(source)]
        parts, at = [], 0
        for start, end in [*kept, (len(source), len(source))]:
            for part in _TAG.split(source[at:start]):
                tag = part.startswith("<") and part.endswith(">")
                parts.append(part if tag else html.escape(change(html.unescape(part)), quote=False))
            parts.append(source[start:end])
            at = end
        return "".join(parts), True

    return changed


def _full(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and (c.isalnum() or c in "().,:-") else c for c in text)


def _half(text: str) -> str:
    return text.translate({point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)})


@lru_cache(maxsize=1)
def traditional() -> dict[int, str]:
    """Simplified character -> the first of its traditional ones by code point."""
    table: dict[int, str] = {}
    for point, folded in pairs().tolist():
        if is_han(chr(point)) and 0x4E00 <= folded <= 0x9FFF and 0x4E00 <= point <= 0x9FFF:
            table.setdefault(folded, chr(point))
    return table


def _noisy(source: str, is_html: bool, chance: Random) -> Changed:
    own = sorted({c for c in source if is_han(c)}) or ["口"]

    def char(c: str) -> str:
        if not (is_han(c) or c in LIKE) or chance.random() >= NOISE:
            return c
        return LIKE.get(c) or chance.choice(own)

    return on_text(lambda text: "".join(map(char, text)))(source, is_html, chance)


def _spaced(source: str, is_html: bool, chance: Random) -> Changed:
    def text(run: str) -> str:
        out = []
        for before, c in zip(" " + run, run, strict=False):
            gap = is_han(before) and (is_han(c) or c in "：:") and chance.random() < 0.15
            out.append((chance.choice((" ", "\u3000", "\u00a0")) if gap else "") + c)
        return "".join(out)

    return on_text(text)(source, is_html, chance)


def pieces(source: str, is_html: bool) -> list[tuple[int, int, str]]:
    """(start, end, label) of the pieces that state one thing under a label of its own."""
    found = []
    hidden = [m.span() for m in _ASIDE.finditer(source)] if is_html else []
    for m in _PIECE.finditer(source) if is_html else re.finditer(r"[^\n]+", source):
        start, end = m.span()
        inner = _TAG.sub("", m[0]) if not m[0].startswith("<tr") else re.sub(r"</t[dh]>", "：", m[0], count=1)
        label = _LABEL.match(_TAG.sub("", inner))
        if label and not GENERIC.match(label[2]) and not any(a <= start < b for a, b in hidden):
            found.append((start, end, label[2]))
    return found


def _shuffled(source: str, is_html: bool, chance: Random) -> Changed:
    """Pieces exchange their places among their like: rows with rows, paragraphs with paragraphs."""
    found = pieces(source, is_html)
    texts = [source[start:end] for start, end, _ in found]
    for kind in {text[:2] for text in texts} if is_html else {""}:
        at = [n for n, text in enumerate(texts) if text.startswith(kind)]
        mixed = [texts[n] for n in at]
        chance.shuffle(mixed)
        for n, text in zip(at, mixed, strict=True):
            texts[n] = text
    return _with(source, [(start, end, text) for (start, end, _), text in zip(found, texts, strict=True)]), is_html


def _unlabelled(source: str, is_html: bool, chance: Random) -> Changed:
    """One label in four is taken away, its value stays."""
    cut = []
    for start, end, label in pieces(source, is_html):
        if chance.random() < LABELS_LOST:
            old = source[start:end]
            new = _ROW.sub(r"\1\3", old, count=1) if old.startswith("<tr") else re.sub(re.escape(label) + "[：:]", "", old, count=1)
            cut.append((start, end, new))
    return _with(source, cut), is_html


def _with(source: str, changes: list[tuple[int, int, str]]) -> str:
    out, at = [], 0
    for start, end, text in changes:
        out += [source[at:start], text]
        at = end
    return "".join([*out, source[at:]])


def _run_on(source: str, is_html: bool, chance: Random) -> Changed:
    """One line: no break, no cell; what a page gives when its text is copied out of it."""
    if is_html:
        source = html.unescape(_TAG.sub("\n", _HEAD.sub("", source)))
    return re.sub(r"\s*\n\s*", "", source).replace("\t", ""), False


def _one_line(source: str, is_html: bool, chance: Random) -> Changed:
    """The same with a space where a break was."""
    if is_html:
        source = html.unescape(_TAG.sub("\n", _HEAD.sub("", source)))
    return " ".join(source.split()), False


def _wrapped(source: str, is_html: bool, chance: Random) -> Changed:
    """Lines broken at the width of a page, wherever that falls."""
    if is_html:
        return source, True
    lines = [line[n : n + WRAP] for line in source.split("\n") for n in range(0, max(len(line), 1), WRAP)]
    return "\n".join(lines), False


CHANGES: dict[str, Change] = {
    "none": lambda source, is_html, chance: (source, is_html),
    "labels dropped": _unlabelled,
    "order shuffled": _shuffled,
    "full width": on_text(_full),
    "half width": on_text(_half),
    "traditional script": on_text(lambda text: text.translate(traditional())),
    "spaces": _spaced,
    "noise of 1 %": _noisy,
    "breaks removed": _run_on,
    "breaks to spaces": _one_line,
    "lines wrapped": _wrapped,
}
FIRST = ("labels dropped", "order shuffled")
LAST = ("full width", "half width", "traditional script", "spaces", "noise of 1 %")


def changed(kind: str, source: str, is_html: bool, chance: Random) -> Changed:
    """`source` changed by this kind, or by two at once ("two at once")."""
    if kind != "two at once":
        return CHANGES[kind](source, is_html, chance)
    source, is_html = CHANGES[chance.choice(FIRST)](source, is_html, chance)
    return CHANGES[chance.choice(LAST)](source, is_html, chance)


KINDS = (*CHANGES, "two at once")
