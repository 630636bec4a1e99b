"""What two texts differ in, for people: line by line, and within a line by Han character, word and number.

Both are given as they may be seen (masked), so that a difference shows nothing that a text does not. Menus are left out, and so
are lines that count visits or tell today's date.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from watchledger.lang.normal import HAN, fold
from watchledger.model.text import masked
from watchledger.store import Content

MOST_LINES, MOST_TOKENS = 1_500, 1_500
"""Beyond these a comparison in order takes seconds: then lines are compared without their order, a line as a whole."""
ALIKE = 0.5
"""Share of common characters from which two lines are one line that changed; below it one went and another came."""
BRIDGE = 1
"""Characters between two changes that are shown as changed too: single ones in common are chance, and hard to read."""
COUNTERS: tuple[tuple[str, str], ...] = (
    ("浏览", "times looked at"), ("阅读", "times read"), ("点击", "clicks"), ("访问", "visits"), ("人气", "popularity"),
    ("今天是", "today's date"), ("当前时间", "the time of day"), ("打印时间", "when it was printed"),
    ("views", "times looked at"), ("hits", "clicks"), ("visits", "visits"), ("today is", "today's date"),
    ("printed", "when it was printed"), ("server time", "the time of day"),
)  # fmt: skip
"""Words of lines whose numbers change with every capture, and what the numbers are."""
_TOKEN = re.compile(f"\\d[\\d.,]*\\d|[{HAN}]|[^\\W_{HAN}]+|\\s+|.", re.DOTALL)
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")


class Piece(NamedTuple):
    """`how` is same, removed or added."""

    how: str
    words: str


class LineChange(NamedTuple):
    """A line before and after (None: there was or is none), where they begin in their texts, and what changed within."""

    before: str | None
    after: str | None
    before_start: int | None
    after_start: int | None
    pieces: tuple[Piece, ...]


class _Line(NamedTuple):
    words: str
    start: int
    key: str


def differences(before: Content, after: Content) -> tuple[LineChange, ...]:
    """What changed, in the order of the later text; empty when nothing did that is the page's own."""
    old, new = _lines(before), _lines(after)
    first = 0
    while first < min(len(old), len(new)) and old[first].key == new[first].key:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last].key == new[-1 - last].key:
        last += 1
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    if max(len(old), len(new)) > MOST_LINES:
        return _without_order(old, new)
    found: list[LineChange] = []
    matcher = SequenceMatcher(None, [line.key for line in old], [line.key for line in new], autojunk=len(old) > MOST_LINES // 3)
    for how, a, b, c, d in matcher.get_opcodes():
        if how != "equal":
            found += _replaced(old[a:b], new[c:d])
    return tuple(change for change in found if not _only_counts(change))


def _lines(content: Content) -> list[_Line]:
    """Lines of the text outside its furniture, as they may be seen; empty ones left out."""
    shown = masked(content.text, content.masks)
    stretches, at = [], 0
    for start, end in sorted(content.furniture):
        stretches.append((at, start))
        at = max(at, end)
    found = []
    for start, end in [*stretches, (at, len(shown))]:
        for match in re.finditer(r"[^\n]+", shown[start:end]):
            key = _SPACE.sub("", fold(match[0]))
            if key:
                words = match[0].strip()
                found.append(_Line(words, start + match.start() + match[0].index(words), key))
    return found


def _replaced(old: Sequence[_Line], new: Sequence[_Line]) -> list[LineChange]:
    """Lines in the place of others: in pairs as far as they are alike, in order."""
    found: list[LineChange] = []
    at = 0
    for line in new:
        near = next((i for i in range(at, min(len(old), at + 20)) if _alike(old[i], line)), None)
        if near is None:
            found.append(_added(line))
            continue
        found += map(_removed, old[at:near])
        found.append(_changed(old[near], line))
        at = near + 1
    return found + [_removed(line) for line in old[at:]]


def _without_order(old: Sequence[_Line], new: Sequence[_Line]) -> tuple[LineChange, ...]:
    had, has = Counter(line.key for line in old), Counter(line.key for line in new)
    gone, came = had - has, has - had
    return (*(_removed(line) for line in old if line.key in gone), *(_added(line) for line in new if line.key in came))


def _alike(a: _Line, b: _Line) -> bool:
    if not 0.3 < (len(a.key) + 1) / (len(b.key) + 1) < 3.3:
        return False
    common = sum((Counter(a.key) & Counter(b.key)).values())
    return 2 * common >= ALIKE * (len(a.key) + len(b.key))


def _removed(line: _Line) -> LineChange:
    return LineChange(line.words, None, line.start, None, (Piece("removed", line.words),))


def _added(line: _Line) -> LineChange:
    return LineChange(None, line.words, None, line.start, (Piece("added", line.words),))


def _changed(old: _Line, new: _Line) -> LineChange:
    return LineChange(old.words, new.words, old.start, new.start, _within(old.words, new.words))


def _within(old: str, new: str) -> tuple[Piece, ...]:
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(a), len(b)) > MOST_TOKENS:
        return Piece("removed", old), Piece("added", new)
    runs: list[tuple[str, str, str]] = []
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for number, (code, i, j, k, m) in enumerate(codes):
        before, after = "".join(a[i:j]), "".join(b[k:m])
        bridge = code == "equal" and 0 < number < len(codes) - 1 and len(before.strip()) <= BRIDGE
        how = "changed" if code != "equal" or bridge else "same"
        if runs and how == runs[-1][0] == "changed":
            runs[-1] = how, runs[-1][1] + before, runs[-1][2] + after
        else:
            runs.append((how, before, after))
    pieces: list[Piece] = []
    for how, before, after in runs:
        if how == "same":
            pieces.append(Piece("same", after))
        else:
            pieces += [Piece("removed", before)] * bool(before) + [Piece("added", after)] * bool(after)
    return tuple(pieces)


def _only_counts(change: LineChange) -> bool:
    """Whether only numbers changed in a line that counts visits or tells the time."""
    before, after = fold(change.before or ""), fold(change.after or "")
    return _DIGITS.sub("0", before) == _DIGITS.sub("0", after) and any(word in before for word, _ in COUNTERS)
