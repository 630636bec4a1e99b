"""T10: tenders and the awards that followed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from watchledger.explore.kept_projects import Grouping, grouped
from watchledger.explore.tables.shape import Asked, Table, Told

TENDERS = ("tender", "single_source", "prequalification")
_SHARE = Decimal("0.0001")


class Pair(NamedTuple):
    """Keys of an award and of the last tender before it in its project."""

    award: int
    tender: int


def awards(asked: Asked) -> Table:
    """Of each project's awards: the last tender before it, the days between, the amounts side by side, and the award as a share of
    the budget (else of the ceiling) where both state the same currency. An award without a date, or without a tender before it in
    this case, is in no row."""
    columns = ("award", "tender", "buyer", "tendered", "awarded", "days", "budget", "ceiling", "award_total", "currency", "share")
    table = Table("T10", "From tender to award", columns)
    groups = asked.grouping or grouped(asked.case)
    copies, chosen = asked.copies(), None if asked.keys is None else set(asked.keys)
    heads = {head.key: head for head in asked.case.store.heads(sorted({key for pair in pairs(groups) for key in pair}))}
    for pair in pairs(groups):
        shown = [key for key in sorted(pair) if key not in copies and (chosen is None or key in chosen)]
        if pair.award in copies or not shown:
            continue
        row = _row(heads[pair.award], heads[pair.tender])
        for key in shown:
            table.cells.put(key, row[0])
        table.rows.append(row)
    table.rows.sort(key=lambda row: (row[4], row[0]))
    shares = sum(row[-1] is not None for row in table.rows)
    table.notes = (
        Told(
            "pairs",
            "{n} awards with a tender before them, {shares} with a share; amounts are those of the notices named.",
            n=f"{len(table.rows):,}",
            shares=f"{shares:,}",
        ),
        "A tender and an award are paired within one project (`watchledger project` gives the reasons).",
    )
    return table


def pairs(groups: Grouping) -> Iterator[Pair]:
    """The award and its tender, project by project; of several attempts the last before the award."""
    for project in groups.projects:
        tenders = sorted((n.published, groups.keys[n.id]) for n in project.notices if n.type in TENDERS and n.published)
        for notice in project.notices:
            if notice.type != "award" or not notice.published:
                continue
            before = [key for published, key in tenders if published[:10] <= notice.published[:10]]
            if before:
                yield Pair(groups.keys[notice.id], before[-1])


def _row(award: Any, tender: Any) -> tuple[Any, ...]:
    days = _days(tender.published, award.published)
    share = None
    for amount, currency in ((tender.budget, tender.budget_currency), (tender.ceiling, tender.ceiling_currency)):
        if amount is not None and award.award_total is not None and currency == award.award_total_currency and Decimal(amount) > 0:
            share = (Decimal(award.award_total) / Decimal(amount)).quantize(_SHARE)
            break
    amounts = [None if value is None else Decimal(value) for value in (tender.budget, tender.ceiling, award.award_total)]
    currency = award.award_total_currency or tender.budget_currency or tender.ceiling_currency
    return award.id, tender.id, award.buyer or tender.buyer, tender.published, award.published, days, *amounts, currency, share


def _days(first: str, last: str) -> int | None:
    """Days between two dates; None where one is known to the month or year alone."""
    try:
        return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days
    except ValueError:
        return None
