"""Candidates: values read from statements, weighed, brought together where they agree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from watchledger.lang.normal import is_han
from watchledger.model.notice import Fact
from watchledger.model.text import Span
from watchledger.notices.statement import Page

T = TypeVar("T")
_SPACES = re.compile(r"\s+")
_AGREEMENT = 0.25
"""What each further statement of the same value adds of its own weight: two cells outweigh one better label, not a
clearly better one."""


class Candidate(NamedTuple, Generic[T]):
    """A value with its place in the normal form, its weight (0 to 1) and the rule that read it."""

    value: T
    start: int
    end: int
    weight: float
    rule: str


_APART = 4
"""Spaces from which words with one between every two characters count as letter-spaced; the spaces are then no part of them."""


def as_written(raw: str) -> str:
    """The words of a quote on one line: white space beside Han characters dropped, any other made one space."""
    raw = raw.strip()
    if not _SPACES.search(raw):
        return raw
    parts: list[str] = []
    at = 0
    apart = raw.count(" ") >= _APART and 2 * raw.count(" ") >= len(raw) - 2
    for match in _SPACES.finditer(raw):
        parts.append(raw[at : match.start()])
        if not is_han(raw[match.start() - 1]) and not is_han(raw[match.end()]) or match.group() == " " and not apart:
            parts.append(" ")
        at = match.end()
    parts.append(raw[at:])
    return "".join(parts)


def fact(page: Page, candidate: Candidate[T], rule: str | None = None) -> Fact[T]:
    """The fact that a candidate proves, its span in the raw text."""
    start, end = page.view.raw(candidate.start, candidate.end)
    quote = page.text.content[start:end]
    return Fact(candidate.value, quote, Span(page.text.id, start, end), page.text.page_at(start), rule or candidate.rule)


def named(page: Page, start: int, end: int, weight: float, rule: str) -> Candidate[str]:
    """A candidate whose value is the words as written."""
    low, high = page.view.raw(start, end)
    return Candidate(as_written(page.text.content[low:high]), start, end, weight, rule)


def best(
    candidates: Sequence[Candidate[T]], same: Callable[[T], object] = lambda v: v
) -> tuple[Candidate[T] | None, list[Candidate[T]]]:
    """The value with the most weight behind it, and the best statement of each other value, in falling weight. Agreement
    counts; of equals the first stated wins."""
    if len(candidates) == 1:
        return candidates[0], []
    groups: dict[object, list[Candidate[T]]] = defaultdict(list)
    for candidate in candidates:
        groups[same(candidate.value)].append(candidate)
    ranked = sorted(groups.values(), key=lambda g: (-_weight(g), g[0].start))
    chosen = [max(g, key=lambda c: (c.weight, -c.start)) for g in ranked]
    return (chosen[0], chosen[1:]) if chosen else (None, [])


def _weight(group: list[Candidate[T]]) -> float:
    weights = sorted((c.weight for c in group), reverse=True)
    return weights[0] + _AGREEMENT * sum(weights[1:4])
