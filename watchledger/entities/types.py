"""What an organisation does, by its name (data/types.tsv): police, schools, courts, firms."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from watchledger.entities.name import folded_name, parse
from watchledger.entities.tables import han_forms, rows
from watchledger.model.organisation import ORGANISATION_TYPES

VERSION = "type/1"
_FIRM = re.compile(
    r"(?:公司|集团|工厂|厂|商行|经营部|商店|门市部|超市|店|事务所|合作社|合作联社|银行|支行|(?<!人民银行).{3}分行|营业部|工作室)"
    r"(?:\([^()]*\))?$"
)
"""A firm without a legal form at its end: a branch, a bank, a shop."""
_GENERAL = "government"
"""Its words (council, department, 办公室) decide only where no other type's do: a police department are police."""


class Typed(NamedTuple):
    """`type` is one of ORGANISATION_TYPES, `words` what says so."""

    type: str
    words: str


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, str], re.Pattern[str], dict[str, str], re.Pattern[str], tuple[tuple[str, str], ...]]:
    han: dict[str, str] = {}
    latin: dict[str, str] = {}
    firm: list[tuple[str, str]] = []
    for kind, script, words, _ in rows("types", 4):
        if kind not in ORGANISATION_TYPES:
            raise ValueError(f"types.tsv: there is no type {kind}")
        for word in words.split("|"):
            if script == "firm":
                firm.append((word, kind))
            else:
                (han if script == "han" else latin).setdefault(word, kind)
    longest = "|".join(map(re.escape, sorted(han, key=len, reverse=True)))
    spaced = "|".join(map(re.escape, sorted(latin, key=len, reverse=True)))
    return han, re.compile(f"(?=({longest}))"), latin, re.compile(rf"(?=\b({spaced})\b)"), tuple(firm)


@lru_cache(maxsize=200_000)
def type_of(name: str) -> Typed | None:
    """The type that a name states; None where its words say none. Linear in the name, of which 200 characters are read."""
    folded, script = folded_name(name)
    return _firm(folded, script) if _FIRM.search(folded) or _has_form(name, folded, script) else _body(folded, script)


def _has_form(name: str, folded: str, script: str) -> bool:
    """Whether the name ends in a legal form. A Chinese name without the words of one need not be taken apart for that."""
    return (script != "han" or any(words in folded for words, _ in han_forms())) and parse(name).is_company


def _body(folded: str, script: str) -> Typed | None:
    """The match that ends last; of several the longest: 交通警察支队 are police, not transport."""
    han, in_han, latin, in_latin, _ = _tables()
    table, pattern = (han, in_han) if script == "han" else (latin, in_latin)
    text = re.sub(r"[\s\"'“”]+" if script == "han" else r"[^\w&]+", "" if script == "han" else " ", folded)
    text = re.sub(r"\([^()]*\)", "", text) or text
    best: tuple[bool, int, int] | None = None
    for match in pattern.finditer(text):
        words = match.group(1)
        rank = (table[words] != _GENERAL, match.start() + len(words), len(words))
        if best is None or rank > best:
            best = rank
    if best is None:
        return None
    words = text[best[1] - best[2] : best[1]]
    return Typed(table[words], words)


def _firm(folded: str, script: str) -> Typed:
    if script == "han":
        found = next(((word, kind) for word, kind in _tables()[4] if word in folded), None)
        if found is not None:
            return Typed(found[1], found[0])
        return Typed("company", "legal form")
    body = _body(folded, script)
    return body if body is not None and body.type in ("health", "education", "transport") else Typed("company", "legal form")
