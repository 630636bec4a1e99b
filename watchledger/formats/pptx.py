"""PPTX: slides as pages; their titles, text boxes and tables with their boxes, charts' and diagrams' words, speaker notes.

Left out: pictures, animations, the words of masters and layouts (placeholders such as "Click to edit").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from watchledger.errors import UnreadableDocument
from watchledger.formats.compose import Cell, Page, Para, Part, Table, compose
from watchledger.formats.package import Package, local
from watchledger.model import Box, Document, Limits, Text

READER = "pptx/1"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EMU = 12_700
"""English metric units in a point."""
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,9})\.xml")
_FURNITURE = ("dt", "ftr", "sldNum", "hdr")
"""Placeholders of the page's frame: date, footer, slide number, header."""


class _Frame(NamedTuple):
    """From a group's coordinates to the slide's: x * scale + shift."""

    scale_x: float = 1.0
    scale_y: float = 1.0
    shift_x: float = 0.0
    shift_y: float = 0.0


def read(document: Document, limits: Limits) -> Text:
    """The Text of a PPTX. Raises UnreadableDocument when no slide can be found; a damaged slide is a problem."""
    package = Package(document.content, limits)
    names, problems = _slides(package)
    if not names:
        raise UnreadableDocument("the package holds no slides")
    if len(names) > limits.max_pages:
        problems.append(f"slides after {limits.max_pages} are left out")
    pages: list[Part] = []
    for number, name in enumerate(names[: limits.max_pages], 1):
        try:
            root = package.xml(name)
        except UnreadableDocument as error:
            root = None
            problems.append(f"slide {number} cannot be read: {error.reason}")
        parts = list(_slide(package, name, root, problems)) if root is not None else []
        pages.append(Page(number, parts))
    if len(problems) >= len(pages) and not any(isinstance(p, Page) and p.parts for p in pages):
        raise UnreadableDocument(problems[0] if problems else "no slide holds text")
    return compose(pages, reader=READER, limits=limits, problems=problems)


def _slides(package: Package) -> tuple[list[str], list[str]]:
    """Names of the slides in their order; by number when the presentation's list is damaged."""
    problems: list[str] = []
    try:
        root = package.xml("ppt/presentation.xml")
    except UnreadableDocument as error:
        root = None
        problems.append(f"the order of slides cannot be read: {error.reason}")
    links = package.related("ppt/presentation.xml")
    listed = [links.get(e.get(_ID, ""), ("", ""))[1] for e in root.iter("{*}sldId")] if root is not None else []
    listed = [name for name in dict.fromkeys(listed) if name in package.names]
    numbered = sorted((int(m.group(1)), m.group()) for m in map(_SLIDE.fullmatch, package.names) if m)
    return listed or [name for _, name in numbered], problems


def _slide(package: Package, name: str, root: etree._Element, problems: list[str]) -> Iterator[Part]:
    tree = next(root.iter("{*}spTree"), None)
    if tree is not None:
        yield from _shapes(tree, _Frame())
    for kind, target in package.related(name).values():
        if kind in ("notesSlide", "diagramData", "chart"):
            try:
                part = package.xml(target)
            except UnreadableDocument as error:
                problems.append(f"{target} cannot be read: {error.reason}")
                continue
            if part is not None:
                yield from _beside(part, kind, target)


def _beside(part: etree._Element, kind: str, path: str) -> Iterator[Part]:
    """Words that lie in parts of their own: notes, diagrams, charts."""
    if kind == "notesSlide":
        for shape in part.iter("{*}sp"):
            if _placeholder(shape) not in (*_FURNITURE, "sldImg"):
                yield from (p._replace(path=path) for p in _paragraphs(shape))
    elif kind == "diagramData":
        for point in part.iter("{*}t"):
            if point.tag != f"{_A}t":
                yield from (p._replace(path=path) for p in _paragraphs(point))
    else:
        words = [e.text or "" for e in part.iter(f"{_A}t", "{http://schemas.openxmlformats.org/drawingml/2006/chart}v")]
        yield Para(" ".join(words), path=path)


def _shapes(tree: etree._Element, frame: _Frame) -> Iterator[Part]:
    """The parser bounds the depth of groups (256 elements), so recursion is safe."""
    for shape in tree:
        name = local(shape)
        if name == "grpSp":
            yield from _shapes(shape, _inner(shape, frame))
        elif name == "sp":
            place = _placeholder(shape)
            kind = "heading" if place in ("title", "ctrTitle") else "furniture" if place in _FURNITURE else "paragraph"
            box = _box(shape, frame)
            yield from (p._replace(kind=kind, box=box) for p in _paragraphs(shape))
        elif name == "graphicFrame":
            for table in shape.iter(f"{_A}tbl"):
                yield _table(table, _box(shape, frame))
        elif name == "AlternateContent":
            yield from _shapes(shape[0], frame) if len(shape) else ()


def _placeholder(shape: etree._Element) -> str:
    found = next(shape.iter("{*}ph"), None)
    return found.get("type", "body") if found is not None else ""


def _paragraphs(shape: etree._Element) -> Iterator[Para]:
    for paragraph in shape.iter(f"{_A}p"):
        words = _words(paragraph).strip()
        if words:
            yield Para(words)


def _words(paragraph: etree._Element) -> str:
    pieces = []
    for element in paragraph.iter(f"{_A}t", f"{_A}br"):
        pieces.append("\n" if local(element) == "br" else element.text or "")
    return "".join(pieces)


def _numbers(element: etree._Element | None, first: str, second: str) -> tuple[float, float] | None:
    try:
        return (float(element.get(first, "")), float(element.get(second, ""))) if element is not None else None
    except ValueError:
        return None


def _transform(shape: etree._Element) -> etree._Element | None:
    for holder in shape:
        if local(holder) == "xfrm":
            return holder
        if local(holder) in ("spPr", "grpSpPr"):
            return next((e for e in holder if local(e) == "xfrm"), None)
    return None


def _inner(group: etree._Element, frame: _Frame) -> _Frame:
    place = _transform(group)
    if place is None:
        return frame
    by_name = {local(e): e for e in place}
    offset, extent = _numbers(by_name.get("off"), "x", "y"), _numbers(by_name.get("ext"), "cx", "cy")
    inside, room = _numbers(by_name.get("chOff"), "x", "y"), _numbers(by_name.get("chExt"), "cx", "cy")
    if offset is None or extent is None or inside is None or room is None or not room[0] or not room[1]:
        return frame
    across, down = extent[0] / room[0], extent[1] / room[1]
    return _Frame(
        frame.scale_x * across,
        frame.scale_y * down,
        frame.shift_x + frame.scale_x * (offset[0] - inside[0] * across),
        frame.shift_y + frame.scale_y * (offset[1] - inside[1] * down),
    )


def _box(shape: etree._Element, frame: _Frame) -> Box | None:
    place = _transform(shape)
    if place is None:
        return None
    by_name = {local(e): e for e in place}
    offset, extent = _numbers(by_name.get("off"), "x", "y"), _numbers(by_name.get("ext"), "cx", "cy")
    if offset is None or extent is None:
        return None
    left, top = offset[0] * frame.scale_x + frame.shift_x, offset[1] * frame.scale_y + frame.shift_y
    right, bottom = left + extent[0] * frame.scale_x, top + extent[1] * frame.scale_y
    return (round(left / _EMU, 1), round(top / _EMU, 1), round(right / _EMU, 1), round(bottom / _EMU, 1))


def _table(table: etree._Element, box: Box | None) -> Table:
    cells: list[Cell] = []
    properties = table.find(f"{_A}tblPr")
    marked = properties is not None and properties.get("firstRow") in ("1", "true")
    for row, line in enumerate(table.iter(f"{_A}tr")):
        for col, element in enumerate(e for e in line if local(e) == "tc"):
            if element.get("hMerge") in ("1", "true") or element.get("vMerge") in ("1", "true"):
                continue
            across, down = (_span(element.get(name)) for name in ("gridSpan", "rowSpan"))
            cells.append(Cell(row, col, list(_paragraphs(element)), down, across, box=box, header=marked and row == 0))
    return Table(cells)


def _span(value: str | None) -> int:
    return max(int(value), 1) if value is not None and value.isascii() and value.isdigit() and len(value) < 6 else 1
