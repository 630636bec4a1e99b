"""The lowest bid was ruled out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from watchledger.explore.releases.shape import Release, Sign

_NOT_MADE = ("invited", "withdrawn")
"""Bids of these statuses are none."""


def lowest_disqualified(found: Iterable[Release], *, not_by_price: frozenset[str] = frozenset()) -> Iterator[Sign]:
    """The lowest of all bids was disqualified, and a dearer one, or one as dear, was taken.

    A committee that wants a certain firm can rule the cheapest out. Innocent explanations: the bid did lack what the law or the
    tender requires, or was too low to be serious. All bids must have an amount in one currency; no sign while an award is
    undecided, when the tender was called off, or where the method does not compare prices (tender/procurementMethodDetails among
    `not_by_price`).
    """
    for one in found:
        if one.winners() is None or one.at("tender", "procurementMethodDetails") in not_by_price:
            continue
        bids = [bid for bid in one.bids() if bid.status not in _NOT_MADE]
        priced = [(bid.amount, bid) for bid in bids if bid.amount is not None]
        if len(priced) < len(bids) or len({bid.currency for bid in bids}) != 1:
            continue
        least = min(amount for amount, _ in priced)
        lowest = next((bid for amount, bid in priced if amount == least and bid.status == "disqualified"), None)
        taken = [amount for amount, bid in priced if bid.status == "valid"]
        if lowest is not None and taken:
            reason = f"the bid of {least:,} {lowest.currency} was disqualified; the lowest one left is {min(taken):,}"
            yield Sign("lowest_disqualified", one.ocid, one.line, Decimal(1), reason, (lowest.path,))
