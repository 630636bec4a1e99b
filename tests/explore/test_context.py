from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchledger.errors import BadQuery
from watchledger.explore.context import contexts
from watchledger.lang.normal import normal
from watchledger.model.text import Mask
from watchledger.search import parse
from watchledger.store import Content, Evidence


def found(query: str, text: str, evidence: Sequence[Evidence] = (), masks: tuple[Mask, ...] = (), **options: bool) -> list[str]:
    return [context.match for context in contexts(parse(query), Content(text, masks, ()), evidence, **options)]


@pytest.mark.parametrize(
    ("query", "text", "matches"),
    [
        ("公安", "某市公安局", ["公安"]),
        ("公安", "某市公 安局和公\n安厅", ["公 安", "公\n安"]),
        ("视频监控", "視頻\n監控系统", ["視頻\n監控"]),
        ("wifi探针", "ＷｉＦｉ 探针", ["ＷｉＦｉ 探针"]),
        ('"license plate"', "License\nPlate reader", ["License\nPlate"]),
        ("plate", "plates and template, one plate.", ["plate"]),
        ("cam*", "CAMERAS", ["CAMERAS"]),
        ("ds-2cd", "DS-2CD, DS-2CDE", ["DS-2CD"]),
        ('"a.b"', "a . b axb a.b", ["a . b", "a.b"]),
        ("公安 OR 教育", "教育局、公安局、公安厅、公安部", ["教育", "公安", "公安"]),
        ("公安 NOT 教育", "公安厅", ["公安"]),
    ],
)
def test_the_raw_words_of_a_hit(query: str, text: str, matches: list[str]) -> None:
    assert found(query, text) == matches


def test_each_thing_sought_is_shown_before_a_second_of_any() -> None:
    text = "甲公司 " * 20 + "乙公司"
    assert sorted(found("甲公司 乙公司", text, most=2)) == sorted(["甲公司", "乙公司"])  # type: ignore[arg-type]


def test_filters_show_the_words_that_state_them() -> None:
    text = "采购人：某公安局 数量：人脸识别终端3台 金额5元"
    evidence = [
        Evidence("buyer", "", 4, 8), Evidence("video.face", "required", 12, 18), Evidence("budget", "", 23, 25),
    ]  # fmt: skip
    assert found("buyer:公安", text, evidence) == ["某公安局"]
    assert found("technology:video.face", text, evidence) == ["人脸识别终端"]
    assert found("technology:video.face/bought status:required", text, evidence) == ["人脸识别终端"]
    assert found("amount>1", text, evidence) == ["5元"]
    assert found("technology:video.face/negated", text, evidence) == [""], "not among them: the beginning of the text"


def test_a_document_found_by_what_it_lacks_shows_its_beginning() -> None:
    (context,) = contexts(parse("NOT 公安"), Content("某学校采购", (), ()))
    assert (context.match, context.after) == ("", "某学校采购")


def test_personal_data_stays_hidden_and_cannot_be_matched() -> None:
    text = "联系人：甄无此 电话 09991234567 公安"
    masks = (Mask(4, 7, "name"), Mask(11, 22, "phone"))
    (context,) = contexts(parse("公安"), Content(text, masks, ()))
    assert "甄无此" not in str(context)
    assert "0999" not in str(context)
    assert found("甄无此", text, (), masks) == [""]
    assert found("甄无此", text, (), masks, unmask=True) == ["甄无此"]


def test_the_page_of_a_place() -> None:
    (one, two) = contexts(parse("公安"), Content("公安。。公安", (), ((0, 1), (3, 2))))
    assert (one.page, two.page) == (1, 2)


def test_the_notice_comes_before_the_links_around_it() -> None:
    content = Content("上一篇：公安甲 正文公安乙 下一篇：公安丙", (), (), ((0, 7), (14, 21)))
    made = contexts(parse("公安"), content)
    assert [(c.after[0], c.furniture) for c in made] == [("乙", False), ("甲", True), ("丙", True)]
    assert [c.furniture for c in contexts(parse("公安"), content, most=1)] == [False]


@given(
    st.text(alphabet=st.sampled_from("公安視频 \n\tab1-。"), max_size=40),
    st.text(alphabet=st.sampled_from("公安视频 ab1-。"), min_size=1, max_size=5),
)
def test_a_match_normalises_to_the_words(text: str, words: str) -> None:
    try:
        query = parse(f'"{words}"')
    except BadQuery:
        return
    for context in contexts(query, Content(text, (), ()), most=99):
        assert text[context.start : context.end] == context.match
        if context.match:
            assert normal(context.match).text.replace(" ", "") == normal(words).text.replace(" ", "")


def test_many_spaces_cost_no_more_than_their_number() -> None:
    assert found("公安", ("公" + " " * 2_000) * 100 + "安") == ["公" + " " * 2_000 + "安"]
