"""Two bidders with one price."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from watchledger.explore.releases.shape import Bid, Release, Sign

_SUBMITTED = ("valid", "disqualified")


def same_price(found: Iterable[Release], *, not_by_price: frozenset[str] = frozenset()) -> Iterator[Sign]:
    """Different bidders of one tender asked for exactly the same price.

    Bids made at one desk often agree to the cent. Innocent explanations: a tariff, a price that the law or the tender sets, a good
    sold at list price. A bid that names nobody is left out; so are tenders that were called off, and those of methods that do not
    compare prices (tender/procurementMethodDetails among `not_by_price`).
    """
    for one in found:
        if one.called_off or one.at("tender", "procurementMethodDetails") in not_by_price:
            continue
        alike: dict[tuple[Decimal, str], list[Bid]] = defaultdict(list)
        for bid in one.bids():
            if bid.status in _SUBMITTED and bid.tenderers and bid.amount is not None and bid.currency is not None:
                alike[bid.amount, bid.currency].append(bid)
        for (amount, currency), bids in alike.items():
            bidders = len({frozenset(bid.tenderers) for bid in bids})
            if bidders > 1:
                reason = f"{bidders} bidders asked for {amount:,} {currency}"
                yield Sign("same_price", one.ocid, one.line, Decimal(1), reason, tuple(bid.path for bid in bids))
