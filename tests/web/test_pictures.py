"""Pictures and tables: every mark opens as many documents as it says, and the files hold what is drawn."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Visitor
from watchledger.explore.tables import TABLES
from watchledger.web.pictures import PICTURES
from watchledger.web.pictures.map import outlines
from watchledger.web.pictures.shape import STEPS, linked, step, text

MARK = re.compile(r'<a href="([^"]+)" aria-label="[^"]*: ([\d,]+) documents">')


def found(page: str) -> int:
    return int(re.findall(r"<strong>Documents found: ([\d,]+)<", page)[0].replace(",", ""))


@pytest.mark.parametrize("name", ["timeline", "map", "world", "network"])
@pytest.mark.parametrize("question", ["", "?q=公安局"])
def test_a_mark_opens_as_many_documents_as_it_says(client: TestClient, name: str, question: str) -> None:
    page = client.get(f"/picture/{name}{question}").text
    marks = MARK.findall(page)
    assert marks or name in ("map", "world")  # invented places are on no map
    for address, number in marks[:12]:
        if address.startswith("/picture/map"):  # China leads on to its own map, which opens them place by place
            continue
        assert found(client.get(unescape(address)).text) == int(number.replace(",", ""))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_downloads_as_a_file_of_its_own_and_as_rows_with_its_source(client: TestClient, name: str) -> None:
    answer = client.get(f"/picture/{name}/picture.svg", params={"q": "公安局"})
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "attachment" in answer.headers["content-disposition"]
    root = ElementTree.fromstring(answer.text)
    assert "Source: case" in answer.text
    assert not [e for e in root.iter() if e.tag.endswith(("}a", "}script", "}style", "}image"))]
    rows = client.get(f"/picture/{name}/picture.csv").text.lstrip("\ufeff")
    assert rows.startswith("# Source: case")
    data = [row for row in csv.reader(io.StringIO(rows)) if row and not row[0].startswith("# ")]
    assert "documents" in data[0]


def test_the_timeline_has_its_denominator(client: TestClient) -> None:
    rows = client.get("/picture/timeline/picture.csv", params={"is": "technology:video.face"}).text.lstrip("\ufeff")
    data = list(csv.DictReader(line for line in io.StringIO(rows) if not line.startswith(("#", '"#'))))
    assert sum(int(row["of_all"]) for row in data) == 60
    assert all(int(row["documents"]) <= int(row["of_all"]) for row in data)
    years = [int(row["year"]) for row in data if row["year"]]
    assert years == list(range(years[0], years[-1] + 1))


def test_unknown_pictures_and_tables_are_explained(client: TestClient) -> None:
    for path in ("/picture/pie", "/picture/map/picture.exe", "/table/T99", "/table/T6/cell?at=nothing"):
        assert client.get(path).status_code == 404


def test_hostile_names_stay_words_in_a_picture() -> None:
    attack = '"><script>alert(1)</script>&'
    made = linked(f"/?q={attack}", attack, text(0, 0, attack))
    assert "<script>" not in made
    assert ElementTree.fromstring(made).get("aria-label") == attack


def test_shades_tell_few_from_many() -> None:
    assert [step(n, 1000) for n in (1, 5, 30, 200, 1000)] == [0, 1, 2, 3, 4]
    assert step(1, 1) == 0
    assert len(set(STEPS)) == 5


def test_the_map_has_every_province_and_no_place_twice() -> None:
    made = outlines()
    assert len(made["provinces"]) == 34
    assert len(made["prefectures"]) > 360
    assert {code[:2] for code in made["prefectures"]} == {code[:2] for code in made["provinces"]}
    assert all(re.fullmatch(r"(M[-\d., ]+z)+", path) for path in made["prefectures"].values())


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_shown_with_cells_that_open(client: TestClient, name: str) -> None:
    page = client.get(f"/table/{name}").text
    for address in re.findall(rf'href="(/table/{name}/cell[^"]+)"', page)[:6]:
        cell = client.get(unescape(address)).text
        assert found(cell) == len(re.findall(r'<h3><a href="/document/', cell)) > 0
        assert "Why counted" in cell
    assert client.get(f"/table/{name}/table.csv").text.startswith("\ufeff")


def test_the_views_are_in_chinese_too(reviewer: Visitor) -> None:
    reviewer.get("/", params={"lang": "zh"})
    for path, words in (
        ("/picture/timeline", "按年份的文件"),
        ("/picture/map", "没有文件不等于不存在"),
        ("/table/T6", "按年份的技术"),
    ):
        assert words in reviewer.get(path).text
