"""A case beside a list: candidates with reasons and the list's own entry; never a verdict, never a person."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Asked

ROWS = [
    {"id": "l-1", "schema": "Company", "caption": "Blue Heron Systems Limited", "datasets": ["invented_list"],
     "properties": {"name": ["BLUE HERON SYSTEMS LIMITED"], "program": ["EXAMPLE"], "sourceUrl": ["https://list.example/1"]}},
    {"id": "l-2", "schema": "Person", "caption": "贾子虚", "properties": {"name": ["贾子虚"]}},
    {"id": "l-3", "schema": "Company", "caption": "华瞳智能股份有限公司", "properties": {"name": ["华瞳智能股份有限公司"]}},
    {"id": "l-4", "schema": "Company", "caption": "无人知道有限公司", "properties": {"name": ["无人知道有限公司"]}},
    {"id": "l-5", "schema": "Company", "caption": "青石县公安局", "properties": {"name": ["青石县公安局"]}},
]  # fmt: skip


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.json"
    path.write_text("\n".join(json.dumps(row) for row in ROWS), "utf-8")
    return path


def test_candidates_quote_the_list_and_open_their_documents(asked: Asked, listed: Path) -> None:
    code, out, _ = asked.run("screen", asked.path, listed, "--json")
    found = json.loads(out)
    assert code == 0
    assert (found["entries"], found["not_compared"]["persons"]) == (4, 1)
    by_name = {one["name"]: one for one in found["candidates"]}
    assert set(by_name) == {"Blue Heron Systems Ltd", "华瞳智能股份有限公司"}
    heron = by_name["Blue Heron Systems Ltd"]
    assert (heron["verdict"], heron["rule"]) == ("same", "name.same") and heron["version"].startswith("compare/")
    assert heron["entry"]["quoted"]["program"] == "EXAMPLE" and heron["entry"]["place"] == "line 1"
    wanted = {r.document_id for r in asked.readings if r.notice and any(s.name.value == heron["name"] for s in r.notice.suppliers)}
    assert set(heron["documents"]) == wanted


def test_buyers_are_compared_when_asked_for(asked: Asked, listed: Path) -> None:
    found = json.loads(asked.run("screen", asked.path, listed, "--json", "--all-roles")[1])
    assert "青石县公安局" in {one["name"] for one in found["candidates"]}


def test_words_are_careful(asked: Asked, listed: Path) -> None:
    code, out, _ = asked.run("screen", asked.path, listed)
    assert code == 0
    assert "the list says (invented_list, line 1)" in out and "program: EXAMPLE" in out
    assert "sanctioned" not in out.lower() and "贾子虚" not in out
    assert "Whether they are one body is for a person to find out." in out


def test_an_entry_that_cannot_be_read_shows_in_the_exit_code(asked: Asked, listed: Path) -> None:
    listed.write_text(listed.read_text("utf-8") + "\n{broken", "utf-8")
    code, _, err = asked.run("screen", asked.path, listed, "--json")
    assert code == 1 and "line 6" in err
