"""A bid that came late and won."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from watchledger.explore.releases.shape import Release, Sign


def late_bid(found: Iterable[Release]) -> Iterator[Sign]:
    """The bid that won was handed in (bids/details/date) after the period for bids had ended (tender/tenderPeriod/endDate).

    Whoever bids late may know the others' prices. Innocent explanations: a period that was prolonged and not published again, a
    date that tells when the bid was opened or recorded. No sign while an award is undecided or when the tender was called off.
    """
    for one in found:
        end, winners = one.moment("tender", "tenderPeriod", "endDate"), one.winners()
        if end is None or winners is None:
            continue
        won = {frozenset(award) for award in winners}
        for bid in one.bids():
            if bid.date is None or (bid.date.tzinfo is None) != (end.tzinfo is None):
                continue
            if bid.status == "valid" and bid.date > end and frozenset(bid.tenderers) in won:
                reason = f"the winning bid is of {bid.date:%Y-%m-%d %H:%M}, bids were wanted until {end:%Y-%m-%d %H:%M}"
                yield Sign("late_bid", one.ocid, one.line, Decimal(1), reason, (f"{bid.path}/date", "tender/tenderPeriod/endDate"))
                break
