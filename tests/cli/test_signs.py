from __future__ import annotations

import json
from pathlib import Path

from watchledger.explore.indicators import INDICATORS

from .conftest import Asked


def test_signs_with_quotes_and_documents(asked: Asked) -> None:
    code, out, _ = asked.run("signs", asked.path, "--json")
    assert code == 0
    made = json.loads(out)
    assert [one["name"] for one in made["indicators"]] == [indicator.name for indicator in INDICATORS]
    close = [sign for sign in made["signs"] if sign["indicator"] == "close_price"]
    texts = {r.document_id: r.text.content for r in asked.readings if r.text}
    wanted = {r.document_id for r in asked.readings if r.notice and r.notice.award_total}
    assert {sign["documents"][0]["document"] for sign in close} == wanted, "invented awards are one yuan below the budget"
    for sign in made["signs"]:
        for passage in sign["passages"]:
            assert texts[passage["document"]][passage["start"] : passage["end"]] == passage["quote"]


def test_people_read_the_reason_and_the_explanation(asked: Asked) -> None:
    code, out, _ = asked.run("signs", asked.path, "--only", "close_price", "--where", "year:2018..2020")
    assert code == 0
    assert "Innocent explanations" in out
    assert "award_total in" in out
    assert "accuse nobody" in out


def test_wrong_use(asked: Asked) -> None:
    assert asked.run("signs", asked.path, "--only", "hunch")[0] == 2


def test_releases_of_a_file(asked: Asked, tmp_path: Path) -> None:
    file = tmp_path / "releases.jsonl"
    file.write_text('{"ocid": "x-1", "tender": {"numberOfTenderers": 1, "procurementMethod": "open"}}\n{no json\n', "utf-8")
    code, out, _ = asked.run("signs", file, "--json")
    made = json.loads(out)
    assert code == 1 and [one["line"] for one in made["unread"]] == [2]
    assert [(s["indicator"], s["ocid"], s["line"]) for s in made["signs"]] == [("one_bid", "x-1", 1)]
    code, out, _ = asked.run("signs", file, "--only", "one_bid")
    assert code == 1 and "one bidder in a competition" in out and "line 2" in out
    assert asked.run("signs", file, "--only", "hunch")[0] == 2
    assert asked.run("signs", file, "--where", "year:2020")[0] == 2
