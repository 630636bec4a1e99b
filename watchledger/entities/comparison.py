"""What a comparison of two names says, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

VERSION = "compare/5"
"""Of all comparators and thresholds together; it grows when any of them changes what it says."""
SAME, ASK, DIFFERENT, RELATED = "same", "ask", "different", "related"
THRESHOLDS = {SAME: 0.9, ASK: 0.55}
"""A score from here up. Only what two writings of one name satisfy reaches `same`; between the two a person should look."""


class Reason(NamedTuple):
    """One comparator's word: `score` from 0 (two bodies) to 1 (one body)."""

    rule: str
    score: float
    words: str
    related: bool = False
    """Two bodies of which one is part or parent of the other."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`verdict` is same, ask, different or related; the first reason decided."""

    verdict: str
    score: float
    reasons: tuple[Reason, ...]
    version: str = VERSION


def decided(reason: Reason) -> Comparison:
    """The verdict that follows from a reason."""
    if reason.related:
        verdict = RELATED
    else:
        verdict = next((name for name, least in THRESHOLDS.items() if reason.score >= least), DIFFERENT)
    return Comparison(verdict, reason.score, (reason,))
