"""Identifiers: numbers of projects and tenders; unified social credit codes with their check sign (GB 32100-2015)."""

from __future__ import annotations

import re

from watchledger.fields.organisation import closed

_CREDIT = re.compile(r"(?<![0-9a-z])[1-9a-hj-npqrtuwxy][1-9]\d{6}[0-9a-hj-npqrtuwxy]{10}(?![0-9a-z])")
_CREDIT_SIGNS = "0123456789abcdefghjklmnpqrtuwxy"
_CREDIT_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))

_STOP = re.compile(
    r"[,。;、|<>\"'“”]|(?<=[^a-z]):|\((?:以下|第|共|二次|三次|重|招标编号|项目编号|采购编号|网|标段|包|"
        r"政府采购|公开|竞争|询价|单一|内部|一次|a?\)|见|详|计划|备案)"
    r"|项目名称|采购(?:项目|人|单位|方式|计划)|招标(?:人|项目|方式|单位)|投标文件|招标文件|采购文件|的(?:潜在|"
        r"投标|采购|招标)|代理机构|"
        r"预算|联系|发布|开标|点击|等"
)  # fmt: skip
_SIGNS = re.compile(r"[0-9a-z\u4e00-\u9fff()\[\]【】〔〕{}_\-—–－‐#№./+&~·*]+")
_ENUMERATOR = re.compile(r"(?:\(?[一二三四五六七八九十]{1,3}[)、.]|\(\)|[-—_./#·*(])+$")
_TWO = re.compile(r"^([^()]{5,}?)[(（]([^()]{5,})[)）]$")
_OPENING, _CLOSING = "([【〔{", ")]】〕}"
_YEAR_ONLY = re.compile(r"^(?:19|20)\d\d(?:年(?:\d{1,2}月)?(?:\d{1,2}日)?)?$")


_PLANNED = re.compile(r"(?:采购|招标)(?:计划|项目)[\u4e00-\u9fff]{0,3}[-\[〔(\d]")
"""A number that begins with the word of its register ("采购计划备-[2032]-03296号"), not another label."""


_NO_CODE = re.compile(
    r"\d元|万元|元$|公司|\d月\d|\.(?:com|cn|gov|net|org|html?|doc|pdf)|http|详见|进行|0\d{2,3}-\d{7,8}$|^1[3-9]\d{9}$"
)


def code(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The number that text[start:end] (normal form, spaces beside Han gone) begins with, as a span; None for words, a date,
    a telephone or nothing. It has a digit and 3 to 60 signs."""
    end = min(end, start + 80)
    while start < end and text[start] in " _:-—*·#号为是/.":
        start += 1
    stop = _STOP.search(text, start + 4 if _PLANNED.match(text, start, end) else start, end)
    end = stop.start() if stop else end
    if text[end : end + 1] == "、":
        while end > start and text[end - 1] in "一二三四五六七八九十":
            end -= 1
    at = start
    while at < end:
        if signs := _SIGNS.match(text, at, end):
            at = signs.end()
        elif (
            text[at] == " "
            and at + 1 < end
            and text[at + 1].isascii()
            and text[at - 1].isascii()
            and _one_code(text, start, at, end)
        ):
            at += 1
        else:
            break
    end = at
    while end > start and (tail := _ENUMERATOR.search(text[start:end])):
        end = start + tail.start()
    end = closed(text, start, end, _OPENING, _CLOSING)
    words = text[start:end]
    if not 3 <= len(words) <= 60 or not any(map(str.isdigit, words)) or _YEAR_ONLY.match(words):
        return None
    han = sum("\u4e00" <= c <= "\u9fff" for c in words)
    return None if han > 18 or _NO_CODE.search(words) else (start, end)


def _one_code(text: str, start: int, at: int, end: int) -> bool:
    """Whether a space lies inside one number ("OTC 1207707", "GXZC 2020-1"): what follows is signs with a digit, what is
    before has none or both are short."""
    before, after = text[start:at], text[at + 1 : end].split(" ")[0]
    if text[at - 1] in "-—/" or text[at + 1] in "-—/":
        return any(c.isdigit() for c in text[at + 1 : min(end, at + 12)])
    return any(c.isdigit() for c in after) and after.isascii() and not any(c.isdigit() for c in before) and len(before) <= 6


def parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A number written as two, "OTC1207907(2012-099)", gives both; any other gives itself."""
    match = _TWO.match(text[start:end])
    if match and all(sum(c.isdigit() for c in g) >= 4 for g in match.groups()):
        return [(start + match.start(1), start + match.end(1)), (start + match.start(2), start + match.end(2))]
    return [(start, end)]


def credit_code_valid(words: str) -> bool:
    """Whether an 18-sign code carries the right check sign: weights 3^i mod 31, modulus 31 (GB 32100-2015)."""
    words = words.lower()
    if len(words) != 18 or any(c not in _CREDIT_SIGNS for c in words):
        return False
    total = sum(_CREDIT_SIGNS.index(c) * w for c, w in zip(words[:17], _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_SIGNS[(31 - total % 31) % 31] == words[17]


def credit_codes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The unified social credit codes in text[start:end] whose check sign is right."""
    return [m.span() for m in _CREDIT.finditer(text, start, end) if credit_code_valid(m.group())]
