from __future__ import annotations

import json

import pytest

from watchledger.errors import NoSuchDocument
from watchledger.publish.contract import as_json

from .conftest import Asked


def test_json_is_the_contract_with_id_and_places(asked: Asked) -> None:
    reading = asked.readings[3]
    shown = json.loads(asked.run("show", asked.path, reading.document_id[:10], "--json", "--with-text")[1])
    assert shown["document"] == reading.document_id
    assert shown["also_at"] == []
    assert {key: shown[key] for key in as_json(reading, with_text=True, unmask=False)} == as_json(
        reading, with_text=True, unmask=False
    )
    assert shown["text"][shown["notice"]["buyer"]["start"] : shown["notice"]["buyer"]["end"]] == shown["notice"]["buyer"]["quote"]


def test_people_see_values_words_and_places(asked: Asked) -> None:
    reading = next(r for r in asked.readings if r.findings and r.notice and r.notice.suppliers)
    assert reading.notice is not None
    assert reading.notice.buyer is not None
    code, out, _ = asked.run("show", asked.path, reading.origin.path)
    span = reading.findings[0].span
    assert code == 0
    for words in (
        reading.document_id,
        reading.sha256,
        reading.notice.buyer.value,
        reading.findings[0].technology,
        f"{span.start}-{span.end}",
    ):
        assert words in out
    assert not any(name in out for name in ("甄无此", "贾子虚", "乌有先"))


def test_the_text_on_request_masked_unless_asked(asked: Asked) -> None:
    reading = asked.readings[3]
    assert reading.text is not None
    phone = reading.text.content[reading.masks[1].start : reading.masks[1].end]
    assert phone not in asked.run("show", asked.path, reading.document_id, "--with-text")[1]
    assert phone in asked.run("show", asked.path, reading.document_id, "--with-text", "--unmask")[1]


def test_no_such_document(asked: Asked) -> None:
    with pytest.raises(NoSuchDocument):
        asked.run("show", asked.path, "nothing")
