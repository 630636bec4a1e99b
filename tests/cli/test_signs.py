from __future__ import annotations

import json

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
