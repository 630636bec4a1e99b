"""Heads of tables: marked by the file, or told by form."""

from __future__ import annotations

import io
import time

import openpyxl
import pytest
from formats.pdf_file import PdfPageSource, pdf_of
from formats.read import html, quote, read
from formats.test_docx import docx
from openpyxl.worksheet.table import Table

from watchledger.formats.heads import with_heads
from watchledger.model import Block, Text


def heads(text: Text) -> list[str]:
    return [quote(text, block) for block in text.blocks if block.header]


def table(*rows: str) -> str:
    cells = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows)
    return f"<table>{''.join(cells)}</table>"


def test_html_says_what_is_a_head() -> None:
    text = html("<table><thead><tr><td>Item<td>Price<tbody><tr><td>Camera<td>low</table>")
    assert heads(text) == ["Item", "Price"]
    text = html("<table><tr><th>Buyer<td>Town A<tr><th>Term<td>One year</table>")
    assert heads(text) == ["Buyer", "Term"]


def test_word_repeats_a_head_on_each_page() -> None:
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    marked, off = "<w:trPr><w:tblHeader/></w:trPr>", '<w:trPr><w:tblHeader w:val="0"/></w:trPr>'
    text = docx(f"<w:tbl>{row.format(marked, 'Name', 'Use')}{row.format(off, 'Server', 'faces')}</w:tbl>")
    assert heads(text) == ["Name", "Use"]


@pytest.mark.parametrize("way", ["table", "filter", "titles"])
def test_a_workbook_marks_heads(way: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["List of the town", None], ["Name", "Place"], ["Camera", "gate"], ["Server", "hall"]):
        sheet.append(row)
    if way == "table":
        sheet.add_table(Table(displayName="goods", ref="A2:B4"))
    elif way == "filter":
        sheet.auto_filter.ref = "A2:B4"
    else:
        sheet.print_title_rows = "2:2"
    out = io.BytesIO()
    book.save(out)
    assert heads(read(out.getvalue())) == ["Name", "Place"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("序号|名称|数量", "1|人脸抓拍机|36台", "2|服务器|2台"), ["序号", "名称", "数量"]),
        (("Goods", "Name|2019|2020", "Camera|1,200|(300)", "Server|15 %|-"), ["Goods", "Name", "2019", "2020"]),
        (("Name|Price|", "|low|high", "Camera|$ 1.50|2", "Server|3|4.25"), ["Name", "Price", "", "", "low", "high"]),
        (("序号|评审项目|响应|备注", "1|||", "2|||"), ["序号", "评审项目", "响应", "备注"]),
    ],
    ids=["serial numbers", "years under a title", "two rows", "an empty form"],
)  # fmt: skip
def test_words_above_numbers_are_a_head(rows: tuple[str, ...], expected: list[str]) -> None:
    text = html(table(*rows))
    assert heads(text) == expected


@pytest.mark.parametrize(
    "rows",
    [
        ("项目名称|某区设备", "采购数量|36", "预算金额|120万元", "采购人|某局"),
        ("项目编号|A-1|数量|3", "采购人|某局|预算|120000", "地址|某路|日期|2031-03-04"),
        ("Camera|12|3.5", "Server|2|90", "Cable|7|1"),
        ("Camera|gate", "Server|hall", "Cable|yard"),
    ],
    ids=["labels and values", "in two pairs", "numbers from the start", "words throughout"],
)
def test_without_evidence_no_head_is_told(rows: tuple[str, ...]) -> None:
    assert heads(html(table(*rows))) == []


def test_tables_of_a_pdf_with_and_without_rules() -> None:
    page = PdfPageSource()
    for number, row in enumerate(
        [("Name", "Pieces", "Price"), ("Camera", "36", "2,500"), ("Server", "2", "91,000"), ("Rack", "4", "800")]
    ):
        for x, words in zip((72, 250, 400), row, strict=True):
            page.text(x, 200 + 18 * number, words)
    assert heads(read(pdf_of(page))) == ["Name", "Pieces", "Price"]


def test_a_table_of_200_000_cells_takes_a_moment() -> None:
    words = "Name 1 2 "
    cells = [
        Block("cell", 0 if row == 0 else 5, 4 if row == 0 else 6, table=0, row=row, col=col)
        for row in range(4_000)
        for col in range(50)
    ]
    began = time.process_time()
    assert sum(block.header for block in with_heads(Text(words, "x/1", tuple(cells))).blocks) == 50
    assert time.process_time() - began < 5
