"""eForms notices (UBL 2.3 with the eForms extension, Regulation (EU) 2019/1780) into facts.

Elements are read where the eForms SDK places their business terms; the docstring of each function names them (BT-…). What the
notice leaves out stays out: the schema's placeholders (an award date of 2000-01-01) are no facts. Inconsistencies that a
reader can see in the notice itself are problems: a reference to nothing, a value given twice, a missing name.
"""

from __future__ import annotations

from collections.abc import Iterator

from watchledger.lang.normal import View
from watchledger.model.notice import Fact, Lot, Money, Notice
from watchledger.model.text import Text
from watchledger.notices.eforms_parties import Organisation, buyers, organisations, unresolved
from watchledger.notices.eforms_result import Result, result
from watchledger.notices.evidence import day, fact, in_english, money, region, words
from watchledger.notices.tree import Node, ignored_of, table, tree, unread

ROOTS = ("ContractNotice", "ContractAwardNotice", "PriorInformationNotice", "BusinessRegistrationInformationNotice")
_EXTENSION = ("UBLExtensions", "UBLExtension", "ExtensionContent", "EformsExtension")
_DEADLINES = (
    ("TenderSubmissionDeadlinePeriod", "EndDate"),
    ("ParticipationRequestReceptionPeriod", "EndDate"),
    (*_EXTENSION, "InterestExpressionReceptionPeriod", "EndDate"),
)


def is_eforms(text: Text) -> bool:
    """Whether the root element is a UBL notice (the legacy TED_EXPORT and others are not)."""
    first = next((b.path for b in text.blocks if b.path), "") or ""
    return first.startswith("/") and first[1:].partition("/")[0] in ROOTS


def read_eforms(text: Text, view: View) -> Notice:
    """The facts of one eForms notice."""
    top = tree(text)
    root = next(node for name in ROOTS for node in top.below.get(name, ()))
    extension = root.first(*_EXTENSION) or Node("")
    parties = organisations(text, extension)
    buyer, others, agency, doubts = buyers(text, root, parties)
    outcome = result(text, extension, parties)
    titles, more_titles, repeated = _titles(text, root)
    lots = tuple(_lots(text, root))
    classifications = _classifications(text, root)
    deadline, more_deadlines = _deadlines(text, root)
    kind, kind_doubts = _type(text, root, extension, outcome)
    problems = [*kind_doubts, *doubts, *outcome.problems, *repeated, *_consistent(text, root)]
    problems += unresolved(text, root, parties)
    purchase = kind is None or kind.value != "other"
    problems += _missing(kind, titles, buyer, lots) if purchase else []
    codes = _codes(text, root, outcome)
    if purchase and not codes and (kind is None or kind.value != "intent"):
        problems.append("no procedure identifier (ContractFolderID)")
    notice_id = fact(text, root.first("ID"), "eforms.notice_id/1")
    if notice_id is None:
        problems.append("no notice identifier (ID)")
    _codes_read(text, root)
    related = tuple(_related(text, root, extension))
    budget, ceiling = _budget(text, root), _ceiling(text, root, extension)
    procedure = fact(text, root.first("TenderingProcess", "ProcedureCode"), "eforms.procedure/1")
    place, published = _region(text, root), _published(text, root, extension)
    return Notice(
        type=kind, title=titles, project_codes=codes,
        buyer=buyer.name if buyer else None, buyer_identifier=buyer.identifier if buyer else None,
        agency=agency.name if agency else None,
        suppliers=outcome.suppliers, budget=budget, ceiling=ceiling, award_total=outcome.total,
        published=published, deadline=deadline, region=place, awarded=outcome.awarded, signed=outcome.signed,
        notice_id=notice_id, related=related, classifications=classifications, procedure=procedure, lots=lots,
        alternatives=(
            *((("title", t)) for t in more_titles), *((("buyer", o.name)) for o in others if o.name),
            *((("deadline", d)) for d in more_deadlines), *outcome.alternatives,
        ),
        problems=tuple(dict.fromkeys([*problems, *unread(top, ignored_of("eforms_ignored.tsv"))])),
    )  # fmt: skip


def _type(text: Text, root: Node, extension: Node, outcome: Result) -> tuple[Fact[str] | None, list[str]]:
    """BT-02 and OPP-070; a notice with a Changes section (BT-758) changes an earlier one and is an amendment."""
    codes = {row[0]: row[1] for row in table("eforms_types.tsv")}
    coded, sub = root.first("NoticeTypeCode"), extension.first("NoticeSubType", "SubTypeCode")
    name, number = words(text, coded), words(text, sub)
    changed = extension.first("Changes", "ChangedNoticeIdentifier")
    if changed is not None and changed.start >= 0:
        return fact(text, changed, "eforms.type.change/1", "amendment"), []
    doubts = [f"unknown notice type {name!r}"] if name and name not in codes else []
    doubts += [f"unknown notice subtype {number!r}"] if number and number not in codes else []
    if number == "CEI":
        return fact(text, sub, "eforms.type.subtype/1", codes[number]), doubts
    if outcome.closed is not None and codes.get(name, codes.get(number)) == "award":
        return fact(text, outcome.closed, "eforms.type.no_winner/1", "termination"), doubts
    if name in codes:
        return fact(text, coded, "eforms.type/1", codes[name]), doubts
    if number in codes:
        return fact(text, sub, "eforms.type.subtype/1", codes[number]), doubts
    return None, doubts or ["no notice type"]


def _titles(text: Text, root: Node) -> tuple[Fact[str] | None, list[Fact[str]], list[str]]:
    """BT-21: the procedure's, else the only part's or lot's. Further languages come second; the same language twice is reported."""
    official = words(text, root.first("NoticeLanguageCode"))
    nodes = list(root.each("ProcurementProject", "Name"))
    for lot in root.each("ProcurementProjectLot"):
        names = list(lot.each("ProcurementProject", "Name"))
        languages = [words(text, n.first("@languageID")) for n in names]
        if len(set(languages)) < len(languages):
            return *_first_title(text, nodes, official), [f"the title of {_label(text, lot)} is given twice in one language"]
    if not nodes:
        lots = list(root.each("ProcurementProjectLot"))
        nodes = list(lots[0].each("ProcurementProject", "Name")) if len(lots) == 1 else []
    return *_first_title(text, nodes, official), []


def _first_title(text: Text, nodes: list[Node], official: str) -> tuple[Fact[str] | None, list[Fact[str]]]:
    ordered = in_english(text, sorted(nodes, key=lambda n: words(text, n.first("@languageID")) != official))
    facts = [f for node in ordered if (f := fact(text, node, "eforms.title/1"))]
    return (facts[0] if facts else None), [f for f in facts[1:] if f.value != facts[0].value]


def _label(text: Text, lot: Node) -> str:
    return words(text, lot.first("ID")) or "a lot"


def _codes(text: Text, root: Node, outcome: Result) -> tuple[Fact[str], ...]:
    """BT-04 (procedure), BT-22 (the buyer's own number) and BT-150 (contracts' numbers), each once."""
    nodes = [root.first("ContractFolderID"), root.first("ProcurementProject", "ID")]
    facts = [f for node in nodes if (f := fact(text, node, "eforms.project_code/1"))]
    return tuple({f.value: f for f in (*facts, *outcome.contract_codes)}.values())


def _codes_read(text: Text, root: Node) -> None:
    """Lots' own numbers (BT-22-Lot) are read and kept only through the lot's label."""
    for node in root.each("ProcurementProjectLot", "ProcurementProject", "ID"):
        words(text, node)


def _related(text: Text, root: Node, extension: Node) -> Iterator[Fact[str]]:
    """BT-758 and BT-1501 (the notice that is changed), BT-125 (earlier planning), each with what the notice calls it."""
    nodes = [
        *extension.each("Changes", "ChangedNoticeIdentifier"), *extension.each("ContractModification", "ChangedNoticeIdentifier"),
        *root.each("ProcurementProjectLot", "TenderingProcess", "NoticeDocumentReference", "ID"),
        *root.each("TenderingProcess", "NoticeDocumentReference", "ID"),
        *extension.each("NoticeResult", "SettledContract", "NoticeDocumentReference", "ID"),
    ]  # fmt: skip
    found = {f.value: f for node in nodes if (f := fact(text, node, "eforms.related/1"))}
    yield from found.values()


def _budget(text: Text, root: Node) -> Fact[Money] | None:
    """BT-27 of the procedure: the estimated value."""
    node = root.first("ProcurementProject", "RequestedTenderTotal", "EstimatedOverallContractAmount")
    return amount(text, node, "eforms.budget/1")


def _ceiling(text: Text, root: Node, extension: Node) -> Fact[Money] | None:
    """BT-271 of the procedure or BT-118 of the result: the most that a framework may cost."""
    inside = ("ProcurementProject", "RequestedTenderTotal", *_EXTENSION, "FrameworkMaximumAmount")
    node = root.first(*inside) or extension.first("NoticeResult", "OverallMaximumFrameworkContractsAmount")
    for other in root.each("ProcurementProjectLot", *inside):
        words(text, other)
    for name in ("OverallMaximumFrameworkContractsAmount", "OverallApproximateFrameworkContractsAmount"):
        for other in extension.each("NoticeResult", name):
            words(text, other)
    for other in root.each("ProcurementProjectLot", "TenderingProcess", "FrameworkAgreement", "EstimatedMaximumValueAmount"):
        words(text, other)
    return amount(text, node, "eforms.ceiling/1")


def amount(text: Text, node: Node | None, rule: str) -> Fact[Money] | None:
    """An amount with the currency of its attribute."""
    return money(text, node, words(text, node.first("@currencyID")), rule) if node is not None else None


def _published(text: Text, root: Node, extension: Node) -> Fact[str] | None:
    """OPP-012, the day of publication; a notice not yet published states only the day it was sent (BT-05)."""
    issued = day(text, root.first("IssueDate"), "eforms.sent/1")
    return day(text, extension.first("Publication", "PublicationDate"), "eforms.published/1") or issued


def _deadlines(text: Text, root: Node) -> tuple[Fact[str] | None, list[Fact[str]]]:
    """BT-131 (tenders), else BT-1311 (requests), else BT-630 (expressions of interest); lots that differ are alternatives."""
    facts: dict[str, Fact[str]] = {}
    for way in _DEADLINES:
        found = (day(text, node, "eforms.deadline/1") for node in root.each("ProcurementProjectLot", "TenderingProcess", *way))
        for f in found:
            if f is not None:
                facts.setdefault(f.value, f)
    ordered = list(facts.values())
    return (ordered[0] if ordered else None), ordered[1:]


def _region(text: Text, root: Node) -> Fact[str] | None:
    """BT-5071 and BT-5141 of the procedure, else of the first lot that states one."""
    places = [root, *root.each("ProcurementProjectLot")]
    facts = [f for place in places for f in _places(text, place)]
    return next((f for f in facts if ", " in f.value), facts[0] if facts else None)


def _places(text: Text, holder: Node) -> Iterator[Fact[str]]:
    for address in holder.each("ProcurementProject", "RealizedLocation", "Address"):
        land = address.first("Country", "IdentificationCode")
        if place := region(text, address.first("CountrySubentityCode"), land, "eforms.region/1"):
            yield place


def _classifications(text: Text, root: Node) -> tuple[Fact[str], ...]:
    """BT-262 and BT-263 of the procedure and its lots, the procedure's main one first."""
    kinds = ("MainCommodityClassification", "AdditionalCommodityClassification")
    chains = [
        (*holder, kind) for holder in (("ProcurementProject",), ("ProcurementProjectLot", "ProcurementProject")) for kind in kinds
    ]
    nodes = [node for chain in chains for node in root.each(*chain, "ItemClassificationCode")]
    facts = (fact(text, node, "eforms.classification/1", f"CPV:{words(text, node)}") for node in nodes)
    return tuple({f.value: f for f in facts if f}.values())


def _lots(text: Text, root: Node) -> Iterator[Lot]:
    """BT-137 with the lot's title, value, place and main class."""
    for node in root.each("ProcurementProjectLot"):
        if label := fact(text, node.first("ID"), "eforms.lot/1"):
            titles = in_english(text, list(node.each("ProcurementProject", "Name")))
            value = node.first("ProcurementProject", "RequestedTenderTotal", "EstimatedOverallContractAmount")
            code = node.first("ProcurementProject", "MainCommodityClassification", "ItemClassificationCode")
            yield Lot(
                label, fact(text, titles[0], "eforms.lot.title/1") if titles else None, amount(text, value, "eforms.lot.budget/1"),
                next(_places(text, node), None),
                fact(text, code, "eforms.lot.classification/1", f"CPV:{words(text, code)}") if code is not None else None,
            )  # fmt: skip


def _missing(kind: Fact[str] | None, title: Fact[str] | None, buyer: Organisation | None, lots: tuple[Lot, ...]) -> list[str]:
    """What every notice of a purchase must state and this one does not."""
    problems = []
    if title is None and not any(lot.title for lot in lots):
        problems.append("no title (ProcurementProject/Name)")
    if buyer is None or buyer.name is None:
        problems.append("no buyer's name")
    return problems


def _consistent(text: Text, root: Node) -> list[str]:
    """What a notice says against itself: an impossible number of lots."""
    problems = []
    for name in ("MaximumLotsAwardedNumeric", "MaximumLotsSubmittedNumeric"):
        for node in root.each("TenderingTerms", "LotDistribution", name):
            if words(text, node) == "0":
                problems.append(f"{name} is 0")
    return problems
