"""Purchases kept under a threshold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from watchledger.explore.indicators.shape import Passage, Sign, Stated, plain

FIELDS = ("budget", "ceiling", "award_total", "published", "project_codes", "findings.technology")
NEAR = Decimal("0.9")
"""Just under: from 90 % of the threshold on."""
DAYS = 90
"""Purchases of the same thing within a quarter of a year could have been one."""
THRESHOLDS = (
    ("CNY", Decimal(1_000_000), "goods and services outside the catalogue, State Council Office [2019] 55"),
    ("CNY", Decimal(2_000_000), "open tender for goods and services, State Council Office [2019] 55"),
    ("CNY", Decimal(4_000_000), "works that must be tendered, Order 16 of the NDRC, 2018"),
    ("EUR", Decimal(143_000), "central government goods and services 2024-25, Directive 2014/24/EU, article 4"),
    ("EUR", Decimal(221_000), "other authorities' goods and services 2024-25, Directive 2014/24/EU, article 4"),
)
"""Thresholds of those who publish most here; provinces of China set their own within the State Council's, and years differ."""


class _Purchase(NamedTuple):
    day: date
    project: str
    amount: Passage
    technology: Passage


def split_purchases(documents: Iterable[Stated]) -> Iterator[Sign]:
    """A buyer buys the same technology twice or more within 90 days, each time just under a legal threshold.

    Just under is from 90 % on. Splitting a purchase to escape a tender is forbidden (Implementing Regulations of China's
    Government Procurement Law, article 28; Directive 2014/24/EU, article 5, paragraph 3). The amount is the budget, else the
    ceiling, else the award; notices of one project number are one purchase. Innocent explanations: separate needs, lots of
    one tender published apart, a threshold that does not hold for this body or year.
    """
    found: dict[tuple[str, str, int], dict[str, _Purchase]] = {}
    for one in documents:
        amount, published = one.first("budget", "ceiling", "award_total"), one.first("published")
        day = _day(published) if published is not None else None
        if amount is None or day is None or one.buyer is None:
            continue
        for at, (currency, limit, _) in enumerate(THRESHOLDS):
            if amount.currency == currency and NEAR * limit <= amount.amount < limit:
                for technology in one.all("findings.technology"):
                    project = next(iter(one.codes()), one.document)
                    held = found.setdefault((plain(one.buyer), technology.value, at), {})
                    held.setdefault(project, _Purchase(day, project, amount, technology))
    for (_, technology_id, at), purchases in found.items():
        currency, limit, law = THRESHOLDS[at]
        for run in _runs(sorted(purchases.values(), key=lambda purchase: (purchase.day, purchase.project))):
            words = f"{len(run)} purchases of {technology_id} within {(run[-1].day - run[0].day).days} days, each just under"
            passages = tuple(passage for purchase in run for passage in (purchase.amount, purchase.technology))
            yield Sign("split_purchases", f"{words} {limit:,f} {currency} ({law})", passages)


def _runs(purchases: list[_Purchase]) -> Iterator[list[_Purchase]]:
    """Stretches of two or more, the last within DAYS of the first."""
    run: list[_Purchase] = []
    for purchase in purchases:
        if run and (purchase.day - run[0].day).days > DAYS:
            if len(run) > 1:
                yield run
            run = []
        run.append(purchase)
    if len(run) > 1:
        yield run


def _day(passage: Passage) -> date | None:
    try:
        return date.fromisoformat(passage.value[:10])
    except ValueError:
        return None
