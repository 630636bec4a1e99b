from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from watchledger.web.lit import WINDOW, Mark, lit, window

TEXT = "采购人：临溪市公安局，采购人脸识别系统"


def test_a_mark_becomes_a_stretch_with_its_key() -> None:
    stretches = lit(TEXT, [Mark(4, 10, "fact", "f0", "buyer"), Mark(13, 17, "finding", "t0", "video.face")])
    assert [(s.text, s.kinds, s.keys) for s in stretches] == [
        ("采购人：", (), ()),
        ("临溪市公安局", ("fact",), ("f0",)),
        ("，采购", (), ()),
        ("人脸识别", ("finding",), ("t0",)),
        ("系统", (), ()),
    ]


def test_overlapping_marks_are_cut_and_both_shown() -> None:
    stretches = lit("abcdef", [Mark(0, 4, "fact", "f0", "title"), Mark(2, 6, "finding", "t0", "x")])
    assert [(s.text, s.kinds) for s in stretches] == [("ab", ("fact",)), ("cd", ("fact", "finding")), ("ef", ("finding",))]
    assert [s.keys for s in stretches] == [("f0",), ("t0",), ()]


def test_a_window_keeps_only_its_part() -> None:
    assert "".join(s.text for s in lit("abcdef", [Mark(0, 6, "fact", "f", "")], 2, 4)) == "cd"
    assert window(10, 3) == (0, 10)
    assert window(2 * WINDOW + 5, WINDOW + 1) == (WINDOW, 2 * WINDOW)
    assert window(0, 0) == (0, 0)


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12),
)
def test_nothing_of_the_text_is_lost_or_doubled(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(a, b, "fact", f"k{i}", "") for i, (a, b) in enumerate(spans) if b <= len(text)]
    stretches = lit(text, marks)
    assert "".join(s.text for s in stretches) == text
    keys = [key for s in stretches for key in s.keys]
    assert sorted(keys) == sorted(m.key for m in marks if m.start < m.end)
