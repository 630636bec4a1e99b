"""The organisations of an eForms notice and who of them buys: references like ORG-0001 into names with evidence."""

from __future__ import annotations

from dataclasses import dataclass

from watchledger.model.notice import Fact
from watchledger.model.text import Text
from watchledger.notices.evidence import fact, in_english, words
from watchledger.notices.tree import Node


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation. `person` is True for a natural person, whose name is never read; `leads` for the head of a group."""

    name: Fact[str] | None
    identifier: Fact[str] | None
    person: bool
    leads: bool


def organisations(text: Text, extension: Node) -> dict[str, Organisation]:
    """By reference (OPT-200, and OPT-201 of its contact points, which stand for the organisation). BT-500 is the name."""
    found: dict[str, Organisation] = {}
    for node in extension.each("Organizations", "Organization"):
        company = node.first("Company")
        if company is None:
            continue
        person = words(text, node.first("NaturalPersonIndicator")) == "true"
        names = in_english(text, list(company.each("PartyName", "Name")))
        name = None if person or not names else fact(text, names[0], "eforms.organisation/1")
        for other in names:
            other.used = True
        identifiers = [n for n in company.each("PartyLegalEntity", "CompanyID") if words(text, n)]
        identifier = fact(text, identifiers[0], "eforms.organisation_id/1") if identifiers and not person else None
        organisation = Organisation(name, identifier, person, words(text, node.first("GroupLeadIndicator")) == "true")
        points = [company, *node.each("TouchPoint")]
        for reference in (words(text, point.first("PartyIdentification", "ID")) for point in points):
            if reference:
                found.setdefault(reference, organisation)
    return found


def buyers(
    text: Text, root: Node, parties: dict[str, Organisation]
) -> tuple[Organisation | None, list[Organisation], Organisation | None, list[str]]:
    """(buyer, further buyers, agent, problems): OPT-300 of the procedure, the leader of a group first; the agent is the
    service provider of kind serv-prov (OPT-030). The service that only sends the notice is neither."""
    found, problems = [], []
    agent = None
    for party in root.each("ContractingParty", "Party"):
        reference = words(text, party.first("PartyIdentification", "ID"))
        if reference in parties:
            found.append(parties[reference])
        elif reference:
            problems.append(f"the buyer {reference} is not among the notice's organisations")
        for service in party.each("ServiceProviderParty"):
            kind, who = (
                words(text, service.first("ServiceTypeCode")),
                words(text, service.first("Party", "PartyIdentification", "ID")),
            )
            if kind == "serv-prov" and agent is None:
                agent = parties.get(who)
    found.sort(key=lambda organisation: not organisation.leads)
    return (found[0] if found else None), found[1:], agent, problems


def unresolved(text: Text, root: Node, parties: dict[str, Organisation]) -> list[str]:
    """References (ORG-…, TPO-…) anywhere in the notice to an organisation that it does not describe."""
    missing: set[str] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        if node.start >= 0 and node.name == "ID":
            value = text.content[node.start : node.end]
            if value.startswith(("ORG-", "TPO-")) and value not in parties:
                missing.add(value)
        for members in node.below.values():
            stack += members
    return [f"{reference} is named but not described among the organisations" for reference in sorted(missing)]
