from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from tests.invented import PEOPLE, readings
from watchledger.web.words import LANGUAGES, catalogue

WEB = Path(__file__).parents[2] / "watchledger" / "web"


def found(page: str) -> int:
    return int(re.findall(r"<strong>Documents found: (\d+)<", page)[0])


def test_both_languages_say_everything() -> None:
    keys = {language: set(catalogue(language)) for language in LANGUAGES}
    assert keys["en"] == keys["zh"]
    for key, text in catalogue("en").items():
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", catalogue("zh")[key])), key


def test_templates_hold_no_words_of_their_own() -> None:
    """What stands between tags is white space, signs, a proper name or an expression."""
    for template in (WEB / "templates").glob("*.html"):
        text = re.sub(r"{[%{#].*?[%}#]}", "", template.read_text("utf-8"), flags=re.DOTALL)
        words = re.findall(r"[A-Za-z\u4e00-\u9fff]{2,}", re.sub(r"<[^>]*>", " ", text))
        assert set(words) <= {"Watchledger", "CSV", "JSONL", "XLSX", "Parquet", "SVG", "SHA"}, template.name


def test_no_page_loads_anything_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/?q=公安", "/numbers", "/sources"):
        assert not re.findall(r"(?:src|href)=[\"'](?:https?:)?//", client.get(path).text)


def test_a_search_counts_shows_and_leads_to_the_words(client: TestClient) -> None:
    page = client.get("/", params={"q": "人脸识别"}).text
    expected = sum("人脸识别" in (r.text.content if r.text else "").replace("臉識別", "脸识别") for r in readings(60))
    assert found(page) == expected
    assert "<mark>" in page
    link = unescape(re.findall(r'href="(/document/[^"]+)"', page)[0])
    document = client.get(link).text
    assert 'class="finding' in document or "finding" in document
    assert re.search(r'<a href="#t0">', document)
    assert 'id="t0"' in document


def test_facets_follow_the_query_and_narrow_it(client: TestClient) -> None:
    page = client.get("/", params={"q": "公安局"}).text
    total = found(page)
    values = re.findall(r'<li><a href="(/\?[^"]+)">[^<]*</a>\s*<span><span class="n">([\d,]+)</span> <a href="(/\?[^"]+)"', page)
    assert len(values) > 30
    for keep, documents, drop in values:
        narrowed = client.get(unescape(keep)).text
        assert found(narrowed) == int(documents)
        assert found(client.get(unescape(drop)).text) == total - int(documents)
    gone, turned = (re.findall(rf'<a href="([^"]+)" aria-label="{word}', narrowed)[0] for word in ("remove", "exclude"))
    assert found(client.get(unescape(gone)).text) == total
    assert unescape(turned) == unescape(drop)


def test_people_are_masked_on_every_view(client: TestClient) -> None:
    for r in list(readings(60))[:5]:
        page = client.get(f"/document/{r.document_id}").text
        assert "█" in page
        assert not any(person in page for person in PEOPLE)


def test_hostile_words_never_become_markup(client: TestClient) -> None:
    attack = '"><script>alert(1)</script>'
    for path in (f"/?q={quote(attack)}", f"/numbers?where={quote(attack)}", f"/document/{quote(attack, safe='')}"):
        assert "<script>alert" not in client.get(path).text


def test_a_query_that_cannot_be_understood_is_explained(client: TestClient) -> None:
    answer = client.get("/", params={"q": 'buyer:"unclosed'})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_the_download_holds_exactly_the_result(client: TestClient) -> None:
    total = found(client.get("/", params={"q": "公安局"}).text)
    answer = client.get("/result.csv", params={"q": "公安局"})
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert len(rows) == total
    assert all(row["sha256"] for row in rows)


@pytest.mark.parametrize(("language", "word"), [("en", "Numbers"), ("zh", "统计")])
def test_the_language_is_chosen_by_address_and_kept(client: TestClient, language: str, word: str) -> None:
    assert word in client.get("/", params={"lang": language}).text
    assert word in client.get("/").text


def test_a_cell_opens_as_many_documents_as_it_says(client: TestClient) -> None:
    page = client.get("/numbers", params={"by": "technology", "then": "year"}).text
    cells = re.findall(r'href="(/\?is=[^"]+)">(\d+)</a>', page)
    assert cells
    for link, number in cells[:8]:
        assert found(client.get(unescape(link)).text) == int(number)


def test_an_unknown_document_is_a_page_with_the_reason(client: TestClient) -> None:
    answer = client.get("/document/ffffffffffffffff")
    assert answer.status_code == 404
    assert "ffffffffffffffff" in answer.text


def test_originals_are_for_the_owner(client: TestClient) -> None:
    answer = client.get(f"/document/{next(readings(1)).document_id}/original")
    assert answer.status_code == 403
    assert "--unmask" in answer.text
