"""Structured texts find their reader; words find none."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchledger.formats import read_text
from watchledger.lang.normal import normal
from watchledger.model import RECORD, Document, Limits, Origin, Text
from watchledger.notices.contracts_finder import read_contracts_finder
from watchledger.notices.eforms import read_eforms
from watchledger.notices.ocds import read_ocds
from watchledger.notices.structured import structured_reader
from watchledger.notices.ted import read_ted

HERE = Path(__file__).parent
CASES = [
    ((HERE / "eforms_award.xml").read_bytes(), None, read_eforms),
    ((HERE / "ted_old_award.xml").read_bytes(), None, read_ted),
    (b'{"ocid": "x", "tag": ["tender"], "tender": {"title": "y"}}', None, read_ocds),
    (b'{"OrganisationName": "x", "PublishedDate": "2020-01-01", "Title": "y"}', RECORD, read_contracts_finder),
    (b'{"title": "y", "buyer": "z"}', RECORD, None),
    (b"<note><to>x</to></note>", None, None),
    (b"Invitation to tender. The council buys cameras.", None, None),
]


@pytest.mark.parametrize("content, media_type, reader", CASES, ids=range(len(CASES)))
def test_a_text_finds_its_reader(content: bytes, media_type: str | None, reader: object) -> None:
    _, text = read_text(Document(content, Origin("a"), media_type), Limits())
    assert structured_reader(text) is reader


@pytest.mark.parametrize("content, media_type, reader", [c for c in CASES if c[2]], ids=range(4))
def test_a_text_cut_anywhere_is_no_crash(content: bytes, media_type: str | None, reader: object) -> None:
    """Blocks lost from the front, the back and the middle: readers find less, never fail."""
    _, text = read_text(Document(content, Origin("a"), media_type), Limits())
    for step in (2, 3, 5):
        for at in range(step):
            some = Text(text.content, text.reader, text.blocks[at::step])
            if (reads := structured_reader(some)) is not None:
                for _, _, fact in reads(some, normal("")).facts():
                    assert some.content[fact.span.start : fact.span.end] == fact.quote
