"""A buyer that rules out many of its bidders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from watchledger.explore.releases.distance import fences
from watchledger.explore.releases.shape import Release, Sign

BODIES = {"buyer": ("buyer", "id"), "procuring entity": ("tender", "procuringEntity", "id")}
"""Who may have ruled bids out, and where a release names it."""


def many_disqualified(found: Iterable[Release]) -> Iterator[Sign]:
    """The buyer, or the body that runs the tender, disqualifies an unusual share of the bids it gets: the share is a high outlier
    among the bodies at hand (above the upper quartile by 1.5 times the distance of the quartiles). Each of its tenders with such a
    bid has a sign.

    Terms or a committee may fit one firm each time. Innocent explanations: a field with many new bidders, strict rules of
    safety, a platform that counts unfinished bids. Tenders that were called off are left out. The shares of bidders are not told:
    a firm that fails says nothing of how the public buys.
    """
    held = [one for one in found if not one.called_off]
    for name, place in BODIES.items():
        bids: dict[str, list[str]] = defaultdict(list)
        told: dict[str, list[tuple[Release, tuple[str, ...]]]] = defaultdict(list)
        for one in held:
            body = one.at(*place)
            made = [bid for bid in one.bids() if bid.status in ("valid", "disqualified")]
            if not isinstance(body, str | int) or not made:
                continue
            bids[str(body)] += [str(bid.status) for bid in made]
            out = tuple(bid.path for bid in made if bid.status == "disqualified")
            if out:
                told[str(body)].append((one, out))
        shares = {body: Decimal(made.count("disqualified")) / len(made) for body, made in bids.items()}
        bounds = fences(shares.values())
        for body, share in shares.items():
            if bounds is None or share <= bounds[1]:
                continue
            of_bids = f"{share * 100:.0f} % of {len(bids[body])} bids"
            reason = f"the {name} {body} disqualified {of_bids}; the fence is {bounds[1] * 100:.0f} %"
            for one, paths in told[body]:
                yield Sign("many_disqualified", one.ocid, one.line, share, reason, paths)
