"""Technical standards that a text cites: GB/T 28181-2016, GA/T 1400.3, ISO/IEC 19794-5, EN 62676."""

from __future__ import annotations

import re

from watchledger.findings.make import fact
from watchledger.model.notice import Fact
from watchledger.model.text import Text

MOST = 100
"""Standards kept of one document; a tender book of 300 pages cites about 60."""
_STANDARD = re.compile(
    r"(?<![a-z0-9])((?:gb|ga|yd|sf|jt|gm|sj|gy|wj|jr)(?:\s?/\s?[tz])?|db\s?\d{2}(?:\s?/\s?t)?|iso\s?/\s?iec|iso|iec|bs en|en)"
    r"[\s-]?(\d{1,6}(?:\.\d{1,3}){0,2}(?:-\d{1,2}(?![\d]))?)((?:[-—–:]{1,2}\s?)(?:19|20)\d{2})?(?![\d])"
)
_WORD = re.compile("[a-z]+")
_BODIES = frozenset(("gb", "ga", "yd", "sf", "jt", "gm", "sj", "gy", "wj", "jr", "db", "iso", "iec", "bs", "en"))
"""The words that a standard's name begins with: looking for words first takes a quarter of the time."""
_YEAR = re.compile(r"\d{4}$")
_ZIP = 5
_SHORT = 3
"""A number with fewer digits (GB 50, EN 1) is the beginning of something else."""


def standards(text: Text, folded: str) -> tuple[Fact[str], ...]:
    """One fact for each standard, at its first citation; the value is its name in one spelling, the year where it is given."""
    found: dict[str, Fact[str]] = {}
    end = 0
    for word in _WORD.finditer(folded):
        match = _STANDARD.match(folded, word.start()) if word.start() >= end and word[0] in _BODIES else None
        if match is None:
            continue
        end = match.end()
        body, number, year = match[1], match[2], match[3]
        if len(re.sub(r"\D", "", number.split(".")[0])) < _SHORT:
            continue
        if body == "ga" and not year and len(number) >= _ZIP:
            continue  # "GA 30318" is a place in Georgia; the ministry's own numbers have fewer digits
        if body == "iso" and not year and int(number.split(".")[0].split("-")[0]) % 100 == 0:
            continue  # ISO 6400 is a camera's sensitivity
        name = f"{body.replace(' ', '').upper()} {number}"
        if year and (dated := _YEAR.search(year)):
            name += f"-{dated[0]}"
        if name not in found:
            found[name] = fact(text, name, *match.span(), "standard/1")
            if len(found) == MOST:
                break
    return tuple(found.values())
