"""Facts of a text from raw offsets: one place that cuts the quote, so that it is always the text's own words."""

from __future__ import annotations

from typing import TypeVar

from watchledger.model.notice import Fact
from watchledger.model.text import Span, Text

T = TypeVar("T")


def fact(text: Text, value: T, start: int, end: int, rule: str) -> Fact[T]:
    """A fact whose words are content[start:end]."""
    return Fact(value, text.content[start:end], Span(text.id, start, end), text.page_at(start), f"findings.{rule}")
