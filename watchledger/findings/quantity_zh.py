"""Numbers beside things in Chinese text: 12路…, …（带4G模块）60台, …；数量10台. Another thing's number is none of this one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from watchledger.lang.numerals import number as numeral

Quantity = tuple[Decimal | None, str | None]
NONE: Quantity = (None, None)
BEFORE, AFTER = 40, 140
"""Characters before a thing and behind it that may hold its number: a noun's modifiers, and a clause on its use."""
_MODIFIERS = 16
"""Characters between a number and the thing behind it."""
_NOUN = 24
"""Characters between a thing and the number behind it in one breath: the rest of a noun."""
_TRIED = 4
"""Numbers looked at behind one thing."""
_HAN = "一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟"
_BLOCK, _LONGEST = 2000, 24
"""Characters of a block, and of a number with its unit."""
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,7}(?:\.\d{1,2})?")
_CUT = re.compile(r"[\d.第$]$|\d,$|\d[-~至到—]$")
"""Before a number these make it the rest of another, a mark of order, money, or one end of a range."""
_ORDER = re.compile(r"(?<!系)统$")
"""统一套 is no 一套, 系统一套 is."""
_NOT_THINGS = (
    "元|价|月|工作日|日历|自然日|小时|星期|学期|年|分(?!局)|标段|标包|分包|包件|子?项目|人(?![脸像体证])|名|次|期|门户|署"
    r"|\s?[/每]\s?[盒包瓶套箱桶卷支袋]|\s?(?:增加|扩容|扩展|提升|升级|增|扩)[到至为]"
    "|路口|路段|方向|车道|小区|社区|行政村|自然村|村|派出所|检查站|警务|街道|街镇|乡|镇|县|区(?!域)|市|省|学校|校区|场所|监室|监区|房间|房屋|单位|部门|领域"
)
"""Behind a unit these make the number one of places, people, months or lots."""
_BRACKETS = re.compile(r"[(\[【][^()\[\]【】\n]{0,60}[)\]】]")
_OPEN = re.compile(r"[(\[【]")
_STOPS = re.compile(r"[。!?\t|]|\n(?!\s*(?:数量|单位|品牌|型号|规格|采购数量))")
"""Where a thing's own statement ends; lines of labels that follow a name are still about it."""
_OTHERS = re.compile(
    r"含|包括|配备|配套|配置|附带|附属|内置|搭载|具备|具有|支持|所需|对接|基础上|增加(?![到至])|其中|其余|另|等(?!级)|若干"
)
"""Between a thing and a number these bring another thing in."""
_LIST = re.compile(r"、|和|及(?!其)|与|或")
_EACH = re.compile(r"(?:各|均为|分别)\s*$")
_RESPECTIVELY = re.compile(r"^[^,;:。\n]{0,80}分别[为是有]?\s*$")
_JOINT = re.compile(r"\s*[、,和及]\s*")
_ENUMERATION = 120
"""Characters of a list whose last words are "one of each"."""
_FIRST = re.compile(r"[^,;:\n]*")
_ANOTHER = re.compile(r"[,;\n]\s*(?:含|配|另|附|以及|包括)|、(?=[^,;、]{2,12}[,;]\s*(?:数量|共))")
"""In a later clause these name another thing, whose number it is."""
_MARKED = re.compile(
    r"[^,;、:()\[\]【】]{0,8}(?:数量|台数|套数|总数|共计|总计|合计|共有|总共|共|计)(?:\([^()]{1,4}\))?\s*[为是约:]?[^,;、:\d]{0,6}"
)
"""A label that says a number to be of the thing named before: 采购数量为, 总计, 共."""
_WORK = re.compile(r"建设|安装|配备|部署|配置|采购|新建|增设|实现|进行|提供|开展|租赁|覆盖|[,。;!?、|\t\n:)\]】和及与等含]")
"""Between a number and the thing behind it these part them."""
_PER = re.compile(r"每[^,。;\n]{0,12}$")
_LABELLED = re.compile(
    r"(?:[^。!?|\t]{0,60}?(?:[,;\n(:]\s*|\s{2,})[^,;\n(]{0,4}数量\s*(?:\(([^()]{1,3})\))?\s*[:为]?\s*|\s?[×x*]\s?)"
    r"(\d{1,3}(?:,\d{3})+|\d{1,7})(?![\d.%万])\s*(?=[,;。、\n\s)]|$)"
)
_UNIT_LABEL = re.compile(r"[,;\n\s]*(?:计量)?单位\s*:\s*([^\s,;。]{1,2})(?=[\s,;。]|$)")


class Count(NamedTuple):
    """A number with its unit at a place; `number` is None where the unit leaves it unknown (1批) or it is no whole number."""

    start: int
    end: int
    number: Decimal | None
    unit: str


class Counts:
    """The numbers with a unit in one folded text. The text is read in blocks, each once, when it is asked for."""

    def __init__(self, folded: str, units: tuple[str, ...], uncounted: tuple[str, ...]) -> None:
        self.text, self.units, self.uncounted = folded, frozenset(units), frozenset(uncounted)
        self._pattern = _counted(units, uncounted)
        self._blocks: dict[int, tuple[list[int], list[Count]]] = {}

    def within(self, low: int, high: int) -> list[Count]:
        """Those that lie in [low, high), in order."""
        out: list[Count] = []
        for block in range(low // _BLOCK, high // _BLOCK + 1):
            if block not in self._blocks:
                found = list(self._read(block * _BLOCK, (block + 1) * _BLOCK))
                self._blocks[block] = [count.start for count in found], found
            starts, found = self._blocks[block]
            if found:
                out += [one for one in found[bisect_left(starts, low) : bisect_left(starts, high)] if one.end <= high]
        return out

    def _read(self, low: int, high: int) -> Iterator[Count]:
        text = self.text
        for match in self._pattern.finditer(text, low, min(len(text), high + _LONGEST)):
            start = match.start()
            if (
                start >= high
                or (start and _CUT.search(text, max(0, start - 2), start))
                or (match[1][0] in _HAN and _ORDER.search(text, max(0, start - 2), start))
            ):
                continue
            unit = match[3]
            yield Count(
                start, match.end(), None if unit in self.uncounted else _number(match[1], myriad=match[2] is not None), unit
            )

    def whole(self, stated: str) -> Quantity:
        """The number and unit that a cell is and nothing else."""
        match = self._pattern.fullmatch(stated)
        number = _number(match[1], myriad=match[2] is not None) if match and match[3] in self.units else None
        return (number, match[3]) if match and number is not None else NONE


@lru_cache(maxsize=4)
def _counted(units: tuple[str, ...], uncounted: tuple[str, ...]) -> re.Pattern[str]:
    """It begins with a plain set of characters, so that a search runs over the rest of a text at full speed."""
    unit = "|".join(sorted((*units, *uncounted), key=len, reverse=True))
    return re.compile(rf"([0-9{_HAN}][0-9{_HAN},.]{{0,11}})(万)?[余多]?\s*({unit})(?!{_NOT_THINGS})")


def _number(words: str, *, myriad: bool) -> Decimal | None:
    if _DIGITS.fullmatch(words):
        value = Decimal(words.replace(",", ""))
    else:
        value = Decimal(numeral(words) or 0) if words[0] in _HAN and words[-1] in _HAN else Decimal(0)
    value *= 10_000 if myriad else 1
    return value.quantize(Decimal(1)) if value and value == value.to_integral_value() else None


def beside(counts: Counts, start: int, end: int) -> Quantity | None:
    """The number of the thing at [start, end) of the text; NONE where its number is stated to be unknown (一批), None where
    nothing is said."""
    text = counts.text
    ahead = _ahead(counts, start)
    behind = _behind(counts, end)
    if ahead is not None and behind is not None and not text[start - 1].isspace() and text[end : end + 1].isspace():
        behind = None
    count = behind or ahead
    if count is None:
        return _labelled(counts, end)
    return NONE if count.number is None else (count.number, count.unit)


def _ahead(counts: Counts, start: int) -> Count | None:
    """ "12路人脸识别摄像机": the last number before the thing, with nothing but modifiers between."""
    low = max(0, start - BEFORE)
    found = counts.within(low, start)
    if not found:
        return None
    last = found[-1]
    between = counts.text[last.end : start]
    if between:
        between = _BRACKETS.sub("", between)
        if len(between) > _MODIFIERS or _WORK.search(between):
            return None
    return None if _PER.search(counts.text, low, last.start) else last


def _behind(counts: Counts, end: int) -> Count | None:
    """The first number behind the thing that is its own: in one breath, in its bracket, or behind a label such as 共."""
    found = counts.within(end, end + AFTER)
    if not found:
        return None
    stop = _STOPS.search(counts.text, end, end + AFTER)
    high = stop.start() if stop else end + AFTER
    for at, count in enumerate(found[:_TRIED]):
        if count.end > high:
            return None
        between = counts.text[end : count.start]
        if _RESPECTIVELY.search(between):
            return _in_turn(counts.text, between, found[at:], high)
        if _own(between):
            return count
    return None


def _in_turn(text: str, between: str, found: list[Count], high: int) -> Count | None:
    """Of "甲、乙、丙分别为20台、30台、10台" the number that is the thing's, counted from the end of both lists."""
    row = found[:1]
    for one in found[1:]:
        if one.end > high or _JOINT.fullmatch(text, row[-1].end, one.start) is None:
            break
        row.append(one)
    at = len(row) - 1 - len(_LIST.findall(between))
    return row[at] if at >= 0 and len(row) > 1 else None


def _own(between: str) -> bool:
    """Whether a number is of the thing that stands before `between`."""
    core = _BRACKETS.sub("", between)
    bracket = _OPEN.search(core)
    if bracket is not None:
        inside = core[bracket.end() :]
        if _LIST.search(core, 0, bracket.start()) and not _EACH.search(inside):
            return False
        return bracket.start() <= _NOUN and not _OTHERS.search(inside) and (
            not inside.strip(" 约共计各x×*") or _MARKED.fullmatch(inside) is not None)  # fmt: skip
    first = _FIRST.match(core)[0]  # type: ignore[index]  # matches always
    if first == core and "、" in core and core.endswith("各") and len(core) <= _ENUMERATION and not _OTHERS.search(core):
        return True
    if _LIST.search(first) and not _EACH.search(core):
        return False
    if len(first) < len(core) - 1:
        cut = max(core.rfind(mark) for mark in ",;\n")
        cut = len(first) if cut < 0 else cut
        piece, rest = core[cut + 1 :], core[:cut]
        if "其中" in core or _OTHERS.search(first) or _ANOTHER.search(core, 0, cut):
            return False
        return _MARKED.fullmatch(piece) is not None or (not piece.strip() and len(rest) <= _NOUN and "," not in rest)
    return len(core) <= _NOUN and not _OTHERS.search(core)


def _labelled(counts: Counts, end: int) -> Quantity | None:
    """ "名称：…；数量：35；单位：台", "数量（台）：35"."""
    text = counts.text
    match = _LABELLED.match(text, end, end + AFTER)
    if match is None:
        return None
    unit = match[1]
    if unit is None:
        label = _UNIT_LABEL.match(text, match.end(), match.end() + 20)
        unit = label[1] if label else None
    if unit in counts.uncounted:
        return NONE
    return Decimal(match[2].replace(",", "")), unit if unit in counts.units else None
