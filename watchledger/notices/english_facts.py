"""Facts of English papers with their evidence, and the weight that a reading has."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from watchledger.model.notice import Fact, Money
from watchledger.model.text import Span, Text
from watchledger.notices import english_values as values


class Candidate(NamedTuple):
    """A reading of a field: its weight and its fact."""

    weight: float
    fact: Fact[Any]


def fact(text: Text, start: int, end: int, rule: str, value: str | None = None) -> Fact[str]:
    quote = text.content[start:end]
    return Fact(
        " ".join(quote.split()) if value is None else value,
        quote,
        Span(text.id, start, end),
        text.page_at(start),
        f"english.{rule}/1",
    )


def money(text: Text, amount: values.Amount, rule: str) -> Fact[Money]:
    quote = text.content[amount.start : amount.end]
    span = Span(text.id, amount.start, amount.end)
    return Fact(Money(amount.value, amount.currency), quote, span, text.page_at(amount.start), f"english.{rule}/1")


def number(text: Text, start: int, end: int, rule: str) -> Fact[Decimal]:
    """A number without a currency."""
    quote = text.content[start:end]
    return Fact(Decimal(quote.replace(",", "")), quote, Span(text.id, start, end), text.page_at(start), f"english.{rule}/1")
