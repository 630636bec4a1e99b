"""Places of China named in a text, resolved to the finest division that the words support."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from watchledger.fields.place_name import district
from watchledger.lang.table import rows

_PART = r"(?:(?![局院厅校])[\u4e00-\u9fff])"
_TOWN = re.compile(rf"{_PART}{{2,9}}?族乡|{_PART}{{1,5}}?(?:镇|(?<!城)乡|街道|苏木)")
_ZONE = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:新区|高新技术产业开发区|经济技术开发区|经济开发区|高新区|开发区|工业园区|示范区|自贸区|度假区|管理区)"
)
_NOT_A_PLACE = ("路", "街", "大道", "道", "大街", "支行", "银行", "厅会")
"""After a short name ("上海路"): a street named after the place, not the place."""
_LONGEST = 15
_SHORT_ENDS = ("维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市")


class Place(NamedTuple):
    """A place stated between start and end. `code` is the GB/T 2260 code, "" where the words leave it open or the table has
    none; `name` the words' own name; `town` what follows below county level."""

    code: str
    name: str
    start: int
    end: int
    town: str = ""
    openly: bool = False
    """Several divisions bear the name and nothing decides between them."""


@lru_cache(maxsize=1)
def divisions() -> dict[str, str]:
    """Code -> present name."""
    table: dict[str, str] = {}
    for code, name in _rows():
        table.setdefault(code, name)
    return table


@lru_cache(maxsize=1)
def _rows() -> list[list[str]]:
    return rows("watchledger.fields", "cn_divisions", 2)


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for code, name in _rows():
        table.setdefault(name, []).append(code)
        if code.endswith("00"):
            short = next((name.removesuffix(e) for e in _SHORT_ENDS if name.endswith(e)), name)
            if len(short) >= 2 and short != name:
                table.setdefault(short, []).append(code)
    return {name: tuple(dict.fromkeys(codes)) for name, codes in table.items()}


def codes_of(name: str) -> tuple[str, ...]:
    """The divisions that bear this name, or are called so for short."""
    return _names().get(name, ())


@lru_cache(maxsize=1)
def _starts() -> frozenset[str]:
    return frozenset(name[:2] for name in _names())


def places_in(text: str, start: int, end: int, hints: tuple[str, ...] = ()) -> list[Place]:
    """The places named in text[start:end] (normal form), each run "省市县镇" as one. `hints` are codes known from elsewhere
    that decide between divisions of one name. Linear; look-ups are bounded by the longest name."""
    found: list[Place] = []
    names, starts = _names(), _starts()
    at = start
    while at < end - 1:
        if text[at : at + 2] not in starts:
            at += 1
            continue
        name = next((text[at : at + n] for n in range(min(_LONGEST, end - at), 1, -1) if text[at : at + n] in names), None)
        if name is None or (name[-1] not in "省市县区州盟旗" and text.startswith(_NOT_A_PLACE, at + len(name))):
            at += 1
            continue
        last = found[-1] if found else None
        chained = last is not None and last.end == at and not last.town
        code, openly = _choose(names[name], (last.code,) if chained and last and last.code else hints)
        if chained and last is not None and last.code and code.startswith(_stem(last.code)) and code != last.code:
            found[-1] = Place(code, name, last.start, at + len(name))
        elif not (chained and last is not None and name[-1] not in "省市县区州盟旗"):
            found.append(Place(code, name, at, at + len(name), openly=openly))
        at += len(name)
        at = _finer(text, found, at, end)
    return found


def _finer(text: str, found: list[Place], at: int, end: int) -> int:
    """Takes a development zone or a town that follows the last place at once."""
    last = found[-1]
    if (
        last.end != at
        or last.name[-1] not in "市县区旗州"
        or any(text[at : at + n] in _names() for n in range(2, min(_LONGEST, end - at) + 1))
    ):
        return at
    for pattern in (_ZONE, _TOWN):
        match = pattern.match(text, at, min(end, at + 16))
        if match and not any(text[i : i + 2] in _starts() and text[i : i + 3] in _names() for i in range(at, match.end() - 2)):
            found[-1] = last._replace(town=last.town + match.group(), end=match.end())
            last, at = found[-1], match.end()
    stop = district(text, at, end) if last.name[-1] in "市州盟" and not last.town else None
    if stop is not None:
        found[-1] = last._replace(town=text[at:stop], end=stop)
        return stop
    return at


def _stem(code: str) -> str:
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def _choose(codes: tuple[str, ...], hints: tuple[str, ...]) -> tuple[str, bool]:
    """The code that lies in (or above) a hinted division, the only one, or the shortest; and whether that is a guess."""
    if len(codes) == 1:
        return codes[0], False
    for hint in hints:
        inside = [c for c in codes if c.startswith(_stem(hint)) or hint.startswith(_stem(c))]
        if len(inside) >= 1:
            return inside[0], False
    higher = [c for c in codes if c.endswith("00")]
    if higher:
        return higher[0], False
    if len({c[:4] for c in codes}) == 1:
        return codes[0], False
    return "", True


def child_of(code: str, short: str) -> str:
    """The code of the county of a province or prefecture that is called `short` with 区, 县, 市 or 新区 after it; "" for none."""
    stem = _stem(code)
    for end in (*"区县市旗", "新区"):
        for candidate in _names().get(short + end, ()):
            if candidate.startswith(stem) and candidate != code:
                return candidate
    return ""


def chain(place: Place) -> str:
    """ "山东省淄博市桓台县" for a place in Huantai; the name as written where it is open."""
    if not place.code:
        return place.name + place.town
    table = divisions()
    parts: list[str] = []
    for code in (place.code[:2] + "0000", place.code[:4] + "00", place.code):
        name = table.get(code)
        if name and name not in parts:
            parts.append(name)
    if place.name not in parts and place.name[-1] in "市县区旗州盟" and place.code[-2:] != "00":
        parts[-1] = place.name
    return "".join(parts) + place.town
