"""Values in English text with their places: amounts, days, codes, names of organisations, periods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

_SIGNS = {
    "$": "USD",
    "us$": "USD",
    "ca$": "CAD",
    "c$": "CAD",
    "a$": "AUD",
    "au$": "AUD",
    "nz$": "NZD",
    "s$": "SGD",
    "hk$": "HKD",
    "£": "GBP",
    "€": "EUR",
}
_WORDS = {
    "dollar": "USD",
    "dollars": "USD",
    "us dollars": "USD",
    "pound": "GBP",
    "pounds": "GBP",
    "pounds sterling": "GBP",
    "euro": "EUR",
    "euros": "EUR",
}
_SCALES = {"thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9}
_CODES = (
    "USD|GBP|EUR|CAD|AUD|NZD|CHF|SEK|NOK|DKK|PLN|INR|ZAR|KES|NGN|JPY|CNY|HKD|SGD"
    "|PHP|MYR|THB|IDR|PKR|BDT|LKR|NPR|UGX|TZS|RWF|GHS|ETB|AED|SAR|TRY|MXN|BRL"
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?"
_SCALE = r"(?:\s?(?P<{}>thousand|million|billion|mn|bn|[mk])\b)?"
_MONEY = re.compile(
    rf"(?P<open>\(\s?)?(?P<minus>-\s?)?(?:(?P<sign>(?:US|CA|AU|NZ|HK|A|C|S)?\$|[£€]|"
    rf"\b(?:{_CODES})\b\s?[$£€]?)\s?(?P<a>{_NUMBER})(?!\d){_SCALE.format('s')}"
    rf"|(?<![\d$£€.,/-])(?P<b>{_NUMBER})(?!\d){_SCALE.format('t')}\s(?P<word>{_CODES}|"
    rf"US dollars|dollars?|pounds(?: sterling)?|euros?)\b)",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\s?\)?\s?(?:(?:/|per|each|a|every)\s?(?:unit|camera|hour|day|week|month|year|annum|"
    r"person|user|device|seat|item|ea|vehicle|officer)\b|each\b|p\.?a\.?\b|/)",
    re.IGNORECASE,
)
_TOLD_BEFORE = re.compile(
    r"\b(?:dollars?|pounds?|sterling|euros?|pesos?|rupees?|shillings?|rand|naira|cedis?|cents?|hundred|thousand|million|billion|only"
    r"|no/100|00/100|xx/100|zero)[\s,]*$",
    re.IGNORECASE,
)
"""Before a bracket that tells in figures what was told in words: "Two Hundred Dollars ($200)" is no credit."""
_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?[\s-]+(?P<m2>{_MONTH})\.?,?[\s-]*(?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)(?P<sep3>[-/.])(?P<m3>\d{1,2})(?P=sep3)(?P<d3>\d{1,2})(?!\d)"
    r"|(?<![\d.])(?P<a>\d{1,2})(?P<sep4>[/.-])(?P<b>\d{1,2})(?P=sep4)(?P<y4>(?:19|20)\d\d|\d\d)(?![\d.]\d|\d))",
    re.IGNORECASE,
)
_WORD_TAIL = re.compile(r"(?:-|(?<=\d))[A-Z][a-z]{2,}$")
"""A word that a dash or nothing joins to a number: "21-3746-Page 2", "25R0144The"."""
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9]*(?:[-/._#:][A-Za-z0-9]+)*")
_JOURNAL = re.compile(r"(?:19|20)\d\d/S \d{3}-\d{4,8}\b")
"""A number of the official journal or of Find a Tender."""
_PERIOD = re.compile(
    r"(?:\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|"
    r"twenty-four|thirty|thirty-six|forty-eight|sixty|ninety)\b"
    r"\s?(?:\(\d{1,3}\)\s?)?|\(?\d{1,3}\)?[\s-]{0,2})(?:calendar |business |rolling )?(?:day|week|month|year)s?\b",
    re.IGNORECASE,
)
_NAME_END = re.compile(
    r"\t|\s{3,}|\s\|\s?|;|\s[–—]\s|\.\s+(?=[A-Z0-9])|\s+\((?=[\"“'‘])|,\s*(?=(?:\S+@|\+?\d|(?:tel"
    r"|phone|email|attn|contact|c/o)\b))|\s+(?=\S+@\S)|"
    r"\s+P\.? ?O\.? ?Box\b|"
    r"\s+(?=(?-i:[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2})\s?:)",
    re.IGNORECASE,
)


class Amount(NamedTuple):
    """`rate` is True for a price for each unit or period."""

    value: Decimal
    currency: str
    start: int
    end: int
    rate: bool


def amounts(text: str, start: int, end: int, *, dollars: str = "USD") -> Iterator[Amount]:
    """Amounts with a currency sign or word in text[start:end]; a bare "$" is of `dollars`."""
    for match in _MONEY.finditer(text, start, end):
        number = match.group("a") or match.group("b")
        value = Decimal(number.replace(",", "")) * _SCALES.get((match.group("s") or match.group("t") or "").lower(), 1)
        first, last = match.start("sign") if match.group("a") else match.start("b"), match.end()
        bracketed = match.group("open") and text[last : last + 1] == ")"
        if match.group("minus") or bracketed and not _TOLD_BEFORE.search(text, max(0, match.start() - 24), match.start()):
            value = -value
        mark = (match.group("sign") or match.group("word")).lower().strip()
        currency = dollars if mark == "$" else _SIGNS.get(mark) or _WORDS.get(mark) or mark[:3].upper()
        yield Amount(value, currency, first, last, _PER.match(text, last) is not None)


def days(text: str, start: int, end: int, *, day_first: bool) -> Iterator[tuple[str, int, int]]:
    """(ISO day, start, end) of the dates in text[start:end]; 3/4/2021 is read as `day_first` says unless only one way exists."""
    for match in _DAY.finditer(text, start, end):
        g = match.groupdict()
        if g["y1"] or g["y2"]:
            year, month, day = int(g["y1"] or g["y2"]), _MONTHS[(g["m1"] or g["m2"]).lower()], int(g["d1"] or g["d2"])
        elif g["y3"]:
            year, month, day = int(g["y3"]), int(g["m3"]), int(g["d3"])
        else:
            first, second, year = int(g["a"]), int(g["b"]), int(g["y4"])
            year += 2000 if year < 100 else 0
            day, month = (first, second) if (day_first and second <= 12) or first > 12 else (second, first)
        if 1 <= month <= 12 and 1 <= day <= 31 and not (day == 31 and month in (4, 6, 9, 11)) and not (month == 2 and day > 29):
            yield f"{year:04d}-{month:02d}-{day:02d}", match.start(), match.end()


_NO_YEAR = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH}))"
    r"\b(?!\.?,?\s*\d{4}|\.?\d)",
    re.IGNORECASE,
)


def day_without_year(text: str, start: int, end: int, *, day_first: bool) -> tuple[str, int, int] | None:
    """A day of text[start:end] that leaves its year out, where the full dates of the same paragraph are all of one year and none is
    later: "Issued 3 May 2024. Bids close on 17 June". Else its year is not stated, and it is None."""
    match = _NO_YEAR.search(text, start, end)
    if match is None:
        return None
    first = text.rfind("\n\n", max(0, start - 2000), start) + 1
    last = text.find("\n\n", end, end + 2000)
    others = [day for day, *_ in days(text, first, last if last >= 0 else min(len(text), end + 2000), day_first=day_first)]
    month, number = _MONTHS[(match["m1"] or match["m2"]).lower()], int(match["d1"] or match["d2"])
    if len({day[:4] for day in others}) != 1 or not 1 <= number <= 31:
        return None
    told = f"{others[0][:4]}-{month:02d}-{number:02d}"
    return (told, *match.span()) if told >= max(others) else None


_HOUR = (
    r"(?:\d{1,2}(?:[:.]\d\d)?\s?(?:a\.?m\b\.?|p\.?m\b\.?)|(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?(?:hours|hrs|h)\b)?"
    r"|(?:[01]\d|2[0-3])[0-5]\d\s?(?:hours|hrs)\b|(?:12 )?noon\b)"
)
_HOUR_AFTER = re.compile(rf"(?:,|\s|\b(?:at|by|before|until|no later than)\b|@|[-–—(])*{_HOUR}", re.IGNORECASE)
_HOUR_BEFORE = re.compile(
    rf"(?<![\d.:]){_HOUR}(?:[, ]+(?:local time|[A-Z]{{2,4}}|\([A-Z]{{2,4}}\)))?[, ]+"
    r"(?:on |of )?(?:[A-Za-z]{3,6}day,? ?)?(?:the )?$",
    re.IGNORECASE,
)


def with_hour(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a day with the hour that stands beside it: "10 May 2024 at 2:00 p.m.", "noon on 10 May 2024"."""
    if (after := _HOUR_AFTER.match(text, end, min(len(text), end + 40))) is not None:
        return start, after.end()
    before = _HOUR_BEFORE.search(text[max(0, start - 50) : start])
    return (start - len(before.group()) if before is not None else start), end


def code(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The first identifier with a digit at the beginning of text[start:end] ("21-3746", "PH-22-1187", "DN 474002")."""
    while start < end and text[start] in " \t:#.–—-":
        start += 1
    match = _JOURNAL.match(text, start, end) or _CODE.match(text, start, end)
    if match is None:
        return None
    first, last = match.span()
    if tail := _WORD_TAIL.search(text, first, last):
        last = tail.start()
    if not any(c.isdigit() for c in text[first:last]):
        follow = (
            _CODE.match(text, last + 1, end)
            if text[last : last + 1] in (" ", "\u00a0") and match.group().isupper() and last - first <= 6
            else None
        )
        if follow is None or not follow.group()[0].isdigit():
            return None
        last = follow.end()
    return (first, last) if 3 <= last - first <= 60 or text[first:last].isdigit() and last - first >= 2 else None


def name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """An organisation's name at the beginning of text[start:end], cut where another thing begins; None for what is no name."""
    if match := _NAME_END.search(text, start, end):
        end = match.start()
    while start < end and (text[start].isspace() or text[start] in "\"“‘'*•:–—-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\"”’'*:;,–—-("):
        end -= 1
    if (
        end > start
        and text[end - 1] == "."
        and not re.search(
            r"\b(?:inc|co|ltd|corp|s\.a|s\.p\.a|llp|l\.p|n\.v|b\.v|p\.c|u\.s|d\.c|st|p\.l\.c)\.$", text[start:end].lower()
        )
    ):
        end -= 1
    words = text[start:end]
    if not 2 <= len(words) <= 160 or not any(c.isalpha() for c in words) or len(words.split()) > 18:
        return None
    if words.lower() in (
        "n/a",
        "na",
        "none",
        "tbd",
        "tbc",
        "to be determined",
        "to be confirmed",
        "see below",
        "various",
        "multiple",
        "not applicable",
    ):
        return None
    return (start, end) if words[0].isupper() or words[0].isdigit() or words[0].islower() and " " not in words else None


def periods(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lengths of time ("12 months", "thirty (30) days")."""
    for match in _PERIOD.finditer(text, start, end):
        yield match.span()
