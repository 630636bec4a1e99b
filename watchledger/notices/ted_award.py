"""The award sections of a TED notice: contracts, their winners and values (forms F03, F06, F13, F15, F18, F20 to F25 and older)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from watchledger.model.notice import Fact, Money, Supplier
from watchledger.model.text import Text
from watchledger.notices.evidence import fact, money, words
from watchledger.notices.ted_values import amount_of, day_of, paragraphs
from watchledger.notices.tree import Node, inside

SECTIONS = (
    "AWARD_CONTRACT", "AWARD_OF_CONTRACT", "AWARD_OF_CONTRACT_DEFENCE", "AWARD_AND_CONTRACT_VALUE", "RESULTS", "RESULT_CONTEST",
    "MODIFICATIONS_CONTRACT",
)  # fmt: skip
WINNERS = ("ADDRESS_CONTRACTOR", "ADDRESS_WINNER", "ECONOMIC_OPERATOR_NAME_ADDRESS", "CONTACT_DATA_WITHOUT_RESPONSIBLE_NAME_CHP")
VALUES = ("VAL_TOTAL", "VAL_PRIZE", "CONTRACT_VALUE_INFORMATION", "VALUE_PRIZE")
SIGNED = ("DATE_CONCLUSION_CONTRACT",)
DECIDED = ("CONTRACT_AWARD_DATE", "DATE_DECISION_JURY")


@dataclass(frozen=True, slots=True)
class Awards:
    """`count` is the number of award sections; dates are the earliest, the others are alternatives."""

    suppliers: tuple[Supplier, ...] = ()
    awarded: Fact[str] | None = None
    signed: Fact[str] | None = None
    contract_codes: tuple[Fact[str], ...] = ()
    count: int = 0
    alternatives: tuple[tuple[str, Fact[Any]], ...] = ()
    problems: tuple[str, ...] = ()


def awards(text: Text, form: Node) -> Awards:
    """The award sections of one form. Each gives a supplier for every winner; the value stands with the first one only."""
    sections = [n for n in inside(form, SECTIONS) if n.below]
    suppliers = [s for section in sections for s in _suppliers(text, section)]
    signed, more_signed = _dates(text, sections, SIGNED, "ted.signed/1")
    awarded, more_awarded = _dates(text, sections, DECIDED, "ted.awarded/1")
    numbers = (
        f
        for s in sections
        for n in inside(s, ("CONTRACT_NO", "CONTRACT_NUMBER"))
        if (f := paragraphs(text, n, "ted.contract_code/1"))
    )
    ends = [("award_total", f) for section in sections for f in _range(text, section)]
    return Awards(
        tuple(suppliers), awarded, signed, tuple(numbers), len(sections),
        tuple([("signed", f) for f in more_signed] + [("awarded", f) for f in more_awarded] + ends), (),
    )  # fmt: skip


def _suppliers(text: Text, section: Node) -> Iterator[Supplier]:
    lot = fact(text, next(inside(section, ("LOT_NO", "LOT_NUMBER")), None), "ted.supplier.lot/1")
    for title in inside(section, ("TITLE", "CONTRACT_TITLE")):
        for node in (title, *title.each("P")):
            words(text, node)
    not_values = ("INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT", "DESCRIPTION_PROCUREMENT")
    amount: Fact[Money] | None = None
    for node in inside(section, VALUES, not_in=not_values):
        amount = amount or amount_of(text, node, "ted.supplier.amount/1")
        words(text, node)
    for holder in inside(section, WINNERS):
        name = fact(text, next(inside(holder, ("OFFICIALNAME",)), None), "ted.supplier/1")
        identifier = fact(text, next(inside(holder, ("NATIONALID",)), None), "ted.supplier_id/1")
        if name is not None:
            yield Supplier(name, amount, lot, identifier)
            amount = None


def _dates(text: Text, sections: list[Node], names: tuple[str, ...], rule: str) -> tuple[Fact[str] | None, list[Fact[str]]]:
    found = {f.value: f for section in sections for node in inside(section, names) if (f := day_of(text, node, rule))}
    ordered = [found[value] for value in sorted(found)]
    return (ordered[0] if ordered else None), ordered[1:]


def _range(text: Text, section: Node) -> Iterator[Fact[Money]]:
    """The ends of a value that is stated as a range."""
    for holder in inside(section, ("VAL_RANGE_TOTAL", "RANGE_VALUE_COST")):
        currency = words(text, holder.first("@CURRENCY"))
        for node in inside(holder, ("LOW", "HIGH", "LOW_VALUE", "HIGH_VALUE")):
            if found := money(text, node, currency, "ted.value.range/1"):
                yield found
