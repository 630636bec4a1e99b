"""Heads of tables of words in PDFs, told by their look: bold letters, another font, a ground of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from formats.pdf_file import PdfPageSource, pdf_of
from formats.read import read

HEAD = ("Lot", "Winner", "Place")
ROWS = [("Cameras", "Northlight Ltd", "Yunxi"), ("Masts", "Southgate Ltd", "Linhe"), ("Servers", "Eastmoor Ltd", "Qinghe")]
XS = (72.0, 220.0, 360.0)
Draw = Callable[[PdfPageSource, float, float, str], object]


def plain(page: PdfPageSource, x: float, y: float, words: str) -> None:
    page.text(x, y, words)


def bold(page: PdfPageSource, x: float, y: float, words: str) -> None:
    """Made bold by a stroke around the letters, as Word does with Chinese fonts."""
    page.marks.append("2 Tr")
    page.text(x, y, words)
    page.marks.append("0 Tr")


def other(page: PdfPageSource, x: float, y: float, words: str) -> None:
    page.marks.append(f"BT /F2 12 Tf {x} {842 - y} Td <{words.encode('utf-16-be').hex()}> Tj ET")


def ground(page: PdfPageSource, y: float, grey: float = 0.8) -> None:
    page.marks.append(f"{grey} g 68 {842 - y - 6} 432 20 re f 0 g")


def table(rows: list[tuple[str, ...]], looks: list[Draw], *, ruled: bool, shaded: tuple[int, ...] = ()) -> PdfPageSource:
    page = PdfPageSource()
    for number in shaded:
        ground(page, 115 + 20 * number)
    if ruled:
        for number in range(len(rows) + 1):
            page.line(68, 100 + 20 * number, 500, 100 + 20 * number)
        for x in (68.0, 216.0, 356.0, 500.0):
            page.line(x, 100, x, 100 + 20 * len(rows))
    for number, (row, look) in enumerate(zip(rows, looks, strict=True)):
        for x, words in zip(XS, row, strict=True):
            if words:
                look(page, x, 115 + 20 * number, words)
    return page


def heads(*pages: PdfPageSource) -> list[str]:
    text = read(pdf_of(*pages))
    assert any(block.kind == "cell" for block in text.blocks)
    return [text.content[b.start : b.end] for b in text.blocks if b.header]


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("look", [bold, other])
def test_a_head_in_letters_of_its_own(look: Draw, *, ruled: bool) -> None:
    assert heads(table([HEAD, *ROWS], [look, plain, plain, plain], ruled=ruled)) == list(HEAD)


@pytest.mark.parametrize("ruled", [True, False])
def test_a_head_on_a_ground_of_its_own(*, ruled: bool) -> None:
    assert heads(table([HEAD, *ROWS], [plain] * 4, ruled=ruled, shaded=(0,))) == list(HEAD)


def test_rows_that_all_look_alike_have_no_head_by_their_look() -> None:
    for look in (plain, bold, other):
        assert heads(table([HEAD, *ROWS], [look] * 4, ruled=True)) == []
    assert heads(table([HEAD, *ROWS], [plain] * 4, ruled=True, shaded=(0, 1, 2, 3))) == []


def test_every_other_row_on_a_ground_is_no_head() -> None:
    assert heads(table([HEAD, *ROWS, *ROWS], [plain] * 7, ruled=True, shaded=(0, 2, 4, 6))) == []


def test_a_page_painted_as_a_whole_hides_no_head() -> None:
    page = table([HEAD, *ROWS], [bold, plain, plain, plain], ruled=True)
    page.marks.insert(0, "0.9 1 1 rg 0 0 595 842 re f 0 g")
    assert heads(page) == list(HEAD)


def test_labels_with_their_values_are_no_head() -> None:
    page = table([("Buyer", "", "")] * 4, [bold] * 4, ruled=True)
    for number in range(4):
        page.text(XS[1], 115 + 20 * number, "Yunxi county").text(XS[2], 115 + 20 * number, "North")
    assert heads(page) == []


def test_scripts_are_compared_with_themselves() -> None:
    """The first row is Chinese, in the font that Chinese has here; below stand Latin letters in theirs."""
    chinese = ("甲公司", "乙公司", "丙公司")
    assert heads(table([chinese, *ROWS], [plain] * 4, ruled=True)) == []
    below = [("采购人", "某局", "云溪"), ("代理", "某公司", "临河"), ("监督", "某处", "青河")]
    assert heads(table([("项目", "名称", "地点"), *below], [bold, plain, plain, plain], ruled=True)) == ["项目", "名称", "地点"]


def test_two_rows_of_a_head_and_a_total_that_is_bold_too() -> None:
    many = [*ROWS, *ROWS, *ROWS, *ROWS]
    rows = [HEAD, ("name", "name", "county"), *many, ("Total", "", "")]
    assert heads(table(rows, [bold, bold, *[plain] * 12, bold], ruled=True)) == [*HEAD, "name", "name", "county"]


def test_a_table_that_goes_on_has_its_head_at_its_beginning() -> None:
    """The first row of the new page is bold, and no head."""
    first = PdfPageSource()
    moved = table([HEAD, *ROWS], [bold, plain, plain, plain], ruled=True)
    first.marks = [f"q 1 0 0 1 0 -{560} cm", *moved.marks, "Q"]
    second = table(ROWS, [bold, plain, plain], ruled=True)
    assert heads(first, second) == list(HEAD)


def test_a_ground_of_a_turned_page_is_where_it_is_seen() -> None:
    page = table([HEAD, *ROWS], [plain] * 4, ruled=True, shaded=(0,))
    page.marks = ["q 0 1 -1 0 842 0 cm", *page.marks, "Q"]
    page.rotation = 90
    assert heads(page) == list(HEAD)
