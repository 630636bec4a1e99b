"""Values as the two TED schemas write them: running paragraphs, amounts, dates."""

from __future__ import annotations

from watchledger.model.notice import Fact, Money
from watchledger.model.text import Span, Text
from watchledger.notices.evidence import day, fact, iso_day, money, words
from watchledger.notices.tree import Node, inside


def paragraphs(text: Text, holder: Node | None, rule: str) -> Fact[str] | None:
    """The words of a holder of paragraphs, or its own; the quote is the first paragraph's."""
    if holder is None:
        return None
    nodes = list(holder.each("P")) or [holder]
    facts = [f for node in nodes if (f := fact(text, node, rule))]
    return facts[0] if facts else None


def amount_of(text: Text, node: Node, rule: str) -> Fact[Money] | None:
    """R2.0.9: the number is the element's, its currency an attribute. R2.0.8: VALUE_COST with a plain number in FMTVAL, currency
    at the element around it."""
    own = words(text, node.first("@CURRENCY"))
    if node.start >= 0:
        return money(text, node, own, rule)
    for holder in (node, *inside(node, ("COSTS_RANGE_AND_CURRENCY", "COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE"))):
        currency = words(text, holder.first("@CURRENCY")) or own
        for cost in holder.each("VALUE_COST"):
            if found := money(text, cost.first("@FMTVAL"), currency, rule) or money(text, cost, currency, rule):
                words(text, cost)
                return found
    return None


def day_of(text: Text, node: Node | None, rule: str) -> Fact[str] | None:
    """A date of either schema: "2016-03-31", or DAY, MONTH and YEAR as elements (the quote then runs from first to last)."""
    if node is None:
        return None
    if node.start >= 0:
        return day(text, node, rule)
    parts = [node.first(name) for name in ("YEAR", "MONTH", "DAY")]
    if any(part is None for part in parts):
        return None
    value = iso_day("-".join(words(text, part).zfill(2) for part in parts))
    ends = [(part.start, part.end) for part in parts if part is not None]
    start, end = min(ends)[0], max(e for _, e in ends)
    words(text, node.first("TIME"))
    return Fact(value, text.content[start:end], Span(text.id, start, end), None, rule) if value else None
