"""A row of a UK Contracts Finder export into facts.

The exports differ in their columns (the CSV download, the API's search result, the import format); a table of names covers them.
Amounts are in pounds sterling: the service takes no others. OrganisationName is who published the notice, which for some is
the portal they use; the buyer that the description names is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from watchledger.lang.normal import View
from watchledger.model.notice import Fact, Money, Notice, Supplier
from watchledger.model.text import Block, Span, Text
from watchledger.notices.evidence import iso_day, number
from watchledger.notices.tree import table

CURRENCY = "GBP"
_KEY = re.compile(r"[^a-z0-9]+")
_BRACKET = re.compile(r"\[.*")
_SUPPLIER = re.compile(r"\[\s*([^|\[\]]{2,200}?)\s*\|")
_CPV = re.compile(r"\b\d{8}\b")
_TYPES = (
    ("award", "award"), ("contract", "tender"), ("opportunity", "tender"), ("pipeline", "intent"), ("engagement", "intent"),
    ("planning", "intent"), ("future", "intent"),
)  # fmt: skip
"""A word of the type column -> our notice type ("Contract" is what the service calls an open tender)."""


def columns_of(text: Text) -> dict[str, tuple[Block, int]]:
    """Field -> (block, where its value starts) of the columns that are known."""
    known = {row[0]: row[1] for row in table("contracts_finder_columns.tsv")}
    found: dict[str, tuple[Block, int]] = {}
    for block in text.blocks:
        name = (block.path or "")[1:].replace("~1", "/").replace("~0", "~")
        field = known.get(key_of(name))
        if field is not None and field != "-":
            label = f"{name}："
            start = block.start + len(label) if text.content.startswith(label, block.start) else block.start
            found.setdefault(field, (block, start))
    return found


def key_of(name: str) -> str:
    """The form in which column names compare."""
    return _KEY.sub("", _BRACKET.sub("", name).lower())


def is_contracts_finder(text: Text) -> bool:
    """Whether this is a row of such an export: a record whose columns name an organisation and a publication, and of which two
    in three are known."""
    if not text.reader.startswith("record/"):
        return False
    keys = [key_of((b.path or "")[1:]) for b in text.blocks]
    known = {row[0] for row in table("contracts_finder_columns.tsv")}
    return "organisationname" in keys and "publisheddate" in keys and 3 * sum(k in known for k in keys) >= 2 * len(keys)


def read_contracts_finder(text: Text, view: View) -> Notice:
    """The facts of one row."""
    columns = columns_of(text)
    problems = [f"not interpreted: {name}" for name in _unknown(text)]
    budget, more = _estimate(text, columns)
    code = _fact(text, columns, "code")
    awarded = _day(text, columns, "awarded", problems)
    suppliers = tuple(_suppliers(text, columns))
    total = _money(text, columns, "award_total")
    if total is not None and len(suppliers) == 1:
        suppliers = (Supplier(suppliers[0].name, total),)
    related = _fact(text, columns, "related")
    return Notice(
        type=_type(text, columns, awarded), title=_fact(text, columns, "title"), project_codes=(code,) if code else (),
        buyer=_fact(text, columns, "buyer"), suppliers=suppliers, budget=budget, award_total=total,
        published=_day(text, columns, "published", problems), deadline=_day(text, columns, "deadline", problems),
        region=_fact(text, columns, "region") or _fact(text, columns, "postcode"), awarded=awarded,
        notice_id=_fact(text, columns, "notice_id"), related=(related,) if related else (),
        classifications=tuple(_classifications(text, columns)), procedure=_fact(text, columns, "procedure"),
        alternatives=tuple(("budget", f) for f in more), problems=tuple(problems),
    )  # fmt: skip


def _unknown(text: Text) -> Iterator[str]:
    known = {row[0] for row in table("contracts_finder_columns.tsv")}
    for block in text.blocks:
        if key_of((block.path or "")[1:]) not in known:
            yield block.path or "?"


def _slice(text: Text, start: int, end: int, name: str, value: str | None = None) -> Fact[str]:
    quote = text.content[start:end]
    return Fact(
        " ".join(quote.split()) if value is None else value, quote, Span(text.id, start, end), None, f"contracts_finder.{name}/1"
    )


def _fact(text: Text, columns: dict[str, tuple[Block, int]], name: str) -> Fact[str] | None:
    if name not in columns:
        return None
    block, start = columns[name]
    return _slice(text, start, block.end, name) if text.content[start : block.end].strip() else None


def _day(text: Text, columns: dict[str, tuple[Block, int]], name: str, problems: list[str]) -> Fact[str] | None:
    if name not in columns:
        return None
    block, start = columns[name]
    value = iso_day(text.content[start : block.end])
    if value is None:
        problems.append(f"{name}: not a date: {text.content[start : block.end][:40]!r}")
        return None
    return _slice(text, start, block.end, name, value)


def _money(text: Text, columns: dict[str, tuple[Block, int]], name: str) -> Fact[Money] | None:
    if name not in columns:
        return None
    block, start = columns[name]
    quote = text.content[start : block.end]
    amount = number(quote.strip().lstrip("£"))
    if not amount:
        return None
    return Fact(Money(Decimal(amount), CURRENCY), quote, Span(text.id, start, block.end), None, f"contracts_finder.{name}/1")


def _estimate(text: Text, columns: dict[str, tuple[Block, int]]) -> tuple[Fact[Money] | None, list[Fact[Money]]]:
    """The upper end of the stated range is the budget; a lower end that differs is kept beside it."""
    low, high = _money(text, columns, "value_low"), _money(text, columns, "value_high")
    budget = high or low
    return budget, [low] if low is not None and budget is not None and low.value != budget.value else []


def _type(text: Text, columns: dict[str, tuple[Block, int]], awarded: Fact[str] | None) -> Fact[str] | None:
    """The state or kind of the notice as stated; a date of award makes it an award."""
    status = _fact(text, columns, "status")
    stated = _fact(text, columns, "type")
    for words, kinds in (
        (status, (("awarded", "award"), ("withdrawn", "termination"), ("cancelled", "termination"))),
        (stated, _TYPES),
    ):
        for word, kind in kinds if words is not None else ():
            if words is not None and word in words.value.lower() and not (awarded is not None and kind == "tender"):
                return Fact(kind, words.quote, words.span, None, "contracts_finder.type/1")
    return Fact("award", awarded.quote, awarded.span, None, "contracts_finder.type.awarded/1") if awarded is not None else None


def _suppliers(text: Text, columns: dict[str, tuple[Block, int]]) -> Iterator[Supplier]:
    """Names from "[Name|Address|…]" lists, or the plain name column."""
    if "suppliers" in columns:
        block, start = columns["suppliers"]
        for match in _SUPPLIER.finditer(text.content, start, block.end):
            yield Supplier(_slice(text, match.start(1), match.end(1), "supplier"))
    elif name := _fact(text, columns, "supplier"):
        yield Supplier(name)


def _classifications(text: Text, columns: dict[str, tuple[Block, int]]) -> Iterator[Fact[str]]:
    if "classifications" in columns:
        block, start = columns["classifications"]
        for match in _CPV.finditer(text.content, start, block.end):
            yield _slice(text, match.start(), match.end(), "classification", f"CPV:{match.group()}")
