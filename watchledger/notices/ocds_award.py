"""Awards and contracts of an OCDS release: suppliers, amounts, dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from watchledger.model.notice import Fact, Money, Supplier
from watchledger.model.text import Text
from watchledger.notices.evidence import day, fact, words
from watchledger.notices.ocds_items import value
from watchledger.notices.tree import Node

VOID = frozenset({"cancelled", "unsuccessful"})
"""Award and contract states in which nobody supplies (awardStatus, contractStatus); a terminated contract had a supplier."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`total` only where the release states one: the value of its only award (or contract); values are never added up."""

    suppliers: tuple[Supplier, ...] = ()
    total: Fact[Money] | None = None
    awarded: Fact[str] | None = None
    signed: Fact[str] | None = None
    contract_codes: tuple[Fact[str], ...] = ()
    alternatives: tuple[tuple[str, Fact[Any]], ...] = ()
    problems: tuple[str, ...] = ()


def outcome(text: Text, root: Node, parties: dict[str, Node]) -> Outcome:
    """The suppliers of awards that stand, each with its own contract's value where contracts name suppliers (an extension)."""
    awards, contracts = _standing(text, root, "awards"), _standing(text, root, "contracts")
    problems: list[str] = []
    by_award: dict[str, list[Node]] = {}
    for contract in contracts:
        by_award.setdefault(words(text, contract.first("awardID")), []).append(contract)
    suppliers: list[Supplier] = []
    for award in awards:
        suppliers += _of_award(text, award, by_award.get(words(text, award.first("id")), []), parties, problems)
    if not awards:
        suppliers = [
            s
            for c in contracts
            for s in _joint(text, c, value(text, c.first("value"), "ocds.supplier.amount/1"), parties, problems)
        ]
    totals = [v for a in awards if (v := value(text, a.first("value"), "ocds.award_total/1"))]
    contract_values = [v for c in contracts if (v := value(text, c.first("value"), "ocds.award_total.contract/1"))]
    total = totals[0] if len(awards) == 1 and totals else None
    if total is None and len(contracts) == 1 and len(awards) <= 1 and contract_values:
        total = contract_values[0]
    differing = [v for v in contract_values if total and len(contracts) == 1 and v.value != total.value]
    awarded, more_awarded = _dates(text, awards, "date", "ocds.awarded/1")
    signed, more_signed = _dates(text, contracts, "dateSigned", "ocds.signed/1")
    of_awards = {words(text, a.first("id")) for a in awards}
    codes = tuple(f for c in contracts if (f := fact(text, c.first("id"), "ocds.contract_code/1")) and f.value not in of_awards)
    return Outcome(
        tuple(suppliers), total, awarded, signed, codes,
        (*(("award_total", v) for v in differing), *(("awarded", f) for f in more_awarded), *(("signed", f) for f in more_signed)),
        tuple(dict.fromkeys(problems)),
    )  # fmt: skip


def _standing(text: Text, root: Node, name: str) -> list[Node]:
    """Awards or contracts that were not called off; of the others nothing is read, their items neither."""
    void = [node for node in root.each(name) if words(text, node.first("status")) in VOID]
    for node in void:
        node.below.clear()
    return [node for node in root.each(name) if node.below]


def _of_award(text: Text, award: Node, contracts: list[Node], parties: dict[str, Node], problems: list[str]) -> Iterator[Supplier]:
    own = [c for c in contracts if c.first("suppliers") is not None]
    if own:
        for contract in own:
            yield from _joint(text, contract, value(text, contract.first("value"), "ocds.supplier.amount/1"), parties, problems)
        for supplier in award.each("suppliers"):
            name_of(text, supplier, parties, "ocds.supplier/1")
            identifier_of(text, supplier, "ocds.supplier_id/1")
        return
    amount = value(text, award.first("value"), "ocds.supplier.amount/1")
    if amount is None and len(contracts) == 1:
        amount = value(text, contracts[0].first("value"), "ocds.supplier.amount.contract/1")
    yield from _joint(text, award, amount, parties, problems)


def _joint(
    text: Text, holder: Node, amount: Fact[Money] | None, parties: dict[str, Node], problems: list[str]
) -> Iterator[Supplier]:
    """Suppliers of one award act together (the standard wants separate awards otherwise): the amount stands with the first."""
    lot = fact(text, holder.first("relatedLots") or holder.first("lots", "id"), "ocds.supplier.lot/1")
    for lot_node in (*holder.each("lots", "id"), *holder.each("lots", "title")):
        lot_node.used = True
    for supplier in holder.each("suppliers"):
        name = name_of(text, supplier, parties, "ocds.supplier/1")
        if name is None:
            problems.append(f"supplier {words(text, supplier.first('id')) or '(no id)'} has no name")
            continue
        party = parties.get(words(text, supplier.first("id")))
        identifier = identifier_of(text, supplier, "ocds.supplier_id/1") or identifier_of(text, party, "ocds.supplier_id/1")
        yield Supplier(name, amount, lot, identifier)
        amount = None


def name_of(text: Text, reference: Node | None, parties: dict[str, Node], rule: str) -> Fact[str] | None:
    """The name where an organisation acts, else that of the party it refers to."""
    if reference is None:
        return None
    if found := fact(text, reference.first("name"), rule):
        return found
    party = parties.get(words(text, reference.first("id")))
    return fact(text, party.first("name"), rule) if party is not None else None


def identifier_of(text: Text, organisation: Node | None, rule: str) -> Fact[str] | None:
    """The organisation's number in a register."""
    return fact(text, organisation.first("identifier", "id"), rule) if organisation is not None else None


def _dates(text: Text, holders: list[Node], name: str, rule: str) -> tuple[Fact[str] | None, list[Fact[str]]]:
    found = {f.value: f for holder in holders if (f := day(text, holder.first(name), rule))}
    ordered = [found[key] for key in sorted(found)]
    return (ordered[0] if ordered else None), ordered[1:]
