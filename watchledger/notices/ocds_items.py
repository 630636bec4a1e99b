"""Items, classifications and values of an OCDS release."""

from __future__ import annotations

from decimal import Decimal

from watchledger.model.notice import Fact, Item, Money
from watchledger.model.text import Span, Text
from watchledger.notices.evidence import fact, money, number, words
from watchledger.notices.tree import Node

STAGES = (("contracts",), ("awards",), ("tender",))
"""Where items are listed, the furthest stage first: a contract repeats what its award and tender listed."""


def value(text: Text, node: Node | None, rule: str) -> Fact[Money] | None:
    """An OCDS Value. Databases exported without care wrap long numbers ({"$numberLong": "…"})."""
    if node is None:
        return None
    currency = words(text, node.first("currency"))
    amount = node.first("amount")
    if amount is not None and amount.start < 0:
        amount = next((inner for members in amount.below.values() for inner in members), None)
    return money(text, amount, currency, rule)


def items(text: Text, root: Node) -> tuple[Item, ...]:
    """The items of the furthest stage that lists any; those of earlier stages are read and not repeated."""
    lists = [[item for holder in root.each(*stage) for item in holder.each("items")] for stage in STAGES]
    found: tuple[Item, ...] = ()
    for nodes in lists:
        read = tuple(item for node in nodes if (item := _item(text, node)))
        found = found or read
    return found


def _item(text: Text, node: Node) -> Item | None:
    described = node.first("description")
    name = fact(text, described, "ocds.item/1") or fact(text, node.first("classification", "description"), "ocds.item.class/1")
    unit = node.first("unit")
    quantity = _quantity(text, node.first("quantity"))
    unit_name = fact(text, unit.first("name"), "ocds.item.unit/1") if unit is not None else None
    price = value(text, unit.first("value"), "ocds.item.unit_price/1") if unit is not None else None
    if name is None:
        return None
    brand = fact(text, node.first("x_watchledger", "brand"), "ocds.item.ours/1")
    return Item(name, brand, fact(text, node.first("x_watchledger", "model"), "ocds.item.ours/1"), quantity, unit_name, price)


def _quantity(text: Text, node: Node | None) -> Fact[Decimal] | None:
    quote = words(text, node)
    amount = number(quote)
    if node is None or amount is None:
        return None
    return Fact(amount, quote, Span(text.id, node.start, node.end), None, "ocds.item.quantity/1")


def classifications(text: Text, root: Node) -> tuple[Fact[str], ...]:
    """The tender's own code (an extension), then those of items, each once, as "scheme:code"."""
    nodes = [*root.each("tender", "classification"), *root.each("tender", "additionalClassifications")]
    for stage in (("tender",), ("awards",), ("contracts",)):
        nodes += [*root.each(*stage, "items", "classification"), *root.each(*stage, "items", "additionalClassifications")]
    found: dict[str, Fact[str]] = {}
    for node in nodes:
        scheme = " ".join(words(text, node.first("scheme") or node.first("schema")).split())
        code = node.first("id")
        if made := fact(text, code, "ocds.classification/1", f"{scheme}:{words(text, code)}" if scheme else words(text, code)):
            found.setdefault(made.value, made)
    return tuple(found.values())
