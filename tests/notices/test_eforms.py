"""eForms: a small invented notice in full, and the SDK's examples against a second reading by XPath."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from watchledger.formats.xml import read as read_xml
from watchledger.lang.normal import normal
from watchledger.model import NOTICE_TYPES, Document, Limits, Notice, Origin, Text
from watchledger.notices.eforms import is_eforms, read_eforms
from watchledger.notices.tree import table

EXAMPLES = Path(__file__).parents[2].parent / "shared/corpus/ted/eforms-sdk/notices"
VALID = sorted(p for p in EXAMPLES.glob("*.xml") if not p.name.startswith("INVALID_")) if EXAMPLES.is_dir() else []
INVALID = sorted(EXAMPLES.glob("INVALID_*.xml")) if EXAMPLES.is_dir() else []
corpus = pytest.mark.skipif(not VALID, reason="the eForms SDK's examples are not beside the checkout")

URN = "urn:oasis:names:specification:ubl:schema:xsd:"
NS = {
    "cac": URN + "CommonAggregateComponents-2",
    "cbc": URN + "CommonBasicComponents-2",
    "ext": URN + "CommonExtensionComponents-2",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
    "efext": "http://data.europa.eu/p27/eforms-ubl-extensions/1",
}
GOLDEN = Path(__file__).parent / "eforms_award.xml"


def read(path: Path) -> tuple[Text, Notice]:
    text = read_xml(Document(path.read_bytes(), Origin(path.name)), Limits())
    assert is_eforms(text)
    notice = read_eforms(text, normal(""))
    for name, _, fact in notice.facts():
        assert text.content[fact.span.start : fact.span.end] == fact.quote, name
    return text, notice


def test_an_award_to_a_consortium_with_two_languages() -> None:
    _, notice = read(GOLDEN)
    assert notice.problems == ()
    assert notice.type and notice.type.value == "award"
    assert notice.title and notice.title.value == "Cameras for the harbour"
    assert [f.value for n, f in notice.alternatives if n == "title"] == ["Caméras pour le port"]
    assert notice.buyer and (notice.buyer.value, notice.buyer.quote) == ("Port of Nowhere", "Port of Nowhere")
    assert notice.buyer_identifier and notice.buyer_identifier.value == "BE 0000.000.001"
    assert notice.agency and notice.agency.value == "Purchasing Helpers"
    winners = [(s.name.value, s.amount and s.amount.value.amount, s.lot and s.lot.value) for s in notice.suppliers]
    assert winners == [("Lead Optics", Decimal("120000.50"), "LOT-0001"), ("Second Optics", None, "LOT-0001")]
    assert notice.award_total and notice.award_total.value.amount == Decimal("120000.50")
    assert notice.budget and notice.budget.value.currency == "EUR"
    assert notice.region and notice.region.value == "BE211, Belgium"
    assert [f.value for f in notice.classifications] == ["CPV:35125300", "CPV:32323500"]
    assert (notice.published and notice.published.value, notice.signed and notice.signed.value) == ("2024-05-03", "2024-04-30")
    assert notice.awarded and notice.awarded.value == "2024-04-20"
    assert [f.value for f in notice.project_codes] == ["aaaaaaaa-0000-4000-8000-000000000001", "PON-7", "C/2024/9"]


def test_what_is_unknown_is_reported(tmp_path: Path) -> None:
    xml = GOLDEN.read_text("utf-8").replace("<cbc:VersionID>", "<cbc:Novelty>x</cbc:Novelty><cbc:VersionID>")
    changed = tmp_path / "a.xml"
    changed.write_text(xml.replace(">ORG-0004</cbc:ID><", ">ORG-0009</cbc:ID><", 1), "utf-8")
    _, notice = read(changed)
    assert "not interpreted: /ContractAwardNotice/Novelty" in notice.problems
    assert any("ORG-0004" in p or "ORG-0009" in p for p in notice.problems)


def test_a_natural_person_who_wins_is_not_kept(tmp_path: Path) -> None:
    lead = "<efac:Organization><efac:Company><cac:PartyIdentification><cbc:ID>ORG-0003<"
    person = lead.replace("<efac:Company>", "<efbc:NaturalPersonIndicator>true</efbc:NaturalPersonIndicator><efac:Company>")
    xml = GOLDEN.read_text("utf-8")
    assert lead in xml
    (tmp_path / "a.xml").write_text(xml.replace(lead, person), "utf-8")
    _, notice = read(tmp_path / "a.xml")
    assert [s.name.value for s in notice.suppliers] == ["Second Optics"]
    assert "a winner is a natural person; persons are not kept" in notice.problems


def test_every_notice_type_of_the_regulation_is_mapped() -> None:
    codes = {row[0]: row[1] for row in table("eforms_types.tsv")}
    subtypes = [str(n) for n in range(1, 41)] + ["CEI", "T01", "T02", "X01", "X02", *(f"E{n}" for n in range(1, 7))]
    assert len(subtypes) == 51
    assert set(subtypes) <= set(codes)
    assert set(codes.values()) <= set(NOTICE_TYPES)


class Second:
    """The same facts by XPath alone, from the document instead of the text."""

    def __init__(self, path: Path) -> None:
        self.root = etree.parse(path).getroot()

    def all(self, path: str, node: etree._Element | None = None) -> list[str]:
        found = (self.root if node is None else node).xpath(path, namespaces=NS)
        return [" ".join(str(f if isinstance(f, str) else f.text or "").split()) for f in found]

    def name_of(self, reference: str) -> str:
        companies = f"//efac:Organization[.//cac:PartyIdentification/cbc:ID='{reference}']/efac:Company/cac:PartyName"
        return (self.all(f"{companies}/cbc:Name[@languageID='ENG']") or self.all(f"{companies}/cbc:Name"))[0]

    def buyers(self) -> set[str]:
        return {self.name_of(r) for r in self.all("cac:ContractingParty/cac:Party/cac:PartyIdentification/cbc:ID")}

    def winners(self) -> set[tuple[str, Decimal | None]]:
        found = set()
        tenders = self.all("//efac:SettledContract/efac:LotTender/cbc:ID")
        for tender in tenders:
            node = self.root.xpath(f"//efac:NoticeResult/efac:LotTender[cbc:ID='{tender}']", namespaces=NS)[0]
            amounts = self.all("cac:LegalMonetaryTotal/cbc:PayableAmount", node)
            party = self.all("efac:TenderingParty/cbc:ID", node)[0]
            members = self.all(f"//efac:NoticeResult/efac:TenderingParty[cbc:ID='{party}']/efac:Tenderer/cbc:ID")
            people = "efbc:NaturalPersonIndicator='true'"
            members = [m for m in members if not self.root.xpath(f"//efac:Organization[{people}][.//cbc:ID='{m}']", namespaces=NS)]
            found |= {(self.name_of(m), Decimal(amounts[0]) if amounts and len(members) == 1 else None) for m in members}
        return found

    def title(self) -> str | None:
        names = "cac:ProcurementProject/cbc:Name"
        return next(iter(self.all(f"{names}[@languageID='ENG']") or self.all(names)), None)

    def days(self, path: str) -> set[str]:
        return {value[:10] for value in self.all(path)} - {"2000-01-01"}


@corpus
@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_an_example_reads_as_by_xpath(path: Path) -> None:
    _, notice = read(path)
    second = Second(path)
    assert {f.value for n, _, f in notice.facts() if n in ("buyer", "alternatives.buyer")} == second.buyers()
    consortium = {s.name.value for s in notice.suppliers if s.amount is None}
    winners = {(s.name.value, s.amount.value.amount if s.amount else None) for s in notice.suppliers}
    expected = second.winners()
    assert {w[0] for w in winners} == {w[0] for w in expected}
    assert {w for w in winners if w[0] not in consortium} >= {w for w in expected if w[1] is not None}
    total = second.all("//efac:NoticeResult/cbc:TotalAmount")
    currency = second.all("//efac:NoticeResult/cbc:TotalAmount/@currencyID")
    if total:
        assert notice.award_total and (notice.award_total.value.amount, notice.award_total.value.currency) == (
            Decimal(total[0]),
            currency[0],
        )
    budget = second.all("cac:ProcurementProject/cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount")
    assert [str(notice.budget.value.amount)] == budget if notice.budget else not budget
    codes = "//cac:{}CommodityClassification/cbc:ItemClassificationCode"
    cpv = {f"CPV:{c}" for kind in ("Main", "Additional") for c in second.all(codes.format(kind))}
    assert {f.value for f in notice.classifications} == cpv
    deadline = {f.value for n, _, f in notice.facts() if n.endswith("deadline")}
    assert second.days("//cac:TenderSubmissionDeadlinePeriod/cbc:EndDate") <= deadline
    assert (notice.published is None) == (not second.all("cbc:IssueDate"))
    assert {f.value for n, _, f in notice.facts() if n.endswith("signed")} == second.days("//efac:SettledContract/cbc:IssueDate")
    assert {f.value for n, _, f in notice.facts() if n.endswith("awarded")} == second.days("//efac:SettledContract/cbc:AwardDate")
    assert (notice.title.value if notice.title else None) == second.title()
    assert len(notice.lots) == len(second.all("cac:ProcurementProjectLot/cbc:ID"))


@corpus
@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_a_valid_example_leaves_no_element_unread(path: Path) -> None:
    _, notice = read(path)
    assert [p for p in notice.problems if not p.startswith(("withheld", "a winner is a natural person"))] == []


@corpus
@pytest.mark.parametrize("path", INVALID, ids=lambda p: p.stem)
def test_an_invalid_example_is_read_with_problems(path: Path) -> None:
    _, notice = read(path)
    assert notice.type is not None
    assert notice.problems
