"""Rows of UK Contracts Finder exports, with invented bodies."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from watchledger.formats import read_text
from watchledger.lang.normal import normal
from watchledger.model import RECORD, Document, Leaf, Limits, Notice, Origin
from watchledger.notices.contracts_finder import is_contracts_finder, read_contracts_finder
from watchledger.sources import expand

CORPUS = Path(__file__).parents[2].parent / "shared/corpus/uk/contracts_finder/uk_contracts_finder_2020.csv"


def read(row: dict[str, str]) -> Notice:
    _, text = read_text(Document(json.dumps(row).encode(), Origin("a.csv", record_id="1"), RECORD), Limits())
    assert is_contracts_finder(text)
    notice = read_contracts_finder(text, normal(text.content))
    for name, _, fact in notice.facts():
        assert text.content[fact.span.start : fact.span.end] == fact.quote, name
    return notice


def test_a_search_result_row() -> None:
    notice = read(
        {
            "Id": "0-1", "Title": "CCTV for the depot",
            "PublishedDate": "2020-11-26 19:16:00Z", "OrganisationName": "NOWHERE COUNCIL",
            "DeadlineDate": "2020-10-16 00:00:00Z", "AwardedDate": "2020-11-24 00:00:00Z", "Description": "Eight cameras.",
        }
    )  # fmt: skip
    assert notice.problems == ()
    assert notice.type and (notice.type.value, notice.type.quote) == ("award", "2020-11-24 00:00:00Z")
    assert notice.title and notice.title.value == "CCTV for the depot"
    assert notice.buyer and notice.buyer.quote == "NOWHERE COUNCIL"
    assert notice.published and notice.deadline and (notice.published.value, notice.deadline.value) == ("2020-11-26", "2020-10-16")
    assert notice.notice_id and notice.notice_id.value == "0-1"


def test_a_row_of_the_full_download() -> None:
    notice = read(
        {
            "Notice Identifier": "NC-7", "Notice Type": "Contract", "Organisation Name": "Nowhere Council", "Status": "Awarded",
            "Published Date": "2021-02-03T10:00:00Z", "Title": "Cameras", "Description": "…", "Region": "South East",
            "Cpv Codes": "35125300 32323500", "Contact Name": "A Person", "Value Low": "10000", "Value High": "20000",
            "Closing Date": "2021-01-10T12:00:00Z", "Awarded Date": "2021-02-01", "Awarded Value": "18500.5",
            "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]": "[Lens Ltd|1 Road|NONE||Yes|No]",
        }
    )  # fmt: skip
    assert notice.problems == ()
    assert notice.budget and notice.budget.value.amount == 20000
    assert [f.value.amount for n, f in notice.alternatives if n == "budget"] == [10000]
    (supplier,) = notice.suppliers
    assert supplier.name.quote == "Lens Ltd"
    assert supplier.amount and (supplier.amount.value.amount, supplier.amount.value.currency) == (Decimal("18500.5"), "GBP")
    assert [f.value for f in notice.classifications] == ["CPV:35125300", "CPV:32323500"]
    assert not [f for _, _, f in notice.facts() if "Person" in f.quote]


def test_an_unknown_column_is_reported() -> None:
    row = {"Id": "1", "Title": "x", "PublishedDate": "2020-01-01", "OrganisationName": "y", "Description": "z", "Mood": "good"}
    assert read(row).problems == ("not interpreted: /Mood",)


@pytest.mark.skipif(not CORPUS.is_file(), reason="no Contracts Finder corpus beside the checkout")
def test_every_row_of_the_corpus_has_its_columns_as_facts() -> None:
    rows = [d for d in expand(Leaf(str(CORPUS), CORPUS.stat().st_size, 0), Limits()) if isinstance(d, Document)]
    assert len(rows) > 1000
    for document in rows:
        row = json.loads(document.content)
        notice = read(row)
        assert notice.buyer and notice.buyer.value == " ".join(row["OrganisationName"].split())
        assert notice.published and notice.published.value == row["PublishedDate"][:10]
        assert (notice.deadline.value if notice.deadline else None) == (row.get("DeadlineDate", "")[:10] or None)
        assert notice.problems == ()
