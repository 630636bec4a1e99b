"""Amounts as written: 53.9万元, ￥539,000.00, 伍拾叁万玖仟元整, RMB 1.2 million, USD 500; unit prices and rates told apart."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from watchledger.lang.numerals import FINANCIAL, financial

_SCALES = {
    "": 1, "元": 1, "圆": 1, "块": 1, "万": 10**4, "万元": 10**4, "万圆": 10**4, "w元": 10**4, "千元": 1000,
    "百万元": 10**6, "千万元": 10**7,
    "亿": 10**8, "亿元": 10**8, "million": 10**6, "m": 10**6, "bn": 10**9, "billion": 10**9, "thousand": 1000, "k": 1000,
}  # fmt: skip
_CURRENCIES = {
    "人民币": "CNY", "¥": "CNY", "rmb": "CNY", "cny": "CNY", "$": "USD", "us$": "USD", "usd": "USD", "美元": "USD", "€": "EUR",
    "eur": "EUR",
    "欧元": "EUR", "£": "GBP", "gbp": "GBP", "英镑": "GBP", "hk$": "HKD", "hkd": "HKD", "港元": "HKD", "港币": "HKD", "日元": "JPY",
    "nt$": "TWD", "新台币": "TWD", "澳门元": "MOP", "mop": "MOP",
}  # fmt: skip
"""In the normal form "￥" and "¥" are both "¥"."""

_SIGN = r"(?:人民币|新台币|港币|us\$|hk\$|nt\$|[¥$€£]|rmb|cny|usd|eur|gbp|hkd|mop)"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,8})?|\d{1,3}(?: \d{3})+(?:\.\d{1,2})?(?= ?[元圆])|\d{1,15}(?:\.\d{1,8})?"
_DIGITS = re.compile(
    rf"(?P<sign>(?:{_SIGN}[:：]? ?){{1,3}}|"
        rf"(?<![\da-z/])(?:(?<!-)|(?<=[包项]\d-)|(?<=标段\d-))(?<!(?<!\.)\.)(?<![\da-z],))(?P<number>{_NUMBER})(?!\d)"
    r" ?(?:\((?=[百千亿万]?万?元\)))?(?P<scale>百万元|千万元|亿元|亿|万元|万圆|w元|万|千元|元|圆|million\b|"
        r"billion\b|bn\b|thousand\b|m\b|k\b)?"
    r"(?P<after> ?(?:人民币|美元|欧元|英镑|港元|港币|日元|澳门元|usd|eur|gbp|rmb|cny|pounds|euros?|dollars))?"
)  # fmt: skip
_CAPITALS = re.compile(rf"[{FINANCIAL[1:10]}拾][{FINANCIAL}]{{1,40}}")
_NOT_AN_AMOUNT = re.compile(
    r"[%‰％]|折|年(?!度|\()|月|日|时|号|个|家|名|人|台|套|批|项|份|米|公里|平方|吨|天|周岁|次|楼|室|点|"
    r"分(?!包)|℃|kw|mm|m2|㎡|mw|包|标段"
)
_PER_UNIT = re.compile(
    r"(?:\(?(?:人民币|rmb)\)?)?[/每](?:㎡|m[23²³]?\b|平方米|平米|立方|公里|千米|km|米|吨|公斤|千克|kg|斤|人|"
        r"月|年|天|日|时|小时|次|台|套|个|件|张|份|只|条|辆|户|株|亩|"
        r"班|度|项|标|本|学期|升|kwh|w\b|瓦)"
)  # fmt: skip


_BROKEN = re.compile(r"[.,]?[a-z](?=[\d.,]|[万亿元方])|,\d{1,2}(?![\d,.])[a-z]|[.,]?方元")
"""A number that goes on after a letter or a wrong sign, as a scan misreads it ("2,18O,000", "188.S万元", "188.5方元"): what stands
before the flaw is another sum."""


class Amount(NamedTuple):
    """An amount in the main unit and its place in the normal form. `explicit` says that a currency sign or a unit stands
    with the number; `per` is "/吨" and the like for a unit price, `words` the amount in financial numerals beside it."""

    value: Decimal
    currency: str
    start: int
    end: int
    explicit: bool
    per: str | None = None
    words: Decimal | None = None


def amounts_in(text: str, start: int, end: int, *, unit: str = "", limit: int = 8) -> list[Amount]:
    """The first amounts in text[start:end] of a normal form. `unit` (万元, 元 …) is what a label or a column head says of
    bare numbers. Numbers with other units (%, 台, 年) are no amounts."""
    found: list[Amount] = []
    words = [(m.start(), m.end(), financial(m.group())) for m in _CAPITALS.finditer(text, start, end)]
    spelled: list[tuple[int, int, Decimal]] = [(s, e, v) for s, e, v in words if v is not None and e - s >= 2 and v > 0]
    for match in _DIGITS.finditer(text, start, end):
        amount = _digits(text, match, unit, start, end)
        if amount is not None:
            found.append(amount)
            if len(found) >= limit:
                break
    return _joined(text, found, spelled)


def _digits(text: str, match: re.Match[str], unit: str, low: int, end: int) -> Amount | None:
    sign, scale, after = match["sign"], match["scale"] or "", (match["after"] or "").strip()
    explicit = bool(sign or scale or after)
    if not explicit and _NOT_AN_AMOUNT.match(text, match.end(), end):
        return None
    if scale in ("万", "亿", "m", "k") and _NOT_AN_AMOUNT.match(text, match.end(), end):
        return None
    if not sign and scale in ("", "m", "k") and not after and match.start() > low and text[match.start() - 1] in "第no#号[〔【":
        return None
    if text[match.end() : match.end() + 1] in ("%", "‰") or (not scale and not after and _BROKEN.match(text, match.end(), end)):
        return None
    try:
        value = Decimal(match["number"].replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None
    per = _PER_UNIT.match(text, match.end() + (text[match.end() : match.end() + 1] == ")"), end)
    value *= _SCALES[scale] if scale else _SCALES.get(unit, 1)
    currency = _currency(sign, after) if sign or after else "CNY"
    start = match.start() + len(sign) - len(sign.lstrip())
    return Amount(value, currency, start, match.end(), explicit, per.group() if per else None)


_SPELLED = {"pounds": "GBP", "dollars": "USD", "euros": "EUR", "euro": "EUR"}


def _currency(sign: str, after: str) -> str:
    """The currency of the sign before a number or of the word after it."""
    names = [c for c in _CURRENCIES if c in sign or c == after]
    currency = _CURRENCIES[max(names, key=len)] if names else _SPELLED.get(after, "CNY")
    return "USD" if currency == "CNY" and "$" in sign else currency


def _joined(text: str, digits: list[Amount], spelled: list[tuple[int, int, Decimal]]) -> list[Amount]:
    """Digits and words of one amount ("柒万伍仟元整（75,000.00元）") become one; words alone stand as well."""
    if not spelled:
        return digits
    result: list[Amount] = []
    used: set[int] = set()
    for amount in digits:
        words = None
        for i, (start, end, value) in enumerate(spelled):
            near = 0 <= amount.start - end <= 14 or 0 <= start - amount.end <= 14
            if near and i not in used and not set("。;\n") & set(text[min(end, amount.end) : max(start, amount.start)]):
                words = value
                used.add(i)
                break
        result.append(amount._replace(words=words))
    for i, (start, end, value) in enumerate(spelled):
        if i not in used and set(text[start:end]) & set("元圆万亿仟佰拾"):
            result.append(Amount(value, "CNY", start, end, True))
    return sorted(result, key=lambda a: a.start)
