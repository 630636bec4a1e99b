"""PDFium's view of a PDF: each page's characters with boxes, and the ruling lines drawn on it.

The only file that knows PDFium. Boxes are in points from the page's upper left corner as it is shown (rotation applied).
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Iterator
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from watchledger.errors import Encrypted, UnreadableDocument
from watchledger.formats.pdf_space import SAME, THIN, WHITE, Boxes, Matrix, Rule, Shade, Turn, figure_rules, put_through, times
from watchledger.model import Limits

_MAX_OBJECTS = 30_000
"""Objects of a page looked at for rules; a page with more is a drawing (a map, a plan), not a table."""
_MAX_SEGMENTS = 20_000
_MAX_SHADES = 2_000
_FONT_NAME = 128
"""Bytes of a font's name that is looked at."""
_PART_OF = re.compile(r"^[A-Z]{6}\+")
_SHORTEST_RULE = 4.0
"""Points: what is smaller both ways is a mark or part of a letter (and no side of a table, see pdf_grid)."""
_ONE_FIGURE = 5
"""Segments of a rectangle or a line; more may be several figures."""
_FORM_DEPTH = 4
"""Forms within forms that are looked into."""
_MAX_NOTES, _MAX_WORDS = 5_000, 200_000
"""Fields and notes of a page, and bytes of one, that are looked at."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def _plain(function: Any, result: Any, *kinds: Any) -> Any:
    """The same function for plain numbers as handles and addresses. What it is called for a hundred thousand times, pypdfium2's own
    checks of each argument cost more than the work (0.8 and 0.5 µs a character)."""
    return ctypes.PYFUNCTYPE(result, *kinds)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_INT, _POINTER = ctypes.c_int, ctypes.c_void_p
_box_of = _plain(raw.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_object_at = _plain(raw.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
_inside_at = _plain(raw.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
_count_inside = _plain(raw.FPDFFormObj_CountObjects, _INT, _POINTER)
_kind_of = _plain(raw.FPDFPageObj_GetType, _INT, _POINTER)
_segments_of = _plain(raw.FPDFPath_CountSegments, _INT, _POINTER)
_mode_of = _plain(raw.FPDFPath_GetDrawMode, _INT, _POINTER, _POINTER, _POINTER)
_bounds_of = _plain(raw.FPDFPageObj_GetBounds, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
_segment_at = _plain(raw.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
_segment_kind = _plain(raw.FPDFPathSegment_GetType, _INT, _POINTER)
_segment_point = _plain(raw.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)
_segment_closes = _plain(raw.FPDFPathSegment_GetClose, _INT, _POINTER)
_fill_of = _plain(raw.FPDFPageObj_GetFillColor, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
_matrix_of = _plain(raw.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)


def _handle(thing: Any) -> int:
    return ctypes.cast(thing.raw, ctypes.c_void_p).value or 0


class Fonts:
    """Which font a character of the page's text is written in, as long as the page is at hand."""

    def __init__(self, textpage: pdfium.PdfTextPage, kept: list[int] | None) -> None:
        self._textpage: pdfium.PdfTextPage | None = textpage
        self._kept = kept
        self._room = ctypes.create_string_buffer(_FONT_NAME)

    def at(self, index: int) -> str:
        """The font's name, without the mark of a part of it, and whether its letters are made bold by a stroke; "" where it cannot
        be told any more."""
        if self._textpage is None or (self._kept is not None and index >= len(self._kept)):
            return ""
        index = index if self._kept is None else self._kept[index]
        size = raw.FPDFText_GetFontInfo(self._textpage.raw, index, self._room, _FONT_NAME, None)
        name = self._room.raw[: max(size - 1, 0)] if size <= _FONT_NAME else b""
        drawn = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(self._textpage.raw, index))
        bold = " bold" if drawn == raw.FPDF_TEXTRENDERMODE_FILL_STROKE else ""
        return _PART_OF.sub("", name.decode("utf-8", "replace")) + bold

    def close(self) -> None:
        if self._textpage is not None:
            self._textpage.close()
            self._textpage = None


class PdfPage(NamedTuple):
    """One page. `text` has a character for each row of `boxes`; generated line breaks are "\\r\\n" with empty boxes."""

    number: int
    width: float
    height: float
    text: str
    boxes: Boxes
    rules: list[Rule]
    images: int
    pictured: float = 0.0
    """Share of the page that images cover, overlaps counted twice, at most 1."""
    filled: bool = False
    """Whether words of form fields and notes written on the page follow its own."""
    shades: list[Shade] = []
    """Grounds painted, in the order of painting."""
    fonts: Fonts | None = None
    """Open while the page is: what `pages` gives last."""


def open_pdf(content: bytes, limits: Limits) -> pdfium.PdfDocument:
    """Raises Encrypted when the file needs a password that was not given, UnreadableDocument when it is damaged beyond reading."""
    for password in (None, *limits.passwords):
        try:
            pdf = pdfium.PdfDocument(content, password=password)
            pdf.init_forms()
            return pdf
        except pdfium.PdfiumError as error:
            if "password" not in str(error).lower():
                raise UnreadableDocument(f"damaged PDF: {error}") from error
    raise Encrypted(limits.locked)


def pages(pdf: pdfium.PdfDocument, most: int) -> Iterator[tuple[int, PdfPage | str]]:
    """(number from 1, page) of the first `most` pages; a page that fails is its reason instead."""
    for index in range(min(len(pdf), most)):
        page = read = None
        try:
            page = pdf[index]
            read = _page(page, index + 1)
            yield index + 1, read
        except (pdfium.PdfiumError, ValueError, OSError) as error:
            yield index + 1, str(error)
        finally:
            if read is not None and read.fonts is not None:
                read.fonts.close()
            if page is not None:
                page.close()


def drawing(pdf: pdfium.PdfDocument, number: int, dpi: float, most: int) -> npt.NDArray[np.uint8]:
    """Page `number` (from 1) as it is shown, height x width x 3 (red green blue). A page too large for `most` pixels is drawn
    smaller. Raises UnreadableDocument."""
    try:
        page = pdf[number - 1]
        width, height = page.get_size()
        scale = min(dpi / 72, (most / max(width * height, 1.0)) ** 0.5)
        shown = page.render(scale=scale, rev_byteorder=True, draw_annots=True).to_numpy()
        page.close()
    except (pdfium.PdfiumError, ValueError, OSError) as error:
        raise UnreadableDocument(f"the page cannot be drawn: {error}", place=f"page {number}") from error
    return np.ascontiguousarray(shown[:, :, :3]) if shown.ndim == 3 else np.repeat(shown[:, :, None], 3, axis=2)


def attachments(pdf: pdfium.PdfDocument, most: int) -> Iterator[tuple[str, bytes | str]]:
    """(name, bytes) of each file attached to the document, or (name, why it cannot be had)."""
    for index in range(min(pdf.count_attachments(), most)):
        name = f"attachment {index + 1}"
        try:
            file = pdf.get_attachment(index)
            name = file.get_name() or name
            yield name, bytes(file.get_data())
        except (pdfium.PdfiumError, ValueError, OSError, UnicodeError) as error:
            yield name, f"cannot be taken out: {error}"


def _page(page: pdfium.PdfPage, number: int) -> PdfPage:
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()
    turn = Turn(left, bottom, right, top, rotation)
    textpage = page.get_textpage()
    text, boxes, kept = _characters(textpage)
    written = _written(page)
    for words, places in written:
        text, boxes = f"{text}\r\n{words}", np.concatenate((boxes, np.zeros((2, 4), np.float32), places))
    shades: list[Shade] = []
    rules, images, covered = _drawn(page, turn, shades)
    width, height = (right - left, top - bottom) if rotation % 180 == 0 else (top - bottom, right - left)
    pictured = min(covered / max(width * height, 1.0), 1.0)
    return PdfPage(
        number, width, height, text, turn.boxes(boxes), rules, images, pictured, bool(written), shades, Fonts(textpage, kept)
    )


def _characters(textpage: pdfium.PdfTextPage) -> tuple[str, Boxes, list[int] | None]:
    """Text, a box for each character, and their places among PDFium's characters where these differ."""
    count = textpage.count_chars()
    if count <= 0:
        return "", np.zeros((0, 4), np.float32), None
    boxes = np.zeros((count, 4), np.float32)
    at = boxes.ctypes.data
    deque(map(_box_of, repeat(_handle(textpage)), range(count), range(at, at + 16 * count, 16)), maxlen=0)
    units = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage.raw, 0, count, units)
    text = bytes(units)[: 2 * max(written - 1, 0)].decode("utf-16-le", "surrogatepass")
    if len(text) == count and (text.isascii() or _SURROGATE.search(text) is None):
        return text, boxes, None
    return _one_by_one(textpage.raw, boxes)


def _written(page: pdfium.PdfPage) -> list[tuple[str, Boxes]]:
    """What form fields hold and free notes on the page say, a line each, with a box for each character: its field's, shared out
    evenly, since the letters have no places of their own."""
    form = page.formenv.raw if page.formenv is not None else None
    found: list[tuple[str, Boxes]] = []
    rect = raw.FS_RECTF()
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MAX_NOTES)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        words = _words_of(form, note).replace("\r\n", "\n").replace("\r", "\n").strip()
        if words and raw.FPDFAnnot_GetRect(note, rect):
            lines = [line for line in words.split("\n") if line.strip()]
            step = (rect.top - rect.bottom) / len(lines)
            for number, line in enumerate(lines):
                left = np.linspace(rect.left, rect.right, len(line) + 1, dtype=np.float32)
                top = np.full(len(line), rect.top - number * step, np.float32)
                found.append((line, np.stack((left[:-1], top, left[1:], top - np.float32(step)), axis=1)))
        raw.FPDFPage_CloseAnnot(note)
    return found


def _words_of(form: Any, note: Any) -> str:
    kind = raw.FPDFAnnot_GetSubtype(note)
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return _said(raw.FPDFAnnot_GetStringValue, note, b"Contents")
    if kind != raw.FPDF_ANNOT_WIDGET or form is None:
        return ""
    field = raw.FPDFAnnot_GetFormFieldType(form, note)
    if field in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        return "\u2611" if raw.FPDFAnnot_IsChecked(form, note) else ""
    if field not in (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX):
        return ""
    return _said(raw.FPDFAnnot_GetFormFieldValue, form, note)


def _said(function: Any, *about: Any) -> str:
    """What PDFium answers in UTF-16: asked once for the size, once for the words."""
    size = min(function(*about, None, 0), _MAX_WORDS)
    room = (ctypes.c_ushort * (size // 2 + 1))()
    function(*about, room, size)
    return bytes(room)[: max(size - 2, 0)].decode("utf-16-le", "replace").replace("\0", "")


def _one_by_one(handle: Any, boxes: Boxes) -> tuple[str, Boxes, list[int]]:
    """Where the text as a whole is not a character for a box (characters beyond the basic plane, or without a code)."""
    chars: list[str] = []
    kept: list[int] = []
    for index in range(len(boxes)):
        code = raw.FPDFText_GetUnicode(handle, index)
        if 0xDC00 <= code <= 0xDFFF and chars and "\ud800" <= chars[-1] <= "\udbff":
            chars[-1] = chr(0x10000 + (ord(chars[-1]) - 0xD800) * 0x400 + code - 0xDC00)
        elif 0 < code <= 0x10FFFF:
            chars.append(chr(code))
            kept.append(index)
    text = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in chars)
    return text, boxes[kept], kept


class _Room:
    """Where PDFium writes what it is asked for a figure: its bounds, a point, whether it is filled and stroked."""

    def __init__(self) -> None:
        self.edges = (ctypes.c_float * 4)()
        self.matrix = (ctypes.c_float * 6)()
        self.mode = (ctypes.c_int * 2)()
        at = ctypes.addressof(self.edges)
        self.at = at, at + 4, at + 8, at + 12
        self.mode_at = ctypes.addressof(self.mode), ctypes.addressof(self.mode) + 4
        self.colour = (ctypes.c_uint * 4)()
        self.colour_at = tuple(ctypes.addressof(self.colour) + 4 * n for n in range(4))
        self.matrix_at = ctypes.addressof(self.matrix)


def _drawn(page: pdfium.PdfPage, turn: Turn, shades: list[Shade]) -> tuple[list[Rule], int, float]:
    """The ruling lines of a page, how many images it shows, and the square points they cover. `shades` gathers its grounds."""
    rules: list[Rule] = []
    images = looked = 0
    covered = 0.0
    room = _Room()
    count = min(raw.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)
    items = list(map(_object_at, repeat(_handle(page)), range(count)))
    text = raw.FPDF_PAGEOBJ_TEXT
    own = [(item, kind) for item, kind in zip(items, map(_kind_of, items), strict=True) if kind != text]
    waiting = [(item, kind, SAME, 0) for item, kind in reversed(own)]
    while waiting:
        item, kind, outer, depth = waiting.pop()
        looked += 1
        if looked > _MAX_OBJECTS or len(rules) > _MAX_SEGMENTS:
            return [], images, covered
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _path_rules(item, outer, turn, room, rules, shades)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            images += 1
            a, b, c, d, _, _ = times(_matrix(item, room), outer)
            covered += abs(a * d - b * c)  # an image fills the unit square of its own space
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            inner = times(_matrix(item, room), outer)
            inside = min(_count_inside(item), _MAX_OBJECTS)
            within = [_inside_at(item, index) for index in range(inside)]
            waiting += [(one, _kind_of(one), inner, depth + 1) for one in within]
    return rules, images, covered


def _matrix(item: int, room: _Room) -> Matrix:
    _matrix_of(item, room.matrix_at)
    a, b, c, d, e, f = room.matrix
    return a, b, c, d, e, f


def _path_rules(item: int, outer: Matrix, turn: Turn, room: _Room, rules: list[Rule], shades: list[Shade]) -> None:
    """Straight strokes, the edges of stroked rectangles, and thin filled rectangles of one path. Most paths tell by their bounds
    alone that they are a bar or nothing."""
    count = _segments_of(item)
    if count < 2 or count > _MAX_SEGMENTS:
        return
    _mode_of(item, *room.mode_at)
    fill, stroke = room.mode
    if not fill and not stroke:
        return
    if _bounds_of(item, *room.at):
        left, bottom, right, top = room.edges
        if outer is not SAME:
            (left, right), (bottom, top) = put_through((left, bottom, right, top), outer)
        wide, high = right - left, top - bottom
        if max(wide, high) < _SHORTEST_RULE:
            return
        if count <= _ONE_FIGURE and min(wide, high) <= THIN:
            figure_rules([turn.point(left, bottom), turn.point(right, top), turn.point(left, bottom)], stroked=False, rules=rules)
            return
        if fill and count <= _ONE_FIGURE and len(shades) < _MAX_SHADES:
            (x0, y0), (x1, y1) = turn.point(left, bottom), turn.point(right, top)
            shades.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), _colour(item, room)))
        if count <= _ONE_FIGURE and not stroke:
            return
    _segment_rules(item, count, times(_matrix(item, room), outer), turn, room, rules, stroked=bool(stroke))


def _colour(item: int, room: _Room) -> int:
    """Red, green and blue as one number; WHITE of what is not seen or has no plain colour."""
    seen = _fill_of(item, *room.colour_at)
    red, green, blue, opaque = room.colour
    return red << 16 | green << 8 | blue if seen and opaque else WHITE


def _segment_rules(item: int, count: int, matrix: Matrix, turn: Turn, room: _Room, rules: list[Rule], *, stroked: bool) -> None:
    a, b, c, d, e, f = matrix
    figure: list[tuple[float, float]] = []
    for index in range(count):
        segment = _segment_at(item, index)
        kind = _segment_kind(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            figure = []
            continue
        _segment_point(segment, room.at[0], room.at[1])
        x, y = room.edges[0], room.edges[1]
        point = turn.point(a * x + c * y + e, b * x + d * y + f)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            figure_rules(figure, stroked=stroked, rules=rules)
            figure = [point]
        else:
            figure.append(point)
            if _segment_closes(segment):
                figure.append(figure[0])
    figure_rules(figure, stroked=stroked, rules=rules)
