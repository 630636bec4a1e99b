"""Open Contracting Data Standard releases (1.0 and 1.1) into facts.

The text is one release; a package is split by its source, and of an unsplit one the first release is read. 1.0 writes
organisations where they act, 1.1 refers to `parties`: a name is taken where it stands, else from the party of the same id. What a
field means is the standard's definition; money maps as follows: planning.budget.amount, else tender.value, is the budget;
where both differ tender.value ("the total upper estimated value") is the ceiling.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from watchledger.lang.normal import View
from watchledger.model.notice import Fact, Lot, Money, Notice
from watchledger.model.text import Text
from watchledger.notices.evidence import country, day, fact, words
from watchledger.notices.ocds_award import identifier_of, name_of, outcome
from watchledger.notices.ocds_items import classifications, items, value
from watchledger.notices.tree import Node, ignored_of, table, tree, unread

_STAGES = ("tender", "awards", "contracts", "planning", "buyer", "parties")
_COMPILED = (("contracts", "contract"), ("awards", "award"), ("tender", "tender"), ("planning", "intent"))
OTHER_TITLES = (("awards", "title"), ("contracts", "title"), ("tender", "description"), ("planning", "budget", "description"))


def is_ocds(text: Text) -> bool:
    """Whether the text is a JSON release, or a package or record of releases."""
    heads = {path.split("/", 2)[1] for b in text.blocks if (path := b.path) and path.startswith("/")}
    if "ocid" in heads:
        return not heads.isdisjoint(_STAGES) or "tag" in heads
    return bool(heads & {"releases", "records"}) and any(b.path and b.path.endswith("/ocid") for b in text.blocks)


def read_ocds(text: Text, view: View) -> Notice:
    """The facts of one release."""
    root, problems = _release(tree(text))
    parties = {words(text, p.first("id")): p for p in reversed(list(root.each("parties"))) if p.first("id")}
    buyer, agency = _buyer_and_agency(text, root, parties)
    won = outcome(text, root, parties)
    budget, ceiling, more = _estimates(text, root)
    titles = _titles(text, root)
    problems += won.problems
    problems += [
        f"no {name}" for name, missing in (("ocid", root.first("ocid")), ("release id", root.first("id"))) if missing is None
    ]
    ours = root.first("x_watchledger") or Node("")
    codes = [
        root.first("ocid"),
        root.first("tender", "id"),
        root.first("planning", "budget", "projectID"),
        *ours.each("projectCodes"),
    ]
    numbers = [f for node in codes if (f := fact(text, node, "ocds.project_code/1"))]
    published = _day(text, root.first("date"), "published", problems)
    deadline = _day(text, root.first("tender", "tenderPeriod", "endDate"), "deadline", problems)
    lots = tuple(_lots(text, root))
    methods = (root.first("tender", name) for name in ("procurementMethod", "procurementMethodDetails"))
    procedure = next((f for node in methods if (f := fact(text, node, "ocds.procedure/1"))), None)
    related = (
        fact(text, n, "ocds.related/1")
        for holder in (root, *root.each("contracts"))
        for n in holder.each("relatedProcesses", "identifier")
    )
    kind = _type(text, root, problems)
    return Notice(
        type=kind, title=titles[0] if titles else None,
        project_codes=tuple({f.value: f for f in (*numbers, *won.contract_codes)}.values()),
        buyer=buyer, buyer_identifier=_identifier(text, root, parties, "buyer"), agency=agency, suppliers=won.suppliers,
        budget=budget, ceiling=ceiling or value(text, ours.first("ceiling"), "ocds.ceiling.ours/1"),
        award_total=value(text, ours.first("awardTotal"), "ocds.award_total.ours/1") or won.total,
        published=published, deadline=deadline,
        region=_region(text, root, parties), items=items(text, root), awarded=won.awarded, signed=won.signed,
        notice_id=fact(text, root.first("id"), "ocds.notice_id/1"), related=tuple({f.value: f for f in related if f}.values()),
        classifications=classifications(text, root), procedure=procedure, lots=lots,
        alternatives=(*(("title", f) for f in titles[1:]), *(("budget", f) for f in more), *won.alternatives),
        problems=tuple(dict.fromkeys([*problems, *unread(root, ignored_of("ocds_ignored.tsv"))])),
    )  # fmt: skip


def _release(top: Node) -> tuple[Node, list[str]]:
    """The release itself, or the first one of an unsplit package or record."""
    if top.first("ocid") is not None and not any(True for _ in top.each("releases", "ocid")):
        return top, []
    releases = [r for r in (*top.each("releases"), *top.each("records", "releases")) if r.first("id")]
    compiled = [*top.each("compiledRelease"), *top.each("records", "compiledRelease")]
    found = releases or compiled
    if not found:
        return top, ["a package without a release"]
    return found[0], [] if len(found) == 1 else [f"a package of {len(found)} releases that was not split: only the first is read"]


def _type(text: Text, root: Node, problems: list[str]) -> Fact[str] | None:
    """By `tag`, the furthest stage; a compiled release by the furthest section that it has."""
    order = [row[0] for row in table("ocds_tags.tsv")]
    kinds = {row[0]: row[1] for row in table("ocds_tags.tsv")}
    tags = list(root.each("tag"))
    known = [node for node in tags if words(text, node) in kinds]
    if known:
        node = max(known, key=lambda n: order.index(words(text, n)))
        return fact(text, node, "ocds.type.tag/1", kinds[words(text, node)])
    problems += [f"unknown tag {words(text, node)!r}" for node in tags if words(text, node) not in ("compiled", "")]
    for section, kind in _COMPILED:
        inner = next((n for s in root.each(section) for n in (s.first("status"), s.first("id"), s.first("title")) if n), None)
        if inner is not None and inner.start >= 0:
            return fact(text, inner, "ocds.type.section/1", kind)
    return None


def _titles(text: Text, root: Node) -> list[Fact[str]]:
    """The tender's title; else that of an award or contract, else the description. Other languages (title_en) come after."""
    tender = root.first("tender") or Node("")
    names = [n for n in tender.below if n == "title" or n.startswith("title_")]
    names.sort(key=lambda n: (n[6:8] != "en", n != "title"))
    found = [f for name in names for node in tender.each(name) if (f := fact(text, node, "ocds.title/1"))]
    if not found:
        others = (node for way in OTHER_TITLES for node in root.each(*way))
        found = [f for node in others if (f := fact(text, node, f"ocds.title.{node.name}/1"))][:1]
    return list({f.value: f for f in found}.values())


def _buyer_and_agency(text: Text, root: Node, parties: dict[str, Node]) -> tuple[Fact[str] | None, Fact[str] | None]:
    """The buyer ("whose budget is used"), else the procuring entity, which otherwise is who manages it for the buyer. Some
    publishers write the officer in charge there: a name like a person's is no agency (a release that we wrote names none)."""
    buyer = name_of(text, root.first("buyer"), parties, "ocds.buyer/1") or _role(text, root, "buyer", "ocds.buyer.role/1")
    entity = name_of(text, root.first("tender", "procuringEntity"), parties, "ocds.agency/1")
    entity = entity or _role(text, root, "procuringEntity", "ocds.agency.role/1")
    if buyer is None:
        return (Fact(entity.value, entity.quote, entity.span, None, "ocds.buyer.entity/1") if entity else None), None
    if (
        entity is None
        or entity.value.casefold() == buyer.value.casefold()
        or (root.first("x_watchledger") is None and may_be_a_person(entity.value))
    ):
        return buyer, None
    return buyer, entity


def may_be_a_person(name: str) -> bool:
    """Whether a name has the form of a person's: two to six words, not in capitals, none of which begins as bodies' do."""
    words = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().split()
    if not 2 <= len(words) <= 6 or not words[0][0].isupper() or not all(w.isalpha() and w[1:].islower() for w in words):
        return False
    stems = tuple(stem for _, line in table("organisation_stems.tsv") for stem in line.split())
    return not any(word.lower().startswith(stems) for word in words)


def _with_role(text: Text, root: Node, role: str) -> Node | None:
    return next((p for p in root.each("parties") if any(words(text, r) == role for r in p.each("roles"))), None)


def _role(text: Text, root: Node, role: str, rule: str) -> Fact[str] | None:
    party = _with_role(text, root, role)
    return fact(text, party.first("name"), rule) if party is not None else None


def _party(text: Text, root: Node, parties: dict[str, Node], role: str) -> Node | None:
    reference = root.first("buyer") if role == "buyer" else root.first("tender", "procuringEntity")
    key = words(text, reference.first("id")) if reference is not None else ""
    return parties.get(key) or _with_role(text, root, role) or reference


def _identifier(text: Text, root: Node, parties: dict[str, Node], role: str) -> Fact[str] | None:
    return identifier_of(text, _party(text, root, parties, role), "ocds.buyer_id/1")


def _estimates(text: Text, root: Node) -> tuple[Fact[Money] | None, Fact[Money] | None, list[Fact[Money]]]:
    planned = value(text, root.first("planning", "budget", "amount"), "ocds.budget.planning/1")
    estimated = value(text, root.first("tender", "value"), "ocds.budget.tender/1")
    highest = value(text, root.first("tender", "maxValue"), "ocds.ceiling/1")
    if planned is None:
        return estimated, highest, []
    if estimated is None or estimated.value == planned.value:
        return planned, highest, []
    if highest is not None:
        return planned, highest, [estimated]
    return planned, Fact(estimated.value, estimated.quote, estimated.span, None, "ocds.ceiling.tender/1"), []


def _region(text: Text, root: Node, parties: dict[str, Node]) -> Fact[str] | None:
    """Where it is delivered, if a region is stated, else the buyer's region."""
    places = [n for way in (("tender", "deliveryAddresses"), ("tender", "items", "deliveryAddress")) for n in root.each(*way)]
    party = _party(text, root, parties, "buyer") or _party(text, root, parties, "procuringEntity")
    places += list(party.each("address")) if party is not None else []
    for address in places:
        land = words(text, address.first("countryName"))
        land = country(land) or " ".join(land.split())
        for name in ("region", "locality"):
            node = address.first(name)
            if quote := words(text, node):
                return fact(text, node, "ocds.region/1", f"{quote}, {land}" if land else quote)
        if land:
            return fact(text, address.first("countryName"), "ocds.region.country/1", land)
    return None


def _lots(text: Text, root: Node) -> Iterator[Lot]:
    for node in root.each("tender", "lots"):
        if label := fact(text, node.first("id"), "ocds.lot/1"):
            yield Lot(
                label, fact(text, node.first("title"), "ocds.lot.title/1"), value(text, node.first("value"), "ocds.lot.budget/1")
            )


def _day(text: Text, node: Node | None, name: str, problems: list[str]) -> Fact[str] | None:
    found = day(text, node, f"ocds.{name}/1")
    if found is None and words(text, node):
        problems.append(f"{name}: not a date: {words(text, node)[:40]!r}")
    return found
