"""PDF: pages, lines, ruled tables, boxes, running heads, scans."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import pytest
from formats.pdf_file import PdfPageSource, pdf_of
from formats.read import grid, read, said

from watchledger.errors import UnreadableDocument
from watchledger.model import Limits

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"


def ruled(page: PdfPageSource, xs: tuple[float, ...], ys: tuple[float, ...]) -> PdfPageSource:
    for y in ys:
        page.line(xs[0], y, xs[-1], y)
    for x in xs:
        page.line(x, ys[0], x, ys[-1])
    return page


def test_pages_lines_and_a_box_for_every_character() -> None:
    text = read(
        pdf_of(
            PdfPageSource().text(72, 72, "Award notice").text(72, 100, "采购人：某市公安局"),
            PdfPageSource().text(72, 400, "Page two"),
        )
    )
    assert text.content == "Award notice\n采购人：某市公安局\nPage two\n"
    assert [(b.page, text.content[b.start : b.end]) for b in text.blocks if b.kind == "page"] == [
        (1, "Award notice\n采购人：某市公安局"),
        (2, "Page two"),
    ]
    assert text.page_at(text.content.index("two")) == 2
    assert text.glyphs is not None
    boxes = np.frombuffer(zlib.decompress(text.glyphs), "<i2").reshape(-1, 4)
    assert len(boxes) == len(text.content)
    at = text.content.index("公安局")
    left, top, right, bottom = boxes[at]
    assert 1200 <= left < right <= 1700 and 880 <= top < bottom <= 1030
    assert not boxes[text.content.index("\n")].any()


def test_a_ruled_table_becomes_cells() -> None:
    page = ruled(PdfPageSource(), (72, 200, 400), (150, 180, 210))
    page.text(80, 170, "名称").text(210, 170, "金额").text(80, 200, "摄像机").text(210, 200, "1200.50")
    text = read(pdf_of(page))
    assert grid(text) == {(0, 0): "名称", (0, 1): "金额", (1, 0): "摄像机", (1, 1): "1200.50"}
    assert text.content == "名称\t金额\n摄像机\t1200.50\n"
    assert next(b.box for b in text.blocks if b.kind == "cell") == (72.0, 150.0, 200.0, 180.0)


def test_borders_drawn_as_thin_bars_and_cells_that_span() -> None:
    page = PdfPageSource()
    for y in (100, 130, 160):
        page.bar(72, y, 400, y + 0.7)
    page.bar(72, 100, 72.7, 160).bar(400, 100, 400.7, 160).bar(200, 130, 200.7, 160)
    page.text(80, 120, "Lots").text(80, 150, "Lot 1").text(210, 150, "Cameras")
    text = read(pdf_of(page))
    assert grid(text) == {(0, 0): "Lots", (1, 0): "Lot 1", (1, 1): "Cameras"}
    assert next(b.colspan for b in text.blocks if b.kind == "cell") == 2


def test_a_frame_around_the_text_is_no_table() -> None:
    page = ruled(PdfPageSource(), (50, 550), (50, 800)).text(72, 100, "First line").text(72, 120, "Second line")
    assert said(read(pdf_of(page)), "paragraph") == ["First line", "Second line"]


def test_running_heads_and_page_numbers_are_furniture() -> None:
    pages = [
        PdfPageSource()
        .text(72, 40, f"Tender documents part {n}")
        .text(72, 300, f"Clause {n} of the contract")
        .text(290, 810, f"- {n} -")
        for n in range(1, 5)
    ]
    text = read(pdf_of(*pages))
    heads = [[f"Tender documents part {n}"] if n > 1 else [] for n in range(1, 5)]
    assert said(text, "furniture") == [words for n, head in enumerate(heads, 1) for words in (*head, f"- {n} -")]
    assert said(text, "paragraph")[0] == "Tender documents part 1"


def test_a_turned_page_has_boxes_as_it_is_shown() -> None:
    source = PdfPageSource(rotation=90).text(72, 100, "Turned")
    text = read(pdf_of(source))
    page, line = text.blocks[0].box, text.blocks[1].box
    assert page == (0.0, 0.0, 842.0, 595.0) and line is not None
    assert line[3] - line[1] > line[2] - line[0]


def test_a_scan_that_is_not_recognised_is_named() -> None:
    text = read(pdf_of(PdfPageSource().text(72, 72, "Notice"), PdfPageSource().image(0, 0, 595, 842)), limits=Limits(ocr="never"))
    assert len(text.problems) == 1 and text.problems[0].startswith("page 2 is a scan")
    with pytest.raises(UnreadableDocument, match="page 1 is a scan"):
        read(pdf_of(PdfPageSource().image(0, 0, 595, 842)), limits=Limits(ocr="never"))


def test_pages_beyond_the_bound_are_named() -> None:
    text = read(pdf_of(*(PdfPageSource().text(72, 72, f"Page {n}") for n in range(5))), limits=Limits(max_pages=2))
    assert text.content == "Page 0\nPage 1\n"
    assert text.problems == ("pages after 2 were not read: the document has 5",)


def test_a_damaged_file_is_unreadable() -> None:
    with pytest.raises(UnreadableDocument, match="damaged PDF"):
        read(b"%PDF-1.7\n1 0 obj\n<<")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus does not lie beside the checkout")
def test_no_character_of_a_real_document_is_lost() -> None:
    """Against PDFium's own text, white space and marks without a meaning aside."""
    from collections import Counter

    import pypdfium2

    for path in sorted((CORPUS / "documents" / "tabula").glob("*.pdf")):
        pdf = pypdfium2.PdfDocument(path)
        expected = Counter(
            c for page in pdf for c in page.get_textpage().get_text_range() if c > " " and c not in "\ufffe\ufffd\xa0"
        )
        text = read(path.read_bytes())
        missing = expected - Counter(text.content)
        assert sum(missing.values()) <= 0.002 * sum(expected.values()), (path.name, missing)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus does not lie beside the checkout")
@pytest.mark.parametrize("name", ["frx_2012_disclosure", "spanning_cells", "argentina_diputados_voting_record"])
def test_cells_of_real_ruled_tables(name: str) -> None:
    """Against Tabula's own expected cells; 0.95 leaves room for its reading of empty header rows."""
    import csv
    from collections import Counter

    folder = CORPUS / "documents" / "tabula"
    with (folder / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        expected = Counter("".join(cell.split()) for line in csv.reader(file) for cell in line if cell.strip())
    text = read((folder / f"{name}.pdf").read_bytes())
    ours = Counter("".join(words.split()) for words in said(text, "cell") if words.strip())
    hits = sum((expected & ours).values())
    assert hits >= 0.99 * sum(expected.values())
    assert hits >= 0.95 * sum(ours.values())


def test_fields_of_a_form_are_read_beside_their_labels() -> None:
    page = PdfPageSource().text(72, 100, "Buyer:").text(72, 140, "项目编号：").text(72, 180, "Lot 1")
    page.field(150, 143, 200, "YX-2031-007").field(150, 103, 200, "云溪县公安局").field(150, 183, 16, "/Yes", "/Btn")
    text = read(pdf_of(page))
    assert text.content.splitlines() == ["Buyer:", "云溪县公安局", "项目编号：", "YX-2031-007", "Lot 1", "☑"]
    start = text.content.index("云溪县")
    [box] = text.boxes(start, start + 6)
    assert box == pytest.approx((150, 87, 350, 103), abs=0.2)


def test_a_field_in_a_cell_of_a_table_is_in_that_cell() -> None:
    page = ruled(PdfPageSource(), (72, 200, 400), (100, 130, 160)).text(80, 120, "Supplier").text(80, 150, "Amount")
    text = read(pdf_of(page.field(210, 122, 150, "Yunxi Ltd").field(210, 152, 150, "12,500.00")))
    assert list(grid(text).values()) == ["Supplier", "Yunxi Ltd", "Amount", "12,500.00"]


def test_a_table_goes_on_over_the_page_and_its_head_is_said_once() -> None:
    xs = (72.0, 250.0, 400.0)
    first = ruled(PdfPageSource(), xs, (600, 630, 660)).text(80, 620, "Item").text(260, 620, "Amount")
    first.text(80, 650, "Camera").text(260, 650, "1,200.00").text(290, 820, "1")
    second = ruled(PdfPageSource(), xs, (90, 120, 150)).text(80, 110, "Item").text(260, 110, "Amount")
    second.text(80, 140, "Server").text(260, 140, "9,800.00").text(72, 200, "Total 11,000.00").text(290, 820, "2")
    third = ruled(PdfPageSource(), (72.0, 200.0, 400.0), (90, 120, 150)).text(80, 110, "Lot").text(260, 110, "Firm")
    text = read(pdf_of(first, second, third.text(80, 140, "1").text(260, 140, "Yunxi Ltd")))
    cells = [(b.page, b.table, b.row, text.content[b.start : b.end]) for b in text.blocks if b.kind == "cell"]
    assert cells[:6] == [
        (1, 0, 0, "Item"), (1, 0, 0, "Amount"), (1, 0, 1, "Camera"), (1, 0, 1, "1,200.00"), (2, 0, 3, "Server"),
        (2, 0, 3, "9,800.00"),
    ]  # fmt: skip
    assert {table for page, table, *_ in cells if page == 3} == {1}
    assert said(text, "furniture") == ["1", "Item", "Amount", "2"]
