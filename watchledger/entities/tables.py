"""The tables beside this package, read once: every line carries the reason for it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from watchledger.lang.table import rows as rows_of


def rows(name: str, columns: int) -> list[list[str]]:
    """The lines of data/NAME.tsv, each of `columns` cells; comments and empty lines left out."""
    return rows_of("watchledger.entities", name, columns)


@lru_cache(maxsize=1)
def han_forms() -> tuple[tuple[str, str], ...]:
    """(words, class) of Chinese legal forms, longest first."""
    return tuple(sorted(((w, c) for w, c, script, _ in rows("legal_forms", 4) if script == "han"), key=lambda f: -len(f[0])))


@lru_cache(maxsize=1)
def latin_forms() -> dict[tuple[str, ...], str]:
    """Words of a Latin legal form -> class."""
    return {tuple(w.split()): c for w, c, script, _ in rows("legal_forms", 4) if script == "latin"}


@lru_cache(maxsize=1)
def longest_latin_form() -> int:
    return max(map(len, latin_forms()))


@lru_cache(maxsize=1)
def abbreviations() -> tuple[tuple[str, str], ...]:
    return tuple((long, short) for long, short, _ in rows("abbreviations", 3))


@lru_cache(maxsize=1)
def prefixes() -> re.Pattern[str]:
    """Words of the state at a name's beginning that say nothing of the body when its own name follows."""
    return re.compile("(?:" + "|".join(f"{words}(?={follows})" for words, follows, _ in rows("prefixes", 3)) + ")")


@lru_cache(maxsize=1)
def heads() -> re.Pattern[str]:
    """The end of one piece of a chain of bodies."""
    table = sorted(rows("heads", 3), key=lambda row: -len(row[0]))
    return re.compile("|".join(words + (f"(?!{no})" if no else "") for words, no, _ in table))


@lru_cache(maxsize=1)
def confusable() -> dict[int, str]:
    """Character -> the first of those that recognisers confuse it with, for `str.translate`."""
    return {ord(c): group[0] for group, _ in rows("confusable", 2) for c in group}


@lru_cache(maxsize=1)
def zones() -> dict[str, str]:
    """Name of a zone that is no division -> the code of the finest division that holds it."""
    return {name: code for name, code, _ in rows("zones", 3)}


@lru_cache(maxsize=1)
def telling() -> dict[str, str]:
    """Character -> "direction" or "number"."""
    return {c: kind for kind, signs, _ in rows("telling", 3) for c in signs}


@lru_cache(maxsize=1)
def latin_words() -> dict[str, tuple[str, ...]]:
    return {word: tuple(instead.split()) for word, instead, _ in rows("latin_words", 3)}


class Classes(NamedTuple):
    """Latin words that tell firms apart (`trade`, `country`), say little (`generic`), or say that it is no person (`body`)."""

    trade: frozenset[str]
    generic: frozenset[str]
    country: frozenset[str]
    body: frozenset[str]


@lru_cache(maxsize=1)
def latin_classes() -> Classes:
    held = {kind: frozenset(words.split()) for kind, words, _ in rows("latin_classes", 3)}
    return Classes(held["trade"], held["generic"], held["country"], held["body"])
