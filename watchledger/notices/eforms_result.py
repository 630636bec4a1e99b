"""The result section of an eForms notice: which tenders won which lot, for how much, and whose they are.

A tender won when a settled contract names it (BT-3202); a result without contracts counts the first-ranked tenders of lots
whose winner was chosen (BT-142). A consortium's amount stands with its leader only, so that sums hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from watchledger.model.notice import Fact, Money, Supplier
from watchledger.model.text import Text
from watchledger.notices.eforms_parties import Organisation
from watchledger.notices.evidence import day, fact, money, words
from watchledger.notices.tree import Node

CHOSEN, CLOSED = "selec-w", "clos-nw"
_PLACEHOLDER = "2000-01-01"


@dataclass(frozen=True, slots=True)
class Result:
    """What the result section states; `closed` is the code that says so when every lot ended without a winner."""

    suppliers: tuple[Supplier, ...] = ()
    total: Fact[Money] | None = None
    awarded: Fact[str] | None = None
    signed: Fact[str] | None = None
    contract_codes: tuple[Fact[str], ...] = ()
    closed: Node | None = None
    alternatives: tuple[tuple[str, Fact[Any]], ...] = ()
    problems: tuple[str, ...] = ()


def result(text: Text, extension: Node, parties: dict[str, Organisation]) -> Result:
    """The result section; an empty one for notices without."""
    section = extension.first("NoticeResult")
    if section is None:
        return Result()
    tenders = _by_id(text, section, "LotTender")
    groups = _by_id(text, section, "TenderingParty")
    problems: list[str] = []
    suppliers: list[Supplier] = []
    winning = _winning(text, section)
    for reference in winning:
        if reference not in tenders:
            problems.append(f"the winning tender {reference} is not described")
            continue
        suppliers += _suppliers(text, tenders[reference], groups, parties, problems)
    codes = list(section.each("LotResult", "TenderResultCode"))
    closed = codes[0] if codes and all(words(text, node) == CLOSED for node in codes) else None
    if any(words(text, node) == CHOSEN for node in codes) and not suppliers and not any("natural person" in p for p in problems):
        problems.append("a winner was chosen but none is named")
    total = (
        money(text, node, words(text, node.first("@currencyID")), "eforms.award_total/1")
        if (node := section.first("TotalAmount"))
        else None
    )
    amounts = [s.amount for s in suppliers if s.amount]
    if total is None and len(winning) == 1 and len(amounts) == 1:
        total = Fact(amounts[0].value, amounts[0].quote, amounts[0].span, None, "eforms.award_total.only_tender/1")
    awarded, more_awarded = _dates(text, section, "AwardDate", "eforms.awarded/1")
    signed, more_signed = _dates(text, section, "IssueDate", "eforms.signed/1")
    numbers = (fact(text, node, "eforms.contract_code/1") for node in section.each("SettledContract", "ContractReference", "ID"))
    withheld = sorted({words(text, node) for node in _all(section, "FieldIdentifierCode")} - {""})
    problems += [f"withheld from publication: {', '.join(withheld)}"] if withheld else []
    return Result(
        tuple(suppliers), total, awarded, signed, tuple(f for f in numbers if f), closed,
        tuple([("awarded", f) for f in more_awarded] + [("signed", f) for f in more_signed]), tuple(problems),
    )  # fmt: skip


def _by_id(text: Text, section: Node, name: str) -> dict[str, Node]:
    """The nodes of a name by reference; the references that they hold are marked as used, whether or not they are followed."""
    found = {}
    for node in section.each(name):
        for inner in (*node.each("TenderLot", "ID"), *node.each("TenderingParty", "ID"), *node.each("Tenderer", "ID")):
            inner.used = True
        for inner in (
            *node.each("LegalMonetaryTotal", "PayableAmount"),
            *node.each("RankCode"),
            *node.each("Tenderer", "GroupLeadIndicator"),
        ):
            inner.used = True
        found[words(text, node.first("ID"))] = node
    return found


def _winning(text: Text, section: Node) -> list[str]:
    """References of the tenders that won, in the order of the notice, each once."""
    settled = [words(text, node) for node in section.each("SettledContract", "LotTender", "ID")]
    ranked: list[str] = []
    ranks = {words(text, t.first("ID")): words(text, t.first("RankCode")) for t in section.each("LotTender")}
    for lot in section.each("LotResult"):
        chosen = words(text, lot.first("TenderResultCode")) == CHOSEN
        for node in (*lot.each("TenderLot", "ID"), *lot.each("SettledContract", "ID")):
            node.used = True
        references = [words(text, node) for node in lot.each("LotTender", "ID")]
        ranked += [r for r in references if chosen and ranks.get(r, "") in ("", "1")]
    return list(dict.fromkeys(reference for reference in (settled if any(settled) else ranked) if reference))


def _suppliers(
    text: Text, tender: Node, groups: dict[str, Node], parties: dict[str, Organisation], problems: list[str]
) -> Iterator[Supplier]:
    """The members of the party that made a tender, its leader first; BT-720 is the value, BT-13714 the lot."""
    lot = fact(text, tender.first("TenderLot", "ID"), "eforms.supplier.lot/1")
    payable = tender.first("LegalMonetaryTotal", "PayableAmount")
    amount = (
        money(text, payable, words(text, payable.first("@currencyID")), "eforms.supplier.amount/1") if payable is not None else None
    )
    group = groups.get(words(text, tender.first("TenderingParty", "ID")))
    if group is None:
        problems.append(f"the party of tender {words(text, tender.first('ID'))} is not described")
        return
    members = sorted(group.each("Tenderer"), key=lambda m: words(text, m.first("GroupLeadIndicator")) != "true")
    for member in members:
        reference = words(text, member.first("ID"))
        organisation = parties.get(reference)
        if organisation is None:
            problems.append(f"the tenderer {reference or '(no reference)'} is not among the notice's organisations")
        elif organisation.person:
            problems.append("a winner is a natural person; persons are not kept")
        elif organisation.name is not None:
            yield Supplier(organisation.name, amount, lot, organisation.identifier)
            amount = None


def _dates(text: Text, section: Node, name: str, rule: str) -> tuple[Fact[str] | None, list[Fact[str]]]:
    """BT-1451 (decision) or BT-145 (signature) of the contracts; the earliest, then the others."""
    facts = (day(text, node, rule) for node in section.each("SettledContract", name))
    found = {f.value: f for f in facts if f and f.value != _PLACEHOLDER}
    ordered = [found[value] for value in sorted(found)]
    return (ordered[0] if ordered else None), ordered[1:]


def _all(node: Node, name: str) -> Iterator[Node]:
    """Every node of a name below, in no particular order."""
    stack = [node]
    while stack:
        for members in (here := stack.pop()).below.values():
            stack += members
        if here.name == name:
            yield here
