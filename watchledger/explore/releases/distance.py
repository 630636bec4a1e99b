"""How far the second bid lies above the winning one, and what lies outside the rest (Tukey's fences)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from watchledger.explore.releases.shape import Bid, Release

FEW = 4
"""Quartiles of fewer values say nothing."""
_FENCE = Decimal("1.5")
"""Tukey's fence: quartiles apart times this, beyond either quartile."""


class Distance(NamedTuple):
    """`share` of the winning bid; the places of both bids."""

    release: Release
    share: Decimal
    paths: tuple[str, ...]


def distances(found: Iterable[Release], not_by_price: frozenset[str]) -> list[Distance]:
    """The distances of the releases that have one: one award to one supplier, valid bids in one currency, the winner's the lowest;
    none of a method that does not compare prices (tender/procurementMethodDetails among `not_by_price`)."""
    told = ((one, _share(one)) for one in found if one.at("tender", "procurementMethodDetails") not in not_by_price)
    return [Distance(one, *known) for one, known in told if known is not None]


def fences(values: Iterable[Decimal]) -> tuple[Decimal, Decimal] | None:
    """What lies below the first or above the second is an outlier; None where there are too few values."""
    ordered = sorted(values)
    if len(ordered) < FEW:
        return None
    low, high = _quantile(ordered, Decimal("0.25")), _quantile(ordered, Decimal("0.75"))
    return low - _FENCE * (high - low), high + _FENCE * (high - low)


def _share(one: Release) -> tuple[Decimal, tuple[str, ...]] | None:
    winners = one.winners()
    if winners is None or len(winners) != 1 or len(winners[0]) != 1:
        return None
    lowest: dict[str, Bid] = {}
    for bid in one.bids():
        if bid.status != "valid":
            continue
        if len(bid.tenderers) != 1 or bid.amount is None or bid.currency is None:
            return None
        known = lowest.get(bid.tenderers[0])
        if known is None or known.amount is None or bid.amount < known.amount:
            lowest[bid.tenderers[0]] = bid
    winner = lowest.pop(winners[0][0], None)
    if winner is None or not lowest or len({bid.currency for bid in (winner, *lowest.values())}) > 1:
        return None
    second = min(lowest.values(), key=lambda bid: bid.amount or Decimal(0))
    if not winner.amount or second.amount is None or second.amount < winner.amount:
        return None
    return (second.amount - winner.amount) / winner.amount, (winner.path, second.path)


def _quantile(ordered: Sequence[Decimal], share: Decimal) -> Decimal:
    """By linear interpolation between the ordered values."""
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)
