from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchledger.lang.normal import fold, is_han, normal


@pytest.mark.parametrize(
    ("raw", "view"),
    [
        ("採購人：喀什市公安局", "采购人:喀什市公安局"),
        ("视频\n 监控", "视频监控"),
        ("ＷｉＦｉ探针　１２ 台", "wifi探针12台"),
        ("a \t\n b", "a b"),
        ("  lead and trail \n", "lead and trail"),
        ("CCTV\nSystem", "cctv system"),
        ("", ""),
    ],
)
def test_normal_form(raw: str, view: str) -> None:
    assert normal(raw).text == view


@pytest.mark.parametrize("raw", ["景區(qū)視頻監(jiān)控", "景区（qū）视频监控", "景区(qū)视频\n监(jiān)控" + "。" * 70])
def test_a_reading_in_brackets_is_dropped(raw: str) -> None:
    view = normal(raw)
    assert view.text.rstrip("。") == "景区视频监控"
    start, end = view.raw(view.text.index("监控"), view.text.index("监控") + 2)
    assert raw[start] in "監监" and raw[end - 1] == "控"


def test_a_bracket_without_a_tone_stays() -> None:
    assert normal("无人机(uav)巡查（led）").text == "无人机(uav)巡查(led)"


def test_a_hit_maps_back_to_the_raw_words() -> None:
    raw = "建设 視頻\n监 控 系统"
    view = normal(raw)
    at = view.text.index("视频监控")
    start, end = view.raw(at, at + 4)
    assert raw[start:end] == "視頻\n监 控"


@given(st.text(alphabet=st.sampled_from("公安視a B\n\t　 １:：é㎡〇\U00020000"), max_size=60))
def test_every_view_character_comes_from_its_raw_one(raw: str) -> None:
    view = normal(raw)
    for at, char in enumerate(view.text):
        start, end = view.raw(at, at + 1)
        assert view.view_offset(start) == at
        if char != " ":
            assert end == start + 1
            assert fold(raw[start:end]) == char
        else:
            assert raw[start:end][:1].isspace()


@given(st.text(max_size=80))
def test_folding_keeps_length_and_is_idempotent(raw: str) -> None:
    once = fold(raw)
    assert len(once) == len(raw)
    assert fold(once) == once


def _by_hand(raw: str) -> tuple[str, list[int], list[int]]:
    """The foldings as the module says them, a run of white space at a time."""
    folded, pieces, starts, shifts, at, length = fold(raw), [], [0], [0], 0, 0
    for match in re.finditer(r"\s+", folded):
        start, end = match.span()
        keep = start > 0 and end < len(folded) and not is_han(folded[start - 1]) and not is_han(folded[end])
        if keep and match.group() == " ":
            continue
        pieces += [folded[at:start], " " if keep else ""]
        length += start - at + keep
        starts.append(length)
        shifts.append(end - length)
        at = end
    return "".join([*pieces, folded[at:]]), starts, shifts


@given(st.text(alphabet=st.sampled_from("公安a \n\t　\x1c\u2028〇１:\U00020000\ud800"), max_size=40) | st.text(max_size=40))
def test_the_view_is_what_its_rules_say(raw: str) -> None:
    view = normal(raw)
    assert (view.text, view.starts, view.shifts) == _by_hand(raw)


def test_is_han_covers_the_extensions_and_nothing_else() -> None:
    assert all(map(is_han, "公〇\u3400\U00020000"))
    assert not any(map(is_han, "a1：。 \u30a2"))
