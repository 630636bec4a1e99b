"""What English councils decide and what bodies advertise: agendas, resolutions, letters of award, legal advertisements."""

from __future__ import annotations

from typing import Any

import pytest

from watchledger.lang.normal import normal
from watchledger.model.notice import Notice
from watchledger.model.text import Text
from watchledger.notices.english import read_english
from watchledger.notices.english_awards import addressed, given
from watchledger.notices.english_values import with_hour


def read(content: str) -> Notice:
    return read_english(Text(content, "text/1"), normal(content))


def shown(content: str, *names: str) -> list[Any]:
    notice = read(content)
    facts = [getattr(notice, name) for name in names]
    return [getattr(f.value, "amount", f.value) if f is not None else None for f in facts]


def suppliers(content: str) -> list[tuple[str, Any]]:
    return [(s.name.value, s.amount and s.amount.value.amount) for s in read(content).suppliers]


ENTRY = (
    "Town of Marrow Agenda\n\nTuesday, March 4, 2025\n\n6. File No. MW25-0117 Resolution approving a purchase of twelve (12) dash "
    "cameras from Hollow Road Motors, LLC in the amount of $1,200 each for a cumulative total of $14,400 for use by the Marrow "
    "Police Department.\n"
)


def test_an_entry_of_an_agenda_is_a_contract_with_its_file_number_and_the_meetings_day() -> None:
    assert shown(ENTRY, "type", "title", "buyer", "award_total", "published") == [
        "contract", "dash cameras", "Town of Marrow", 14400, "2025-03-04",
    ]  # fmt: skip
    assert suppliers(ENTRY) == [("Hollow Road Motors, LLC", 14400)]
    assert [c.value for c in read(ENTRY).project_codes] == ["MW25-0117"]


def test_what_is_approved_after_competition_is_an_award() -> None:
    report = "Staff report\nRecommendation: approve the contract with Vane Optics Ltd for fence sensors.\n"
    assert shown(report, "type") == ["contract"]
    assert shown(report + "Four proposals were received in answer to the RFP.\n", "type") == ["award"]


def test_a_contract_not_to_exceed_a_sum_has_that_amount() -> None:
    order = (
        "Agenda item 4\nMotion to approve an agreement with Vane Optics Ltd for gate cameras for a cost not to exceed $90,000.\n"
    )
    assert shown(order, "type", "ceiling", "award_total") == ["contract", None, 90000]


def test_an_estimate_is_kept_but_is_no_budget() -> None:
    notice = read("Tender notice\nTitle: Scanners\nEstimated value: $70,000\n")
    assert (notice.budget, [(field, fact.value.amount) for field, fact in notice.alternatives]) == (None, [("budget", 70000)])
    assert shown("Tender notice\nTitle: Scanners\nBudget: $70,000\n", "budget") == [70000]


def test_a_legal_advertisement_gives_what_is_asked_and_when_though_the_place_stands_between() -> None:
    notice = (
        "Legal Notice\n\nThe Pine Hollow School District, Ardley, Ohio, will receive bids for Milk Delivery services for the "
        "fiscal year 2024.\n\nBids will be received at the office of the Treasurer, 12 Mill Lane, Ardley, Ohio until 2:00 p.m. on "
        "Tuesday, May 7, 2024.\n"
    )
    assert shown(notice, "type", "title", "buyer", "deadline") == [
        "tender", "Milk Delivery services", "Pine Hollow School District", "2024-05-07",
    ]  # fmt: skip
    deadline = read(notice).deadline
    assert deadline is not None and deadline.quote == "2:00 p.m. on Tuesday, May 7, 2024"


def test_a_letter_of_award_names_the_firm_that_it_is_addressed_to() -> None:
    letter = (
        'NOTICE OF AWARD\n\nJune 14, 2023\n\nLOWTIDE COMPUTER CENTER\nPort Ellery\n\nSir:\n\nYour bid for the project "Supply of '
        'Harbour Cameras" is hereby awarded to you at a Contract Price of TWO HUNDRED PESOS (PHP 200.00).\n'
    )
    assert shown(letter, "type", "title", "award_total", "published") == ["award", "Supply of Harbour Cameras", 200, "2023-06-14"]
    assert suppliers(letter) == [("LOWTIDE COMPUTER CENTER", 200)]
    assert addressed("Dear all,\nwe thank you.\n", 25) is None


@pytest.mark.parametrize(
    ("sentence", "firm"),
    [
        ("The low bidder was Vane Optics.", "Vane Optics"),
        ("It was resolved to accept the quotation from Beacon Ltd in the sum of 20.", "Beacon Ltd"),
        ("Approve the purchase of six radios from Harrow Marine, Incorporated of Tarn, Maine.", "Harrow Marine, Incorporated"),
        ("The Court awards RFP 2 to the best evaluated proposer, Lonestar Systems, Inc., for a price.", "Lonestar Systems, Inc."),
        ("approve expenditure of up to $270,000 from Vane Optics Inc.", "Vane Optics Inc."),
    ],
)
def test_sentences_tell_who_is_given_a_contract(sentence: str, firm: str) -> None:
    cuts = [sentence[start:end] for (start, end), _ in given(sentence, len(sentence))]
    assert firm in cuts


def test_a_body_is_given_no_contract() -> None:
    said = "Approve an agreement with the City of Tarn for plate readers."
    assert list(given(said, len(said))) == []


def test_marks_of_markdown_and_of_quoted_fields_are_no_part_of_values() -> None:
    page = (
        '## Sale notice\n| **Contractor** | Vane Optics Ltd |\n|---|---|\n"publish_date": "2022-03-01",\n**Title:** Gate cameras\n'
    )
    assert shown("Contract award notice\n" + page, "title", "published") == ["Gate cameras", "2022-03-01"]
    assert suppliers("Contract award notice\n" + page) == [("Vane Optics Ltd", None)]


def test_a_sheet_of_labels_that_has_a_supplier_and_a_day_of_signing_is_a_contract() -> None:
    sheet = "Agreement Number: 0717\nTitle: Print readers\nVendor: Vane Optics Inc\nEffective Date: 07/01/2017\n"
    assert shown(sheet, "type", "published") == ["contract", "2017-07-01"]


@pytest.mark.parametrize("words", ["10 May 2024 at 2:00 p.m.", "noon on 10 May 2024", "10 May 2024, 14:00 hours", "10 May 2024"])
def test_a_day_keeps_the_hour_beside_it(words: str) -> None:
    at = words.index("10 May")
    start, end = with_hour(words, at, at + 11)
    assert words[start:end].rstrip(".") == words.rstrip(".")


def test_heads_of_columns_are_no_title() -> None:
    page = "TENDER NOTICE\nS/No.\tTender No.\tDescription\tEligibility\n1\tHW/3/2020\tSupply of Gates\tOpen\n"
    assert shown(page, "title") == ["Supply of Gates"]


def test_a_day_without_its_year_is_a_deadline_only_where_the_paragraph_states_the_year() -> None:
    assert shown("Request for proposals\nIssued 3 May 2024. Proposals are due by June 17 at noon.\n", "deadline") == ["2024-06-17"]
    assert shown("Request for proposals\nIssued 3 May 2024.\n\nProposals are due by June 17 at noon.\n", "deadline") == [None]
    assert shown("Request for proposals\nIssued 3 May 2024. Proposals are due by January 9.\n", "deadline") == [None], (
        "of next year"
    )


def test_the_only_state_that_is_named_is_the_place_but_no_firms_seat() -> None:
    head = "Contract award notice\nTitle: Gate cameras for the depots in Tarn and Ardley, Oregon\n"
    assert shown(head, "region") == ["Ardley, Oregon"]
    assert shown("Contract award notice\nTitle: Gate cameras\nVendor: Vane Optics, Inc. of Allen, Texas\n", "region") == [None]
