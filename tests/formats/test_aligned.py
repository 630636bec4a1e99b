"""Tables told by alignment alone, and what only looks like one."""

from __future__ import annotations

import time

from formats.pdf_file import PdfPageSource, pdf_of
from formats.read import grid, read, said

from watchledger.formats.aligned import Group, aligned

ROWS = [("Item", "Quantity", "Price"), ("Face camera", "36", "2,500"), ("Server", "2", "91,000"), ("Cable", "800", "12")]


def page_of(rows: list[tuple[str, ...]], xs: tuple[float, ...], *, step: float = 18, y: float = 200) -> PdfPageSource:
    page = PdfPageSource()
    for number, row in enumerate(rows):
        for x, words in zip(xs, row, strict=False):
            if words:
                page.text(x, y + number * step, words)
    return page


def test_columns_of_words_are_a_table_with_boxes() -> None:
    text = read(pdf_of(page_of(ROWS, (72, 250, 400)).text(72, 120, "List of goods that are bought")))
    assert grid(text) == {(r, c): words for r, row in enumerate(ROWS) for c, words in enumerate(row)}
    assert "Face camera\t36\t2,500\n" in text.content and said(text, "paragraph") == ["List of goods that are bought"]
    cell = next(b for b in text.blocks if b.kind == "cell" and b.row == 1 and b.col == 1)
    assert cell.box is not None and cell.page == 1 and 249 < cell.box[0] < 252


def test_chinese_columns_and_an_empty_field() -> None:
    rows = [("名称", "数量", "单价"), ("人脸抓拍机", "36台", "2500元"), ("服务器", "", "91000元"), ("线缆", "800米", "12元")]
    text = read(pdf_of(page_of(rows, (72, 250, 400))))
    assert [grid(text)[number, 0] for number in range(4)] == [row[0] for row in rows]
    assert (2, 1) not in grid(text) and grid(text)[2, 2] == "91000元"


def test_a_cell_that_goes_on_below_is_one() -> None:
    rows = [*ROWS[:2], ("", "and 4 spare", ""), *ROWS[2:]]
    text = read(pdf_of(page_of(rows, (72, 250, 400))))
    assert [grid(text)[1, col] for col in range(3)] == ["Face camera", "36\nand 4 spare", "2,500"]


def centred(page: PdfPageSource, middle: float, y: float, words: str) -> None:
    page.text(middle - 3.0 * len(words), y, words)  # Helvetica of 12 points: 6 points a letter or so


def test_a_heading_stands_over_the_columns_whose_middle_it_has() -> None:
    rows = [
        (name, str(10 + n), str(700 + n), str(12 + n), str(900 + n)) for n, name in enumerate(("Camera", "Server", "Cable", "Mast"))
    ]
    page = page_of([("Item", "Pieces", "Price", "Pieces", "Price"), *rows], (72, 200, 280, 380, 460))
    centred(page, 253, 182, "2030")
    centred(page, 433, 182, "2031")
    text = read(pdf_of(page))
    heads = [(b.row, b.col, b.colspan, text.content[b.start : b.end]) for b in text.blocks if b.kind == "cell" and (b.row or 0) < 2]
    assert heads[:2] == [(0, 1, 2, "2030"), (0, 3, 2, "2031")] and len(heads) == 7
    assert sum(b.header for b in text.blocks) == 7


def test_a_heading_wider_than_its_numbers_is_of_their_column() -> None:
    page = PdfPageSource()
    for number, (name, *values) in enumerate(
        [("Camera", "4", "96"), ("Server", "7", "95"), ("Cable", "5", "98"), ("Mast", "3", "91")]
    ):
        page.text(72, 240 + 18 * number, name)
        for x, words in zip((292, 412), values, strict=True):
            page.text(x, 240 + 18 * number, words)
    for y, words in ((204, ("", "Share of rooms", "Share of roads")), (222, ("District", "without a mast", "with cameras"))):
        for x, said_there in zip((72, 226, 348), words, strict=True):
            if said_there:
                page.text(x, y, said_there)
    text = read(pdf_of(page))
    found = grid(text)
    assert [found[0, col] for col in (1, 2)] == ["Share of rooms", "Share of roads"]
    assert [found[1, col] for col in range(3)] == ["District", "without a mast", "with cameras"]
    assert {b.colspan for b in text.blocks if b.kind == "cell"} == {1}


def test_prose_in_two_columns_is_no_table() -> None:
    line = "the supplier shall deliver all of it"
    text = read(pdf_of(page_of([(line, line)] * 12, (60, 320))))
    assert grid(text) == {}


def test_labels_signatures_and_numbered_points_are_lines() -> None:
    labels = [("采购人：", "青石县教育局"), ("地址：", "青石县一路"), ("联系人：", "某某"), ("电话：", "见附件"), ("传真：", "无")]
    points = [(f"{n}.", "The supplier delivers") for n in range(1, 8)]
    for rows in (labels, points):
        assert grid(read(pdf_of(page_of(rows, (72, 150))))) == {}


def test_cells_written_one_after_the_other_are_not_read_across() -> None:
    page = PdfPageSource()
    for x in (72, 250, 400):
        for number, words in enumerate(("first line", "second line", "third line", "fourth line")):
            page.text(x, 200 + 18 * number, words)
    assert grid(read(pdf_of(page))) == {}


def test_a_page_of_specks_ends() -> None:
    began = time.process_time()
    groups = [Group((x * 9.0, y * 9.0, x * 9.0 + 5, y * 9.0 + 5), "a", y * 130 + x) for y in range(150) for x in range(130)]
    aligned(groups)
    assert time.process_time() - began < 10
