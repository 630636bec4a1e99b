"""Labels: which words say what the value beside them is.

Roles: title title_old title_contract · code code_lot code_contract code_no · buyer user agency supplier supplier_any
supplier_first supplier_list supplier_later · award award_total bid budget ceiling invest fee · published tender_date deadline
opening session review_date award_date sign_date sale ·
warranty service delivery accepted · region site · item item_weak brand model brand_model spec quantity unit
unit_price line_total lot rank no ·
contact reviewer phone fax email postcode account bank identity address · method reason change purpose other ·
generic name time amount, whose meaning is the heading's (buyer agency supplier project supervisor account deadline opening sale).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from watchledger.fields.label_words import NO_VALUE
from watchledger.lang.table import rows

_CHOICE = re.compile(r"\{([^{}]*)\}")
_NAMED = re.compile(r"@([a-z]+)")
LONGEST = 32
"""No label is longer; the look-back from a colon stops here."""


class Label(NamedTuple):
    """What a label means: its role and how well it proves it (0 to 1)."""

    role: str
    weight: float


def expand(pattern: str) -> list[str]:
    """ "{a|b}c" -> ["ac", "bc"]; choices may be nested one in another."""
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


def split_patterns(cell: str) -> list[str]:
    """A cell's patterns: parted by spaces outside braces. "_" stands for a space within a pattern."""
    patterns: list[str] = []
    depth = start = 0
    for i, c in enumerate(cell):
        depth += (c == "{") - (c == "}")
        if c == " " and depth == 0:
            patterns.append(cell[start:i])
            start = i + 1
    patterns.append(cell[start:])
    return [p for p in patterns if p]


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, Label], dict[str, str]]:
    """Labels and headings from the data file, keyed by their normal form without spaces. The first line that lists a label wins;
    the generic roles win over all."""
    defined: dict[str, str] = {}
    found: dict[str, Label] = {}
    titles: dict[str, str] = {}
    generic: dict[str, Label] = {}
    for role, weight, cell in rows("watchledger.fields", "labels", 3):
        cell = _NAMED.sub(lambda m: defined[m[1]] if m[1] in defined else m[0], cell)
        if role.startswith("@"):
            defined[role[1:]] = cell
            continue
        words = [v.replace("_", "").replace(" ", "") for p in split_patterns(cell) for v in expand(p)]
        if role.startswith("heading:"):
            for word in words:
                titles.setdefault(word, role.removeprefix("heading:"))
            continue
        label = Label(role, float(weight))
        table = generic if role in GENERIC else found
        for word in words:
            if 1 <= len(word) <= LONGEST:
                table.setdefault(word, label)
    return found | generic, titles


GENERIC = frozenset({"name", "time", "amount"})
"""Roles whose meaning is that of the heading above."""


def labels() -> dict[str, Label]:
    """Every label in the normal form without spaces -> what it means."""
    return _tables()[0]


def headings() -> dict[str, str]:
    """Every heading in the normal form -> the party or the date that it is about."""
    return _tables()[1]


@lru_cache(maxsize=1)
def sizes() -> dict[str, tuple[int, ...]]:
    """The first four characters of labels -> their lengths, longest first, those of labels of two and three characters included:
    two or three look-ups tell which label begins somewhere. Where no label of four begins, SHORT_SIZES are to be tried."""
    return lengths_of(labels(), lambda words, count: words[:count])


SHORT_SIZES = (3, 2)


def lengths_of(known: Mapping[str, object], part: Callable[[str, int], str]) -> dict[str, tuple[int, ...]]:
    """Parts of four characters (`part` takes so many from a word) of the known words -> the lengths of words with them."""
    table: dict[str, set[int]] = {}
    for words in known:
        if len(words) >= 4:
            table.setdefault(part(words, 4), set()).add(len(words))
    short = {at: tuple(n for n in SHORT_SIZES if part(at, n) in known) for at in table}
    return {at: (*sorted(lengths, reverse=True), *short[at]) for at, lengths in table.items()}


@lru_cache(maxsize=1)
def nothing() -> frozenset[str]:
    """The words that stand for no value."""
    return frozenset(NO_VALUE)
