"""Words that a spreadsheet would run instead of show."""

from __future__ import annotations

import re

_STARTS = frozenset("=+-@\t\r＝＋－＠")
_NUMBER = re.compile(r"[+-]?[\d.,]+%?")


def harmless(words: str) -> str:
    """Words that begin like a formula get an apostrophe before them; numbers and lone signs stay as they are."""
    if words[:1] in _STARTS and len(words) > 1 and not _NUMBER.fullmatch(words):
        return "'" + words
    return words
