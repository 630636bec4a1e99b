"""Labels: which words say what the value beside them is.

Roles: title title_old title_contract · code code_lot code_contract code_no · buyer user agency supplier supplier_any supplier_first
supplier_list supplier_later · award award_total bid budget ceiling invest fee · published tender_date deadline opening review_date
award_date sign_date sale · region site · item item_weak brand model brand_model spec quantity unit unit_price line_total lot rank no ·
contact reviewer phone fax email postcode account bank identity address · method reason change purpose other ·
generic name time amount, whose meaning is the heading's (buyer agency supplier project supervisor account deadline opening sale).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from watchledger.fields.label_words import GENERIC_ROWS, HEADING_ROWS, LABEL_ROWS, NO_VALUE

_CHOICE = re.compile(r"\{([^{}]*)\}")
LONGEST = 32
"""No label is longer; the look-back from a colon stops here."""


class Label(NamedTuple):
    """What a label means: its role and how well it proves it (0 to 1)."""

    role: str
    weight: float


def expand(pattern: str) -> list[str]:
    """"{a|b}c" -> ["ac", "bc"]; choices may be nested one in another."""
    done: list[str] = []
    waiting = [pattern]
    while waiting:
        one = waiting.pop()
        match = _CHOICE.search(one)
        if match is None:
            done.append(one)
        else:
            waiting.extend(one[: match.start()] + choice + one[match.end() :] for choice in match[1].split("|"))
    return done


def _variants(cell: str) -> list[str]:
    """The variants of a cell of the table; spaces part them, except inside braces and in English phrases."""
    return [v for pattern in split_patterns(cell) for v in expand(pattern)]


def split_patterns(cell: str) -> list[str]:
    """A cell's patterns. A space parts two when it touches a Han character or a brace that closes or opens a Han pattern;
    English words that belong together are therefore written with braces or stand alone in the row."""
    patterns: list[str] = []
    depth = 0
    start = 0
    for i, c in enumerate(cell):
        depth += (c == "{") - (c == "}")
        if c == " " and depth == 0:
            patterns.append(cell[start:i])
            start = i + 1
    patterns.append(cell[start:])
    return [p for p in patterns if p]


@lru_cache(maxsize=1)
def labels() -> dict[str, Label]:
    """Every label in the normal form without spaces -> what it means. The first row that lists a label wins."""
    table: dict[str, Label] = {}
    for role, weight, cell in LABEL_ROWS:
        for variant in _variants(cell):
            key = variant.replace(" ", "")
            if 1 <= len(key) <= LONGEST:
                table.setdefault(key, Label(role, weight))
    for role, cell in GENERIC_ROWS:
        for variant in _variants(cell):
            table[variant.replace(" ", "")] = Label(role, 0.9)
    return table


@lru_cache(maxsize=1)
def headings() -> dict[str, str]:
    """Every heading in the normal form -> the party or the date that it is about."""
    table: dict[str, str] = {}
    for about, cell in HEADING_ROWS:
        for variant in _variants(cell):
            table.setdefault(variant, about)
    return table


@lru_cache(maxsize=1)
def nothing() -> frozenset[str]:
    """The words that stand for no value."""
    return frozenset(NO_VALUE)
