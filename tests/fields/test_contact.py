"""Contacts in structured texts are found by their paths."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from watchledger.fields.contact import contacts
from watchledger.formats import read_text
from watchledger.model import RECORD, Document, Limits, Origin

NOTICES = Path(__file__).parent.parent / "notices"
PARTY = {"name": "Town", "contactPoint": {"name": "A. Person", "email": "a@example.invalid", "telephone": "1"}}
RELEASE = {"ocid": "x", "tag": ["tender"], "parties": [PARTY]}
PERSON = (
    b"<N><Organization><NaturalPersonIndicator>true</NaturalPersonIndicator><Company><PartyName><Name>B. Person</Name></PartyName>"
    b"</Company></Organization><Organization><Company><PartyName><Name>Firm</Name></PartyName></Company></Organization></N>"
)


@pytest.mark.parametrize(
    "content, media_type, hidden",
    [
        (json.dumps(RELEASE).encode(), None, {"A. Person", "a@example.invalid", "1"}),
        (json.dumps({"Title": "x", "Contact Name": "C. Person"}).encode(), RECORD, {"C. Person"}),
        ((NOTICES / "eforms_award.xml").read_bytes(), None, {"A. Nobody"}),
        ((NOTICES / "ted_old_award.xml").read_bytes(), None, {"A. Personne"}),
        (PERSON, None, {"B. Person"}),
        (b"plain words about a contact", None, set()),
    ],
    ids=["ocds", "row", "eforms", "ted", "natural person", "words"],
)
def test_contacts_are_hidden(content: bytes, media_type: str | None, hidden: set[str]) -> None:
    _, text = read_text(Document(content, Origin("a"), media_type), Limits())
    assert {text.content[m.start : m.end] for m in contacts(text)} == hidden
