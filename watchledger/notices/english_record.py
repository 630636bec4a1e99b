"""A row of a table whose columns are named in English: each column that is known by its name speaks like a strong label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchledger.model.columns import field_of
from watchledger.model.notice import Fact
from watchledger.model.text import Span, Text
from watchledger.notices import english_values as values
from watchledger.notices.english_lines import Labelled
from watchledger.notices.evidence import number
from watchledger.notices.tree import table

_BY_NAME = {
    "method": (("", "procedure"),),
    "amount": (
        ("estimat", "budget"), ("tender", "budget"), ("award", "award_total"), ("contract", "award_total"), ("", "total"),
    ),
    "date": (("award", "awarded"), ("sign", "signed")),
}  # fmt: skip
"""Field of a column -> (what its name has in it, the field it then is); the first that fits. "total" waits for the row's type."""
_IN_NAME = re.compile(r"(?:^|[_\W])(usd|eur|gbp|cad|aud|chf|sek|nok|dkk|pln)(?:$|[_\W])|([$£€])", re.IGNORECASE)
_SIGNS = {"$": "USD", "£": "GBP", "€": "EUR"}


def is_record(text: Text) -> bool:
    """Whether the text is a row of a table."""
    return text.reader.startswith("record/")


def record_marks(text: Text) -> Iterator[Labelled]:
    """The row's columns as labels with their values; columns of no known meaning are left out."""
    for block in text.blocks:
        name = (block.path or "")[1:].replace("~1", "/").replace("~0", "~")
        field = field_of(name)
        if field in _BY_NAME:
            field = next((told for words, told in _BY_NAME[field] if words in name.lower()), None)
        if field is None or block.kind == "furniture":
            continue
        label = f"{name}："
        start = block.start + len(label) if text.content.startswith(label, block.start) else block.start
        yield Labelled(field, 3.0, name, start, block.end)


def record_currency(marks: list[Labelled], text: Text) -> str | None:
    """The currency of bare numbers: that of the currency column, else the one that the amounts' columns name; None for neither."""
    for mark in marks:
        if mark.field == "currency" and (code := text.content[mark.start : mark.end].strip().upper()).isalpha() and len(code) == 3:
            return code
    named = {m[1].upper() if m[1] else _SIGNS[m[2]] for mark in marks if (m := _IN_NAME.search(mark.label))}
    return named.pop() if len(named) == 1 else None


def bare_amount(text: Text, mark: Labelled, currency: str | None) -> values.Amount | None:
    """A number without a sign in a column of amounts."""
    words = text.content[mark.start : mark.end]
    value = number(words) if currency is not None and len(words) <= 40 else None
    return values.Amount(value, currency or "", mark.start, mark.end, False) if value is not None else None


def record_kind(text: Text, marks: list[Labelled]) -> Fact[str] | None:
    """The type by the type column's value, else an award when the row names a supplier."""
    kinds = {row[0]: row[1] for row in table("english_stages.tsv")}
    for wanted in ("type", "supplier"):
        for mark in marks:
            quote = text.content[mark.start : mark.end]
            kind = kinds.get(quote.strip().lower()) if wanted == "type" else "award"
            if mark.field == wanted and kind is not None:
                return Fact(kind, quote, Span(text.id, mark.start, mark.end), None, f"english.type.{wanted}_column/1")
    return None
