"""The winning bid far below the second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchledger.explore.releases.distance import distances, fences
from watchledger.explore.releases.shape import Release, Sign


def far_below(found: Iterable[Release], *, not_by_price: frozenset[str] = frozenset()) -> Iterator[Sign]:
    """The winning bid lies unusually far below the second: the distance, as a share of the winning bid, is a high outlier among the
    releases at hand (above the upper quartile by 1.5 times the distance of the quartiles).

    A bidder who knows that the contract will be changed afterwards can bid low. Innocent explanations: a firm that wants to enter
    the market, a mistake of the second bidder, surplus stock. The same releases count as for bids_close.
    """
    held = distances(found, not_by_price)
    bounds = fences(one.share for one in held)
    if bounds is None:
        return
    for one, share, paths in held:
        if share > bounds[1]:
            reason = f"the second bid is {share * 100:.0f} % above the winning one; the fence is {bounds[1] * 100:.0f} %"
            yield Sign("far_below", one.ocid, one.line, share, reason, paths)
