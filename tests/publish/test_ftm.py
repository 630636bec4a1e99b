"""FollowTheMoney lines: what is written, and that no person is."""

from __future__ import annotations

import json
from pathlib import Path

from watchledger.formats import read_text
from watchledger.lang.normal import normal
from watchledger.model import Document, Limits, Origin, Reading
from watchledger.notices import read_notice
from watchledger.publish.ftm import entities, write_ftm

NOTICE = Path(__file__).parent.parent / "notices/eforms_award.xml"
REQUIRED = {
    "PublicBody": {"name"}, "Company": {"name"}, "Contract": {"title"}, "ContractAward": {"supplier", "contract"},
    "Document": {"fileName"},
}  # fmt: skip
"""Required properties of followthemoney 4."""


def reading_of(content: bytes, path: str) -> Reading:
    document = Document(content, Origin(path))
    media_type, text = read_text(document, Limits())
    notice = read_notice(text, normal(text.content))
    return Reading(document.id, document.sha256, len(content), document.origin, media_type, "ok", text=text, notice=notice)


def test_a_contract_with_its_authority_awards_and_proof() -> None:
    made = list(entities(reading_of(NOTICE.read_bytes(), "case.zip!/a/eforms.xml")))
    by_schema = {e["schema"]: e for e in made}
    assert set(by_schema) == set(REQUIRED)
    for entity in made:
        assert set(entity["properties"]) >= REQUIRED[entity["schema"]]
        assert all(isinstance(v, str) for values in entity["properties"].values() for v in values)
    contract = by_schema["Contract"]["properties"]
    assert contract["title"] == ["Cameras for the harbour"]
    assert contract["authority"] == [by_schema["PublicBody"]["id"]]
    assert (contract["amount"], contract["currency"]) == (["120000.50"], ["EUR"])
    first = next(e for e in made if e["schema"] == "ContractAward")["properties"]
    assert first["summary"] == ["Lead Optics … 120000.50 … LOT-0001"]
    assert by_schema["Document"]["properties"]["fileName"] == ["eforms.xml"]
    assert "Nobody" not in json.dumps(made)


def test_a_body_is_written_once(tmp_path: Path) -> None:
    readings = [reading_of(NOTICE.read_bytes(), name) for name in ("a.xml", "b.xml")]
    count = write_ftm(readings, tmp_path / "a.ftm.json")
    lines = [json.loads(line) for line in (tmp_path / "a.ftm.json").read_text("utf-8").splitlines()]
    assert len(lines) == count
    assert sum(e["schema"] == "PublicBody" for e in lines) == 1
    assert sum(e["schema"] == "Company" for e in lines) == 2
