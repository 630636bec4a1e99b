"""Little time for bids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from watchledger.explore.indicators.shape import Passage, Sign, Stated, plain

FIELDS = ("published", "deadline", "procedure", "title", "type")
METHODS = (
    ("磋商", 10, "10 days for competitive consultation: Interim Measures (Caiku [2014] 214), article 10"),
    ("谈判", 3, "3 working days for competitive negotiation: Order 74 of the Ministry of Finance, article 29"),
    ("询价", 3, "3 working days for inquiries: Order 74 of the Ministry of Finance, article 45"),
    ("公开招标", 20, "20 days for tenders: China's Tendering and Bidding Law, article 24; Government Procurement Law, article 35"),
    ("邀请招标", 20, "20 days for tenders: China's Tendering and Bidding Law, article 24; Government Procurement Law, article 35"),
)
"""A word of the method's name, the days from the issue of the documents that it must leave (3 working days are at least 3), and the
law. The first that fits counts."""


def short_period(documents: Iterable[Stated]) -> Iterator[Sign]:
    """Between publication and the deadline for bids lie fewer days than the method must leave: 20 in tenders.

    The method is that which the notice states, in its own field, its title or the words of its type; without one there is no
    sign. The legal source is named in the reason, as its text stands; whether it binds this purchase (article 24 binds tenders that
    the law requires) is for a lawyer. The law counts from the day the documents are issued; publication stands for it here, which
    is seldom later. It is China's: elsewhere other periods hold (Directive 2014/24/EU, article 27: 35 days, 30 for electronic bids,
    15 when urgent). Short periods favour whoever knew before. Innocent explanations: the notice
    is a second or corrected publication, an earlier one gave the documents out, or a special zone's own rules leave fewer days.
    """
    for one in documents:
        published, deadline = one.first("published"), one.first("deadline")
        if one.type != "tender" or published is None or deadline is None:
            continue
        first, last = _day(published), _day(deadline)
        said = [one.first(name) for name in ("procedure", "title", "type")]
        known = next(((rule, p) for p in said if p is not None for rule in METHODS if rule[0] in plain(p.quote)), None)
        if first is None or last is None or known is None:
            continue
        (_, least, law), shown = known
        days = (last - first).days
        if 0 <= days < least:
            reason = f"{days} day{'' if days == 1 else 's'} from publication to the deadline ({law})"
            yield Sign("short_period", reason, (published, deadline, shown))


def _day(passage: Passage) -> date | None:
    try:
        return date.fromisoformat(passage.value[:10])
    except ValueError:
        return None
