"""All bidders but the winner were ruled out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from watchledger.explore.releases.shape import Release, Sign


def others_disqualified(found: Iterable[Release]) -> Iterator[Sign]:
    """Every bid but those of the one supplier who won was disqualified; the figure is the number of bidders ruled out.

    Terms or a committee may have left one firm only. Innocent explanations: the others did lack what the law requires, or
    bid for practice. No sign while an award is undecided, when the tender was called off, or when another valid bid stands.
    """
    for one in found:
        winners = one.winners()
        if winners is None:
            continue
        bids = list(one.bids())
        valid = {who for bid in bids if bid.status == "valid" for who in bid.tenderers}
        out = {who for bid in bids if bid.status == "disqualified" for who in bid.tenderers}
        if len(valid) == 1 and out and valid == {who for award in winners for who in award}:
            paths = tuple(bid.path for bid in bids if bid.status == "disqualified")
            reason = f"{len(out)} bidder{'' if len(out) == 1 else 's'} disqualified, the winner alone was left"
            yield Sign("others_disqualified", one.ocid, one.line, Decimal(len(out)), reason, paths)
