"""Rows of a workbook that are marked as heads: repeated when it is printed, above a filter, or those of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from watchledger.errors import UnreadableDocument
from watchledger.formats.package import Package

_BOOK = "xl/workbook.xml"
_RANGE = re.compile(r"\$?([A-Z]{0,3})\$?(\d{1,7}):\$?([A-Z]{0,3})\$?(\d{1,7})")
_DEEPEST = 10
"""Rows of a head; what names more is not one."""
_LAST_COLUMN = 16_384

Head = tuple[int, int, int, int]
"""First and last row, first and last column, from 0."""


def marked_heads(package: Package) -> dict[str, list[Head]]:
    """The heads of each sheet by its name. Nothing for a package that is damaged or no XLSX."""
    found: dict[str, list[Head]] = {}
    try:
        book = package.xml(_BOOK)
        for name, head in _heads(package, book) if book is not None else ():
            if head[0] <= head[1] < head[0] + _DEEPEST:
                found.setdefault(name, []).append(head)
    except UnreadableDocument:
        return found
    return found


def is_head(heads: list[Head], row: int, col: int) -> bool:
    return any(top <= row <= bottom and left <= col <= right for top, bottom, left, right in heads)


def _heads(package: Package, book: etree._Element) -> Iterator[tuple[str, Head]]:
    sheets = [(str(sheet.get("name")), _id(sheet)) for sheet in book.iter("{*}sheet")]
    for defined in book.iter("{*}definedName"):
        at = defined.get("localSheetId", "")
        if not at.isdecimal() or int(at) >= len(sheets):
            continue
        name = sheets[int(at)][0]
        for place in _RANGE.finditer((defined.text or "").rpartition("!")[2] if defined.text else ""):
            if defined.get("name") == "_xlnm.Print_Titles" and not place[1]:
                yield name, (int(place[2]) - 1, int(place[4]) - 1, 0, _LAST_COLUMN)
            elif defined.get("name") == "_xlnm._FilterDatabase" and place[1]:
                yield name, _first_row(place)
    parts = package.related(_BOOK)
    for name, key in sheets:
        for kind, part in package.related(parts[key][1]).values() if key in parts else ():
            table = package.xml(part) if kind == "table" else None
            place_of = _RANGE.fullmatch(table.get("ref", "")) if table is not None else None
            if table is not None and place_of is not None and table.get("headerRowCount") != "0":
                yield name, _first_row(place_of)


def _first_row(place: re.Match[str]) -> Head:
    row = int(place[2]) - 1
    return row, row, _column(place[1]), _column(place[3])


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _id(sheet: etree._Element) -> str:
    return next((str(value) for key, value in sheet.items() if str(key).endswith("}id")), "")
