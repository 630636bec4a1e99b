"""English prose and forms, invented in the manner of agreements, orders, notices, memoranda and quotes."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path

import pytest

from watchledger.formats import read_text
from watchledger.lang.normal import View, normal
from watchledger.model import RECORD, Block, Document, Limits, Money, Notice, Origin, Text
from watchledger.notices import read_notice
from watchledger.notices.english import is_english, read_english

OCR = Path(__file__).parents[2].parent / "shared/corpus/us/greenville_alpr/ocr/tesseract_150dpi_eng.txt"

AGREEMENT = """PROFESSIONAL SERVICES AGREEMENT

This Agreement is made and entered into as of June 14, 2022, by and between the City of Larkspur Falls, a municipal corporation of
the State of Oregon, whose address is 12 Main Street (hereinafter referred to as "City"), and Brightline Sensor Group, Inc., a
Delaware corporation ("Contractor").

1. Term. The initial term of this Agreement shall be thirty-six (36) months and may be renewed for two terms of twelve (12) months.
2. City shall pay Contractor an amount not to exceed $318,000.00. Contractor shall invoice $250.00 per camera per month.
3. Images shall be deleted after 30 days.
"""
ORDER = """COUNTY OF ASHDOWN
PURCHASING DEPARTMENT
100 Court Square, Ashdown, TX 75001

PURCHASE ORDER
PO Number: 2023-004417
Date: 09/05/2023
Vendor: Halvorsen Imaging LLC
Ship To: Ashdown County Sheriff's Office

Qty  UOM  Description                     Unit Cost     Extension
12   EA   Body camera BWC-4 with dock     $450.00       $5,400.00
1    EA   Evidence software licence       $2,100.00     $2,100.00
Subtotal  $7,500.00
TOTAL     $7,500.00
"""
MEMO = """MEMORANDUM
DATE: March 1, 2021
SUBJECT: Approve purchase of drone program equipment

The Chief recommends to authorize the award of contract No. 21-044 to Skyward Rotorcraft Corporation of Dayton, Ohio, in the amount
of $86,450 for six unmanned aircraft.
"""
TENDER = """Invitation to Tender - Provision of Facial Recognition Cameras for Northmoor Precinct

Northmoor Metropolitan Borough Council is seeking tenders from suppliers for the supply and maintenance of cameras.

Contract reference: NMBC/2024/117
Estimated total value: £450,000 (excluding VAT)
Tenders must be submitted no later than 12 noon on 3rd May 2024 via the portal. Questions must be received by 19 April 2024.
Date of publication: 28/03/2024
"""
AWARD = """NOTICE OF AWARD
Solicitation Number: W912-24-R-0031
Contract Award Date: Feb 12, 2024
Contract Award Number: W912-24-C-0007
Contractor Awarded Name: Redwood Signals, LLC
Base and All Options Value (Total Contract Value): $4.2 million
Contracting Office: Department of Example Affairs
"""
QUOTE = """Quote #: Q-88213
Date: 04/11/2023
Prepared For: Marrow Bay Police Department
Vendor: Copperfield Vision, Inc.
Product\tQty\tUnit Price\tTotal
Fixed LPR camera\t8\t$3,000.00\t$24,000.00
Grand Total: $24,000.00
"""


def read(content: str) -> Notice:
    _, text = read_text(Document(content.encode(), Origin("a.txt")), Limits())
    assert is_english(text)
    notice = read_notice(text, normal(text.content))
    for name, _, fact in notice.facts():
        assert text.content[fact.span.start : fact.span.end] == fact.quote, name
    return notice


def shown(notice: Notice, *fields: str) -> list[object]:
    out: list[object] = []
    for name in fields:
        fact = getattr(notice, name)
        value = fact.value if fact is not None else None
        out.append((value.amount, value.currency) if isinstance(value, Money) else value)
    return out


def test_an_agreement_names_its_parties_by_their_terms() -> None:
    notice = read(AGREEMENT)
    assert shown(notice, "type", "buyer", "ceiling", "award_total", "signed") == [
        "contract", "City of Larkspur Falls", (Decimal("318000.00"), "USD"), None, "2022-06-14",
    ]  # fmt: skip
    assert [s.name.value for s in notice.suppliers] == ["Brightline Sensor Group, Inc."]
    terms = {t.kind.value: t.period.value for t in notice.terms if t.period}
    assert terms == {"initial_term": "thirty-six (36) months", "renewal_term": "twelve (12) months", "retention": "30 days"}
    assert notice.papers == (), "to invoice is no invoice"


def test_a_purchase_order_has_items_whose_numbers_agree() -> None:
    notice = read(ORDER)
    assert shown(notice, "type", "buyer", "award_total", "signed") == [
        "contract", "COUNTY OF ASHDOWN", (Decimal("7500.00"), "USD"), "2023-09-05",
    ]  # fmt: skip
    assert [c.value for c in notice.project_codes] == ["2023-004417"]
    (supplier,) = notice.suppliers
    assert supplier.amount and (supplier.name.value, supplier.amount.quote) == ("Halvorsen Imaging LLC", "$7,500.00")
    first = notice.items[0]
    assert first.quantity and first.unit and first.unit_price
    assert (first.name.value, first.quantity.value, first.unit.value, first.unit_price.value.amount) == (
        "Body camera BWC-4 with dock", 12, "EA", Decimal("450.00"),
    )  # fmt: skip
    (paper,) = notice.papers
    assert paper.number and (paper.kind.value, paper.number.value) == ("purchase_order", "2023-004417")


def test_a_memorandum_says_to_whom_and_for_how_much_in_a_sentence() -> None:
    notice = read(MEMO)
    assert shown(notice, "type", "title", "award_total") == [
        "award", "Approve purchase of drone program equipment", (Decimal(86450), "USD"),
    ]  # fmt: skip
    assert [(s.name.value, c.value) for s, c in zip(notice.suppliers, notice.project_codes, strict=True)] == [
        ("Skyward Rotorcraft Corporation", "21-044")
    ]


def test_a_tender_has_an_estimate_that_is_no_budget_a_deadline_and_no_supplier() -> None:
    notice = read(TENDER)
    assert shown(notice, "type", "title", "buyer", "budget", "award_total", "published", "deadline") == [
        "tender", "Provision of Facial Recognition Cameras for Northmoor Precinct", "Northmoor Metropolitan Borough Council",
        None, None, "2024-03-28", "2024-05-03",
    ]  # fmt: skip
    assert [(field, fact.value.amount) for field, fact in notice.alternatives] == [("budget", 450000)], "an estimate is no budget"
    assert notice.suppliers == ()


def test_an_award_notice_of_labels() -> None:
    notice = read(AWARD)
    assert shown(notice, "type", "title", "buyer", "award_total", "awarded") == [
        "award", None, "Department of Example Affairs", (Decimal(4200000), "USD"), "2024-02-12",
    ]  # fmt: skip
    assert [c.value for c in notice.project_codes] == ["W912-24-R-0031", "W912-24-C-0007"]
    assert [s.name.value for s in notice.suppliers] == ["Redwood Signals, LLC"]


def test_a_quote_has_a_table_of_items() -> None:
    notice = read(QUOTE)
    assert shown(notice, "type", "buyer", "award_total") == ["other", "Marrow Bay Police Department", None]
    assert [(i.name.value, i.quantity and i.quantity.value) for i in notice.items] == [("Fixed LPR camera", 8)]


INVOICE = """INVOICE
Invoice Number:\tINV-77\tInvoice Date:\t12/14/2022
Bill To:
Town of Nowhere
ITEM\tQTY\tUNIT PRICE\tTOTAL
Camera\t20\t625.00\t$13,250.00
Subtotal:\t$12,500.00
Sales Tax:\t$750.00
Total:\t$13,260.00
"""
MONEY_ORDER = """PURCHASE ORDER
VENDOR\tSHIP TO
NOWHERE OPTICS\tCITY OF NOWHERE
ORDER DATE\tVENDOR NO.\tF.O.B.
12/07/2022\t11127\tDELIVERED
LINE\tQTY\tUOM\tITEM NO. & DESCRIPTION\tUNIT\tEXTENSION
COST
1\t25,000.00\tDL\tPLATE CAMERAS (20)\t1.00\t$25,000.00
TOTAL\t$25,000.00
"""


def test_a_total_that_contradicts_its_sum_is_told_and_the_agreeing_amount_taken() -> None:
    notice = read(INVOICE)
    (paper,) = notice.papers
    assert paper.total and paper.total.quote == "$13,250.00"
    assert notice.problems == ("subtotal and tax give 13,250.00, the total says 13,260.00",)


def test_an_order_written_in_money_has_its_count_in_the_description() -> None:
    notice = read(MONEY_ORDER)
    (paper,) = notice.papers
    assert paper.date and paper.supplier and paper.total
    assert (paper.date.value, paper.supplier.value, paper.total.quote) == ("2022-12-07", "NOWHERE OPTICS", "$25,000.00")
    (item,) = notice.items
    assert item.quantity and (item.quantity.value, item.unit, item.unit_price) == (20, None, None)


def test_an_evaluation_names_bidders_and_scores_and_no_reviewer() -> None:
    notice = read("Scoring for RFP No. 21-1\nFirst Optics\tSecond Optics\nReviewer\nA. Nobody\t95.00\t69.50\nTotal\t95.00\t69.50\n")
    assert [(b.name.value, b.rank, b.score and str(b.score.value)) for b in notice.bidders] == [
        ("First Optics", None, "95.00"),
        ("Second Optics", None, "69.50"),
    ]
    assert not [f for _, _, f in notice.facts() if "Nobody" in f.quote]


def test_the_reviewer_at_the_head_of_a_sheet_is_no_bidder() -> None:
    sheet = "R.T. Nobody\tFirst Optics\tScoring Range\nCriterion\tScore\tPoints\nExperience\t7.00\t28.00\n"
    notice = read(f"Scoring for RFP No. 21-1\n{sheet}Total\t100\t28.00\t86.50\n")
    assert not [f for _, _, f in notice.facts() if "Nobody" in f.quote]


def test_labels_in_a_row_of_a_line_and_a_definition_list() -> None:
    notice = read("Cameras for the depot. Buyer: NOWHERE COUNCIL. Twelve cameras are wanted.")
    assert shown(notice, "title", "buyer") == ["Cameras for the depot", "NOWHERE COUNCIL"]
    notice = read("Contract award notice\nBuyer\nNowhere Constabulary\nSupplier\nLens Ltd\nAward value\n£1,200\n")
    assert shown(notice, "buyer", "award_total") == ["Nowhere Constabulary", (Decimal(1200), "GBP")]


def row(**columns: str) -> Notice:
    _, text = read_text(Document(json.dumps(columns).encode(), Origin("a.csv", record_id="1"), RECORD), Limits())
    notice = read_notice(text, normal(text.content))
    for name, _, fact in notice.facts():
        assert text.content[fact.span.start : fact.span.end] == fact.quote, name
    return notice


def test_a_row_of_a_table_speaks_by_its_columns() -> None:
    notice = row(
        buyer_name="Regia Nowhere RA", winner_name="OPTIC S.R.L.", award_date="2020-07-15", notice_type="CAN", value_eur="5"
    )
    assert shown(notice, "type", "buyer", "awarded") == ["award", "Regia Nowhere RA", "2020-07-15"]
    assert [s.name.value for s in notice.suppliers] == ["OPTIC S.R.L."]
    names = {"tender/title": "CCTV", "buyer/name": "X Council", "tender/value/amount": "5000", "tender/value/currency": "GBP"}
    assert shown(row(**names), "title", "buyer", "budget") == ["CCTV", "X Council", (Decimal(5000), "GBP")]
    assert shown(row(**{"Contract Title": "Plates", "Agency Name": "X Police", "Award Amount": "$12,500"}), "award_total") == [
        (Decimal(12500), "USD")
    ]


def test_the_signatorys_title_is_no_title() -> None:
    notice = read("MASTER AGREEMENT\nbetween the parties\n\nBy: ________\nName: Pat Nobody\nTitle: Police Chief of the Town\n")
    assert notice.title is None or "Chief" not in notice.title.value


@pytest.mark.parametrize(
    "piece",
    ["between A and ", "awarded to A ", "$1,000.00 ", '("', "Buyer: ", "due by ", "CITY OF X\n", "\n", "1 ", "term of 12 months "],
)
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = Text(piece * (size // len(piece)), "text/1")
        start = time.process_time()
        read_english(text, normal(""))
        return time.process_time() - start

    seconds(1000)
    assert seconds(160_000) < 16 * max(seconds(20_000), 0.02)


@pytest.mark.skipif(not OCR.is_file(), reason="no OCR text beside the checkout")
def test_papers_in_a_bundle_stand_on_their_pages() -> None:
    content, blocks = "", []
    for number, page in enumerate(OCR.read_text("utf-8").split("\f")[1:], 1):
        page = page.split("]]\n", 1)[-1]
        blocks.append(Block("page", len(content), len(content) + len(page), number))
        content += page + "\n"
    notice = read_english(Text(content, "scan/1", tuple(blocks)), normal(""))
    assert shown(notice, "type", "title", "buyer", "deadline") == [
        "tender", "LICENSE PLATE RECOGNITION (LPR) SYSTEM", "CITY OF GREENVILLE", "2020-12-10",
    ]  # fmt: skip
    found = {(p.kind.page, p.kind.value, p.number.value if p.number else None) for p in notice.papers}
    assert {(75, "invoice", "INV-21830"), (79, "invoice", "INV-6576"), (94, "invoice", "INV-42393")} <= found
    assert {page for page, kind, _ in found if kind == "purchase_order"} >= {36, 74, 78, 81, 84, 93}
    retention = {t.period.page for t in notice.terms if t.period and t.kind.value == "retention" and "30" in t.period.value}
    assert {19, 60} <= retention


def test_a_form_of_a_buying_portal_is_read_by_its_labels_and_a_date_by_the_others() -> None:
    rows = "Bid Document\nBid Number\tNP/2024/B/991\nDated\t09-01-2024\nBid End Date/Time\t30-01-2024 15:00:00\n"
    notice = read_english(*_both(rows + "Organisation Name\tNorthland Prisons\nItem Category\tCCTV cameras for cell blocks\n"))
    assert notice.type is not None and notice.type.value == "tender"
    assert notice.title is not None and notice.title.value == "CCTV cameras for cell blocks"
    assert notice.buyer is not None and notice.buyer.value == "Northland Prisons"
    assert notice.published is not None and notice.published.value == "2024-01-09"
    assert notice.deadline is not None and notice.deadline.value == "2024-01-30"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("NOTICE OF CANCELLATION\nSolicitation BSU-2210 student card printers", "termination"),
        ("Agenda item 7. Rejection of all bids, project 22-14", "termination"),
        ("Decision - Award of contract for the town centre CCTV maintenance service", "award"),
    ],
)
def test_what_a_decision_is_stands_at_its_head(head: str, kind: str) -> None:
    notice = read_english(
        *_both(f"{head}\nNorthfield State University informs all who took part in this procurement of its decision.\n")
    )
    assert notice.type is not None and notice.type.value == kind


def test_a_decision_names_what_it_awards_and_to_whom() -> None:
    head = "Decision - Award of contract for the town centre CCTV maintenance service\nDecision:\n"
    told = "To award the contract for the town centre CCTV maintenance service (ref. WBC/17) to Halden Fire & Security Limited for "
    notice = read_english(*_both(f"{head}{told}three years at a total contract sum of £214,350.00.\n"))
    assert notice.title is not None and notice.title.value == "town centre CCTV maintenance service"
    assert [supplier.name.value for supplier in notice.suppliers] == ["Halden Fire & Security Limited"]
    assert notice.award_total is not None and notice.award_total.value == Money(Decimal("214350.00"), "GBP")


def _both(content: str) -> tuple[Text, View]:
    return Text(content, "test/1"), normal(content)


@pytest.mark.parametrize(
    ("stated", "currency"), [("Total: $25,000.00", "USD"), ("Total: £25,000.00", "GBP"), ("No total is given.", None)]
)
def test_a_bare_price_is_of_the_currency_that_the_text_states_or_of_none(stated: str, currency: str | None) -> None:
    head = "<tr><th>Description</th><th>Quantity</th><th>Unit Price</th></tr>"
    cells = head + "<tr><td>license plate reader</td><td>10</td><td>2,500.00</td></tr>"
    page = f"<html><body><p>Purchase order of Westmark Police Department</p><table>{cells}</table><p>{stated}</p></body></html>"
    text = read_text(Document(page.encode(), Origin("a.html")), Limits())[1]
    item = read_notice(text, normal(text.content)).items[0]
    assert (item.unit_price.value.currency if item.unit_price is not None else None) == currency
    assert item.quantity is not None and item.quantity.value == 10
