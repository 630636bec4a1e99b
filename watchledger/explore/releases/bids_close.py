"""The second bid close behind the winning one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchledger.explore.releases.distance import distances, fences
from watchledger.explore.releases.shape import Release, Sign


def bids_close(found: Iterable[Release], *, not_by_price: frozenset[str] = frozenset()) -> Iterator[Sign]:
    """The second bid lies unusually close above the winning one: the distance, as a share of the winning bid, is a low outlier
    among the releases at hand (below the lower quartile by 1.5 times the distance of the quartiles).

    Bidders who agreed often stay close. Innocent explanations: a market of catalogue prices, a published estimate that all
    bid by. Only releases count with one award to one supplier, valid bids in one currency, and the winner's the lowest; those of
    methods that do not compare prices (tender/procurementMethodDetails among `not_by_price`) are left out.
    """
    held = distances(found, not_by_price)
    bounds = fences(one.share for one in held)
    if bounds is None:
        return
    for one, share, paths in held:
        if share < bounds[0]:
            reason = f"the second bid is {share * 100:.2f} % above the winning one; the fence is {bounds[0] * 100:.2f} %"
            yield Sign("bids_close", one.ocid, one.line, share, reason, paths)
