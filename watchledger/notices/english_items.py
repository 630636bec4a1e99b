"""Lines of goods in English: tables with a head ("Item, Quantity, Unit price"), and lines of orders and invoices, where quantity
times price must give the line's total before a number is believed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from watchledger.model.notice import Fact, Item, Money
from watchledger.model.text import Text
from watchledger.notices import english_values as values
from watchledger.notices.english_facts import fact, money
from watchledger.notices.english_facts import number as number_of
from watchledger.notices.english_lines import Line
from watchledger.notices.tree import table

_FIELD = {name: field for field, names in table("english_columns.tsv") for name in names.split("; ")}
_NUMBER = re.compile(r"(?<![\w.,-])\(?[$£€]?\s?(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,9}(?:\.\d{1,4})?)\)?(?![\w%]|[.,]\d)")
_UNIT = re.compile(r"(EA|EACH|PCS?|UNITS?|LOT|LS|HRS?|MO|YR|SETS?|DL)\b[\s|.]*", re.IGNORECASE)
_DOLLARS = frozenset({"DL", "DLR", "DOL", "USD", "DOLLAR", "DOLLARS", "$"})
"""Units of orders written in money: the column of quantities holds the amount and the unit costs 1.00."""
_COUNTED = re.compile(r"\((\d{1,5})\)\s*$")
MOST = 2000
"""Items kept of one document."""


def items(text: Text, found: list[Line], dollars: str) -> tuple[Item, ...]:
    """The items of tables with a head; without one, lines whose numbers agree."""
    listed = list(_from_tables(text, found, dollars)) or list(_numbered(text))
    return tuple(listed or _from_lines(text, found, dollars))[:MOST]


_CLIN = re.compile(
    r"\b(?:CLIN|Line [Ii]tem|Item|LINE ITEM|ITEM)(?: [Nn]o\.?"
    r"| #)?\s?#?(?:\d{1,4}[A-Z]{0,2})\s*[:.–—-]\s*(?P<name>[A-Za-z][^\n:;.,]{2,90}?),?\s+"
    r"(?:\(?(?:[Qq]ty\.?|[Qq]uantity|QTY|QUANTITY)[:.]?\s*)?(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})\)?\s*(?P<unit>EA|EACH"
    r"|[Ee]ach|ea|units?|UNITS?|sets?|SETS?|pcs|PCS|LOT|lot|hours?|HR|MO|YR|nos?\.?)?\s*(?=[.;,\n)]|$)"
)
"""Contract lines told in a sentence: "CLIN 0001: thermal camera, 24 EA." """


def _numbered(text: Text) -> Iterator[Item]:
    for match in _CLIN.finditer(text.content, 0, min(len(text.content), 200_000)):
        unit = _fact(text, *match.span("unit"), "unit") if match["unit"] else None
        yield Item(_fact(text, *match.span("name"), "name"), quantity=_decimal(text, *match.span("n")), unit=unit)


def is_head(words: str) -> bool:
    """Whether a line is the head of a list of goods: two of its words or cells are heads of columns."""
    names = [_FIELD.get(w) for w in (*words.lower().split("\t"), *words.lower().split(), *words.lower().split("  "))]
    return len({n for n in names if n} - {"line_total"}) >= 2 or _FIELD.get(words.lower()) is not None


def _rows(found: list[Line]) -> Iterator[list[Line]]:
    row: list[Line] = []
    for line in found:
        if row and line.row != row[-1].row:
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def _from_tables(text: Text, found: list[Line], dollars: str) -> Iterator[Item]:
    head: dict[str, int] | None = None
    width, wrapped = 0, False
    for row in _rows(found):
        names = [_FIELD.get(text.content[c.start : c.end].strip().lower().rstrip(":").partition(" (")[0]) for c in row]
        if "quantity" in names and len(row) >= 2 and names.count(None) <= len(row) // 2 and ("name" in names or None in names):
            head = {field: at for at, field in reversed(list(enumerate(names))) if field}
            if row and "description" in (words := [text.content[c.start : c.end].strip().lower() for c in row]):
                head["name"] = words.index("description")
            head.setdefault("name", names.index(None) if None in names else 0)
            if "unit_price" not in head and names.count("unit") == 2:  # "UNIT" over "COST"
                head["unit_price"] = len(names) - 1 - names[::-1].index("unit")
            width, wrapped = len(row), True
            continue
        if head is None or len(row) < 2:
            head = head if len(row) == 1 and wrapped and row[0].end - row[0].start <= 30 else None
            wrapped = False
            continue
        shift = len(row) - width if len(row) < width else 0  # a merged first cell is written once
        cells = {field: row[at + shift] for field, at in head.items() if 0 <= at + shift < len(row)}
        for field in [
            f
            for f, cell in cells.items()
            if f in ("line_total", "unit_price") and not any(map(str.isdigit, text.content[cell.start : cell.end]))
        ]:
            del cells[field]
        if item := _item(text, cells, dollars):
            yield item


def _item(text: Text, cells: dict[str, Line], dollars: str) -> Item | None:
    name, quantity = cells.get("name"), cells.get("quantity")
    if name is None or not any(c.isalpha() for c in text.content[name.start : name.end]):
        return None
    if re.match(r"(?:sub-?)?total|vat|tax|shipping", text.content[name.start : name.end].lower()):
        return None
    price = cells.get("unit_price")
    money = _price(text, price, dollars) if price is not None else None
    unit, last = cells.get("unit"), cells.get("line_total")
    whole = _price(text, last, dollars) if last is not None else None
    total = _money(text, whole, "line_total") if whole is not None else None
    if unit is not None and money is None and (number := _price(text, unit, dollars)) is not None:
        unit, money = None, number  # "UNIT" stood over "PRICE"
    if unit is not None and text.content[unit.start : unit.end].strip(". ").upper() in _DOLLARS:  # the quantity is the amount
        counted = _COUNTED.search(text.content, name.start, name.end)
        many = _decimal(text, *counted.span(1)) if counted else None
        return Item(_fact(text, name.start, name.end, "name"), quantity=many, line_total=total)
    return Item(
        _fact(text, name.start, name.end, "name"),
        _fact(text, c.start, c.end, "brand") if (c := cells.get("brand")) else None,
        _fact(text, c.start, c.end, "model") if (c := cells.get("model")) else None,
        _number(text, quantity) if quantity is not None else None,
        _fact(text, unit.start, unit.end, "unit") if unit else None,
        _money(text, money) if money is not None else None,
        total,
    )


def _price(text: Text, cell: Line, dollars: str) -> values.Amount | None:
    """The amount of a price column, whose head says that it is one: a sign may be missing."""
    signed = next(values.amounts(text.content, cell.start, cell.end, dollars=dollars), None)
    match = None if signed else _NUMBER.fullmatch(text.content, cell.start, cell.end)
    currency = _currency(text.content, dollars) if match else None
    return values.Amount(Decimal(match["n"].replace(",", "")), currency, *match.span("n"), True) if match and currency else signed


_CURRENCY_WORDS = re.compile(r"\b(?:USD|GBP|EUR|CAD|AUD|NZD)\b")


def _currency(content: str, dollars: str) -> str | None:
    """The currency of numbers without a sign: that of the signs or codes elsewhere in the text, the first that there is; None where
    the text states none."""
    for sign, currency in (("$", dollars), ("£", "GBP"), ("€", "EUR")):
        if sign in content:
            return currency
    word = _CURRENCY_WORDS.search(content)
    return word[0] if word else None


def _fact(text: Text, start: int, end: int, what: str) -> Fact[str]:
    return fact(text, start, end, f"item.{what}")


def _number(text: Text, cell: Line) -> Fact[Decimal] | None:
    match = _NUMBER.match(text.content, cell.start, cell.end)
    return _decimal(text, *match.span("n")) if match is not None else None


def _decimal(text: Text, start: int, end: int) -> Fact[Decimal]:
    return number_of(text, start, end, "item.quantity")


def _money(text: Text, amount: values.Amount, what: str = "unit_price") -> Fact[Money]:
    return money(text, amount, f"item.{what}")


def _from_lines(text: Text, found: list[Line], dollars: str) -> Iterator[Item]:
    """ "Falcon camera 20 $2,500.00 $50,000.00": three numbers of which two give the third, after or around words."""
    content = text.content
    for row in _rows(found):
        start, end = row[0].start, row[-1].end
        if end - start > 300 or not any(sign in content[start:end] for sign in "$£€."):
            continue
        numbers = [(m.start("n"), m.end("n"), Decimal(m["n"].replace(",", ""))) for m in _NUMBER.finditer(content, start, end)]
        if not 3 <= len(numbers) <= 8:
            continue
        if made := _agreeing(text, start, end, numbers, dollars):
            yield made


def _agreeing(text: Text, start: int, end: int, numbers: list[tuple[int, int, Decimal]], dollars: str) -> Item | None:
    content = text.content
    total = numbers[-1]
    for q in sorted(numbers[:-1], key=lambda n: ("." in content[n[0] : n[1]], n[2])):  # a count has no decimals, or is the smaller
        for p in numbers[:-1]:
            if p is q or not (q[2] == q[2].to_integral_value() and 0 < q[2] <= 100000) or "." not in content[p[0] : p[1]]:
                continue
            if p[2] * q[2] != total[2] or total[2] == 0 or q[2] == 1 and p[2] == 1:
                continue
            spans = sorted((n[0], n[1]) for n in numbers)
            gaps = [(a, b) for a, b in zip([start, *(e for _, e in spans)], [*(s for s, _ in spans), end], strict=True)]
            first, last = max(gaps, key=lambda g: sum(c.isalpha() for c in content[g[0] : g[1]]))
            while first < last and not content[first].isalnum():
                first += 1
            while last > first and not (content[last - 1].isalnum() or content[last - 1] in ")®™"):
                last -= 1
            if sum(c.isalpha() for c in content[first:last]) < 3:
                return None
            unit = _UNIT.match(content, first, last)
            first = unit.end() if unit is not None else first
            currency = _currency(content[start:end], dollars) or _currency(content, dollars)
            price = values.Amount(p[2], currency, p[0], p[1], True) if currency else None
            return Item(
                _fact(text, first, last, "name"),
                quantity=_decimal(text, q[0], q[1]),
                unit_price=_money(text, price) if price is not None else None,
                unit=_fact(text, *unit.span(1), "unit") if unit is not None else None,
            )
    return None
