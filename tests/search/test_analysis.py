from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchledger.lang.normal import is_han, normal
from watchledger.search.analysis import WORD, analyse, units

MIXED = st.text(alphabet=st.sampled_from("公安視频監控AaZ09é_-·。，（）: \n\t　█㎡〇ཀི😀\U00020000\0ـا"), max_size=80)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("公安局", "公安 安局 局"),
        ("公安。局", "公安 安 。 局"),
        ("wifi探针12台", "wifi 探针 针 12 台"),
        ("ds-2cd", "ds - 2cd"),
        ("license plate", "license plate"),
        ("a_b", "a _ b"),
        ("局█台", "局 █ 台"),
        ("1,200.50元", "1 , 200 . 50 元"),
        ("", ""),
        ("。", "。"),
    ],
)
def test_tokens(text: str, tokens: str) -> None:
    assert analyse(text).split() == tokens.split()


def expected(view: str) -> list[str]:
    """The definition, one character at a time."""
    pieces: list[str] = []
    ends: list[int] = []
    for at, char in enumerate(view):
        if char.isspace():
            continue
        letter = char.isalnum() and not is_han(char)
        if letter and pieces and ends[-1] == at and pieces[-1][-1].isalnum() and not is_han(pieces[-1][-1]):
            pieces[-1] += char
            ends[-1] = at + 1
        else:
            pieces.append(char)
            ends.append(at + 1)
    return [
        piece + pieces[at + 1]
        if is_han(piece) and at + 1 < len(pieces) and is_han(pieces[at + 1][0]) and ends[at] == ends[at + 1] - 1
        else piece
        for at, piece in enumerate(pieces)
    ]


@given(MIXED)
def test_analysis_is_its_definition(raw: str) -> None:
    view = normal(raw.replace("\0", "?")).text
    assert analyse(view).split(" ")[:-1] == expected(view) or not view


@given(MIXED)
def test_a_token_for_each_unit(raw: str) -> None:
    view = normal(raw).text
    tokens = analyse(view).split()
    assert len(tokens) == len(units(view))
    assert all(token.startswith(unit) for token, unit in zip(tokens, units(view), strict=True))


@given(st.text(max_size=60))
def test_any_text_is_analysed(raw: str) -> None:
    view = normal(raw).text
    assert len(analyse(view).split()) == len(units(view)) or any(unicodedata.category(c) == "Cs" for c in raw)


def test_a_long_word_is_cut_and_still_one_unit() -> None:
    word = "x" * (WORD + 50)
    (token,) = analyse(word).split()
    assert token.startswith("x" * WORD)
    assert len(token) < WORD + 30
    assert units(word) == [token]
    assert units("x" * (WORD + 51)) != [token]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_long_texts_are_analysed_in_parts(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    text = "公安局、wifi探针12台 license plate人脸█识别"
    whole = analyse(text)
    monkeypatch.setattr("watchledger.search.analysis.CHUNK", size)
    assert analyse(text) == whole


def test_the_cost_is_linear_in_hostile_text() -> None:
    for piece in ("a", "公", "。", "a公", "█"):
        assert len(analyse(piece * 300_000)) < 1_300_000
