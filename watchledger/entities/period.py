"""When two names are used, as evidence beside what the names themselves say.

A body that bore another name before is found under one name first and under the other after; two bodies, side by side. This decides
nothing by itself: it moves a pair that is asked up or down within what is asked, and says why. It joins nothing (bodies are merged,
too, and a case holds what was published, not all that was written) and keeps nothing apart.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from watchledger.entities.comparison import ASK, SAME, THRESHOLDS, Comparison, Reason
from watchledger.entities.name import Name
from watchledger.entities.project_head import day_of
from watchledger.fields.division import Change, changes

VERSION = "period/1"
_CHANGED = ("place.renamed", "name.former", "form.conflict")
"""Reasons that speak of one body under an earlier and a later name. A brand and its owner, or a name without its place, are
used side by side and one after the other alike."""
_MOVE = 0.1
_SIDE_BY_SIDE = 400
"""Days in which both are used, from which they are two names in use: old stationery is used up within a year."""
_MOST = THRESHOLDS[SAME] - 0.01


class Period(NamedTuple):
    """The days of the first and the last dated document that uses a name, and the number of such documents."""

    first: date
    last: date
    documents: int


def period(first: str | None, last: str | None, documents: int) -> Period | None:
    """Of ISO dates; None where no document is dated."""
    begun, ended = day_of(first), day_of(last)
    return Period(begun, ended, documents) if begun and ended else None


def timed(found: Comparison, names: tuple[Name, Name], periods: tuple[Period | None, Period | None]) -> Comparison:
    """What was found of two names, and what their periods add. Symmetric; only what is asked is moved, and stays asked."""
    one, other = periods
    if found.verdict != ASK or one is None or other is None or found.reasons[0].rule not in _CHANGED:
        return found
    reason = _reason(found, names, (one, other))
    return found if reason is None else replace(found, score=reason.score, reasons=(*found.reasons, reason))


def _reason(found: Comparison, names: tuple[Name, Name], periods: tuple[Period, Period]) -> Reason | None:
    score, (x, y), (one, other) = found.score, names, periods
    if one.first > other.first:
        (x, y), (one, other) = (y, x), (other, one)
    both = (min(one.last, other.last) - other.first).days
    used = f"{x.raw} is used from {one.first} to {one.last}, {y.raw} from {other.first} to {other.last}"
    if both < 0:
        year = None
        if found.reasons[0].rule == "place.renamed":
            year = _year(x, y)
            if (year is None and _year(y, x)) or (year and (one.last.year > year + 1 or other.first.year < year - 1)):
                return None
        why = f", and the division changed in {year}" if year else ""
        return Reason("period.follows", min(score + _MOVE, _MOST), f"{used}: one after the other{why} ({VERSION})")
    if both > _SIDE_BY_SIDE:
        return Reason("period.beside", max(score - _MOVE, THRESHOLDS[ASK]), f"{used}: side by side for {both} days ({VERSION})")
    return None


def _year(x: Name, y: Name) -> int | None:
    """The year in which the division of one name became that of the other, by the table of changes; the latest of several."""
    before, after = x.place_words, _stem(y.place_words)
    if not before or not after:
        return None
    return max(
        (one.year for one in _changes() if before.endswith(one.old_name) and after.endswith(_stem(one.new_name))), default=None
    )


@lru_cache(maxsize=1)
def _changes() -> tuple[Change, ...]:
    """Those that gave a division another name."""
    return tuple(one for one in changes() if one.old_name and one.new_name and one.old_name != one.new_name)


def _stem(words: str) -> str:
    return words.rstrip("省市县区旗州盟")
