"""The second bid close behind the winning one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from watchledger.explore.releases.shape import Bid, Release, Sign

_FENCE = Decimal("1.5")
"""Tukey's fence: quartiles apart times this, below the lower quartile."""
_FEW = 4
"""Quartiles of fewer releases say nothing."""


def bids_close(found: Iterable[Release], *, not_by_price: frozenset[str] = frozenset()) -> Iterator[Sign]:
    """The second bid lies unusually close above the winning one: the distance, as a share of the winning bid, is a low outlier
    among the releases at hand (below the lower quartile by 1.5 times the distance of the quartiles).

    Bidders who agreed often stay close. Innocent explanations: a market of catalogue prices, a published estimate that all
    bid by. Only releases count with one award to one supplier, valid bids in one currency, and the winner's the lowest; those of
    methods that do not compare prices (tender/procurementMethodDetails among `not_by_price`) are left out.
    """
    told = [(one, _share(one)) for one in found if one.at("tender", "procurementMethodDetails") not in not_by_price]
    held = [(one, *known) for one, known in told if known is not None]
    if len(held) < _FEW:
        return
    ordered = sorted(share for _, share, _ in held)
    low, high = _quantile(ordered, Decimal("0.25")), _quantile(ordered, Decimal("0.75"))
    fence = low - _FENCE * (high - low)
    for one, share, paths in held:
        if share < fence:
            reason = f"the second bid is {share * 100:.2f} % above the winning one; the fence is {fence * 100:.2f} %"
            yield Sign("bids_close", one.ocid, one.line, share, reason, paths)


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
