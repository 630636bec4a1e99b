"""The page of the original beside its text: its words where they stand, what is lit on it, what is masked; and its picture."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from starlette.testclient import TestClient

import watchledger
from tests.web.conftest import HOST, KEY
from watchledger.errors import UnreadableDocument
from watchledger.formats.ocr import available
from watchledger.formats.picture import Paint, image_picture
from watchledger.model import Document, Limits, Origin
from watchledger.pipeline import add, read_document
from watchledger.settings import Settings
from watchledger.web import create_app
from watchledger.web.lit import Mark
from watchledger.web.sheet import sheet_at

DEMO = Path(watchledger.__file__).parent / "demo" / "notices"
PDF = DEMO / "19-intelligence.pdf"
SCAN = Path(__file__).parents[1] / "formats" / "scans" / "notice.png"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A workbench over two PDFs and a scan."""
    folder = tmp_path_factory.mktemp("sheets")
    sources = [DEMO / "05-xueliang-contract.pdf", PDF, *([SCAN] if available() else [])]
    for _ in add(folder / "case", sources, Settings()):
        pass
    with TestClient(create_app(folder / "case", hosts=frozenset({HOST}), key=KEY), base_url=f"http://{HOST}") as client:
        client.get("/", params={"token": KEY.token})
        yield client


def document(client: TestClient, words: str) -> str:
    return re.findall(r'href="(/document/\w+)', client.get("/", params={"q": words}).text)[0]


def test_every_word_of_a_page_lies_over_it_once_and_inside() -> None:
    reading = read_document(Document(PDF.read_bytes(), Origin("x.pdf")), Limits())
    assert reading.text is not None
    content = reading.text.content
    pages = [block for block in reading.text.blocks if block.kind == "page"]
    for page in pages:
        at = page.start + 3
        sheet = sheet_at(reading, content, at, [Mark(at, at + 4, "hit", "h0", "")])
        assert sheet is not None
        assert (sheet.number, sheet.total) == (page.page, len(pages))
        words = "".join(run.words for run in sheet.runs)
        assert re.sub(r"\s", "", words) == re.sub(r"\s", "", content[page.start : page.end])
        assert all(run.left >= 0 and run.left + run.width <= sheet.width + 1 for run in sheet.runs)
        assert "".join(run.words for run in sheet.runs if run.here) == content[at : at + 4].rstrip()
    assert sheet_at(reading, content, 0, []).before is None  # type: ignore[union-attr]


def test_a_value_is_lit_on_its_page_and_people_are_not_there(shown: TestClient) -> None:
    page = shown.get(document(shown, "雪亮工程三期前端补点项目")).text
    svg = page[page.index("<svg") : page.index("</svg>")]
    assert re.search(r'<a href="#t\d+"[^>]*class="[^"]*finding', svg)
    assert "11,986,000.00" in unescape(svg)
    assert "█" in svg
    assert set(re.findall(r'href="#(\w+)"', svg)) <= set(re.findall(r'id="(\w+)"', page))


def test_a_page_is_reached_by_its_number(shown: TestClient) -> None:
    way = document(shown, "情报研判平台")
    for tab in ("text", "original"):
        page = shown.get(way, params={"page": 2, "tab": tab, "lang": "en"}).text
        assert "Page 2 of 2" in page
        assert f'src="{way}/page/2.png"' in page
    assert shown.get(f"{way}/page/3.png").status_code == 404


def test_the_picture_hides_people(shown: TestClient) -> None:
    answer = shown.get(document(shown, "雪亮工程三期前端补点项目") + "/page/1.png")
    assert answer.headers["content-type"] == "image/png"
    width, height = struct.unpack(">II", answer.content[16:24])
    assert abs(width / height - 595 / 842) < 0.01


def test_what_is_judged_is_lit_on_its_page(shown: TestClient) -> None:
    page = shown.get("/review/item?kind=finding").text
    svg = page[page.index("<svg") : page.index("</svg>")]
    assert "finding here" in svg


@pytest.mark.skipif(not available(), reason="watchledger[ocr] is not installed")
def test_a_scan_is_shown_with_what_was_recognised_over_it(shown: TestClient) -> None:
    way = document(shown, "云溪县公安局视频监控系统")
    page = shown.get(way).text
    svg = page[page.index("<svg") : page.index("</svg>")]
    assert "人脸识别摄像机" in "".join(re.findall(r"<text[^>]*>([^<]*)", svg))
    assert shown.get(f"{way}/page/1.png").status_code == 200


def test_an_image_file_is_painted_at_its_own_scale() -> None:
    image = pytest.importorskip("PIL.Image", reason="pillow comes with watchledger[ocr]")
    out = io.BytesIO()
    image.new("RGB", (2000, 1000), (200, 210, 220)).save(out, "PNG", dpi=(144, 144))
    picture = image_picture(out.getvalue(), 1, (Paint((100, 50, 500, 250), "mask"),))
    pixels = np.asarray(image.open(io.BytesIO(picture)))
    assert pixels.shape == (800, 1600, 3)  # 1000 x 500 points
    assert pixels[90:390, 170:790].max() == 0
    assert pixels[90, 150].min() == 200
    for wrong in (0, 2):
        with pytest.raises(UnreadableDocument):
            image_picture(out.getvalue(), wrong, ())


def test_a_page_of_a_file_inside_an_archive_is_drawn_as_that_of_the_file_itself(tmp_path: Path, shown: TestClient) -> None:
    inner = io.BytesIO()
    with ZipFile(inner, "w") as held:
        held.writestr("other.txt", "nothing")
        held.write(PDF, "deep/notice.pdf")
    with ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    for _ in add(tmp_path / "case", [tmp_path / "outer.zip"], Settings()):
        pass
    words = "情报研判平台"
    with TestClient(create_app(tmp_path / "case", hosts=frozenset({HOST}), key=KEY), base_url=f"http://{HOST}") as client:
        client.get("/", params={"token": KEY.token})
        address = document(client, words)
        assert 'class="paper"' in client.get(address).text
        picture = client.get(f"{address}/page/1.png")
    alone = shown.get(f"{document(shown, words)}/page/1.png")
    assert picture.status_code == alone.status_code == 200
    assert picture.content == alone.content
