from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from watchledger.errors import NoSuchCase

from .conftest import Asked


def test_json_has_the_exact_total_and_hits_in_context(asked: Asked) -> None:
    code, out, _ = asked.run("find", asked.path, "公安", "--json", "--limit", 5)
    found = json.loads(out)
    texts = {r.document_id: r.text.content for r in asked.readings if r.text}
    assert code == 0
    assert found["total"] == sum("公安" in text for text in texts.values())
    assert len(found["hits"]) == 5
    for hit in found["hits"]:
        assert {"document", "path", "title", "context"} <= set(hit)
        assert "公安" in hit["context"].replace(" ", "")
        for context in hit["contexts"]:
            assert texts[hit["document"]][context["start"] : context["end"]] == context["match"]


def test_pages_by_the_mark(asked: Asked) -> None:
    first = json.loads(asked.run("find", asked.path, "公安", "--json", "-n", 3)[1])
    second = json.loads(asked.run("find", asked.path, "公安", "--json", "-n", 3, "--after", first["next"])[1])
    assert first["total"] == second["total"]
    assert not {hit["document"] for hit in first["hits"]} & {hit["document"] for hit in second["hits"]}


def test_a_concept_by_any_of_its_names_finds_both_languages(asked: Asked) -> None:
    wanted = {r.document_id for r in asked.readings if any(f.technology == "video.face" for f in r.findings)}
    for name in ("video.face", '"facial recognition"', "人脸识别"):
        found = json.loads(asked.run("find", asked.path, f"technology:{name}", "--json", "-n", 999)[1])
        assert {hit["document"] for hit in found["hits"]} == wanted, name
    assert {"facial" in hit["context"] for hit in found["hits"]} == {True, False}


def test_people_see_title_place_and_words(asked: Asked) -> None:
    code, out, _ = asked.run("find", asked.path, "人脸识别", "公安局", "-n", 1)
    assert code == 0
    assert "surveillance: yes" in out
    assert "notices/" in out
    assert "the next ones: --after" in out


def test_personal_data_is_masked_unless_asked(asked: Asked) -> None:
    masked = asked.run("find", asked.path, "联系人", "-n", 50)[1]
    assert "█" in masked
    assert not any(name in masked for name in ("甄无此", "贾子虚", "乌有先"))
    assert any(name in asked.run("find", asked.path, "联系人", "-n", 50, "--unmask")[1] for name in ("甄无此", "贾子虚", "乌有先"))


def test_nothing_found_is_said_and_is_no_failure(asked: Asked) -> None:
    code, out, _ = asked.run("find", asked.path, "没有这样的字")
    assert code == 0
    assert out.startswith("0 documents")


@pytest.mark.parametrize("query", ['"公安', "yeer:2018", "type:awrd", "a OR"])
def test_a_query_that_cannot_be_understood_is_wrong_use(asked: Asked, query: str) -> None:
    code, _, err = asked.run("find", asked.path, query)
    assert code == 2
    assert "character" in err


def test_no_case(asked: Asked) -> None:
    with pytest.raises(NoSuchCase, match="no case here"):
        asked.run("find", asked.path / "none", "公安")


def test_hostile_words_do_not_steer_the_terminal() -> None:
    from watchledger.cli.asking import plain

    assert plain("a\x1b[31mb\u202ec\x07\ud800\n d") == "a\ufffd[31mb\ufffdc\ufffd\ufffd d"


def test_help_teaches_by_example() -> None:
    from watchledger.cli import build_app

    out = CliRunner(env={"COLUMNS": "200"}).invoke(build_app(), ["find", "--help"]).stdout
    assert "watchledger find my-case 人脸识别" in out
