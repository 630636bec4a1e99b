"""OCDS releases of both versions, invented in the manner of publishers; the corpus where it lies beside the checkout."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from watchledger.formats.json import read as read_json
from watchledger.lang.normal import normal
from watchledger.model import NOTICE_TYPES, Document, Limits, Notice, Origin
from watchledger.notices.ocds import is_ocds, may_be_a_person, read_ocds
from watchledger.notices.tree import table
from watchledger.sources.packages import documents

CORPUS = Path(__file__).parents[2].parent / "shared/corpus/ocds"
corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="no OCDS corpus beside the checkout")


def read(release: Any) -> Notice:
    content = release if isinstance(release, bytes) else json.dumps(release, ensure_ascii=False).encode()
    text = read_json(Document(content, Origin("a.json")), Limits())
    assert is_ocds(text)
    notice = read_ocds(text, normal(""))
    for name, _, fact in notice.facts():
        assert text.content[fact.span.start : fact.span.end] == fact.quote, name
    return notice


ONE_ONE = {
    "ocid": "ocds-x-1",
    "id": "1-award",
    "date": "2021-05-06T10:00:00Z",
    "tag": ["tender", "award", "contract"],
    "initiationType": "tender",
    "parties": [
        {
            "id": "X-1",
            "name": "Harbour Police",
            "identifier": {"scheme": "X", "id": "1"},
            "roles": ["buyer"],
            "address": {"region": "North", "countryName": "Nowhereland"},
            "contactPoint": {"name": "A. Person", "telephone": "000"},
        },
        {"id": "X-2", "name": "Lens & Co", "identifier": {"scheme": "X", "id": "2"}, "roles": ["supplier"]},
    ],
    "buyer": {"id": "X-1"},
    "planning": {"budget": {"amount": {"amount": 90000, "currency": "EUR"}}},
    "tender": {
        "id": "T1",
        "title": "Cameras with number-plate reading",
        "title_fr": "Caméras",
        "value": {"amount": 100000, "currency": "EUR"},
        "procurementMethod": "open",
        "procuringEntity": {"id": "X-3", "name": "Central Purchasing Office"},
        "tenderPeriod": {"endDate": "2021-03-01T12:00:00Z"},
        "lots": [{"id": "L1", "title": "Quay", "value": {"amount": 1, "currency": "EUR"}}],
        "items": [{"id": "1", "description": "camera", "classification": {"scheme": "CPV", "id": "32323500"}}],
    },
    "awards": [
        {
            "id": "A1",
            "status": "active",
            "date": "2021-04-01T00:00:00Z",
            "value": {"amount": 80000.50, "currency": "EUR"},
            "suppliers": [{"id": "X-2"}],
            "relatedLots": ["L1"],
            "items": [
                {
                    "id": "1",
                    "description": "camera",
                    "quantity": 20,
                    "unit": {"name": "piece", "value": {"amount": 4000, "currency": "EUR"}},
                }
            ],
        },
        {
            "id": "A2",
            "status": "cancelled",
            "value": {"amount": 5, "currency": "EUR"},
            "suppliers": [{"id": "X-9", "name": "Nobody"}],
        },
    ],
    "contracts": [
        {"id": "C1", "awardID": "A1", "dateSigned": "2021-05-01T00:00:00Z", "value": {"amount": 81000, "currency": "EUR"}}
    ],
}


def test_a_release_of_version_1_1() -> None:
    notice = read(ONE_ONE)
    assert notice.problems == ()
    assert notice.type and (notice.type.value, notice.type.quote) == ("contract", "contract")
    assert notice.title and notice.title.value == "Cameras with number-plate reading"
    assert notice.buyer and (notice.buyer.value, notice.buyer_identifier and notice.buyer_identifier.value) == (
        "Harbour Police",
        "1",
    )
    assert notice.agency and notice.agency.value == "Central Purchasing Office"
    (supplier,) = notice.suppliers
    assert (supplier.name.value, supplier.lot and supplier.lot.value, supplier.identifier and supplier.identifier.value) == (
        "Lens & Co", "L1", "2",
    )  # fmt: skip
    assert supplier.amount and (supplier.amount.quote, supplier.amount.value.amount) == ("80000.5", Decimal("80000.5"))
    assert notice.budget and notice.budget.value.amount == 90000
    assert notice.ceiling and notice.ceiling.value.amount == 100000
    assert notice.award_total and notice.award_total.value.amount == Decimal("80000.5")
    assert ("award_total", 81000) in [(n, f.value.amount) for n, f in notice.alternatives if n == "award_total"]
    assert (notice.deadline and notice.deadline.value, notice.signed and notice.signed.value) == ("2021-03-01", "2021-05-01")
    assert notice.region and notice.region.value == "North, Nowhereland"
    (item,) = notice.items
    assert item.quantity and item.unit_price and (item.quantity.value, item.unit_price.value.amount) == (20, 4000)
    assert [f.value for f in notice.classifications] == ["CPV:32323500"]
    assert not [f for _, _, f in notice.facts() if "Person" in f.quote]


def test_a_release_of_version_1_0_names_organisations_where_they_act() -> None:
    notice = read(
        {
            "ocid": "ocds-x-2",
            "id": "r1",
            "tag": ["award"],
            "date": "2015-01-01T00:00:00Z",
            "buyer": {
                "name": "Town of Nowhere",
                "identifier": {"id": "7"},
                "address": {"locality": "Nowhere", "countryName": "UK"},
            },
            "tender": {"id": "t", "description": "Supply of cameras"},
            "awards": [{"id": "a", "suppliers": [{"name": "Old Optics", "identifier": {"id": "8"}}], "value": {"amount": 5}}],
        }
    )
    assert (
        notice.buyer and notice.buyer_identifier and (notice.buyer.value, notice.buyer_identifier.value) == ("Town of Nowhere", "7")
    )
    assert notice.region and notice.region.value == "Nowhere, United Kingdom"
    assert [(s.name.value, s.amount) for s in notice.suppliers] == [("Old Optics", None)], "an amount without a currency is none"
    assert notice.title and (notice.title.value, notice.title.rule) == ("Supply of cameras", "ocds.title.description/1")


@pytest.mark.parametrize(
    "name, person",
    [("Ana Maria Nadie Perez", True), ("Juan Nadie", True), ("Ministerio de Nada", False), ("Comisión Nacional", False),
     ("CONTRALORIA GENERAL", False), ("Nowhere Council", False), ("Nowhere", False)],
)  # fmt: skip
def test_an_officer_in_charge_is_no_agency(name: str, person: bool) -> None:
    assert may_be_a_person(name) is person
    tender = {"title": "x", "procuringEntity": {"name": name}}
    notice = read({"ocid": "o", "id": "1", "tag": ["tender"], "buyer": {"name": "Body"}, "tender": tender})
    assert (notice.agency is None) is person


def test_a_compiled_release_is_of_its_furthest_stage() -> None:
    notice = read({"ocid": "o", "id": "1", "tag": ["compiled"], "tender": {"id": "t", "title": "x"}, "awards": [{"id": "a"}]})
    assert notice.type and (notice.type.value, notice.type.rule) == ("award", "ocds.type.section/1")


def test_what_is_unknown_or_broken_is_reported() -> None:
    notice = read({"ocid": "o", "tag": ["novelty"], "date": "soon", "tender": {"title": "x", "mood": "good"}})
    assert set(notice.problems) == {
        "no release id", "published: not a date: 'soon'", "unknown tag 'novelty'", "not interpreted: /tender/mood",
    }  # fmt: skip


def test_an_unsplit_package_says_so() -> None:
    notice = read({"releases": [{"ocid": "o", "id": "1", "tag": ["tender"]}, {"ocid": "o", "id": "2", "tag": ["award"]}]})
    assert "a package of 2 releases that was not split: only the first is read" in notice.problems


def test_numbers_wrapped_by_a_database_are_read() -> None:
    value = {"amount": {"$numberLong": "15890000000"}, "currency": "COP"}
    notice = read({"ocid": "o", "id": "1", "tag": ["award"], "awards": [{"id": "a", "value": value, "suppliers": [{"name": "S"}]}]})
    assert notice.award_total and notice.award_total.value.amount == 15890000000


def test_tags_map_to_our_types() -> None:
    assert {row[1] for row in table("ocds_tags.tsv")} <= set(NOTICE_TYPES)


def releases(path: Path) -> list[dict[str, Any]]:
    found = documents(json.loads(path.read_text("utf-8")), path.name, None)
    return [json.loads(d.content) for d in found or () if isinstance(d, Document)]


@corpus
@pytest.mark.parametrize(
    "name", ["colombia_compra_2021-03-03", "tunisia_tuneps_release", "paraguay_dncp_155220", "collection_file"]
)
def test_real_publishers_read_as_their_json_says(name: str) -> None:
    path = next((CORPUS / "real-publishers").rglob(f"{name}.json"))
    for release in releases(path):
        notice = read(release)
        buyer = (release.get("buyer") or {}).get("name")
        assert not buyer or (notice.buyer and notice.buyer.value == " ".join(buyer.split()))
        title = (release.get("tender") or {}).get("title")
        assert not title or (notice.title and notice.title.value == " ".join(title.split()))
        awards = [a for a in release.get("awards", []) if a.get("status") not in ("cancelled", "unsuccessful")]
        named = {" ".join(s["name"].split()) for a in awards for s in a.get("suppliers", []) if s.get("name")}
        assert {s.name.value for s in notice.suppliers} == named
        amounts = [a["value"]["amount"] for a in awards if isinstance((a.get("value") or {}).get("amount"), (int, float))]
        if len(awards) == 1 and amounts:
            assert notice.award_total and notice.award_total.value.amount == Decimal(str(amounts[0]))
        assert (notice.published.value if notice.published else None) == release["date"][:10]


@corpus
def test_cardinal_fixtures_never_crash() -> None:
    count = 0
    for path in sorted((CORPUS / "cardinal-rs").rglob("*.jsonl")):
        for line in path.read_bytes().splitlines():
            try:
                value = json.loads(line)
            except ValueError:
                continue
            if isinstance(value, dict) and "ocid" in value and len(value) > 1:
                text = read_json(Document(line, Origin(path.name)), Limits())
                if is_ocds(text):
                    read_ocds(text, normal(""))
                    count += 1
    assert count > 100
