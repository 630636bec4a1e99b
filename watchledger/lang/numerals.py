"""Chinese numerals, everyday (三十五) and financial (叁拾伍), into numbers."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {
    "零": 0, "〇": 0, "○": 0, "o": 0, "0": 0, "一": 1, "壹": 1, "弌": 1, "二": 2, "贰": 2, "弍": 2, "两": 2, "三": 3, "叁": 3,
    "参": 3, "弎": 3, "四": 4, "肆": 4, "五": 5, "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9,
    "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7, "8": 8, "9": 9,
}  # fmt: skip
"""In the normal form (traditional characters are folded before); "○" and "o" stand for 〇 in typed years."""

UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
FINANCIAL = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正"
"""The characters of a financial amount; everyday 一二三 are left out, since prose has them everywhere."""


def number(words: str) -> int | None:
    """ "三十五" -> 35, "二〇一二" -> 2012, "壹佰零贰万" -> 1020000; None for anything that is no numeral. Linear."""
    if not words or len(words) > 40:
        return None
    if all(c in DIGITS for c in words):
        return int("".join(str(DIGITS[c]) for c in words))
    total = section = digit = 0
    seen = False
    for c in words:
        if c in DIGITS:
            digit, seen = DIGITS[c], True
        elif c in UNITS:
            section += (digit if digit or seen else 1) * UNITS[c]
            digit, seen = 0, True
        elif c in MYRIADS:
            section = (section + digit) * MYRIADS[c]
            total, section, digit = total + section, 0, 0
        else:
            return None
        if c in UNITS:
            seen = False
    return total + section + digit


def financial(words: str) -> Decimal | None:
    """ "伍拾叁万玖仟元整" -> 539000, "叁角" -> 0.3; None when the words are no financial amount."""
    words = words.removesuffix("整").removesuffix("正").replace("圆", "元")
    whole, yuan, rest = words.rpartition("元")
    if not yuan:
        whole, rest = (words, "") if not set("角分") & set(words) else ("", words)
    value = Decimal(0)
    if whole:
        main = number(whole)
        if main is None:
            return None
        value += main
    for sign, scale in (("角", Decimal("0.1")), ("分", Decimal("0.01"))):
        part, found, left = rest.partition(sign)
        if found:
            cents = number(part.lstrip("零"))
            if cents is None:
                return None
            value += cents * scale
            rest = left
    return value if not rest.strip("零整正") and (whole or value) else None
