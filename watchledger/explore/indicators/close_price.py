"""An award close to the budget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from watchledger.explore.indicators.shape import AFTER, BEFORE, Passage, Sign, Stated, same_body

FIELDS = ("budget", "ceiling", "award_total", "project_codes")
LEAST = Decimal("0.98")
"""An award is close from here on. Bids against a published ceiling spread over tens of per cent where there is rivalry."""


def close_price(documents: Iterable[Stated]) -> Iterator[Sign]:
    """The award is 98 to 100 % of the budget or of the highest price allowed.

    The budget is that of the same notice, or of an earlier one with the same project number and buyer. Where bidders compete, the
    winner tends to stay well below the ceiling; a price that nearly equals it may mean that there was no rivalry, or that
    the budget was made from the winner's offer. Innocent explanations: a fixed tariff, a catalogue price, a budget made from a
    careful market survey. Nothing is said where an amount is missing or the currencies differ.
    """
    before: dict[str, list[tuple[str | None, Passage]]] = {}
    awards: list[Stated] = []
    for one in documents:
        limit = one.first("ceiling", "budget")
        if one.first("award_total") is not None and one.type not in BEFORE:
            awards.append(one)
        elif limit is not None and one.type in BEFORE:
            for code in one.codes():
                before.setdefault(code, []).append((one.buyer, limit))
    for award in awards:
        price = award.first("award_total")
        limits = [*award.all("ceiling"), *award.all("budget")]
        if not limits and award.type in AFTER:
            limits = [limit for code in award.codes() for buyer, limit in before.get(code, ()) if same_body(buyer, award.buyer)]
        for limit in limits:
            if price is not None and _close(price, limit):
                share = price.amount / limit.amount
                reason = f"the award, {price.money}, is {share:.1%} of the {limit.field}, {limit.money}"
                yield Sign("close_price", reason, (price, limit))
                break


def _close(price: Passage, limit: Passage) -> bool:
    return price.currency == limit.currency and limit.amount > 0 and LEAST * limit.amount <= price.amount <= limit.amount
