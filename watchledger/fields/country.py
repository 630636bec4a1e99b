"""Countries and their subdivisions by ISO 3166 (data/iso_3166.tsv): by code, and by name where words state one."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from watchledger.lang.normal import normal
from watchledger.lang.table import rows


class Area(NamedTuple):
    """A country (`code` of two letters, `above` its three) or a subdivision (`above` is the one above it, "" for the country)."""

    code: str
    above: str
    kind: str
    names: tuple[str, ...]
    chinese: str

    @property
    def country(self) -> str:
        return self.code[:2]


@lru_cache(maxsize=1)
def areas() -> dict[str, Area]:
    """Code -> area."""
    table = rows("watchledger.fields", "iso_3166", 5)
    return {code: Area(code, above, kind, tuple(names.split("|")), chinese) for code, above, kind, names, chinese in table}


def path_of_area(code: str) -> tuple[tuple[str, str], ...]:
    """(code, name) from the country down."""
    table = areas()
    path: list[tuple[str, str]] = []
    while code in table and len(path) < 6:
        area = table[code]
        path.append((code, area.names[0]))
        code = "" if "-" not in code else area.above or code[:2]
    return tuple(reversed(path))


@lru_cache(maxsize=1)
def _by_name() -> dict[tuple[str, ...], tuple[str, ...]]:
    held: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for code, area in areas().items():
        for name in area.names:
            words = _words(name)
            if words and not (len(words) == 1 and "-" in code and (len(words[0]) < 4 or words[0] in _GENERAL)):
                held[words].append(code)
    return {words: tuple(dict.fromkeys(codes)) for words, codes in held.items()}


@lru_cache(maxsize=1)
def _chinese() -> dict[str, str]:
    return {area.chinese: code for code, area in areas().items() if area.chinese}


@lru_cache(maxsize=1)
def _by_three_letters() -> dict[str, str]:
    return {area.above: code for code, area in areas().items() if "-" not in code and len(area.above) == 3}


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", normal(name.replace("'", "").replace("’", "")).text))


_LONGEST = 7
_GENERAL = frozenset(
    {"north", "south", "east", "west", "central", "northern", "southern", "eastern", "western", "centre", "center", "capital",
     "island", "islands", "union", "new", "general", "city", "county", "district", "region", "province", "state", "metropolitan",
     "highlands", "coast", "valley", "lake", "river", "mountain", "nord", "sud", "est", "ouest", "norte", "sur", "sul", "este",
     "oeste", "centro", "littoral", "plateau", "savannah", "community", "federal", "national", "islas", "delta", "gulf", "bay"}
)  # fmt: skip
"""Names of subdivisions somewhere that say nothing in an English or Romance text; alone they are no place."""
_FORMERLY = {"UK": "GB", "EL": "GR"}
"""Codes that publishers of the Union use for the United Kingdom and Greece."""


def area_codes(name: str) -> tuple[str, ...]:
    """The countries and subdivisions that bear just this name or code; several where the world has several."""
    code = name.strip().upper()
    if code in areas() or code in _FORMERLY:
        return (_FORMERLY.get(code, code),)
    three = _by_three_letters().get(code)
    chinese = _chinese().get(normal(name).text.strip())
    return (three,) if three else (chinese,) if chinese else _by_name().get(_words(name), ())


def areas_in(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """(words, codes) of each longest name of a country or subdivision in a text, in order."""
    words = _words(text[:300])
    found: list[tuple[str, tuple[str, ...]]] = []
    at = 0
    while at < len(words):
        size = next((n for n in range(min(_LONGEST, len(words) - at), 0, -1) if words[at : at + n] in _by_name()), 0)
        if size:
            found.append((" ".join(words[at : at + size]), _by_name()[words[at : at + size]]))
        at += size or 1
    return found
