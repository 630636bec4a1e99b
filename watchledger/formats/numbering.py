"""Automatic list numbers of a DOCX as Word shows them: 一、 (二) 1.1 iv. They stand nowhere in the file; Word counts them.

A paragraph names a list and a level, itself or through its style; the level says how its number is written. Lists that share a
definition go on counting together, but for a start of their own. After ECMA-376, part 1, 17.9. Bullets give nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from watchledger.formats.package import local

_LEVELS = 9
_MOST = 99_999
_LONGEST = 60
"""Characters of a label's pattern; "第%1章" and "%1.%2.%3" are common."""
_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_CYCLES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
}  # fmt: skip
_COUNTED = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
          (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    way: str = "decimal"
    pattern: str = ""
    legal: bool = False
    restarts: bool = True
    suffix: str = "tab"


@dataclass(slots=True)
class Numbering:
    """Counts while a document is read, in its order. `styles` are the lists that styles name: style -> (list, level)."""

    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)
    _own_starts: dict[tuple[str, int], int] = field(default_factory=dict)

    def label(self, number: str, level: int) -> str:
        """The next label of a list's level, with the space that parts it from the text; "" for bullets and unknown lists."""
        found = self._lists.get(number)
        if found is None or not 0 <= level < _LEVELS:
            return ""
        definition, levels = found
        counts = self._counts.setdefault(definition, [None] * _LEVELS)
        this = levels.get(level, _Level())
        own = self._own_starts.get((number, level))
        if own is not None and (number, level) not in self._begun:
            counts[level] = own
        else:
            now = counts[level]
            counts[level] = this.start if now is None else min(now + 1, _MOST)
        self._begun.add((number, level))
        for deeper in range(level + 1, _LEVELS):
            if levels.get(deeper, _Level()).restarts:
                counts[deeper] = None
        if this.way in ("bullet", "none"):
            return ""
        words = this.pattern
        for at in range(level, -1, -1):
            if f"%{at + 1}" in words:
                above = levels.get(at, _Level())
                count = counts[at]
                way = "decimal" if this.legal else above.way
                words = words.replace(f"%{at + 1}", written(above.start if count is None else count, way))
        tight = this.suffix == "nothing" or not words or not words[-1].isascii()
        return words if tight else words + " "

    def add(self, root: etree._Element) -> None:
        """The definitions of numbering.xml."""
        abstract: dict[str, dict[int, _Level]] = {}
        for element in root:
            if local(element) == "abstractNum":
                levels = dict(_levels(element))
                abstract[_attribute(element, "abstractNumId")] = levels
        for element in root:
            if local(element) != "num":
                continue
            number = _attribute(element, "numId")
            chosen = next((_attribute(child, "val") for child in element if local(child) == "abstractNumId"), "")
            levels = dict(abstract.get(chosen, {}))
            for override in (child for child in element if local(child) == "lvlOverride"):
                at = _number(_attribute(override, "ilvl"), 0)
                levels |= dict(_levels(override))
                for child in override:
                    if local(child) == "startOverride":
                        self._own_starts[number, at] = _number(_attribute(child, "val"), 1)
            if levels:
                self._lists[number] = chosen, levels


def _levels(parent: etree._Element) -> Iterator[tuple[int, _Level]]:
    for element in parent:
        if local(element) == "lvl":
            at = _number(_attribute(element, "ilvl"), 0)
            if 0 <= at < _LEVELS:
                yield at, _level(element)


def _level(element: Iterable[etree._Element]) -> _Level:
    made = _Level()
    for child in element:
        name, value = local(child), _attribute(child, "val")
        if name == "start":
            made = replace(made, start=_number(value, 1))
        elif name == "numFmt":
            made = replace(made, way=value)
        elif name == "lvlText":
            made = replace(made, pattern=value[:_LONGEST])
        elif name == "isLgl":
            made = replace(made, legal=value not in ("0", "false"))
        elif name == "lvlRestart":
            made = replace(made, restarts=value != "0")
        elif name == "suff":
            made = replace(made, suffix=value)
    return made


def written(number: int, way: str) -> str:
    """A number as a list writes it; in digits for ways that are not known."""
    if number < 0 or way == "none":
        return ""
    if way in _COUNTED:
        return _counted(number, _DIGITS, "十百千万")
    if way in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return _counted(number, _LEGAL, "拾佰仟万", legal=True)
    if way in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join("〇" if digit == "0" else _DIGITS[int(digit)] for digit in str(number))
    if way in _CYCLES and 0 < number <= len(_CYCLES[way]):
        return _CYCLES[way][number - 1]
    if way in ("upperLetter", "lowerLetter") and number:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter[:_LONGEST].upper() if way == "upperLetter" else letter[:_LONGEST]
    if way in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        roman, left = "", number
        for value, sign in _ROMAN:
            roman += sign * (left // value)
            left %= value
        return roman.upper() if way == "upperRoman" else roman
    if way == "decimalZero":
        return f"{number:02d}"
    if way in ("decimalFullWidth", "decimalFullWidth2"):
        return str(number).translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    return str(number)


def _counted(number: int, digits: str, units: str, *, legal: bool = False) -> str:
    """A number in words as it is counted: 十二, 一百零三; below twenty without 一 but in legal script."""
    if number >= 10_000:
        rest = number % 10_000
        high = _counted(number // 10_000, digits, units, legal=legal) + units[3]
        return high + ("" if not rest else (digits[0] if rest < 1000 else "") + _counted(rest, digits, units, legal=legal))
    if number == 0:
        return digits[0]
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += (digits[0] if gap and words else "") + digits[digit] + (units[place - 1] if place else "")
        gap = digit == 0
    return words.removeprefix(digits[1]) if 10 <= number < 20 and not legal else words


def _number(value: str, default: int) -> int:
    return min(int(value), _MOST) if value.isdecimal() and len(value) < 9 else default


def _attribute(element: etree._Element, name: str) -> str:
    for key, value in element.items():
        if key == name or str(key).endswith(f"}}{name}"):
            return str(value)
    return ""
