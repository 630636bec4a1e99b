"""The sentence, or the table's row, around a stretch of a folded text."""

from __future__ import annotations

import re

REACH = 200
"""Characters on either side that a sentence may take; a requirement's sentence has 60 to 120."""
_LAST_STOP = re.compile(r"(?s:.*)(?:[。;!?\n]|\. )")
_NEXT_STOP = re.compile(r"[。;!?\n]|\. ")


def sentence(folded: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence or row around [start, end) begins and ends, at most REACH away."""
    low, high = max(0, start - REACH), min(len(folded), end + REACH)
    before, behind = _LAST_STOP.match(folded, low, start), _NEXT_STOP.search(folded, end, high)
    return before.end() if before else low, behind.start() if behind else high
