"""Searching: order, pages, files, lists and saved searches all answer exactly the same question."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html import unescape

import pytest
from starlette.datastructures import QueryParams
from starlette.testclient import TestClient

from tests.invented import readings
from tests.web.conftest import Visitor
from watchledger.search import Index, entry
from watchledger.store import Store, pack
from watchledger.web.ask import Ask

QUERY = "公安局"


def ids_of(page: str) -> list[str]:
    return re.findall(r'href="/document/([0-9a-f]{16})\?', page)


def walked(client: TestClient, address: str) -> list[str]:
    found: list[str] = []
    while address:
        page = client.get(address).text
        found += ids_of(page)
        following = re.findall(r'<a href="([^"]+)" rel="next">', page)
        address = unescape(following[0]) if following else ""
    return found


def rows_of(client: TestClient, form: str = "csv", **question: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(f"/result.{form}", params=question).text.lstrip("\ufeff"))))


@pytest.mark.parametrize("order", ["new", "old", "amount", "buyer", "added"])
@pytest.mark.parametrize("view", ["list", "table"])
def test_all_pages_hold_every_document_once_in_the_order_of_the_file(client: TestClient, order: str, view: str) -> None:
    question = {"sort": order, "view": view}
    pages = walked(client, f"/?sort={order}&view={view}")
    rows = rows_of(client, **question)
    assert pages == [row["id"] for row in rows]
    assert len(set(pages)) == len(pages) == 60
    if order in ("new", "old"):
        days = [row["published"] for row in rows if row["published"]]
        assert days == sorted(days, reverse=order == "new")
        assert all(not row["published"] for row in rows[len(days) :])


def test_every_form_of_a_result_holds_the_same_documents(client: TestClient) -> None:
    question = {"q": QUERY, "is": "type:award"}
    ids = [row["id"] for row in rows_of(client, **question)]
    assert ids
    lines = client.get("/result.jsonl", params=question).text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids
    for form in ("csv.zip", "jsonl.zip", "parquet.zip", "xlsx"):
        answer = client.get(f"/result.{form}", params=question)
        assert answer.status_code == 200
        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        if form == "csv.zip":
            rows = list(csv.DictReader(io.StringIO(archive.read("documents.csv").decode("utf-8-sig"))))
            assert {row["document"] for row in rows} == set(ids)
    assert client.get("/result.exe").status_code == 404


def test_a_list_is_answered_line_by_line(client: TestClient, reviewer: Visitor) -> None:
    words = '人脸识别\nbuyer:"unclosed\n\n采购 OR 中标\nnosuch:field'
    page = reviewer.fill("/batch", words=words).text
    assert "4 lines answered, 2 of them not understood" in page
    link, total = re.findall(r'<a href="(/\?q=[^"]+)">(\d+)</a>', page)[0]
    assert f"Documents found: {total}<" in reviewer.get(unescape(link)).text
    answer = reviewer.fill("/batch", words=words, **{"as": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert [(row["line"], bool(row["problem"])) for row in rows] == [("1", False), ("2", True), ("4", False), ("5", True)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_is_uploaded_in_the_encodings_that_lists_have(reviewer: Visitor, encoding: str) -> None:
    page = reviewer.upload("/batch", "人脸识别\n公安局".encode(encoding)).text
    assert "2 lines answered, 0 of them" in page
    assert "人脸识别" in page


def test_a_list_that_is_too_long_or_no_text_is_refused_with_the_reason(reviewer: Visitor) -> None:
    assert "20,001 lines" in reviewer.fill("/batch", words="a\n" * 20_001).text
    assert reviewer.upload("/batch", b"\xff\x81\x00\xff").status_code == 400


def test_a_saved_search_tells_what_is_new(reviewer: Visitor) -> None:
    assert "No search is saved yet" in reviewer.get("/saved").text
    reviewer.fill("/saved", name="police", words="q=%E5%85%AC%E5%AE%89%E5%B1%80&is=type:award")
    numbers = r'aria-label="[^"]*: police">(\d+)</button>'
    new, total = re.findall(numbers, reviewer.get("/saved").text)
    assert new == "0"
    more = [r for r in readings(200, seed=5) if r.notice and r.notice.type and r.notice.type.value == "award"][:30]
    path = reviewer.app_case
    with Store.open(path) as store, Index.open(path / "index") as index:
        keys = store.put([pack(r) for r in more]).keys
        index.add((keys[r.document_id], entry(r)) for r in more)
        index.commit()
        store.indexed(max(keys.values()))
    added = sum("公安局" in r.text.content for r in more if r.text)
    assert added
    assert re.findall(numbers, reviewer.get("/saved").text) == [str(added), str(int(total) + added)]
    page = reviewer.fill("/saved/1/look", only="new").text
    assert f"Documents found: {added}<" in page
    assert re.findall(numbers, reviewer.get("/saved").text)[0] == "0"
    reviewer.fill("/saved/1/forget", sure="yes")
    assert "No search is saved yet" in reviewer.get("/saved").text


MANY = "&".join(f"is=type:{n}" for n in range(200))


@pytest.mark.parametrize(
    "query",
    ["is=nothing:x", "not=x", "sort=price", "after=x", "since=-1", MANY, "after=99999"],
)
def test_what_cannot_be_asked_is_explained(client: TestClient, query: str) -> None:
    answer = client.get(f"/?{query}")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_documents_that_state_nothing_can_be_kept_and_excluded(client: TestClient) -> None:
    without = rows_of(client, **{"is": "supplier:"})
    having = rows_of(client, **{"not": "supplier:"})
    assert len(without) + len(having) == 60
    assert having
    assert {row["type"] for row in having} == {"award"}


def test_a_facet_is_listed_whole(client: TestClient) -> None:
    page = client.get("/", params={"facet": "buyer"}).text
    section = page[page.index(">Buyer ") :].split("</details>")[0]
    total = int(re.findall(r'<span class="n">(\d+)</span></summary>', section)[0])
    assert section.count("<li>") == total > 12


@pytest.mark.parametrize("words", ["", "q=a+b&is=type:award&not=year:2023&sort=old&once=1", "not=type:award"])
def test_links_of_facets_are_those_of_single_steps(words: str) -> None:
    ask = Ask.of(QueryParams(words))
    chips = [("type", "award"), ("type", "tender"), ("year", "2023"), ("buyer", "a & b"), ("region", "")]
    assert ask.narrowed(chips) == [(ask.keeping(*chip).address(), ask.dropping(*chip).address()) for chip in chips]
