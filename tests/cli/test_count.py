from __future__ import annotations

import json
from pathlib import Path

from invented import case_of, readings

from .conftest import Asked, run


def test_json_rows_totals_and_denominators(asked: Asked) -> None:
    code, out, _ = asked.run("count", asked.path, "--by", "type", "--where", "人脸识别", "--json")
    counted = json.loads(out)
    texts = [(r.notice.type.value, r.text.content) for r in asked.readings if r.notice and r.notice.type and r.text]
    assert code == 0
    for row in counted["rows"]:
        assert row["documents"] == sum(kind == row["type"] and ("人脸识别" in t or "人臉識別" in t) for kind, t in texts)
        assert row["of"] == sum(kind == row["type"] for kind, _ in texts)
    assert counted["total"]["documents"] == sum(row["documents"] for row in counted["rows"])
    assert counted["total"]["of"] == len(asked.readings)


def test_people_see_n_of_n_with_a_price(asked: Asked) -> None:
    code, out, _ = asked.run("count", asked.path, "--by", "technology,year")
    assert code == 0
    assert "with a price)" in out
    assert "not stated" in out, "a year that no document states is no year"
    assert "Findings counted: required and maintenance." in out
    assert f"of {len(asked.readings)} documents" in out


def test_fewer_rows_on_request_and_said(asked: Asked) -> None:
    out = asked.run("count", asked.path, "--by", "buyer", "--limit", 2)[1]
    assert "more rows" in out


def test_wrong_use(asked: Asked) -> None:
    assert asked.run("count", asked.path, "--by", "colour")[0] == 2
    assert asked.run("count", asked.path, "--where", "type:awrd")[0] == 2


def test_projects_beside_documents(tmp_path: Path) -> None:
    made = [r for r in readings(12, seed=5) if r.notice and r.notice.project_codes]
    case = case_of(tmp_path / "case", made)
    numbers = {r.notice.project_codes[0].value for r in made if r.notice}
    counted = json.loads(run("count", case, "--json")[1])["total"]
    assert counted["documents"] == len(made) and counted["projects"] == len(numbers)
    assert f"{len(numbers)} projects" in run("count", case)[1]
    assert "projects" not in json.loads(run("count", case, "--json", "--no-projects")[1])["total"]
