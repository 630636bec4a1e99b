"""From a node of a structured text to a fact: the value, its words, its span and the rule; the node is marked as used."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from watchledger.model.notice import Fact, Money
from watchledger.model.text import Span, Text
from watchledger.notices.tree import Node, table

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_DAYS_IN = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
ENGLISH = frozenset({"ENG", "EN", "en"})


def words(text: Text, node: Node | None) -> str:
    """The node's own words ("" for none); marks it as used."""
    if node is None or node.start < 0:
        return ""
    node.used = True
    return text.content[node.start : node.end]


def fact(text: Text, node: Node | None, rule: str, value: str | None = None) -> Fact[str] | None:
    """The node's words as a fact, white space of the value made single; `value` replaces what the words say by what they mean."""
    quote = words(text, node)
    if node is None or not quote:
        return None
    return Fact(" ".join(quote.split()) if value is None else value, quote, Span(text.id, node.start, node.end), None, rule)


def day(text: Text, node: Node | None, rule: str) -> Fact[str] | None:
    """The node's date as an ISO date; None when it holds none that exists. "02/03/2016" is day first, as Europe writes."""
    value = iso_day(words(text, node))
    return fact(text, node, rule, value) if value else None


def iso_day(quote: str) -> str | None:
    """The calendar day that a coded date begins with ("2020-02-04+01:00", "20200204 10:00"), or None."""
    if match := _DAY.match(quote):
        year, month, date = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.match(quote):
        date, month, year = (int(part) for part in match.groups())
    else:
        return None
    if not (1900 <= year <= 2200 and 1 <= month <= 12 and 1 <= date <= _DAYS_IN[month - 1]):
        return None
    return f"{year:04d}-{month:02d}-{date:02d}"


def money(text: Text, node: Node | None, currency: str, rule: str) -> Fact[Money] | None:
    """The node's number with a currency stated beside it; None without a number or without a currency of three letters."""
    quote = words(text, node)
    amount = number(quote)
    code = currency.strip().upper()
    if node is None or amount is None or len(code) != 3 or not code.isalpha():
        return None
    return Fact(Money(amount, code), quote, Span(text.id, node.start, node.end), None, rule)


def number(quote: str) -> Decimal | None:
    """A number as data writes it ("1000.50", "1E+3", "12 500,00"): a decimal comma only with at most two digits after it."""
    compact = "".join(quote.split())
    if "," in compact:
        whole, _, part = compact.rpartition(",")
        compact = f"{whole}.{part}" if len(part) <= 2 and "." not in compact and "," not in whole else compact.replace(",", "")
    try:
        value = Decimal(compact)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** 15 else None


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {code: row[2] for row in table("countries.tsv") for code in row[:2]}


def country(code: str) -> str | None:
    """The English name of a country by its code of two or three letters, or None."""
    return _countries().get(code.strip().upper())


def region(text: Text, code: Node | None, land: Node | None, rule: str) -> Fact[str] | None:
    """A place by its NUTS code and country ("FRD22, France"): the finest code is quoted; without one, the country's name."""
    quote = words(text, code)
    name = country(words(text, land)) or country(quote[:2])
    if quote:
        return fact(text, code, rule, f"{quote}, {name}" if name and len(quote) > 2 else name or quote)
    return fact(text, land, rule, name) if name else fact(text, land, rule)


def in_english(text: Text, nodes: list[Node], attribute: str = "@languageID") -> list[Node]:
    """Nodes that say the same in several languages, English first, otherwise as given (the official language comes first)."""
    return sorted(nodes, key=lambda node: words(text, node.first(attribute)) not in ENGLISH)
