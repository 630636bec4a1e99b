"""One workbook, watchledger.xlsx, a sheet for each table; a table longer than a sheet goes on in the next.

Written straight as the XML of ECMA-376, each sheet to a scratch file that is packed at the end: memory does not grow with
the rows, and there is no cell type here by which words could become a formula.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from xml.sax.saxutils import escape

from watchledger.publish.part import finish, part_of
from watchledger.publish.safe import harmless
from watchledger.publish.tables import TABLES, Row

SHEET_ROWS = 1_048_576
"""Of Excel, the header row among them."""
CELL_CHARACTERS = 32_767
"""Of Excel; longer words are cut here and end with …, the other formats have them whole."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML 1.0 cannot hold."""
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads _x0041_ as A."""
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class _Sheet:
    """A sheet that grows in a scratch file."""

    def __init__(self, name: str, header: Sequence[str], directory: Path) -> None:
        self.name, self.rows = name, 1
        self.path = directory / f"{name}.xml"
        self.file: IO[str] = self.path.open("w", encoding="utf-8")
        top = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        self.file.write(f'{_XML}<worksheet xmlns="{_NS}"><sheetViews><sheetView workbookViewId="0">{top}</sheetView></sheetViews>')
        self.file.write(f'<sheetData><row r="1">{"".join(_text(name, bold=True) for name in header)}</row>')

    def write(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self.rows += 1
            self.file.write(f'<row r="{self.rows}">{"".join(map(_cell, row))}</row>')

    def close(self) -> None:
        if not self.file.closed:
            self.file.write("</sheetData></worksheet>")
            self.file.close()


class Files:
    def __init__(self, directory: Path, *, sheet_rows: int = SHEET_ROWS) -> None:
        self._path, self._sheet_rows = directory / "watchledger.xlsx", sheet_rows
        self._scratch = Path(tempfile.mkdtemp(prefix=".watchledger-", dir=directory))
        self._headers = {table.name: [column.name for column in table.columns] for table in TABLES}
        self._sheets = {table.name: [self._sheet(table.name, 1)] for table in TABLES}

    def _sheet(self, table: str, number: int) -> _Sheet:
        return _Sheet(table if number == 1 else f"{table} {number}", self._headers[table], self._scratch)

    def write(self, table: str, rows: Sequence[Row]) -> None:
        sheets = self._sheets[table]
        at = 0
        while at < len(rows):
            room = self._sheet_rows - sheets[-1].rows
            if room <= 0:
                sheets[-1].close()
                sheets.append(self._sheet(table, len(sheets) + 1))
                continue
            sheets[-1].write(rows[at : at + room])
            at += room

    def __enter__(self) -> Files:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        sheets = [sheet for table in self._sheets.values() for sheet in table]
        for sheet in sheets:
            sheet.close()
        try:
            if kind is None:
                _pack(part_of(self._path), sheets)
            finish(self._path, well=kind is None)
        finally:
            shutil.rmtree(self._scratch, ignore_errors=True)


def _pack(path: Path, sheets: Sequence[_Sheet]) -> None:
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="{s.name}" sheetId="{n}" r:id="rId{n}"/>' for n, s in zip(numbers, sheets, strict=True))
    targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers] + [("styles", "styles", "styles.xml")]
    overrides = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for n in numbers)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{overrides}</Types>',
        )
        archive.writestr("_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")]))
        archive.writestr(
            "xl/workbook.xml", f'{_XML}<workbook xmlns="{_NS}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets></workbook>'
        )
        archive.writestr("xl/_rels/workbook.xml.rels", _relations(targets))
        archive.writestr("xl/styles.xml", _STYLES)
        for number, sheet in zip(numbers, sheets, strict=True):
            archive.write(sheet.path, f"xl/worksheets/sheet{number}.xml")


def _relations(targets: Sequence[tuple[str, str, str]]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{_RELATIONS}/{kind}" Target="{target}"/>' for i, kind, target in targets)
    return f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


_STYLES = (
    f'{_XML}<styleSheet xmlns="{_NS}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _cell(value: Any) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return _text(harmless(value))
    return f"<c><v>{value!r}</v></c>"


def _text(words: str, *, bold: bool = False) -> str:
    if len(words) > CELL_CHARACTERS:
        words = words[: CELL_CHARACTERS - 1] + "…"
    words = escape(_ESCAPE_LIKE.sub("_x005F_", _FORBIDDEN.sub("\ufffd", words)))
    return f'<c s="{int(bold)}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
