"""Organisations, projects, places and the names to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.invented import case_of, readings
from tests.web.conftest import HOST, KEY, Visitor
from watchledger.explore.case import open_case
from watchledger.explore.matching import candidates, matching
from watchledger.model.reading import Reading
from watchledger.web import create_app


def renamed(made: list[Reading]) -> list[Reading]:
    """Some notices give a supplier another legal form: whether it is the same firm, a person must say."""
    out = []
    for r in made:
        assert r.notice is not None
        suppliers = tuple(
            replace(s, name=replace(s.name, value=s.name.value.replace("智能股份有限公司", "智能有限公司")))
            if s.name is not None and len(out) % 2
            else s
            for s in r.notice.suppliers
        )
        out.append(replace(r, notice=replace(r.notice, suppliers=suppliers)))
    return out


@pytest.fixture
def matcher(tmp_path: Path) -> Iterator[Visitor]:
    path = case_of(tmp_path / "case", renamed(list(readings(80, seed=2))))
    with Visitor(create_app(path, hosts=frozenset({HOST}), key=KEY), base_url=f"http://{HOST}") as client:
        client.app_case = path
        client.get("/", params={"token": KEY.token})
        yield client


def left(page: str) -> int:
    return int(re.findall(r'id="left">[^<\d]*(\d+)', page)[0])


def test_names_are_decided_and_taken_back(matcher: Visitor) -> None:
    with open_case(matcher.app_case) as case:
        waiting = len(candidates(matching(case)))
    page = matcher.get("/match").text
    assert left(page) == waiting > 0
    after = matcher.submit(page, "/match/decide", judgement="yes", note="the same door").text
    assert left(after) < waiting
    page = matcher.submit(after, "/match/undo").text
    assert left(page) == waiting
    assert matcher.submit(page, "/match/decide", judgement="perhaps").status_code == 400
    assert matcher.fill("/match/decide", one="无此局", other="亦无此局", judgement="yes").status_code == 400


def test_an_organisation_shows_its_names_amounts_and_notices(client: TestClient) -> None:
    buyer = next(r.notice.buyer.value for r in readings(60) if r.notice and r.notice.buyer)
    page = client.get("/organisation", params={"name": buyer}).text
    count = sum(bool(r.notice and r.notice.buyer and r.notice.buyer.value == buyer) for r in readings(60))
    assert int(re.findall(r"<strong>Documents: (\d+)", page)[0]) >= count
    ways = re.findall(r'href="(/\?is=buyer[^"]+)">buyer (\d+)', page)
    for way, number in ways:
        assert f"Documents found: {number}<" in client.get(unescape(way)).text
    assert client.get("/organisation", params={"name": "无此公司"}).status_code == 400
    assert "person" in client.get("/organisation", params={"name": "张伟"}).text


def test_a_project_is_found_by_number_and_by_document(client: TestClient) -> None:
    one = next(r for r in readings(60) if r.notice and r.notice.project_codes)
    assert one.notice is not None
    for named in (one.document_id, one.notice.project_codes[0].value):
        page = client.get("/project", params={"named": named}).text
        assert f"/document/{one.document_id}" in page
        assert "Missing in this case" in page or "Every expected stage" in page
    assert client.get("/project", params={"named": "ffffffffffffffff"}).status_code == 404


def test_a_silent_place_says_so(client: TestClient) -> None:
    assert "no document in the case" in client.get("/place/510100").text
    assert client.get("/place/000000").status_code == 404


@pytest.mark.parametrize("path", ["/organisation", "/project", "/match", "/place/510000"])
def test_the_views_are_in_chinese_too(matcher: Visitor, path: str) -> None:
    matcher.get("/", params={"lang": "zh"})
    assert '<html lang="zh-Hans">' in matcher.get(path).text
