"""A document's tabs, what is found in it, and the way from a value to its place and back."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from tests.invented import PEOPLE, readings
from tests.web.conftest import Visitor
from watchledger.model.text import Block
from watchledger.web.layout import laid_out

ONE = next(r for r in readings(60) if r.findings and r.text and "公安局" in r.text.content)
TABS = ("text", "original", "facts", "findings", "versions", "source")


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_tab_is_shown_masked_in_both_languages(client: TestClient, tab: str, language: str) -> None:
    page = client.get(f"/document/{ONE.document_id}", params={"tab": tab, "lang": language})
    assert page.status_code == 200
    assert not any(person in page.text for person in PEOPLE)
    assert f'aria-current="page">{"Text" if language == "en" else "文本"}' in page.text or tab != "text"


def test_a_value_leads_to_its_place_and_back(client: TestClient) -> None:
    page = client.get(f"/document/{ONE.document_id}").text
    for place in re.findall(r'<tr id="r-(t\d+)">', page) + re.findall(r'<dt id="r-(f\d+)">', page):
        assert f'href="#{place}"' in page
        assert f'id="{place}"' in page
    for back in re.findall(r'<a href="#r-(\w+)"', page):
        assert f'id="r-{back}"' in page


def test_words_are_found_in_the_document_and_lit(client: TestClient) -> None:
    assert ONE.text is not None
    count = ONE.text.content.count("公安局")
    page = client.get(f"/document/{ONE.document_id}", params={"find": "公安局"}).text
    assert f"Hits: {count} ·" in page
    assert len(re.findall(r'id="h\d+"', page)) == count
    assert "not found" in client.get(f"/document/{ONE.document_id}", params={"find": "无此词语"}).text
    assert 'role="alert"' in client.get(f"/document/{ONE.document_id}", params={"find": '"unclosed'}).text


def test_what_each_part_is_can_be_shown(client: TestClient) -> None:
    page = client.get(f"/document/{ONE.document_id}", params={"gloss": "1", "lang": "en"}).text
    assert 'data-gloss="Buyer' in page or ", Buyer" in page
    plain = client.get(f"/document/{ONE.document_id}").text
    assert "data-gloss" not in plain


def test_decisions_stand_beside_what_they_judge(reviewer: Visitor) -> None:
    page = reviewer.get("/review/item?kind=finding").text
    document = re.findall(r'href="/document/([0-9a-f]{16})', page)[0]
    reviewer.submit(page, "/review/decide", judgement="unsure")
    assert "hold: unsure</span>" in reviewer.get(f"/document/{document}").text


def test_a_frame_is_for_the_owner_alone(client: TestClient) -> None:
    assert client.get(f"/document/{ONE.document_id}/frame").status_code == 404


def test_a_layout_loses_no_words_and_keeps_tables() -> None:
    text = "题目\n货物\t数量\n摄像机\t3\n尾"
    blocks = (
        Block("heading", 0, 2),
        Block("cell", 3, 5, table=0, row=0, col=0), Block("cell", 6, 8, table=0, row=0, col=1, colspan=10**9),
        Block("cell", 9, 12, table=0, row=1, col=0), Block("cell", 13, 14, table=0, row=1, col=1),
    )  # fmt: skip
    parts = list(laid_out(text, blocks))
    assert [part.kind for part in parts] == ["heading", "table", "paragraph"]
    assert [[cell.words for cell in row] for row in parts[1].rows] == [["货物", "数量"], ["摄像机", "3"]]
    assert parts[1].rows[0][1].colspan == 100
    assert parts[2].words == "尾"


def test_sources_say_what_became_of_every_file_and_read_again(reviewer: Visitor) -> None:
    page = reviewer.get("/sources").text
    assert "60 documents" in page
    assert reviewer.fill("/sources/retry").status_code == 400
    assert reviewer.get("/changes").status_code == 200
    assert unescape(page).count("notices/") >= 60
