"""One bid in a competition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from watchledger.explore.releases.shape import Release, Sign

COMPETITIVE = ("open", "selective")


def one_bid(found: Iterable[Release]) -> Iterator[Sign]:
    """An open or selective procedure had one bidder (tender/numberOfTenderers).

    Where others were invited and none came, the terms may have fitted one firm. Innocent explanations: a small market, a
    special need, terms that others could not meet in time. Where the number or the method is not stated there is no sign.
    """
    for one in found:
        if one.at("tender", "numberOfTenderers") == 1 and one.at("tender", "procurementMethod") in COMPETITIVE:
            paths = ("tender/numberOfTenderers", "tender/procurementMethod")
            yield Sign("one_bid", one.ocid, one.line, Decimal(1), "one bidder in a competition", paths)
