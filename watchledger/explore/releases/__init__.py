"""Warning signs that need the bids: from OCDS compiled releases, which list them. Notices seldom do.

After indicators of the Open Contracting Partnership's Cardinal, written anew from what it says of them and checked against its
fixtures (docs/reference/signs.md lists which are ours). An indicator is one file with a function from releases to signs; its
docstring is shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from inspect import cleandoc
from pathlib import Path
from typing import NamedTuple

from watchledger.explore.releases.bids_close import bids_close
from watchledger.explore.releases.far_below import far_below
from watchledger.explore.releases.late_bid import late_bid
from watchledger.explore.releases.lowest_disqualified import lowest_disqualified
from watchledger.explore.releases.many_disqualified import many_disqualified
from watchledger.explore.releases.one_bid import one_bid
from watchledger.explore.releases.others_disqualified import others_disqualified
from watchledger.explore.releases.same_price import same_price
from watchledger.explore.releases.shape import Release, Sign
from watchledger.explore.releases.short_submission import short_submission


class Indicator(NamedTuple):
    """`code` is the number of the indicator in the Open Contracting Partnership's guide to red flags."""

    name: str
    code: str
    find: Callable[[Iterable[Release]], Iterator[Sign]]

    @property
    def explanation(self) -> str:
        return cleandoc(self.find.__doc__ or "")


INDICATORS: tuple[Indicator, ...] = (
    Indicator("short_submission", "R003", short_submission),
    Indicator("one_bid", "R018", one_bid),
    Indicator("bids_close", "R024", bids_close),
    Indicator("same_price", "R028", same_price),
    Indicator("late_bid", "R030", late_bid),
    Indicator("others_disqualified", "R035", others_disqualified),
    Indicator("lowest_disqualified", "R036", lowest_disqualified),
    Indicator("many_disqualified", "R038", many_disqualified),
    Indicator("far_below", "R058", far_below),
)


class Read(NamedTuple):
    """The releases of a file and the lines that are none: (line number, reason)."""

    releases: tuple[Release, ...]
    unread: tuple[tuple[int, str], ...]


def releases(path: Path) -> Read:
    """The compiled releases of a file of JSON lines."""
    good: list[Release] = []
    bad: list[tuple[int, str]] = []
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except ValueError as error:
                bad.append((number, f"no JSON: {error}"))
                continue
            if isinstance(value, dict) and isinstance(value.get("ocid"), str):
                good.append(Release(value, number))
            else:
                bad.append((number, "no release: an object with an ocid is wanted"))
    return Read(tuple(good), tuple(bad))


def signs(found: Iterable[Release], indicators: Iterable[Indicator] = INDICATORS) -> Iterator[Sign]:
    """The signs of these indicators, one indicator after the other."""
    held = tuple(found)
    for indicator in indicators:
        yield from indicator.find(held)


__all__ = ["INDICATORS", "Indicator", "Read", "Release", "Sign", "releases", "signs"]
