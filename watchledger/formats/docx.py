"""DOCX: the body's paragraphs, headings and tables, text boxes, notes; headers and footers as furniture.

Read from the package's XML, which costs a tenth of what a model of the whole document does. List numbers, which Word counts, are
put before their paragraphs as it shows them. Tracked deletions, comments and field codes are left out. Not read: pictures,
embedded files, pages (a DOCX has none until Word lays it out).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from lxml import etree

from watchledger.errors import UnreadableDocument
from watchledger.formats.compose import Cell, Para, Part, Table, compose, plain
from watchledger.formats.numbering import Numbering
from watchledger.formats.package import Package, local
from watchledger.model import Document, Limits, Text

READER = "docx/2"

_DELETED = frozenset(("del", "moveFrom", "delText", "instrText", "Fallback", "rt", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr"))
"""Elements whose words the document does not show: deletions, field codes, the older copy of a drawing, phonetic guides."""
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}
_HEADING = re.compile(r"(?:heading|标题|標題)\s*[1-9]|title|标题$", re.I)
_MAX_GRID = 500
"""Columns a cell may span; Word allows 63."""
_BASED = 12
"""Styles based on one another that are followed; Word allows ten."""
_NOTES = ("footnotes", "endnotes")


def read(document: Document, limits: Limits) -> Text:
    """The text of a DOCX. Raises UnreadableDocument (damaged, encrypted) and LimitExceeded (a bomb)."""
    package = Package(document.content, limits)
    main = next((name for kind, name in package.related("").values() if kind == "officeDocument"), "word/document.xml")
    root = package.xml(main)
    body = next((child for child in root if local(child) == "body"), None) if root is not None else None
    if body is None:
        raise UnreadableDocument("a package without a Word document", place=main)
    related = sorted(package.related(main).values())
    problems: list[str] = []
    styles = _styles(package, related, problems)
    parts = chain(
        _parts(body, styles),
        _extra(package, related, _NOTES, styles, problems),
        _once(_extra(package, related, ("header", "footer"), styles, problems)),
    )
    return compose(parts, reader=READER, limits=limits, problems=problems)


class _Styles(NamedTuple):
    """Ids of the styles that are headings, and the lists of the document, which count as it is read."""

    headings: frozenset[str]
    numbering: Numbering


def _styles(package: Package, related: list[tuple[str, str]], problems: list[str]) -> _Styles:
    """Headings by name or by outline level, lists by style, also those that a style has from the one it is based on."""
    headings: set[str] = set()
    based: dict[str, str] = {}
    lists: dict[str, tuple[str | None, int | None]] = {}
    for root in _roots(package, related, ("styles",), problems):
        for style in root.iter("{*}style"):
            name = _attribute(style, "styleId")
            names = [_value(child) for child in style if local(child) == "name"]
            level = next(style.iter("{*}outlineLvl"), None)
            if any(_HEADING.match(words) for words in names) or (level is not None and _value(level) < "9"):
                headings.add(name)
            based[name] = next((_value(child) for child in style if local(child) == "basedOn"), "")
            lists[name] = _list_of(next(style.iter("{*}numPr"), None))
    numbering = Numbering()
    for root in _roots(package, related, ("numbering",), problems):
        numbering.add(root)
    for name in lists:
        number, level = _inherited(name, based, lists)
        if number is not None and number != "0":
            numbering.styles[name] = number, level or 0
    return _Styles(frozenset(headings), numbering)


def _inherited(name: str, based: dict[str, str], lists: dict[str, tuple[str | None, int | None]]) -> tuple[str | None, int | None]:
    number: str | None = None
    level: int | None = None
    for _ in range(_BASED):
        own = lists.get(name, (None, None))
        number, level = number if number is not None else own[0], level if level is not None else own[1]
        name = based.get(name, "")
    return number, level


def _list_of(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """(list, level) of a numPr, None where it names none."""
    if properties is None:
        return None, None
    held = {local(child): _value(child) for child in properties}
    level = held.get("ilvl", "")
    return held.get("numId"), int(level) if level.isdecimal() and len(level) < 3 else None


def _label(paragraph: etree._Element, styles: _Styles) -> str:
    """The list number before the paragraph; its list goes on counting."""
    properties = paragraph.find("{*}pPr")
    style, own = "", None
    for child in properties if properties is not None else ():
        if local(child) == "pStyle":
            style = _value(child)
        elif local(child) == "numPr":
            own = child
    number, level = _list_of(own)
    by_style = styles.numbering.styles.get(style)
    if number is None and by_style is not None:
        number, level = by_style[0], by_style[1] if level is None else level
    return styles.numbering.label(number, level or 0) if number is not None else ""


def _roots(
    package: Package, related: list[tuple[str, str]], kinds: tuple[str, ...], problems: list[str]
) -> Iterator[etree._Element]:
    """The related parts of these kinds; one that cannot be read is a problem, and the rest stands."""
    for kind, name in related:
        if kind in kinds:
            try:
                root = package.xml(name)
            except UnreadableDocument as error:
                problems.append(str(error))
                continue
            if root is not None:
                yield root


def _extra(
    package: Package, related: list[tuple[str, str]], kinds: tuple[str, ...], styles: _Styles, problems: list[str]
) -> Iterator[Part]:
    for root in _roots(package, related, kinds, problems):
        if local(root) in _NOTES:
            for note in root:
                if not _attribute(note, "type"):
                    yield from _parts(note, styles)
        else:
            yield from _parts(root, styles)


def _once(parts: Iterator[Part]) -> Iterator[Part]:
    """Each different line once, as furniture: sections repeat their headers."""
    seen: set[str] = set()
    for part in parts:
        line = " ".join(word for word in plain(part) if word.strip()).replace("\n", " ").strip()
        if line and line not in seen:
            seen.add(line)
            yield Para(line, "furniture")


def _parts(container: etree._Element, styles: _Styles) -> Iterator[Part]:
    """Paragraphs and tables in a body, cell, note or text box, also inside content controls and the like."""
    for child in container:
        name = local(child)
        if name == "p":
            yield from _paragraph(child, styles)
        elif name == "tbl":
            yield _table(child, styles)
        elif name not in _DELETED and len(child):
            yield from _parts(child, styles)


def _paragraph(paragraph: etree._Element, styles: _Styles) -> Iterator[Part]:
    """The paragraph, then the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[etree._Element] = []
    hidden = _words(paragraph, pieces, boxes)
    text = "".join(pieces).strip()
    label = _label(paragraph, styles)
    if text:
        yield Para(label + text, "furniture" if hidden else _kind(paragraph, styles))
    for box in boxes:
        yield from _parts(box, styles)


def _words(paragraph: etree._Element, pieces: list[str], boxes: list[etree._Element]) -> bool:
    """Collect the shown words in order, and the text boxes met; whether all of it is hidden text."""
    waiting = list(reversed(paragraph))
    shown = hidden = False
    while waiting:
        element = waiting.pop()
        name = _name(element.tag) if element.__class__ is etree._Element else ""
        if name == "t":
            pieces.append(element.text or "")
        elif name in _DELETED or not name:
            continue
        elif name in _CHARACTERS:
            pieces.append(_CHARACTERS[name])
        elif name == "sym":
            pieces.append(_symbol(element))
        elif name == "txbxContent":
            boxes.append(element)
        else:
            below = list(element)
            if name == "r" and below:
                vanishes = _name(below[0].tag) == "rPr" and any(_name(mark.tag) == "vanish" for mark in below[0])
                hidden, shown = hidden or vanishes, shown or not vanishes
            below.reverse()
            waiting += below
    return hidden and not shown


@lru_cache(maxsize=1024)
def _name(tag: object) -> str:
    """A tag without its namespace; cached, since a document has some dozens of them a hundred thousand times."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _symbol(element: etree._Element) -> str:
    """A character given by its code in a symbol font; private codes say nothing without the font."""
    try:
        code = int(_attribute(element, "char"), 16)
    except ValueError:
        return ""
    return "" if 0xE000 <= code <= 0xF8FF or code < 0x20 or code > 0x10FFFF else chr(code)


def _kind(paragraph: etree._Element, styles: _Styles) -> str:
    properties = paragraph.find("{*}pPr")
    if properties is None:
        return "paragraph"
    kind = "paragraph"
    for child in properties:
        name = local(child)
        if (name == "pStyle" and _value(child) in styles.headings) or (name == "outlineLvl" and _value(child) < "9"):
            return "heading"
        if name == "numPr":
            kind = "item"
    return kind


def _table(table: etree._Element, styles: _Styles) -> Table:
    """Cells at their grid positions; vertical merges become rowspans, deleted rows are left out."""
    cells: list[Cell] = []
    above: dict[int, int] = {}
    row = 0
    for element in _inside(table, "tr"):
        properties = element.find("{*}trPr")
        if properties is not None and properties.find("{*}del") is not None:
            continue
        col = _count(properties, "gridBefore", 0)
        header = _is_head(properties)
        for cell in _inside(element, "tc"):
            shape = cell.find("{*}tcPr")
            span = max(_count(shape, "gridSpan", 1), 1)
            joined = shape.find("{*}vMerge") if shape is not None else None
            sideways = shape.find("{*}hMerge") if shape is not None else None
            top = above.get(col)
            if sideways is not None and _value(sideways) in ("", "continue") and cells and cells[-1].row == row:
                cells[-1] = cells[-1]._replace(colspan=cells[-1].colspan + span)
            elif joined is not None and _value(joined) in ("", "continue") and top is not None:
                cells[top] = cells[top]._replace(rowspan=row - cells[top].row + 1)
            else:
                above.pop(col, None)
                if joined is not None:
                    above[col] = len(cells)
                cells.append(Cell(row, col, list(_parts(cell, styles)), 1, span, header=header))
            col += span
        row += 1
    return Table(cells)


def _is_head(properties: etree._Element | None) -> bool:
    """Whether the row is one that Word repeats on each page."""
    mark = properties.find("{*}tblHeader") if properties is not None else None
    return mark is not None and _value(mark) not in ("0", "false", "off")


def _inside(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Rows of a table, cells of a row: its children, also those wrapped in content controls and insertions."""
    for child in element:
        name = local(child)
        if name == wanted:
            yield child
        elif name in ("sdt", "sdtContent", "ins", "customXml", "moveTo", "smartTag"):
            yield from _inside(child, wanted)


def _count(properties: etree._Element | None, name: str, default: int) -> int:
    found = properties.find(f"{{*}}{name}") if properties is not None else None
    value = _value(found) if found is not None else ""
    return min(int(value), _MAX_GRID) if value.isdecimal() else default


def _value(element: etree._Element) -> str:
    return _attribute(element, "val")


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name: strict and transitional documents use different namespaces."""
    for key, value in element.items():
        if key == name or str(key).endswith(f"}}{name}"):
            return str(value)
    return ""
