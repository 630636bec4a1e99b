"""Little time for bids, by the tender's own period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from watchledger.explore.releases.shape import Release, Sign

DAYS = 15
"""Cardinal's default; laws differ (Directive 2014/24/EU, article 27: 35 days, 15 when urgent)."""


def short_submission(
    found: Iterable[Release], *, days: int = DAYS, methods: frozenset[str] | None = None, details: Mapping[str, int] | None = None
) -> Iterator[Sign]:
    """The period for bids (tender/tenderPeriod) is shorter than 15 days.

    Whoever knew before has an advantage. Innocent explanations: a framework's call for offers, an urgent need, a period that was
    prolonged and not published again. A period that lacks a date gives no sign; a day counts when it is whole.
    """
    for one in found:
        start, end = one.moment("tender", "tenderPeriod", "startDate"), one.moment("tender", "tenderPeriod", "endDate")
        if start is None or end is None or (start.tzinfo is None) != (end.tzinfo is None):
            continue
        if methods is not None and one.at("tender", "procurementMethod") not in methods:
            continue
        least = (details or {}).get(str(one.at("tender", "procurementMethodDetails")), days)
        whole = (end - start).days
        if 0 <= whole < least:
            reason = f"{whole} days for bids, fewer than {least}"
            yield Sign("short_submission", one.ocid, one.line, Decimal(1), reason, ("tender/tenderPeriod",))
