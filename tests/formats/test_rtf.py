from __future__ import annotations

import pytest
from formats.read import grid, read, said

from watchledger.errors import UnreadableDocument

HEAD = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset204 Times;}}"


def rtf(body: str) -> str:
    return f"{HEAD}{body}}}"


def test_unicode_escapes_skip_their_stand_ins() -> None:
    assert read(rtf(r"\uc1\u30456?\u25511\'3f\uc2\u35774\'c9\'e8x\par")).content == "相控设x\n"
    assert read(rtf(r"\uc1\u-10178?\u-8246?\par")).content == "\U0001fbca\n"


def test_a_double_byte_character_may_end_in_a_letter() -> None:
    assert read(rtf(r"\f0\'81@\'81A\par")).content == b"\x81@\x81A".decode("gb18030") + "\n"


def test_a_fonts_character_set_decides() -> None:
    assert read(rtf(r"\f1\'cc\'ee\'f1\'ea\'e2\'e0\par")).content == "Москва\n"


def test_destinations_that_are_not_the_text_are_left_out() -> None:
    body = r"{\*\generator X;}{\info{\author N}}a{\*\bkmkstart b}{\pict\pngblip 8950}"
    body += r"{\field{\*\fldinst PAGE}{\fldrslt 7}}{\deleted gone}\par"
    assert read(rtf(body)).content == "a7\n"


def test_binary_data_is_stepped_over() -> None:
    assert read(rtf(r"a{\pict\bin5 {}\}{}b\par")).content == "ab\n"


def test_a_numbered_list_keeps_its_numbers_and_a_cell_its_row() -> None:
    row = r"\trowd\cellx100\cellx200\pard\intbl {\listtext\pard 1.\tab}A\cell B\cell\row"
    assert grid(read(rtf(row))) == {(0, 0): "1.\tA", (0, 1): "B"}


def test_merged_cells() -> None:
    rows = (
        r"\trowd\clvmgf\cellx100\clmgf\cellx200\clmrg\cellx300\pard\intbl a\cell b\cell\cell\row"
        r"\trowd\clvmrg\cellx100\cellx200\cellx300\pard\intbl\cell c\cell d\cell\row"
    )
    spans = [(b.row, b.col, b.rowspan, b.colspan) for b in read(rtf(rows)).blocks]
    assert spans == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]


def test_notes_follow_the_text_and_headers_are_furniture() -> None:
    text = read(rtf(r"{\header H\par}a{\footnote\pard note}\par b\par"))
    assert text.content == "a\nb\nnote\nH\n"
    assert said(text, "furniture") == ["H"]


def test_a_file_cut_short_is_partial() -> None:
    text = read(rtf(r"a\par {b")[:-1])
    assert text.content == "a\nb\n" and text.problems == ("the file is cut short: a group is not closed",)


def test_absurd_nesting_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="nested deeper"):
        read(r"{\rtf1" + "{" * 100_000)
