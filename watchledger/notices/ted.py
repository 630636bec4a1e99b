"""TED notices of the years before eForms (TED_EXPORT: schemas R2.0.9 and R2.0.8) into facts.

R2.0.9 has one layout for all forms F01 to F25; R2.0.8 says the same under other names and in more nested places. So holders are
looked up by the names of both (tables below) at any depth. A notice carries its form once for each language: the English one is
read where there is one, else the original; titles in the original language are kept as alternatives.
"""

from __future__ import annotations

from collections.abc import Iterator

from watchledger.lang.normal import View
from watchledger.model.notice import Fact, Lot, Money, Notice
from watchledger.model.text import Text
from watchledger.notices.evidence import country, day, fact, money, words
from watchledger.notices.ted_award import Awards, awards
from watchledger.notices.ted_values import amount_of, day_of, paragraphs
from watchledger.notices.tree import Node, ignored_of, inside, table, tree, unread

BUYERS = ("ADDRESS_CONTRACTING_BODY", "CA_CE_CONCESSIONAIRE_PROFILE")
OBJECTS = ("OBJECT_CONTRACT",)
OLD_TITLES = ("TITLE_CONTRACT", "TITLE_DESIGN_CONTACT_NOTICE")
REFERENCES = ("REFERENCE_NUMBER", "FILE_REFERENCE_NUMBER")
DEADLINES = ("DATE_RECEIPT_TENDERS", "RECEIPT_LIMIT_DATE", "TIME_LIMIT_CHP")
EARLIER = ("NOTICE_NUMBER_OJ", "NOTICE_NUMBER_OJS")
LOTS = ("OBJECT_DESCR", "F02_ANNEX_B", "F01_ANNEX_B", "F05_ANNEX_B")


def is_ted(text: Text) -> bool:
    """Whether the root element is TED_EXPORT."""
    first = next((b.path for b in text.blocks if b.path), "") or ""
    return first.startswith("/TED_EXPORT")


def read_ted(text: Text, view: View) -> Notice:
    """The facts of one TED notice."""
    top = tree(text)
    root = top.first("TED_EXPORT") or top
    coded = root.first("CODED_DATA_SECTION", "NOTICE_DATA") or Node("")
    codes = root.first("CODED_DATA_SECTION", "CODIF_DATA") or Node("")
    form, others = _forms(text, root)
    original = fact(text, coded.first("NO_DOC_OJS"), "ted.notice_id/1")
    buyer, further = _buyers(text, form)
    won = awards(text, form)
    problems = list(won.problems)
    title, titles = _titles(text, root, form, others)
    kind = _type(text, codes, problems)
    total, totals = _value(text, form, ("VAL_TOTAL", "TOTAL_FINAL_VALUE"), ("VAL_RANGE_TOTAL",), "ted.award_total/1")
    budget, budgets = _value(
        text, form, ("VAL_ESTIMATED_TOTAL", "NATURE_QUANTITY_SCOPE", "QUANTITY_SCOPE_WORKS_DEFENCE"), (), "ted.budget/1"
    )
    total, budget = _coded_values(text, coded, total, budget, won)
    deadline = day_of(text, next(inside(form, DEADLINES), None), "ted.deadline/1")
    coded_deadline = day(text, codes.first("DT_DATE_FOR_SUBMISSION"), "ted.deadline.coded/1")
    place = _place(text, coded, form)
    classifications = _classifications(text, coded, form)
    lots = tuple(_lots(text, form))
    references = tuple(_texts(text, form, REFERENCES, "ted.project_code/1"))
    related = tuple(_related(text, coded, form))
    problems += [] if title else ["no title"]
    problems += [] if buyer else ["no buyer's name"]
    for node in root.each("TRANSLATION_SECTION", "ML_AA_NAMES", "AA_NAME"):
        words(text, node)
    for other in others:
        other.below.clear()
    return Notice(
        type=kind, title=title, project_codes=tuple({f.value: f for f in (*references, *won.contract_codes)}.values()),
        buyer=buyer, buyer_identifier=_buyer_identifier(text, form), suppliers=won.suppliers, budget=budget, award_total=total,
        published=day(text, root.first("CODED_DATA_SECTION", "REF_OJS", "DATE_PUB"), "ted.published/1"),
        deadline=deadline or coded_deadline, region=place, awarded=won.awarded, signed=won.signed, notice_id=original,
        related=related,
        classifications=classifications, procedure=fact(text, codes.first("PR_PROC"), "ted.procedure/1"), lots=lots,
        alternatives=(
            *(("title", f) for f in titles), *(("buyer", f) for f in further), *(("award_total", f) for f in totals),
            *(("budget", f) for f in budgets), *won.alternatives,
        ),
        problems=tuple(dict.fromkeys([*problems, *unread(top, ignored_of("ted_ignored.tsv"))])),
    )  # fmt: skip


def _forms(text: Text, root: Node) -> tuple[Node, list[Node]]:
    """(the form that is read, the same in other languages); NOTICE_UUID beside it is no form."""
    section = root.first("FORM_SECTION") or Node("")
    forms = [f for members in section.below.values() for f in members if f.below]
    ranked = sorted(forms, key=lambda f: (words(text, f.first("@LG")) != "EN", words(text, f.first("@CATEGORY")) != "ORIGINAL"))
    return (ranked[0], ranked[1:]) if ranked else (Node(""), [])


def _type(text: Text, codes: Node, problems: list[str]) -> Fact[str] | None:
    node = codes.first("TD_DOCUMENT_TYPE")
    code = words(text, node.first("@CODE")) if node is not None else ""
    kind = {row[0]: row[1] for row in table("ted_types.tsv")}.get(code)
    if kind is None:
        problems.append(f"unknown document type {code!r}" if code else "no document type")
        return None
    return fact(text, node, "ted.type/1", kind) or fact(text, node.first("@CODE") if node else None, "ted.type/1", kind)


def _titles(text: Text, root: Node, form: Node, others: list[Node]) -> tuple[Fact[str] | None, list[Fact[str]]]:
    """The form's title, then that of the original language, then TED's English heading (the name of the main CPV code)."""
    found = [
        f for here in (form, *(o for o in others if words(text, o.first("@CATEGORY")) == "ORIGINAL")) if (f := _title(text, here))
    ]
    for heading in root.each("TRANSLATION_SECTION", "ML_TITLES", "ML_TI_DOC"):
        if words(text, heading.first("@LG")) == "EN" and (f := paragraphs(text, heading.first("TI_TEXT"), "ted.title.heading/1")):
            found.append(f)
    return (found[0] if found else None), list({f.value: f for f in found[1:] if f.value != found[0].value}.values())


def _title(text: Text, form: Node) -> Fact[str] | None:
    objects = list(form.each("OBJECT_CONTRACT"))
    holders = [objects[0].first("TITLE")] if objects else list(inside(form, OLD_TITLES))
    for later in objects[1:]:
        paragraphs(text, later.first("TITLE"), "ted.title/1")
    return next((f for h in holders if (f := paragraphs(text, h, "ted.title/1"))), None)


def _texts(text: Text, form: Node, names: tuple[str, ...], rule: str) -> Iterator[Fact[str]]:
    found = {f.value: f for node in inside(form, names) if (f := paragraphs(text, node, rule))}
    yield from found.values()


def _buyers(text: Text, form: Node) -> tuple[Fact[str] | None, list[Fact[str]]]:
    """The contracting body, then those it buys together with."""
    names = [
        f for holder in inside(form, BUYERS) for node in inside(holder, ("OFFICIALNAME",)) if (f := fact(text, node, "ted.buyer/1"))
    ]
    for holder in form.each("CONTRACTING_BODY", "ADDRESS_CONTRACTING_BODY_ADDITIONAL"):
        names += [f for node in holder.each("OFFICIALNAME") if (f := fact(text, node, "ted.buyer/1"))]
        for node in holder.each("NATIONALID"):
            words(text, node)
    return (names[0] if names else None), list({f.value: f for f in names[1:] if f.value != names[0].value}.values())


def _buyer_identifier(text: Text, form: Node) -> Fact[str] | None:
    holder = next(inside(form, BUYERS), None)
    return fact(text, next(inside(holder, ("NATIONALID",)), None), "ted.buyer_id/1") if holder is not None else None


def _value(
    text: Text, form: Node, names: tuple[str, ...], ranges: tuple[str, ...], rule: str
) -> tuple[Fact[Money] | None, list[Fact[Money]]]:
    """The value of the whole purchase (not of an award) and, for a stated range, its ends as alternatives."""
    inside_awards = ("AWARD_CONTRACT", "AWARD_OF_CONTRACT", "AWARD_OF_CONTRACT_DEFENCE", "OBJECT_DESCR", "RESULTS")
    facts = [f for node in inside(form, names, not_in=inside_awards) if (f := amount_of(text, node, rule))]
    ends = []
    for holder in inside(form, ranges, not_in=inside_awards):
        currency = words(text, holder.first("@CURRENCY"))
        ends += [f for end in ("LOW", "HIGH") if (f := money(text, holder.first(end), currency, rule))]
    return (facts[0] if facts else None), [*[f for f in facts[1:] if f.value != facts[0].value], *ends]


def _coded_values(
    text: Text, coded: Node, total: Fact[Money] | None, budget: Fact[Money] | None, won: Awards
) -> tuple[Fact[Money] | None, Fact[Money] | None]:
    """The form's values, else those of the coded section (TYPE says which), else the amount of the only award."""
    for holder in (*coded.each("VALUES"), *coded.each("VALUES_LIST", "VALUES", "SINGLE_VALUE")):
        for node in holder.each("VALUE"):
            kind, found = words(text, node.first("@TYPE")), amount_of(text, node, "ted.value.coded/1")
            if kind == "PROCUREMENT_TOTAL":
                total = total or found
            elif kind == "ESTIMATED_TOTAL":
                budget = budget or found
    for node in inside(coded, ("LOW", "HIGH")):
        words(text, node)
    amounts = [s.amount for s in won.suppliers if s.amount]
    if total is None and won.count == 1 and len(amounts) == 1:
        total = Fact(amounts[0].value, amounts[0].quote, amounts[0].span, None, "ted.award_total.only_award/1")
    return total, budget


def _place(text: Text, coded: Node, form: Node) -> Fact[str] | None:
    """Where the contract is carried out: the coded section gives NUTS code and name, the form a code."""
    node = coded.first("PERFORMANCE_NUTS")
    code = words(text, node.first("@CODE")) if node is not None else ""
    land = country(code[:2]) or country(words(text, coded.first("ISO_COUNTRY", "@VALUE")))
    if node is not None and (name := words(text, node)):
        return fact(text, node, "ted.region/1", land if len(code) == 2 and land else f"{name}, {land}" if land else name)
    place = next(inside(form, ("NUTS",), not_in=(*BUYERS, "AWARD_CONTRACT", "CONTRACTING_BODY", "COMPLEMENTARY_INFO")), None)
    code = words(text, place.first("@CODE")) if place is not None else ""
    if place is not None and code:
        land = country(code[:2])
        return fact(
            text, place.first("@CODE"), "ted.region/1", land if len(code) == 2 and land else f"{code}, {land}" if land else code
        )
    value = coded.first("ISO_COUNTRY", "@VALUE")
    return fact(text, value, "ted.region.country/1", country(words(text, value)))


def _classifications(text: Text, coded: Node, form: Node) -> tuple[Fact[str], ...]:
    """CPV codes, the main one of the form first, those of the coded section last."""
    nodes = [c for kind in ("CPV_MAIN", "CPV_ADDITIONAL") for holder in inside(form, (kind,)) for c in holder.each("CPV_CODE")]
    attributes = [n.first("@CODE") for n in nodes] + [n.first("@CODE") for n in coded.each("ORIGINAL_CPV")]
    for node in (*coded.each("ORIGINAL_CPV"), *(s.first("@CODE") for h in inside(form, ("CPV_SUPPLEMENTARY_CODE",)) for s in [h])):
        words(text, node)
    facts = (fact(text, node, "ted.classification/1", f"CPV:{words(text, node)}") for node in attributes)
    return tuple({f.value: f for f in facts if f}.values())


def _lots(text: Text, form: Node) -> Iterator[Lot]:
    """Parts with a number; a purchase that is not divided has none."""
    for node in inside(form, LOTS):
        title = paragraphs(text, node.first("TITLE") or node.first("LOT_TITLE"), "ted.lot.title/1")
        value = node.first("VAL_OBJECT")
        budget = amount_of(text, value, "ted.lot.budget/1") if value is not None else None
        place = node.first("NUTS", "@CODE")
        code = node.first("CPV_ADDITIONAL", "CPV_CODE", "@CODE") or node.first("CPV", "CPV_MAIN", "CPV_CODE", "@CODE")
        if label := fact(text, node.first("LOT_NO") or node.first("LOT_NUMBER"), "ted.lot/1"):
            land = country(words(text, place)[:2])
            region = fact(text, place, "ted.lot.region/1", f"{words(text, place)}, {land}") if land else None
            yield Lot(label, title, budget, region, fact(text, code, "ted.lot.classification/1", f"CPV:{words(text, code)}"))


def _related(text: Text, coded: Node, form: Node) -> Iterator[Fact[str]]:
    nodes = [*coded.each("REF_NOTICE", "NO_DOC_OJS"), *inside(form, EARLIER)]
    found = {f.value: f for node in nodes if (f := fact(text, node, "ted.related/1"))}
    yield from found.values()
