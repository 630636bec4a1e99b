"""The law beside findings, in both languages and with care."""

from __future__ import annotations

import json

from watchledger.cli.rights import NONE_CITED, NOTE, law_json, law_lines
from watchledger.model import RECORD, Document, Limits, Origin, Reading
from watchledger.pipeline import read_document


def read(text: str) -> Reading:
    content = json.dumps({"text": text}, ensure_ascii=False).encode()
    return read_document(Document(content, Origin("t", "1"), RECORD), Limits())


def test_what_is_cited_and_the_articles_that_speak_of_it() -> None:
    told = law_json(read("青石县公安局人脸识别系统采购，依据《中华人民共和国反恐怖主义法》建设"))
    assert told is not None and told["cited"] == ["《中华人民共和国反恐怖主义法》"] and told["cited_note"] is None
    articles = {(p["instrument"]["en"].split(" (")[0], p["article"]) for p in told["provisions"]}
    assert ("Artificial Intelligence Act", "5(1)(h)") in articles
    assert all(p["says"]["en"] and p["says"]["zh"] and p["scope"] and p["source"] for p in told["provisions"])
    assert len(articles) == len(told["provisions"])


def test_none_cited_is_said_in_both_languages_with_the_note() -> None:
    lines = law_lines(read("青石县公安局人脸识别系统采购"))
    assert lines[0] == f"law cited: {NONE_CITED[0]} · {NONE_CITED[1]}"
    assert set(NOTE) <= set(lines) and "no judgement" in NOTE[0]


def test_a_place_brings_its_articles() -> None:
    with_place = law_json(read("青石县公安局清真寺人脸识别系统采购"))
    assert with_place is not None
    assert any(p["article"] == "18" for p in with_place["provisions"])


def test_where_nothing_is_bought_nothing_is_said() -> None:
    assert law_json(read("办公家具采购")) is None
    assert law_lines(read("本期不含人脸识别")) == []
