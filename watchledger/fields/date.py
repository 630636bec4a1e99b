"""Dates as written in notices: 2020年3月17日, 2020-3-17, 2020/03/17, 20200317, 二〇一二年七月十一日, 17 March 2020."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from watchledger.lang.numerals import number

_HAN_NUMERAL = "零〇○o0-9一二三四五六七八九十"
_MONTHS = {m: i + 1 for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])}
_MONTH_WORD = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"

_DATE = re.compile(
    r"(?=[\d二jfmasond])(?:(?<!\d)(?<!(?<!\.)\.)(?P<y>(?:19|20)\d ?\d)(?:年|-|/|\.|—|–)(?P<m>1[0-2]|0?[1-9])(?:月|-|/|\.|—|–)"
        r"(?P<d>3[01]|[12]\d|0?[1-9])(?:日|"
        r"号)?(?:(?![\d年月])|(?=[012]\d:\d\d))"
    rf"|(?P<hy>[二2][{_HAN_NUMERAL}]{{3}})年(?P<hm>[{_HAN_NUMERAL}]{{1,3}})月(?P<hd>[{_HAN_NUMERAL}]{{1,3}})[日号]"
    r"|(?P<roc>(?<!\d)1[01]\d)[年/](?P<rm>1[0-2]|0?[1-9])[月/](?P<rd>3[01]|[12]\d|0?[1-9])日?(?!\d)"
    r"|(?<!\d)(?P<cy>20[0-4]\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?=(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?!\d)|(?![\d-]))"
    rf"|(?<!\d)(?P<ed>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)? ?(?:of )?(?P<em>{_MONTH_WORD}),? (?P<ey>20\d\d)"
    rf"|\b(?P<um>{_MONTH_WORD}) (?P<ud>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?,? (?P<uy>20\d\d)"
    r"|(?<![\d/])(?P<sd>3[01]|[12]\d|0?[1-9])/(?P<sm>1[0-2]|0?[1-9])/(?P<sy>20\d\d)(?!\d))"
)  # fmt: skip
"""Begins with what every date begins with, so that other characters are passed at a seventh of the cost. On the normal form,
where white space beside Han characters is gone. 112/03/05 is a year of the Republic (Taiwan).
Slashed dates of the year at the end are read day first (the United Kingdom's and the Union's way)."""


class FoundDate(NamedTuple):
    """A date and its place in the normal form."""

    value: str
    start: int
    end: int


def dates_in(text: str, start: int, end: int, *, limit: int = 8) -> list[FoundDate]:
    """The first `limit` dates in text[start:end], impossible ones (2020-02-31) left out."""
    found: list[FoundDate] = []
    for match in _DATE.finditer(text, start, end):
        value = _value(match)
        if value is not None:
            found.append(FoundDate(value, match.start(), match.end()))
            if len(found) >= limit:
                break
    return found


_NAMES = {
    "d": ("y", "m", "d"), "hd": ("hy", "hm", "hd"), "rd": ("roc", "rm", "rd"), "cd": ("cy", "cm", "cd"),
    "ey": ("ey", "em", "ed"), "uy": ("uy", "um", "ud"), "sy": ("sy", "sm", "sd"),
}  # fmt: skip
"""The last group of each way of writing -> the groups of year, month and day."""


def _value(match: re.Match[str]) -> str | None:
    kind = match.lastgroup or ""
    written = match.group(*_NAMES[kind])
    year: int | None
    month: int | None
    day: int | None
    if kind == "hd":
        year, month, day = map(number, written)
    else:
        year = int(written[0].replace(" ", "")) + 1911 * (kind == "rd")
        month = _MONTHS.get(written[1][:3]) if written[1][0].isalpha() else int(written[1])
        day = int(written[2])
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
