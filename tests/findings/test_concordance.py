"""What each term does in a pile of texts, so that a vocabulary can be mended without programming."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.findings.build import notice, toy
from tests.findings.test_match import TOP, TWO
from watchledger.findings.concordance import EXAMPLES, HIT, MASKED, MISSED, Concordance, TermUse, uses
from watchledger.lang.normal import normal
from watchledger.model import Block, Text


def made(tmp_path: Path, *contents: str, buyer: str | None = None) -> dict[str, dict[str, TermUse]]:
    concordance = Concordance(toy(tmp_path, TWO, TOP))
    for number, content in enumerate(contents):
        text = Text(content, "test/1")
        concordance.read(f"d{number}", text, normal(content), notice(text, buyer=buyer), content)
    assert concordance.documents == len(contents)
    return concordance.terms


def test_hits_are_counted_by_place_and_document_with_their_context(tmp_path: Path) -> None:
    use = made(tmp_path, "新建视频监控，另有视频监控", "旧视频监控", "无")["g.camera"]["视频监控"]
    assert (use.hits, use.documents) == (3, 2)
    assert [(e.document, e.start, e.before, e.words) for e in use.examples[:2]] == [
        ("d0", 2, "新建", "视频监控"),
        ("d0", 9, "新建视频监控，另有", "视频监控"),
    ]


def test_few_examples_are_kept_of_many_places(tmp_path: Path) -> None:
    use = made(tmp_path, *["视频监控"] * 20)["g.camera"]["视频监控"]
    assert use.hits == 20 and len(use.examples) == EXAMPLES


@pytest.mark.parametrize(
    ("content", "term", "outcome", "by"),
    [
        ("视频监控采购", "视频监控", HIT, ""),
        ("手术视频监控采购", "视频监控", MASKED, "手术视频"),
        ("视频监控中心", "视频监控", MASKED, "视频监控中心"),
        ("探头采购", "探头", MISSED, "none of the words near it"),
        ("道路卡口", "卡口", MISSED, "the buyer is of another kind"),
        ("艾米小镇监视采购", "监视", MISSED, "a word before it speaks against it"),
        ("北渡镇监视器采购", "监视", MISSED, "a word behind it speaks against it"),
    ],
)
def test_every_place_says_what_became_of_it(tmp_path: Path, content: str, term: str, outcome: str, by: str) -> None:
    text = Text(content, "test/1")
    found = uses(toy(tmp_path, TWO, TOP), text, normal(content), notice(text), frozenset({"g.camera"}))
    assert (term, outcome, by) in [(use.term, use.outcome, use.by) for use in found]


def test_menus_and_procedure_are_near_misses(tmp_path: Path) -> None:
    content = "视频监控\n" + "说明。" * 80 + "投标人自备摄像头用于视频监控开标。"
    text = Text(content, "test/1", (Block("furniture", 0, 4),))
    found = [u for u in uses(toy(tmp_path, TWO, TOP), text, normal(content), notice(text)) if u.term == "视频监控"]
    assert [u.by for u in found] == ["a menu or footer", "a sentence about the procedure"]


def test_terms_that_never_hit_are_there_with_nothing(tmp_path: Path) -> None:
    use = made(tmp_path, "办公家具")["g.camera"]["视频监控"]
    assert (use.hits, use.documents, use.masked.total(), use.missed.total()) == (0, 0, 0, 0)
