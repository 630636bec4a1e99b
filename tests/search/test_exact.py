"""Recall and precision 1.0 against searching every text by force."""

from __future__ import annotations

import re
from random import Random

import pytest

from watchledger.lang.normal import is_han, normal
from watchledger.search import parse

from .conftest import Corpus


def letter(char: str) -> bool:
    return char.isalnum() and not is_han(char)


def contains(text: str, words: str) -> bool:
    """Substring, words whole, white space beside a sign of no account: the definition of docs/reference/query.md."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        cut_before = at > 0 and letter(text[at - 1]) and letter(text[at])
        cut_after = end < len(text) and letter(text[end - 1]) and letter(text[end])
        if not cut_before and not cut_after:
            return True
        at = text.find(words, at + 1)
    return False


def without_idle_space(view: str) -> str:
    return re.sub(r"(?<![^\W_]) | (?![^\W_])", "", view)


def sampled(corpus: Corpus, count: int) -> list[str]:
    """Runs of 1-12 characters from the texts, cut between words; some in traditional writing, some altered so as to be absent."""
    random = Random(4)
    queries: set[str] = set()
    while len(queries) < count:
        content = random.choice(corpus.readings).text.content  # type: ignore[union-attr]
        at, length = random.randrange(len(content)), random.choice((1, 2, 2, 2, 3, 4, 4, 4, 6, 8, 12))
        words = content[at : at + length].strip().replace('"', "")
        if at + length < len(content) and letter(content[at + length - 1]) and letter(content[at + length]):
            continue
        if at and letter(content[at]) and letter(content[at - 1]):
            continue
        if random.random() < 0.2 and len(words) > 2:
            words = words[0] + words[2] + words[1] + words[3:]
        if random.random() < 0.1:
            words = words.replace("视", "視").replace("监", "監").replace("采购", "採購")
        if normal(words).text:
            queries.add(words)
    return sorted(queries)


def test_two_hundred_queries_find_exactly_what_force_finds(corpus: Corpus) -> None:
    views = list(map(without_idle_space, corpus.views))
    found_some = 0
    for words in sampled(corpus, 200):
        wanted = without_idle_space(normal(words).text)
        by_force = [key for key, view in enumerate(views, 1) if contains(view, wanted)]
        query = parse(f'"{words}"')
        assert corpus.index.keys(query) == by_force, words
        assert corpus.index.search(query, limit=1).total == len(by_force), words
        found_some += bool(by_force)
    assert 120 < found_some < 200, "most are there, some are not"


WORDS = ["公安", "人脸识别", "监控设备", "12台", "公安局交警支队采购", "安", "县", "4K。", "设备使用", "公安机关"]


@pytest.mark.parametrize("words", WORDS)
def test_plain_chinese_needs_no_quotes(corpus: Corpus, words: str) -> None:
    wanted = normal(words).text
    assert corpus.index.keys(parse(words)) == [key for key, view in enumerate(corpus.views, 1) if wanted in view]


def test_boolean_queries_are_set_operations(corpus: Corpus) -> None:
    keys = {words: set(corpus.index.keys(parse(words))) for words in ("公安", "人脸识别", "系统", "教育局")}
    every = set(range(1, 5_001))
    for query, wanted in {
        "公安 人脸识别": keys["公安"] & keys["人脸识别"],
        "公安 OR 教育局": keys["公安"] | keys["教育局"],
        "-公安": every - keys["公安"],
        "系统 NOT 人脸识别": keys["系统"] - keys["人脸识别"],
        "NOT (公安 OR 教育局) 系统": keys["系统"] - keys["公安"] - keys["教育局"],
        "(公安 系统) OR -教育局": (keys["公安"] & keys["系统"]) | (every - keys["教育局"]),
    }.items():
        assert set(corpus.index.keys(parse(query))) == wanted, query


def test_masked_words_cannot_be_found(corpus: Corpus) -> None:
    for name in ("甄无此", "贾子虚", "乌有先"):
        assert any(name in r.text.content for r in corpus.readings if r.text)
        assert corpus.index.keys(parse(name)) == []


def test_a_prefix_finds_every_word_that_goes_on(corpus: Corpus) -> None:
    wanted = [key for key, view in enumerate(corpus.views, 1) if re.search(r"(?<![a-z0-9])soft[a-z0-9]*", view)]
    assert wanted
    assert corpus.index.keys(parse("soft*")) == wanted
    assert corpus.index.keys(parse("soft")) == []
