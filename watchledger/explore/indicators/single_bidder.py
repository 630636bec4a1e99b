"""One bidder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchledger.explore.indicators.shape import Sign, Stated, plain

FIELDS = ("bidders.name", "suppliers.name")
TYPES = frozenset({"candidate", "award"})


def single_bidder(documents: Iterable[Stated]) -> Iterator[Sign]:
    """The list of bidders or candidates in a result has one name, and no other supplier is named.

    In China an open tender with fewer than three bidders fails (Tendering and Bidding Law, article 28; Government Procurement Law,
    article 36); elsewhere a single bid is allowed and is the European Commission's first indicator of weak competition. Innocent
    explanations: the notice lists only the winner, the field is small, or the purchase has a single source openly.
    A notice without a list of bidders says nothing and gives no sign.
    """
    for one in documents:
        bidders = one.all("bidders.name")
        names = {plain(passage.value) for passage in (*bidders, *one.all("suppliers.name"))}
        if bidders and len(names) == 1 and one.type in TYPES:
            yield Sign("single_bidder", f"one bidder is listed: {bidders[0].quote}", (bidders[0],))
