"""Tables that go on over pages, with rules, by alignment and in scans, and their heads written again."""

from __future__ import annotations

from typing import Any

import numpy as np
from formats.pdf_file import PdfPageSource, pdf_of
from formats.read import read, said

from watchledger.formats.ocr import Line
from watchledger.formats.scan import _laid_out, joined
from watchledger.model import Text

HEAD = ("Item", "Quantity", "Price")
GOODS = [("Face camera", "36", "2,500"), ("Server", "2", "91,000"), ("Cable", "800", "12"), ("Mast", "14", "6,300")]
MORE = [("Switch", "9", "1,150"), ("Battery and its frame", "4", "870"), ("Licence", "50", "64"), ("Training", "3", "15,400")]
XS = (72.0, 250.0, 400.0)


def written(rows: list[tuple[str, ...]], y: float, xs: tuple[float, ...] = XS) -> PdfPageSource:
    page = PdfPageSource()
    for number, row in enumerate(rows):
        for x, words in zip(xs, row, strict=False):
            page.text(x, y + number * 18, words)
    return page


def placed(text: Text) -> list[tuple[Any, ...]]:
    return [(b.table, b.row, b.header, text.content[b.start : b.end]) for b in text.blocks if b.kind == "cell" and b.col == 0]


def test_columns_without_rules_go_on_and_their_head_is_said_once() -> None:
    text = read(pdf_of(written([HEAD, *GOODS], 600), written([HEAD, *MORE], 90, (74.0, 251.0, 399.0))))
    names = [row[0] for row in (*GOODS, HEAD, *MORE)]
    wanted = [(0, 0, True, "Item"), *((0, n, False, name) for n, name in enumerate(names, 1) if name != "Item")]
    assert placed(text) == wanted
    assert said(text, "furniture") == list(HEAD)


def test_columns_without_rules_go_on_without_their_head() -> None:
    text = read(pdf_of(written([HEAD, *GOODS], 600), written(MORE, 90)))
    assert {cell[0] for cell in placed(text)} == {0} and [cell[1] for cell in placed(text)] == list(range(9))
    assert [cell[3] for cell in placed(text) if cell[2]] == ["Item"]


def test_another_table_at_the_top_of_the_page_is_another() -> None:
    for rows in ([("Lot", "Winner", "Place"), *MORE], [row[:2] for row in MORE]):
        assert {cell[0] for cell in placed(read(pdf_of(written([HEAD, *GOODS], 600), written(rows, 90))))} == {0, 1}


def test_words_between_end_a_table() -> None:
    second = written(MORE, 160).text(72, 120, "The second lot holds what follows.")
    assert {cell[0] for cell in placed(read(pdf_of(written([HEAD, *GOODS], 600), second)))} == {0, 1}


def test_the_head_of_a_table_of_words_is_known_when_it_is_written_again() -> None:
    head, rows = ("Lot", "Winner", "Place"), [(f"Lot {name}", f"{name} Ltd", "Yunxi") for name in ("A", "B", "C", "D")]
    pages = [PdfPageSource(), PdfPageSource()]
    for page, y in zip(pages, (600.0, 90.0), strict=True):
        for number in range(6):
            page.line(72, y + 20 * number, 500, y + 20 * number)
        for x in (72.0, 220.0, 360.0, 500.0):
            page.line(x, y, x, y + 100)
        for number, row in enumerate([head, *rows]):
            for x, words in zip((76, 224, 364), row, strict=True):
                page.text(x, y + 15 + 20 * number, words)
    text = read(pdf_of(*pages))
    assert {cell[0] for cell in placed(text)} == {0}
    assert [text.content[b.start : b.end] for b in text.blocks if b.header and b.kind == "cell"] == list(head)


def test_two_rows_of_a_head_are_written_again() -> None:
    pages = []
    for y, rows in ((600.0, GOODS), (90.0, MORE)):
        page = PdfPageSource()
        for number in range(7):
            page.line(72 if number != 1 else 220, y + 20 * number, 500, y + 20 * number)
        for x in (72.0, 220.0, 500.0):
            page.line(x, y, x, y + 120)
        page.line(360, y + 20, 360, y + 120)
        page.text(76, y + 15, "Item").text(224, y + 15, "What was bought").text(224, y + 35, "Pieces").text(364, y + 35, "Price")
        for number, row in enumerate(rows, 2):
            for x, words in zip((76, 224, 364), row, strict=True):
                page.text(x, y + 15 + 20 * number, words)
        pages.append(page)
    text = read(pdf_of(*pages))
    assert said(text, "furniture") == ["Item", "What was bought", "Pieces", "Price"]
    assert [text.content[b.start : b.end] for b in text.blocks if b.header] == ["Item", "What was bought", "Pieces", "Price"]


def recognised(rows: list[tuple[str, ...]], top: float) -> list[Line]:
    found = []
    for number, row in enumerate(rows):
        for x, words in zip((150, 520, 830), row, strict=False):
            y, right = top + 40 * number, x + 14 * len(words)
            quad = np.array([[x, y], [right, y], [right, y + 26], [x, y + 26]], np.float32)
            found.append(Line(quad, words, np.repeat(quad[None], len(words), 0), np.ones(len(words), np.float32), quad))
    return found


def scanned(*pages: list[Line]) -> Text:
    return joined([_laid_out(lines, n, 72 / 150, (0.0, 0.0, 595.0, 842.0)) for n, lines in enumerate(pages, 1)], "scan/1", [])


def test_a_scanned_table_goes_on_and_a_head_misread_is_still_the_head() -> None:
    text = scanned(recognised([HEAD, *GOODS], 1300), recognised([("Item", "Quantily", "Price"), *MORE], 200))
    assert {cell[0] for cell in placed(text)} == {0} and [cell[1] for cell in placed(text)] == [0, 1, 2, 3, 4, 6, 7, 8, 9]
    assert said(text, "furniture") == ["Item", "Quantily", "Price"]
    other = scanned(recognised([HEAD, *GOODS], 1300), recognised([("Lot", "Winner", "Place"), *MORE], 200))
    assert {cell[0] for cell in placed(other)} == {0, 1}


def ruled(page: PdfPageSource, rows: list[tuple[str, ...]], y: float, xs: tuple[float, ...]) -> PdfPageSource:
    for number in range(len(rows) + 1):
        page.line(xs[0], y + 20 * number, xs[-1], y + 20 * number)
    for x in xs:
        page.line(x, y, x, y + 20 * len(rows))
    for number, row in enumerate(rows):
        for x, words in zip(xs, row, strict=False):
            if words:
                page.text(x + 4, y + 15 + 20 * number, words)
    return page


WIDE_HEAD = ("No", "Item", "Remarks", "Price")
WIDE = [("1", "Face camera", "two lenses", "2,500"), ("2", "Server", "rack", "91,000"), ("3", "Mast of steel that", "with a", "12")]
PLACES = (72.0, 110.0, 280.0, 400.0, 500.0)


def broken(*after: tuple[str, ...], before: list[tuple[str, ...]] = WIDE) -> list[tuple[int | None, str]]:
    first, second = ruled(PdfPageSource(), [WIDE_HEAD, *before], 640, PLACES), ruled(PdfPageSource(), list(after), 90, PLACES)
    text = read(pdf_of(first, second))
    assert {b.table for b in text.blocks if b.kind == "cell"} == {0}
    return [(b.row, text.content[b.start : b.end]) for b in text.blocks if b.kind == "cell" and b.page == 2 and b.end > b.start]


def test_a_row_that_breaks_at_the_end_of_a_page_is_one_row() -> None:
    rest, more = ("", "carries three cameras", "lamp", ""), ("4", "Cable", "black", "5")
    assert broken(rest, more) == [(3, rest[1]), (3, "lamp"), (4, "4"), (4, "Cable"), (4, "black"), (4, "5")]
    assert broken(WIDE_HEAD, rest, more)[:3] == [(3, rest[1]), (3, "lamp"), (4, "4")]


def test_a_row_of_its_own_is_no_rest_of_another() -> None:
    """One with a number, one that fills most columns, and one in a table where rows without the first column are the custom."""
    for row in (("", "Total", "", "93,512"), ("", "Cable", "black", "5"), ("4", "Cable", "", ""), ("", "Manager", "/", "")):
        assert {number for number, _ in broken(row, ("5", "Screw", "black", "1"))} == {4, 5}
    grouped = [("", "Hardware", "", ""), *WIDE]
    assert [number for number, _ in broken(("", "Software", "", ""), ("4", "Licence", "black", "5"), before=grouped)][:2] == [5, 6]


def test_a_row_that_breaks_is_one_row_without_rules_too() -> None:
    xs = (72.0, 110.0, 280.0, 400.0)
    rest, more = ("", "carries three", "lamp"), [("4", "Cable", "black", "5"), ("5", "Screw", "black", "1")]
    second = written([rest, *more], 90, xs)
    text = read(pdf_of(written([WIDE_HEAD, *WIDE], 680, xs), second))
    found = [(b.table, b.row, text.content[b.start : b.end]) for b in text.blocks if b.kind == "cell" and b.page == 2]
    assert found[:3] == [(0, 3, rest[1]), (0, 3, "lamp"), (0, 4, "4")]


def test_a_row_of_a_group_that_goes_on_is_no_rest_of_another() -> None:
    """The first cell stands for the last two rows of the page, and goes on."""
    first = ruled(PdfPageSource(), [WIDE_HEAD, *WIDE[:2]], 640, PLACES)
    for number in (3, 4):
        first.line(PLACES[0] if number == 4 else PLACES[1], 660 + 20 * number, PLACES[-1], 660 + 20 * number)
    for x in PLACES:
        first.line(x, 700, x, 740)
    first.text(76, 715, "3").text(114, 715, "Mast").text(284, 715, "steel").text(404, 715, "12")
    first.text(114, 735, "Bolt").text(284, 735, "steel").text(404, 735, "2")
    second = ruled(PdfPageSource(), [("", "Nut", "of steel", ""), ("4", "Cable", "black", "5")], 90, PLACES)
    text = read(pdf_of(first, second))
    assert [b.row for b in text.blocks if b.kind == "cell" and b.page == 2 and b.end > b.start][:2] == [5, 5]
