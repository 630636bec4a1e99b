from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from watchledger.explore.tables import TABLES
from watchledger.model.finding import BOUGHT

from .conftest import Asked


@pytest.mark.parametrize("name", TABLES)
def test_every_table_prints_in_every_form(asked: Asked, name: str) -> None:
    code, out, _ = asked.run("table", asked.path, name.lower())
    assert code == 0
    assert name in out
    made = json.loads(asked.run("table", asked.path, name, "--json")[1])
    rows = list(csv.reader(asked.run("table", asked.path, name, "--csv")[1].splitlines()))
    assert len(rows) == len(made["rows"]) + 1
    for address, documents in list(made["cells"].items())[:3]:
        opened = json.loads(asked.run("table", asked.path, name, "--open", address, "--json")[1])
        assert opened["total"] == len(opened["documents"]) == documents


def test_the_documents_of_a_cell(asked: Asked) -> None:
    wanted = {
        r.document_id
        for r in asked.readings
        if r.notice and r.notice.published and r.notice.published.value.startswith("2019")
        if any(f.technology == "video.face" and f.status in BOUGHT for f in r.findings)
    }
    code, out, _ = asked.run("table", asked.path, "T6", "--open", "video.face,2019")
    assert code == 0
    assert all(document in out for document in wanted)
    assert f"{len(wanted)} document" in out


def test_cameras_per_thousand_inhabitants(asked: Asked, tmp_path: Path) -> None:
    plain = json.loads(asked.run("table", asked.path, "T7", "--json")[1])
    place = plain["rows"][0]["place"]
    census = tmp_path / "census.csv"
    census.write_text(f'place,inhabitants\n{place},"50,000"\n\n', "utf-8")
    made = json.loads(asked.run("table", asked.path, "T7", "--inhabitants", census, "--json")[1])
    for before, row in zip(plain["rows"], made["rows"], strict=True):
        density = row.pop("per_1000")
        assert row == before
        assert (density is None) == (row["place"] != place)
        assert density is None or abs(float(density) - float(row["cameras"]) / 50) <= 0.005
    census.write_text("place,inhabitants\nSomewhere,many\n", "utf-8")
    code, _, err = asked.run("table", asked.path, "T7", "--inhabitants", census)
    assert code == 2 and "line 2" in err


def test_wrong_use(asked: Asked) -> None:
    assert asked.run("table", asked.path, "T99")[0] == 2
    code, _, err = asked.run("table", asked.path, "T6", "--open", "video.face,1066")
    assert code == 2
    assert "no cell" in err


def test_a_province_from_the_region_or_the_buyer() -> None:
    from watchledger.cli.table import _province

    province = _province()
    assert province("四川省成都市", None) == "四川省"
    assert province(None, "新疆维吾尔自治区和田地区公安局") == "新疆维吾尔自治区"
    assert province("某地", "杭州市公安局") == "浙江省"
    assert province(None, "A council") is None
