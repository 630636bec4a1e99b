"""Codes that name one body in the world: the unified social credit code of China and the legal entity identifier (LEI).

A code counts only when its check signs are right; what is mistyped proves nothing.
"""

from __future__ import annotations

import re

from watchledger.fields.identifier import credit_code_valid

CREDIT, LEI = "credit code", "LEI"
_LABEL = re.compile(r"^(?:xi[-:])?lei[-:：\s]+|^(?:cn[-:])?uscc?[-:：\s]+", re.IGNORECASE)
"""Schemes that registers write before a code (org-id.guide: XI-LEI, CN-USCC)."""
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")


def lei_valid(words: str) -> bool:
    """Whether 20 signs are an LEI: letters as the numbers from 10, the whole modulo 97 is 1 (ISO 17442, ISO 7064)."""
    signs = words.strip().upper()
    return _LEI.fullmatch(signs) is not None and int("".join(str(int(sign, 36)) for sign in signs)) % 97 == 1


def telling_code(words: str) -> str:
    """The code in small letters without its scheme, "" where it is of neither kind or its check signs are wrong."""
    bare = _LABEL.sub("", words.strip()).strip().lower()
    return bare if credit_code_valid(bare) or lei_valid(bare) else ""


def kind_of(code: str) -> str:
    """Which kind a code of `telling_code` is, "" for none."""
    return {18: CREDIT, 20: LEI}.get(len(code), "")


def exclude(some: set[str], others: set[str]) -> bool:
    """Whether two sets of codes cannot be one body's: they hold two codes of one kind. A body may have one of each kind."""
    held = some | others
    return len({kind_of(code) for code in held}) < len(held)
