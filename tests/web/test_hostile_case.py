"""A case whose files were named and written by somebody hostile: on no view does anything of theirs become markup or leave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import HOST, KEY
from watchledger.pipeline import add
from watchledger.settings import Settings
from watchledger.web import create_app

MARKUP = "<img src=x onerror=alert(1)>"
SIGNS = ('"', "'", "&#60;script&#62;", "{{7*7}}", "\u202e", "=cmd|' /C calc'!A0")
TEXT = f"""采购公告 {MARKUP}
项目名称：人脸识别摄像机{MARKUP}采购{SIGNS[3]}
采购人：恶意县公安局{MARKUP}
供应商：{MARKUP}{SIGNS[0]}{SIGNS[1]}科技有限公司
预算金额：128万元
采购内容：人脸识别摄像机 12台 <script>alert(1)</script> javascript:alert(1) {SIGNS[2]} {SIGNS[5]}
发布日期：2024年3月5日
"""
VIEWS = (
    "/", "/?view=table", "/?q=人脸识别", "/numbers?by=buyer", "/numbers?by=supplier&then=technology", "/table/T5", "/table/T11",
    "/picture/network", "/picture/ladder", "/picture/timeline", "/picture/world", "/sources", "/review",
    "/review/item?kind=finding", "/review/item?kind=fact", "/match", "/saved", "/why",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("hostile")
    names = (f"a{MARKUP}", 'b"onmouseover="alert(1)', "c'{{7*7}}", "d&#60;script&#62;", "=1+1")
    (folder / "in").mkdir()
    for number, name in enumerate(names):
        (folder / "in" / f"{name}.txt").write_text(TEXT.replace("128", str(128 + number)), "utf-8")
    page = TEXT.replace("\n", "<br>").replace(MARKUP, MARKUP.replace("<", "&lt;").replace(">", "&gt;"))
    (folder / "in" / "page.html").write_text(
        f'<meta http-equiv=refresh content="0;url=//evil.example"><base href=//evil.example>{MARKUP}{page}', "utf-8"
    )
    for _ in add(folder / "case", [folder / "in"], Settings()):
        pass
    with TestClient(create_app(folder / "case", hosts=frozenset({HOST}), key=KEY), base_url=f"http://{HOST}") as client:
        client.get("/", params={"token": KEY.token})
        yield client


def harmless(page: str) -> None:
    assert "<img src=x" not in page
    assert "<script>" not in page
    assert not re.search(r"<[^>]*\bonmouseover\s*=\s*\"", page)
    assert not re.search(r"(?:src|href)=\"(?:javascript:|//)", page)
    assert "http-equiv" not in page and "<base" not in page
    assert "49" not in re.findall(r"采购(\S{0,8})", page)  # {{7*7}} is no template


def test_no_view_takes_their_words_for_markup(hostile: TestClient) -> None:
    for path in VIEWS:
        answer = hostile.get(path)
        assert answer.status_code == 200, path
        harmless(answer.text)


def test_no_tab_of_a_document_takes_their_words_for_markup(hostile: TestClient) -> None:
    documents = set(re.findall(r'href="(/document/\w+)', hostile.get("/").text))
    assert len(documents) == 6
    for document in documents:
        for tab in ("text", "original", "facts", "findings", "versions", "source"):
            page = hostile.get(document, params={"tab": tab, "gloss": "1", "q": "人脸识别"}).text
            assert "人脸识别" in page
            harmless(page)


def test_what_is_downloaded_is_harmless_too(hostile: TestClient) -> None:
    for form in ("svg", "csv"):
        harmless(hostile.get(f"/picture/network/picture.{form}").text) if form == "svg" else None
        assert not re.search(r"(?m)^=|,=", hostile.get("/picture/network/picture.csv").text)
    assert not re.search(r'(?m)^"?=|,"?=', hostile.get("/result.csv").text)


def test_a_name_of_theirs_is_asked_for_as_a_word(hostile: TestClient) -> None:
    """Every value of the facets can be kept and left out, whatever signs are in it."""
    page = hostile.get("/").text
    ways = re.findall(r'<a href="(/\?[^"]*is=(?:buyer|supplier)[^"]*)"', page)
    assert ways
    for way in ways:
        answer = hostile.get(way.replace("&amp;", "&"))
        assert answer.status_code == 200
        harmless(answer.text)
