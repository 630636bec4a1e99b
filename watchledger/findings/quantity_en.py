"""Numbers beside things in English text: "(24) fixed ALPR cameras", "twelve drones", "cameras, estimated quantity 1,200"."""

from __future__ import annotations

import re
from decimal import Decimal

BEFORE, AFTER = 90, 140
"""Characters before a thing and behind it that may hold its number."""
_UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {
    **{word: n for n, word in enumerate(_UNITS, 1)},
    **{word: n * 10 for n, word in enumerate(_TENS, 2)},
    "single": 1,
    "dozen": 12,
}
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[:9])}))?|{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
_WORDS = rf"(?:{_SMALL} hundred(?: (?:and )?{_SMALL})?|{_SMALL}(?: thousand)?|single|dozen)"
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d{1,5}"
_N = rf"(?:(?P<digits>{_DIGITS})(?!\d|%|[.,]\d)|(?P<words>{_WORDS})\b)"
_WORD = r"[a-z][\w/&'-]*"
_TIMES = r"(?:x|×|nos\.? of|nos?\.?|nr\.?|off|pcs\.?|(?:units?|sets?|pairs?|pieces|licen[cs]es|copies) of)"
_AHEAD = re.compile(
    rf"(?:^|(?<=[^\w.,$£€#/-]))(?P<open>\()?{_N}(?P<close>\))?\s*\+?\s*(?:(?P<times>{_TIMES})(?=[\s(])\s*)?(?P<between>(?:{_WORD}\s+){{0,4}})$"
)
_PARTS = re.compile(
    r"(?:thousand|million|billion|bn|k|hours?|days?|weeks?|months?|years?|yrs?|square|km|miles?|met(?:re|er)s?|per|of|for|in|on|at|to|from"
    r"|with|without|and|or|by|as|the|this|that|these|those|its|their|which|is|are|was|were|be|officers|people|staff|persons|users|sites?"
    r"|locations?|vehicles|cars|lots|percent|gb|tb|mp|megapixel|inch|hundred|january|february|march|april|may|june|july|august|september"
    r"|october|november|december)"
)
"""Words between a number and a thing that part them."""
_PLURAL_WORD = re.compile(r"(?<![su])s$")
_LEADING = re.compile(
    r"\b(?:lots?|section|phase|item|table|page|no|number|article|clause|part|figure|version|annex|appendix|chapter|paragraph|stage|year|since"
    r"|level|tier|class|category|schedule|ref|step|option|zone|unit|room|floor|route|highway|grade|type)\.?:?\s*$|\d\s*(?:-|–|to|or|and)\s*$"
    r"|(?:between)\s+[\d,]+\s+and\s*$"
)
"""Before a number these make it a mark of order, or one end of a range."""
_PLURAL = re.compile(
    r"(?:\s+[a-z-]{2,20}){0,2}?\s*[a-z-]{2,20}s\b"
    r"|(?:\s+\(?[a-z-]{2,20}\)?){0,8}?\s+(?:cameras|readers|devices|units|systems|drones|licen[cs]es|kits|handsets|trailers)\b"
)
_SPANS = (
    r"(?!\s*-?(?:months?|years?|yrs?|days?|hours?|weeks?|percent|%|million|thousand|km|miles?|sites?|locations?|officers"
    r"|users|people)\b)"
)
_KINDS = (
    r"(?:[a-z-]+\s+){0,2}(?:units?|nr|nos?|pcs|pieces|sets?|devices|cameras|kits|licen[cs]es|seats|readers|drones|aircraft|handsets"
    r"|terminals|sensors|subscriptions|systems|trailers|bracelets|tags|scanners|recorders|each|ea)\b\.?"
)
_ABOUT = r"(?:(?:some|approximately|approx\.?|about|around|up to|over|at least|a minimum of|a total of|no fewer than)\s)?\s*"
_QUANTITY = r"(?:(?:estimated|total|required|approximate|initial)\s+)?(?:qty|quantity|quantities|number required)"
_TOTALS = r"comprising|comprises|consisting of|consists of|total of|order of|order|made up of|numbering|totalling"
_BEHIND = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\s*[(\[]?\s*[x×*]\s?{_N}",
        rf"\s*\(\s*{_N}\s*(?:{_KINDS}\s*)?(?P<bare>\))",
        rf"(?:\s+\([^()]{{1,30}}\))?[^.;\n\t\d]{{0,40}}?(?<![a-z]){_QUANTITY}\.?\s*(?:of|:|=|is)?\s*{_ABOUT}{_N}{_SPANS}",
        rf"\s*(?::|\s[–-]\s)\s*{_N}\s*(?:{_KINDS}|(?:\([a-z -]+\)\s+)[a-z-]+s\b|(?P<bare>(?=[,;)\n]|\.?$|\.\s)))",
        rf"[^.\n\t]{{0,100}}?\b(?:{_TOTALS}|{_QUANTITY}(?:\s+of)?)[:.]?\s+{_ABOUT}{_N}\s+{_KINDS}",
        rf"\s+(?:[a-z-]+\s+)?of\s+{_ABOUT}{_N}\s+{_KINDS}",
        rf"(?:\s+[a-z-]+){{1,3}}\s*\(\s*{_ABOUT}{_N}\s+{_KINDS}\s*\)",
        rf"(?:\s[^.;\n\t]{{0,60}})?,(?<!\d,)\s*{_ABOUT}{_N}\s+{_KINDS}",
        rf"\s*,\s*{_N}\s+in (?:total|all)\b",
        rf"[^\n]{{0,40}}?[.;\n]\s*{_QUANTITY}\s*[:=]\s*{_N}{_SPANS}",
    )
)


def beside(text: str, start: int, end: int) -> Decimal | None:
    """The number of the thing at [start, end) of a folded text; None where none is said."""
    while end < len(text) and text[end].isalpha():
        end += 1  # a term may be a stem
    number = _ahead(text, start, end)
    return number if number is not None else _behind(text, end)


def _ahead(text: str, start: int, end: int) -> Decimal | None:
    """The number before the thing; the last one where several stand there."""
    low = max(0, start - BEFORE)
    head = text[max(low, text.rfind("\n", low, start) + 1) : start]
    match = _AHEAD.search(head)
    while match is not None:
        between = match["between"].split()
        parted = any(map(_PARTS.fullmatch, between)) or (any(map(_PLURAL_WORD.search, between)) and not match["times"])
        if not parted and not _LEADING.search(head, 0, match.start()):
            plural = text[end - 1] == "s" or _PLURAL.match(text, end, end + 100) or _number(match) == 1
            if match["times"] or match["close"] or (plural and not _year(match)):
                return _number(match)
        match = _AHEAD.search(head, match.start() + 1)
    return None


def _behind(text: str, end: int) -> Decimal | None:
    high = min(len(text), end + AFTER)
    for pattern in _BEHIND:
        match = pattern.match(text, end, high)
        if match is not None and not ("bare" in pattern.groupindex and match["bare"] is not None and _year(match)):
            return _number(match)
    return None


def _year(match: re.Match[str]) -> bool:
    digits = match["digits"]
    return digits is not None and len(digits) == 4 and "1900" <= digits <= "2100"


def _number(match: re.Match[str]) -> Decimal:
    if match["digits"] is not None:
        return Decimal(match["digits"].replace(",", ""))
    total = part = 0
    for word in re.split(r"[- ]", match["words"]):
        if word == "hundred":
            part *= 100
        elif word == "thousand":
            total, part = total + part * 1000, 0
        else:
            part += _VALUES.get(word, 0)
    return Decimal(total + part)
