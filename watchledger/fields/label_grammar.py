"""Labels that no list has, read by how they are made: modifiers, then a head that says what kind of value follows.

"拟采购项目登记编号" is a number, "本次需求申报单位全称" a buyer, whoever coined them. Only words that consist whole of the parts in
data/label_parts.tsv are labels; labels.tsv is asked first and wins, so that what is an exception there (证书编号) stays one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from watchledger.fields.label import Label
from watchledger.lang.table import rows

_WEIGHT: Final = 0.75
"""Beside a listed label's 0.9 to 1: a listed one that says otherwise wins, two made ones that agree do as well."""
LONGEST_MADE: Final = 18
_HEADS: Final = frozenset("称题主号码别理构司位门体法关商业织额价款算度限间期日刻点止至域区划份市县地量方者人家名数格元")
"""The last signs of such labels: most words are settled by them."""
_REFERENCE = re.compile(r"@([a-z]+)")


def made(words: str) -> Label | None:
    """What a label that is made of known parts means; None for other words. `words`: the normal form, no spaces and no bracket."""
    return _made(words) if 2 <= len(words) <= LONGEST_MADE and words[-1] in _HEADS else None


@lru_cache(maxsize=8192)
def _made(words: str) -> Label | None:
    """Kept, since labels repeat from notice to notice."""
    return next((label for label, pattern in _patterns() if pattern.fullmatch(words)), None)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Label, re.Pattern[str]], ...]:
    defined: dict[str, str] = {}
    found: list[tuple[Label, re.Pattern[str]]] = []
    for role, pattern in rows("watchledger.fields", "label_parts", 2):
        pattern = _REFERENCE.sub(lambda m: defined[m[1]], pattern)
        if role.startswith("@"):
            defined[role[1:]] = pattern
        else:
            found.append((Label(role, _WEIGHT), re.compile(pattern)))
    return tuple(found)
