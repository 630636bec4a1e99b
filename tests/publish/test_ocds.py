"""Releases that validate, merge and read back to the facts they were made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from invented import readings
from jsonschema import Draft4Validator, FormatChecker
from ocdsmerge import Merger

from watchledger.formats import read_text
from watchledger.lang.normal import normal
from watchledger.model import Document, Limits, Mask, Notice, Origin, Reading
from watchledger.notices import read_notice
from watchledger.publish.export import export
from watchledger.publish.ocds import EXTENSION, ocid_of, release
from watchledger.publish.ocds_package import compiled, records, release_schema, versioned, write_records, write_releases
from watchledger.sources.packages import documents

HERE = Path(__file__).parent
NOTICES = HERE.parent / "notices"
CORPUS = HERE.parents[1].parent / "shared/corpus"
corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus beside the checkout")
VALIDATOR = Draft4Validator(release_schema(), format_checker=FormatChecker())
NOW = "2024-01-01T00:00:00Z"
USED = (
    "title", "buyer", "agency", "budget", "ceiling", "award_total", "published", "deadline", "awarded", "signed", "region",
    "procedure", "notice_id",
)  # fmt: skip


def reading_of(content: bytes, path: str, **more: Any) -> Reading:
    document = Document(content, Origin(path))
    media_type, text = read_text(document, Limits())
    notice = read_notice(text, normal(text.content))
    return Reading(document.id, document.sha256, len(content), document.origin, media_type, "ok", text=text, notice=notice, **more)


def values(notice: Notice) -> dict[str, Any]:
    out: dict[str, Any] = {name: f.value for name in USED if (f := getattr(notice, name))}
    out["suppliers"] = [
        (s.name.value, s.amount and s.amount.value, s.lot and s.lot.value, s.identifier and s.identifier.value)
        for s in notice.suppliers
    ]
    out["classifications"] = [f.value for f in notice.classifications]
    out["items"] = [(i.name.value, i.quantity and i.quantity.value, i.unit_price and i.unit_price.value) for i in notice.items]
    out["lots"] = [lot.label.value for lot in notice.lots]
    out["codes"] = {f.value for f in notice.project_codes}
    return out


def valid(made: Any) -> None:
    errors = [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in VALIDATOR.iter_errors(made)]
    assert errors == []


def round_trip(reading: Reading) -> None:
    """Made, validated, read again: every used field is as it was, and the new ocid is the only new code."""
    made = release(reading, recorded=NOW)
    valid(made)
    assert reading.notice is not None
    again = reading_of(json.dumps(made, ensure_ascii=False).encode(), "b.json").notice
    assert again is not None
    before, after = values(reading.notice), values(again)
    assert after.pop("codes") - before.pop("codes") <= {made["ocid"], "tender"}
    for made_up in ("notice_id", "published", "procedure"):
        if made_up not in before:
            after.pop(made_up, None)
    if len(before["suppliers"]) == 1 and before["suppliers"][0][1] is None and "award_total" in before:
        name, _, lot, number = before["suppliers"][0]
        before["suppliers"] = [(name, before["award_total"], lot, number)]  # the value of the only award is its only supplier's
    assert after == before


@pytest.mark.parametrize("name", ["eforms_award.xml", "ted_old_award.xml"])
def test_a_notice_reads_back_as_it_was(name: str) -> None:
    round_trip(reading_of((NOTICES / name).read_bytes(), name))


def test_every_value_has_its_words_in_the_extension() -> None:
    reading = reading_of((NOTICES / "eforms_award.xml").read_bytes(), "a.xml")
    made = release(reading, recorded=NOW)
    evidence = made[EXTENSION]["evidence"]
    assert reading.text is not None and reading.notice is not None
    assert len(evidence) == len(list(reading.notice.facts()))
    assert all(reading.text.content[e["start"] : e["end"]] == e["quote"] for e in evidence)
    assert made[EXTENSION]["documents"][0]["sha256"] == reading.sha256


def test_personal_data_is_masked_in_values_and_quotes() -> None:
    head = b'{"ocid": "ocds-aaaaaa-1", "id": "1", "tag": ["tender"], "date": "2020-01-01T00:00:00Z", '
    content = head + b'"tender": {"title": "Ask Jo Doe"}}'
    plain = reading_of(content, "a.json")
    assert plain.text is not None
    at = plain.text.content.index("Jo Doe")
    masked = reading_of(content, "a.json", masks=(Mask(at, at + 6, "name"),))
    assert "Jo Doe" not in json.dumps(release(masked, recorded=NOW), ensure_ascii=False)
    assert release(masked, recorded=NOW, unmask=True)["tender"]["title"] == "Ask Jo Doe"


def test_the_ocid_is_the_sources_or_made_of_the_project() -> None:
    reading = reading_of((NOTICES / "ted_old_award.xml").read_bytes(), "a.xml")
    assert ocid_of(reading) == "ocds-watchledger-Ville-de-Nulleville-2013-77"
    assert ocid_of(reading, "粤政采 2020/7", "ocds-abc123").startswith("ocds-abc123-2020-7-")
    own = reading_of(b'{"ocid": "ocds-aaaaaa-1", "id": "1", "tag": ["tender"]}', "a.json")
    assert ocid_of(own, "anything") == "ocds-aaaaaa-1"


def test_records_hold_the_compiled_and_the_versioned_release(tmp_path: Path) -> None:
    tender = reading_of(
        b'{"ocid": "ocds-aaaaaa-1", "id": "1", "tag": ["tender"], "date": "2020-01-01T00:00:00Z",'
        b' "tender": {"id": "t", "title": "A"}}',
        "a.json",
    )
    award = reading_of(
        b'{"ocid": "ocds-aaaaaa-1", "id": "2", "tag": ["award"], "date": "2020-02-01T00:00:00Z",'
        b' "tender": {"id": "t", "title": "B"},'
        b' "awards": [{"id": "1", "suppliers": [{"name": "S"}], "value": {"amount": 5, "currency": "EUR"}}]}',
        "b.json",
    )
    releases = [release(tender, recorded=NOW), release(award, recorded=NOW)]
    (record,) = records(releases)
    assert record["compiledRelease"]["tender"]["title"] == "B"
    assert [v["value"] for v in record["versionedRelease"]["tender"]["title"]] == ["A", "B"]
    assert {e["id"].split(":")[0] for e in record["compiledRelease"][EXTENSION]["evidence"]} == {
        tender.document_id,
        award.document_id,
    }
    valid(record["compiledRelease"])
    for write, name in ((write_releases, "releases"), (write_records, "records")):
        path = tmp_path / f"{name}.json"
        write(releases, path, publisher="P", published="2024-01-01T00:00:00Z")
        package = json.loads(path.read_text("utf-8"))
        assert package["publisher"] == {"name": "P"} and package[name]
        assert len([d for d in documents(package, str(path), None) or () if isinstance(d, Document)]) == 2


def test_a_case_is_exported_with_its_notices_joined_by_their_project(tmp_path: Path) -> None:
    readings = [
        reading_of((NOTICES / name).read_bytes(), name) for name in ("eforms_award.xml", "ted_old_award.xml", "eforms_award.xml")
    ]
    assert export(readings, "ocds", tmp_path) == {"releases": 3, "records": 2}
    assert {path.name for path in tmp_path.iterdir()} == {"releases.json", "records.json"}
    package = json.loads((tmp_path / "releases.json").read_text("utf-8"))
    for made in package["releases"]:
        valid(made)


def test_notices_of_one_project_share_a_record_whatever_their_numbers(tmp_path: Path) -> None:
    made = list(readings(3, seed=4))
    project_of = {made[0].document_id: "YLCG-2020-0173", made[2].document_id: "YLCG-2020-0173"}
    assert export(made, "ocds", tmp_path, project_of=project_of) == {"releases": 3, "records": 2}
    held = json.loads((tmp_path / "records.json").read_text("utf-8"))["records"]
    assert {len(record["releases"]) for record in held if record["ocid"].endswith("YLCG-2020-0173")} == {2}


def test_an_export_that_fails_leaves_nothing_half_written(tmp_path: Path) -> None:
    def torn() -> Iterator[Reading]:
        yield reading_of((NOTICES / "eforms_award.xml").read_bytes(), "a.xml")
        raise OSError("the disk went away")

    for kind in ("ocds", "ftm"):
        with pytest.raises(OSError, match="went away"):
            export(torn(), kind, tmp_path)
    assert list(tmp_path.iterdir()) == []


def merge_cases() -> list[tuple[str, Path]]:
    folder = CORPUS / "ocds/ocds-merge/fixtures"
    found = (p for p in sorted(folder.rglob("*.json")) if p.stem.rpartition("-")[2] in ("compiled", "versioned"))
    return [(p.stem.rpartition("-")[2], p) for p in found]


@corpus
@pytest.mark.parametrize("kind, expected", merge_cases(), ids=lambda v: v if isinstance(v, str) else f"{v.parent.name}-{v.stem}")
def test_the_merge_fixtures_come_out_as_expected(kind: str, expected: Path) -> None:
    releases = json.loads(expected.with_name(expected.name.replace(f"-{kind}", "")).read_text("utf-8"))
    own = {"schema": "schema.json", "1.0": "release-schema-1__0__3.json"}.get(expected.parent.name)
    schema = json.loads((expected.parents[1] / own).read_text("utf-8")) if own else release_schema()
    merge = compiled if kind == "compiled" else versioned
    assert merge(releases, Merger(schema)) == json.loads(expected.read_text("utf-8"))


@corpus
@pytest.mark.parametrize(
    "name", ["colombia_compra_2021-03-03", "tunisia_tuneps_release", "paraguay_dncp_155220", "collection_file"]
)
def test_real_publishers_are_read_exported_and_read_again_without_loss(name: str) -> None:
    path = next((CORPUS / "ocds/real-publishers").rglob(f"{name}.json"))
    for document in documents(json.loads(path.read_text("utf-8")), path.name, None) or ():
        if isinstance(document, Document):
            round_trip(reading_of(document.content, path.name))


@corpus
@pytest.mark.parametrize("folder", ["ted/eforms-sdk/notices", "ted/legacy"])
def test_ted_notices_are_exported_and_read_again_without_loss(folder: str) -> None:
    for path in sorted((CORPUS / folder).glob("*.xml")):
        round_trip(reading_of(path.read_bytes(), path.name))
