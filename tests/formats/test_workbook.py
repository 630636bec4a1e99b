"""Workbooks as documents, and their sheets for sources."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from formats.read import quote, read, said

from watchledger.errors import LimitExceeded, UnreadableDocument
from watchledger.formats import sheets
from watchledger.model import Limits


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "分项报价"
    sheet["A1"] = "某局设备清单"
    sheet.merge_cells("A1:C1")
    sheet.append(["名称", "数量", "日期"])
    sheet.append(["摄像机", 12, date(2020, 5, 6)])
    sheet.append(["软件", 1.5, datetime(2020, 5, 6, 9, 30)])
    book.create_sheet("空")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_sheets_are_tables_with_the_address_of_every_cell() -> None:
    text = read(workbook())
    assert text.content == "分项报价\n某局设备清单\n名称\t数量\t日期\n摄像机\t12\t2020-05-06\n软件\t1.5\t2020-05-06 09:30:00"
    assert said(text, "heading") == ["分项报价"]
    cells = {b.path: (quote(text, b), b.row, b.col, b.colspan) for b in text.blocks if b.kind == "cell"}
    assert cells["分项报价!A1"] == ("某局设备清单", 0, 0, 3)
    assert cells["分项报价!B3"] == ("12", 2, 1, 1)


def test_sources_get_the_rows() -> None:
    ((name, rows),) = sheets(workbook(), Limits())
    assert name == "分项报价"
    assert list(rows[1]) == ["名称", "数量", "日期"]


def test_two_cells_far_apart_are_a_bomb() -> None:
    held = io.BytesIO()
    cell = '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(
            "xl/worksheets/sheet1.xml", "<sheetData>" + cell.format(1, "A") + cell.format(1048576, "XFD") + "</sheetData>"
        )
    with pytest.raises(LimitExceeded, match="1048576 rows and 16384 columns"):
        read(held.getvalue())


def test_a_damaged_workbook_is_unreadable() -> None:
    with pytest.raises(UnreadableDocument, match="damaged"):
        read(workbook()[:3000])
