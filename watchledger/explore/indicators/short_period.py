"""Little time for bids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from watchledger.explore.indicators.shape import Passage, Sign, Stated, plain
from watchledger.lang.normal import is_han

FIELDS = ("published", "deadline", "procedure")
DAYS = 20
LAW = (
    "20 days from the issue of the documents: China's Tendering and Bidding Law, article 24; Government Procurement Law, article 35"
)
SHORTER = (
    ("磋商", 10, "10 days for competitive consultation: Interim Measures (Caiku [2014] 214), article 10"),
    ("谈判", 3, "3 working days for competitive negotiation: Order 74 of the Ministry of Finance, article 29"),
    ("询价", 3, "3 working days for inquiries: Order 74 of the Ministry of Finance, article 45"),
)
"""Methods whose documents may be out for less, by a word of their name, in days (3 working days are at least 3). An order of
rows: the first that fits."""


def short_period(documents: Iterable[Stated]) -> Iterator[Sign]:
    """Between publication and the deadline for bids lie fewer days than the method must leave: 20 in open tenders.

    The legal source is named in the reason; it is China's, and only notices in Chinese are judged by it: elsewhere other periods
    hold (Directive 2014/24/EU, article 27: 35 days, 30 for electronic bids, 15 when urgent). Short periods favour whoever
    knew before. Innocent explanations: the notice is a second or corrected publication, or an earlier one gave the documents
    out.
    """
    for one in documents:
        published, deadline = one.first("published"), one.first("deadline")
        chinese = any(map(is_han, (one.title or "") + (one.buyer or "")))
        if one.type != "tender" or published is None or deadline is None or not chinese:
            continue
        first, last = _day(published), _day(deadline)
        if first is None or last is None:
            continue
        days, least, law = (last - first).days, DAYS, LAW
        method = one.first("procedure")
        words = plain(method.value if method is not None else one.title or "")
        for word, fewer, source in SHORTER:
            if word in words:
                least, law = fewer, source
                break
        if 0 <= days < least:
            passages = (published, deadline) if method is None else (published, deadline, method)
            yield Sign("short_period", f"{days} days from publication to the deadline ({law})", passages)


def _day(passage: Passage) -> date | None:
    try:
        return date.fromisoformat(passage.value[:10])
    except ValueError:
        return None
