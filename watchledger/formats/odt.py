"""OpenDocument: text (ODT), sheets (ODS) and slides (ODP), in a package or as one XML file.

Read: paragraphs, headings, lists, tables with merged and nested cells, footnotes, annotations, text frames; sheets and slides as
pages; headers and footers as furniture. Left out: deleted tracked changes, formulas (their results are read), pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from watchledger.errors import Encrypted, UnreadableDocument
from watchledger.formats.compose import Cell, Page, Para, Part, Table, compose
from watchledger.formats.package import Package, local, parse
from watchledger.model import Document, Limits, Text

READER = "odf/1"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SKIPPED = frozenset((
    "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "forms", "note-citation", "dde-connection-decls",
    "alphabetical-index-auto-mark-file", "event-listeners", "shapes", "named-expressions",
))  # fmt: skip
_MAX_REPEAT = 1000
"""Rows or cells with content that one element stands for; empty ones are only counted."""
_MAX_SPACES = 200
"""Of one text:s element."""


@dataclass
class _Budget:
    """How many more cells may be made: repeated rows and columns are one element for as many as they please."""

    cells: int
    notes: list[Part] = field(default_factory=list)
    spent: bool = False

    def take(self, count: int, each: int = 1) -> int:
        """How many of `count` repetitions of `each` cells are allowed."""
        allowed = min(count, _MAX_REPEAT, self.cells // each)
        self.spent = self.spent or allowed < count
        self.cells -= allowed * each
        return allowed


def read(document: Document, limits: Limits) -> Text:
    """The Text of an OpenDocument file. Raises UnreadableDocument (damaged, encrypted, a bomb)."""
    budget = _Budget(limits.max_members)
    furniture: list[Part] = []
    if document.content.lstrip()[:1] == b"<":
        root = parse(document.content, "the file")
        furniture = list(_furniture(root))
    else:
        package = Package(document.content, limits)
        if b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Encrypted("encrypted: a password is needed")
        found = package.xml("content.xml")
        if found is None:
            raise UnreadableDocument("the package holds no content.xml")
        root = found
        styles = package.xml("styles.xml")
        furniture = list(_furniture(styles)) if styles is not None else []
    body = next((e for e in root.iter("{*}body") if len(e)), None)
    if body is None:
        raise UnreadableDocument("the document has no body")
    if any(local(kind) == "spreadsheet" for kind in body):
        furniture = []  # a sheet's header holds only its name and number
    parts = [*_body(body, budget, limits), *budget.notes, *furniture]
    problems = ["cells beyond the allowed number (of a table, or repeated) are left out"] if budget.spent else []
    return compose(parts, reader=READER, limits=limits, problems=problems)


def _body(body: etree._Element, budget: _Budget, limits: Limits) -> Iterator[Part]:
    for kind in body:
        name = local(kind)
        if name == "spreadsheet":
            sheets = [e for e in kind if local(e) == "table"][: limits.max_pages]
            for number, sheet in enumerate(sheets, 1):
                title = sheet.get(f"{_TABLE}name", "")
                yield Page(number, [Para(title, "heading"), *_table(sheet, budget, title)])
        elif name in ("presentation", "drawing"):
            slides = [e for e in kind if local(e) == "page"][: limits.max_pages]
            for number, slide in enumerate(slides, 1):
                yield Page(number, list(_parts(slide, budget)))
        else:
            yield from _parts(kind, budget)


def _furniture(root: etree._Element) -> Iterator[Part]:
    seen: set[str] = set()
    for element in root.iter("{*}header", "{*}header-left", "{*}header-first", "{*}footer", "{*}footer-left", "{*}footer-first"):
        for paragraph in element.iter(f"{_TEXT}p", f"{_TEXT}h"):
            words = _words(paragraph, []).strip()
            if words and words not in seen:
                seen.add(words)
                yield Para(words, "furniture")


def _parts(parent: etree._Element, budget: _Budget, *, item: bool = False) -> Iterator[Part]:
    """The parts of an element that holds paragraphs. The parser bounds the depth (256), so recursion is safe."""
    for element in parent:
        name = local(element)
        if name in ("p", "h"):
            inner: list[etree._Element] = []
            words = _words(element, inner).strip()
            yield Para(words, "heading" if name == "h" else "item" if item else "paragraph")
            for frame in inner:
                target = budget.notes if local(frame) in ("note-body", "annotation") else None
                for part in _parts(frame, budget):
                    if target is None:
                        yield part
                    else:
                        target.append(part)
        elif name == "table":
            yield from _table(element, budget, "")
        elif name == "list-item":
            yield from _parts(element, budget, item=True)
        elif name not in _SKIPPED:
            yield from _parts(element, budget, item=item)


def _words(paragraph: etree._Element, inner: list[etree._Element]) -> str:
    """A paragraph's own words; notes and frames in it are put into `inner`."""
    pieces: list[str] = []
    _gather(paragraph, pieces, inner)
    return "".join(pieces)


def _gather(element: etree._Element, pieces: list[str], inner: list[etree._Element]) -> None:
    pieces.append(_collapsed(element.text))
    for child in element:
        name = local(child)
        if name == "s":
            pieces.append(" " * min(_number(child, f"{_TEXT}c"), _MAX_SPACES))
        elif name == "tab":
            pieces.append("\t")
        elif name == "line-break":
            pieces.append("\n")
        elif name == "note":
            inner.extend(e for e in child if local(e) == "note-body")
        elif name in ("annotation", "frame", "custom-shape", "text-box", "g"):
            inner.append(child)
        elif name == "ruby":
            pieces += [_collapsed(e.text) for e in child if local(e) == "ruby-base"]
        elif name not in _SKIPPED and name:
            _gather(child, pieces, inner)
        pieces.append(_collapsed(child.tail))


def _collapsed(text: str | None) -> str:
    """White space as the format means it: a run is one space."""
    if not text:
        return ""
    core = " ".join(text.split(" ")).translate({9: " ", 10: " ", 13: " "})
    while "  " in core:
        core = core.replace("  ", " ")
    return core


def _number(element: etree._Element, name: str) -> int:
    value = element.get(name, "1")
    return max(int(value), 1) if value.isascii() and value.isdigit() and len(value) < 10 else 1


def _table(table: etree._Element, budget: _Budget, sheet: str) -> Iterator[Part]:
    cells: list[Cell] = []
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        if _owner(line) is not table:
            continue
        found = list(_row(line, budget, sheet, row))
        if line.getparent().tag == f"{_TABLE}table-header-rows":
            found = [cell._replace(header=True) for cell in found]
        repeat = _number(line, f"{_TABLE}number-rows-repeated")
        cells += found
        if found:
            for extra in range(1, 1 + budget.take(repeat - 1, len(found))):
                cells += [c._replace(row=row + extra, path=None) for c in found]
        row += repeat
    if cells:
        yield Table(cells)


def _owner(line: etree._Element) -> etree._Element | None:
    """The table that a row belongs to; rows may lie in row groups and header rows."""
    parent = line.getparent()
    while parent is not None and local(parent) != "table":
        parent = parent.getparent()
    return parent


def _row(line: etree._Element, budget: _Budget, sheet: str, row: int) -> Iterator[Cell]:
    """A row's cells; in a sheet only those that hold something."""
    col = 0
    for element in line:
        name = local(element)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        repeat = _number(element, f"{_TABLE}number-columns-repeated")
        parts = list(_parts(element, budget)) if name == "table-cell" else []
        filled = any(not isinstance(p, Para) or p.text for p in parts)
        if name == "table-cell" and (filled or not sheet):
            down, across = (_number(element, f"{_TABLE}number-{what}-spanned") for what in ("rows", "columns"))
            for extra in range(budget.take(repeat)):
                path = f"{sheet}!{_letters(col + extra)}{row + 1}" if sheet else None
                yield Cell(row, col + extra, parts, down, across, path)
        col += repeat


def _letters(col: int) -> str:
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
