"""Periods that English papers lay down: the term, its renewal, warranty and how long data are kept."""

from __future__ import annotations

from collections.abc import Iterator

from watchledger.lang.gated import Gated
from watchledger.notices import english_values as values

_TERMS = (
    (
        "retention",
        Gated(
            r"\b(?:retain(?:ed)?|retention|stored?|kept|delet(?:ed|ion|es?)|purged?|erased?|rolling)\b",
            "retain",
            "retention",
            "store",
            "kept",
            "delet",
            "purge",
            "erase",
            "rolling",
        ),
    ),
    (
        "renewal_term",
        Gated(
            r"\b(?:renewal term|renew(?:ed|s|al)? (?:for|terms?)|option(?:s)? to (?:extend|renew)|"
            r"extension)\b",
            "renew",
            "option to",
            "options to",
            "extension",
        ),
    ),
    (
        "initial_term",
        Gated(
            r"\b(?:initial term|term of (?:this|the) (?:agreement|contract)|contract (?:term|period)|"
            r"subscription term|period of performance)\b",
            "initial term",
            "term of th",
            "contract term",
            "contract period",
            "subscription term",
            "period of performance",
        ),
    ),
    ("warranty", Gated(r"\bwarrant(?:y|ies|ed)\b", "warrant")),
)


def terms(text: str, end: int) -> Iterator[tuple[str, int, int, int, int]]:
    """(kind, start and end of the word that says so, start and end of the period) where a period stands near such a word."""
    for kind, words in _TERMS:
        seen = 0
        for match in words.finditer(text, 0, end):
            first, last = max(0, match.start() - 60), min(match.end() + 80, end)
            stop = text.find("\n\n", match.end(), last)
            last = stop if stop >= 0 else last
            near = min(values.periods(text, first, last), key=lambda p: _apart(p, *match.span()), default=None)
            if near is not None:
                yield kind, *match.span(), *near
                seen += 1
                if seen == 20:
                    break


def _apart(period: tuple[int, int], start: int, end: int) -> int:
    """How far a period stands from the word; one before it counts three times, since English says "term of 12 months"."""
    return period[0] - end if period[0] >= end else 3 * abs(start - period[1])
