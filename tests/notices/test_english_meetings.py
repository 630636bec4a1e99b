"""Minutes, memoranda, agenda items, addenda and the pages of buying portals that give labels without signs."""

from __future__ import annotations

from typing import Any

import pytest

from watchledger.lang.normal import normal
from watchledger.model.notice import Notice
from watchledger.model.text import Text
from watchledger.notices.english import read_english


def read(content: str) -> Notice:
    return read_english(Text(content, "text/1"), normal(content))


def shown(content: str, *names: str) -> list[Any]:
    notice = read(content)
    facts = [getattr(notice, name) for name in names]
    return [getattr(f.value, "amount", f.value) if f is not None else None for f in facts]


MINUTES = """CITY OF ALDER BEND, OREGON
COUNCIL MEETING MINUTES
Tuesday, May 7, 2024, 6:30 p.m.

PRESENT: Mayor Quill, Councilors Abbot and Teng.

4. AWARD OF BID 24-19, MOBILE SPEED TRAILERS. Chief Roe reported that two bids were opened on April 30, 2024: Roadcraft
Signals LLC ($61,300) and Vane Electric, Inc. ($58,940). The budget line for this purchase is $65,000. Councilor Teng moved to
award Bid 24-19 to Vane Electric, Inc. in the amount of $58,940; seconded by Abbot. Approved 3-0.
"""


def test_an_item_of_minutes_gives_title_winner_budget_and_opening() -> None:
    names = ("type", "title", "buyer", "budget", "award_total", "deadline", "region")
    assert shown(MINUTES, *names) == [
        "award", "MOBILE SPEED TRAILERS", "CITY OF ALDER BEND, OREGON", 65000, 58940, "2024-04-30", "ALDER BEND, OREGON",
    ]  # fmt: skip
    assert [s.name.value for s in read(MINUTES).suppliers] == ["Vane Electric, Inc."]


def test_a_memorandum_gives_its_day_its_subject_and_the_day_to_answer() -> None:
    memo = (
        "MEMORANDUM\nTO: Board of Commissioners\nFROM: Purchasing Office\nDATE: June 3, 2021\n"
        "RE: Sole Source Purchase -- Radio Direction Finders (Req. No. FC-21-0440)\n"
        "The Fern County Sheriff's Office intends to buy from the only maker. Firms that can supply the same goods must respond in "
        "writing by June 18, 2021.\n"
    )
    assert shown(memo, "type", "title", "buyer", "published", "deadline", "region") == [
        "single_source", "Radio Direction Finders", "Fern County Sheriff's Office", "2021-06-03", "2021-06-18", "Fern County",
    ]  # fmt: skip


def test_labels_that_run_into_their_values_are_read() -> None:
    page = "Published 4 March 2023\nSub-tier COASTAL WATCH SERVICE\nContract Value £12,400\nNotice ID 44XF-0021\n"
    assert shown("Contract award notice\n" + page, "published", "buyer", "award_total") == [
        "2023-03-04", "COASTAL WATCH SERVICE", 12400,
    ]  # fmt: skip
    assert shown("Published research shows that cameras work.\nTender notice\n", "published") == [None]


def test_the_name_in_the_part_of_the_supplier_is_the_suppliers() -> None:
    page = (
        "Contract Notice View - CN101\nCN ID:\nCN101\nAgency:\nInland Revenue Patrol\nPublish Date:\n17-Oct-2023\n"
        "Contract Value (AUD):\n$9,400.50\nDescription:\nThermal scopes\nSupplier Details\nName:\nLUMEN PTY LTD\nABN:\n99 000\n"
    )
    assert shown(page, "type", "buyer", "published", "budget", "title") == [
        "contract", "Inland Revenue Patrol", "2023-10-17", None, "Thermal scopes",
    ]  # fmt: skip
    supplier = read(page).suppliers[0]
    assert supplier.name.value == "LUMEN PTY LTD"
    assert supplier.amount is not None and str(supplier.amount.value.amount) == "9400.50"


def test_an_awards_own_value_comes_before_the_value_that_was_advertised() -> None:
    page = "Awarded contract\nValue of contract\n£90,000\nAward information\nTotal value of contract\n£81,250\n"
    assert shown(page, "award_total") == [81250]


def test_an_addendum_gives_the_day_as_moved_and_both_days_as_a_change() -> None:
    page = (
        "Addendum No. 3\nITB 2022-007 – Parking Barriers\nOwner: Village of Low Marsh, Ohio\nAddendum issued: 04/05/2022\n"
        "Bid opening is moved from 04/12/2022 to 04/26/2022 at 10:00 AM.\n"
    )
    assert shown(page, "type", "title", "published", "deadline") == ["amendment", "Parking Barriers", "2022-04-05", "2022-04-26"]
    assert [(c.before.value, c.after.value) for c in read(page).changes] == [("2022-04-12", "2022-04-26")]


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("Rejection of all bids, RFB 1120-22 Fence Sensors at the Depot", "Fence Sensors at the Depot"),
        ("Sole Source Justification for Helmet Cameras", "Helmet Cameras"),
        ("Helmet Cameras for the Harbour Patrol RFP-16-0377", "Helmet Cameras for the Harbour Patrol"),
        ("Extension of date for submission of bids for Supply of Scanners", "Supply of Scanners"),
        ("Contract with the Port", "Contract with the Port"),
        ("Tender evaluation software", "Tender evaluation software"),
    ],
)
def test_a_title_is_freed_of_what_is_wrapped_around_it(title: str, core: str) -> None:
    assert shown(f"Subject: {title}\nThe board will meet.\n", "title") == [core]


def test_a_resolution_names_the_firm_and_what_is_bought_in_its_heading() -> None:
    text = (
        "RESOLUTION NO. 84-12 AWARDING BID FOR TOWING OF BARGES TO HARROW MARINE, INCORPORATED WHEREAS, bids were "
        "received on May 2, 1984 and it appears that Harrow Marine, Incorporated is the lowest bidder; BE IT "
        "RESOLVED BY THE CITY COUNCIL OF THE CITY OF TARN, MAINE that the Mayor is authorized to enter into a contract.\n"
    )
    assert shown(text, "type", "title", "buyer") == ["award", "TOWING OF BARGES", "CITY OF TARN"]
    assert [s.name.value for s in read(text).suppliers] == ["HARROW MARINE, INCORPORATED"]


def test_a_title_in_capitals_goes_on_over_gaps() -> None:
    cover = (
        "TENDER DOCUMENT\n\nFOR\n\nSUPPLY, DELIVERY AND\n\nCOMMISSIONING OF GATES AT THE\n\nNORTH QUAY\n\n"
        "TENDER NO.\n\nNQ/12/2020\n"
    )
    assert shown(cover, "type", "title") == ["tender", "SUPPLY, DELIVERY AND COMMISSIONING OF GATES AT THE NORTH QUAY"]


def test_the_body_that_is_named_most_is_the_buyer_of_an_agenda_item() -> None:
    item = (
        "Item Coversheet\nTitle: Plate cameras - services agreement\nStaff recommends that the Council "
        "approve a services agreement with Gantry Group Inc, on behalf of the City of Oldmere. The "
        "City of Oldmere has ten cameras.\n"
    )
    assert shown(item, "type", "title", "buyer", "region") == [
        "contract", "Plate cameras - services agreement", "City of Oldmere", "Oldmere",
    ]  # fmt: skip
    assert [s.name.value for s in read(item).suppliers] == ["Gantry Group Inc"]


def test_lines_of_an_order_have_their_totals_also_where_the_unit_is_money() -> None:
    order = (
        "CITY OF ALDER BEND\tPURCHASE ORDER\nLINE\tPROJECT\tACCOUNT\tQTY\tUOM\tITEM NO. & DESCRIPTION\tUNIT\tEXTENSION\n#\tCOST\n"
        "1\t50.00\tEA\tROAD SENSOR - YEAR 3\t2,500.00\t$125,000.00\n2\t9,000.00\tDL\tINSTALLATION (12)\t1.00\t$9,000.00\n"
    )
    listed = [(i.name.value, i.quantity, i.unit_price, i.line_total) for i in read(order).items]
    values = [
        (name, q and q.value, p and p.value.amount, t and t.value.amount) for name, q, p, t in listed
    ]  # fmt: skip
    assert values == [("ROAD SENSOR - YEAR 3", 50, 2500, 125000), ("INSTALLATION (12)", 12, None, 9000)]


def test_contract_lines_in_a_sentence_are_items() -> None:
    said = "Combined Synopsis/Solicitation\nThe Patrol needs: CLIN 0001: thermal scope, 24 EA. CLIN 0002: tripod, 6 EA.\n"
    assert [(i.name.value, i.quantity and i.quantity.value, i.unit and i.unit.value) for i in read(said).items] == [
        ("thermal scope", 24, "EA"), ("tripod", 6, "EA"),
    ]  # fmt: skip


def test_labels_that_nobody_listed_are_known_by_how_they_are_made() -> None:
    page = (
        "TENDER NOTICE\nHarbour Works Enquiry No. HW-77/2021\nName of the procuring body: Low Marsh Port Authority\n"
        "Name of the work and supply: Quay lamps\nLast date and time of receipt of sealed offers: 13/05/2021 at 1200 Hrs\n"
        "Last date for receiving queries: 03/05/2021\n"
    )
    assert shown(page, "buyer", "title", "deadline") == ["Low Marsh Port Authority", "Quay lamps", "2021-05-13"]
    assert [c.value for c in read(page).project_codes] == ["HW-77/2021"]


def test_a_standard_forms_parts_tell_whose_name_stands_there() -> None:
    form = (
        "Bridge cameras\nF03: Contract award notice\nPublished 4 May 2023, 10:12am\nSection I: Contracting"
        " authority\nI.1) Name and addresses\n"
        "Low Marsh Borough Council\nCivic Hall\nSection V. Award of contract\nV.2.3) Name and address of the"
        " contractor\nHollow Optics Ltd\n"
        "Initial estimated total value of the contract/lot: £50,000\nTotal value of the contract/lot: £45,000\n"
    )
    assert shown(form, "type", "buyer", "published", "award_total") == ["award", "Low Marsh Borough Council", "2023-05-04", 45000]
    assert [s.name.value for s in read(form).suppliers] == ["Hollow Optics Ltd"]


def test_what_a_memorandum_tells_of_the_tender_that_has_been_makes_it_no_tender() -> None:
    memo = (
        "Memorandum\nTO: Commissioners\nFROM: City Manager\nDATE: August 25, 2008\nRE: Radios for patrol boats\nIn"
        " March a request for "
        "proposals (RFP) was sent out.\nAction: Approve the expenditure of a total of $245,000 for radios.\n"
    )
    assert shown(memo, "type", "title", "published", "award_total") == ["award", "Radios for patrol boats", "2008-08-25", 245000]


def test_a_notices_day_stands_beside_its_number_and_the_last_day_for_offers_in_a_row_of_days() -> None:
    notice = (
        "HARBOUR WATCH\nNo./HW/147/2014 Dtd 27 Jan 2014\nTender Notice\nTender No. HW-579/2014\nLast date for"
        " submission of pre-bid queries "
        "05/02/2014 AT 1000 HRS. Last date for submission of bids 20/02/2014 AT 1800 HRS.\n"
    )
    assert shown(notice, "type", "published", "deadline") == ["tender", "2014-01-27", "2014-02-20"]
    assert shown("Tender notice\nClosing Date 12 July 2018\n", "published") == [None]


def test_minutes_name_the_item_that_was_resolved() -> None:
    minutes = (
        "MINUTES OF THE PARISH COUNCIL MEETING HELD ON 9 MAY 2023\n\nPresent: Cllrs Hart and Pool.\n\n23/58 Cameras"
        " for the recreation ground. "
        "It was RESOLVED to accept the quotation of Beacon Alarms Ltd in the sum of £4,865 plus VAT.\n\n23/59 Grass. Deferred.\n"
        "Lower Tarn Parish Council\n"
    )
    assert shown(minutes, "type", "title", "buyer", "award_total") == [
        "award", "Cameras for the recreation ground", "Lower Tarn Parish Council", 4865,
    ]  # fmt: skip
    assert [s.name.value for s in read(minutes).suppliers] == ["Beacon Alarms Ltd"]


def test_an_entrys_point_before_an_amount_is_no_minus() -> None:
    assert shown("Award Notice\nAwards Value\n- £4,100\n", "award_total") == [4100]
