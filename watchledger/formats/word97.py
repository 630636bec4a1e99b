"""Word 97-2003 documents: characters in reading order and the properties of their paragraphs.

After [MS-DOC]: the FIB names the piece table (Clx), whose pieces say where in the stream each run of characters (CP) lies
and whether it is 8-bit or UTF-16; PAPX and CHPX pages (FKP) give properties by file position (FC). A CP is a UTF-16 unit,
so surrogates are kept apart here and joined when text is emitted.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from watchledger.errors import UnreadableDocument
from watchledger.formats.rows import RowShape
from watchledger.model import Limits

STORIES = ("main", "footnotes", "headers", "macros", "comments", "endnotes", "textboxes", "header textboxes")
"""The order of the stories' characters; their lengths stand in the FIB from 0x4C on, four bytes each."""

_FKP = 512
MAX_DEPTH = 16
"""Tables within tables; real documents nest 3 deep."""
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Operand bytes by the three upper bits of a property's code; 6 is variable."""


class Piece(NamedTuple):
    """Characters [cp, cp_end) lie from byte `fc` on, `width` bytes each."""

    cp: int
    cp_end: int
    fc: int
    width: int


@dataclass(frozen=True, slots=True)
class ParaProps:
    """What the reader needs of a paragraph's properties. `depth` counts tables around it."""

    style: int = 0
    depth: int = 0
    row_end: bool = False
    inner_cell: bool = False
    inner_row_end: bool = False
    listed: bool = False
    shape: RowShape | None = None


@dataclass
class WordText:
    """All characters (`text`, a UTF-16 unit each), the stories' bounds and a way to a paragraph's properties."""

    text: str
    stories: dict[str, tuple[int, int]]
    deleted: list[tuple[int, int]]
    symbols: list[tuple[int, int]]
    """(cp, character code in a symbol font)."""
    problems: list[str]
    pieces: list[Piece]
    _papx: _Runs
    _data: bytes
    _cache: dict[bytes, ParaProps] = field(default_factory=dict)

    def props(self, cp: int) -> ParaProps:
        """The properties of the paragraph whose mark is at `cp`."""
        at = bisect_right(self.pieces, cp, key=lambda p: p.cp) - 1
        if at < 0 or cp >= self.pieces[at].cp_end:
            return ParaProps()
        piece = self.pieces[at]
        raw = self._papx.at(piece.fc + (cp - piece.cp) * piece.width)
        known = self._cache.get(raw)
        if known is None:
            known = self._cache[raw] = _props(raw, self._data)
        return known


@dataclass
class _Runs:
    """Property bytes by file position; starts rise."""

    starts: list[int]
    ends: list[int]
    raws: list[bytes]

    def at(self, fc: int) -> bytes:
        i = bisect_right(self.starts, fc) - 1
        return self.raws[i] if i >= 0 and fc < self.ends[i] else b""


def read_word97(stream: bytes, table: bytes, data: bytes, limits: Limits) -> WordText:
    """The characters of a WordDocument stream with its table and data streams. Raises UnreadableDocument."""
    try:
        lengths = struct.unpack_from("<8I", stream, 0x4C)
        fc_clx, lcb_clx = struct.unpack_from("<II", stream, 0x1A2)
        chpx_at, chpx_len, papx_at, papx_len = struct.unpack_from("<4I", stream, 0x9A + 12 * 8)
    except struct.error as error:
        raise UnreadableDocument("the file information block is cut short") from error
    problems: list[str] = []
    pieces = _pieces(table[fc_clx : fc_clx + lcb_clx])
    text, kept = _characters(stream, pieces, limits, problems)
    bounds: dict[str, tuple[int, int]] = {}
    at = 0
    for name, length in zip(STORIES, lengths, strict=True):
        end = min(at + length, len(text))
        bounds[name] = (at, end)
        at = end
    papx = _runs(stream, table[papx_at : papx_at + papx_len], paragraphs=True)
    chpx = _runs(stream, table[chpx_at : chpx_at + chpx_len], paragraphs=False)
    deleted, symbols = _character_marks(kept, chpx)
    return WordText(text, bounds, deleted, symbols, problems, kept, papx, data)


def _pieces(clx: bytes) -> list[Piece]:
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if at + 5 > len(clx) or clx[at] != 2:
        raise UnreadableDocument("the piece table is missing or damaged")
    plc = clx[at + 5 : at + 5 + int.from_bytes(clx[at + 1 : at + 5], "little")]
    count = (len(plc) - 4) // 12
    if count < 1:
        raise UnreadableDocument("the piece table is empty")
    cps = struct.unpack_from(f"<{count + 1}I", plc, 0)
    pieces = []
    for i in range(count):
        raw = int.from_bytes(plc[4 * (count + 1) + 8 * i + 2 : 4 * (count + 1) + 8 * i + 6], "little")
        narrow = bool(raw & 0x40000000)
        fc = raw & 0x3FFFFFFF
        if cps[i + 1] > cps[i]:
            pieces.append(Piece(cps[i], cps[i + 1], fc // 2 if narrow else fc, 1 if narrow else 2))
    return pieces


def _characters(stream: bytes, pieces: list[Piece], limits: Limits, problems: list[str]) -> tuple[str, list[Piece]]:
    parts: list[str] = []
    kept: list[Piece] = []
    at = 0
    for piece in pieces:
        if piece.cp != at:
            raise UnreadableDocument("the piece table is out of order")
        room = limits.max_text_chars - at
        size = min(piece.cp_end - piece.cp, room)
        raw = stream[piece.fc : piece.fc + size * piece.width]
        got = len(raw) // piece.width
        if piece.width == 1:
            parts.append(raw.decode("cp1252", "replace"))
        else:
            units = np.frombuffer(raw, np.dtype("<u2"), count=got)
            parts.append(units.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass"))
        kept.append(piece._replace(cp_end=at + got))
        at += got
        if got < piece.cp_end - piece.cp:
            problems.append(
                f"the text was cut at {limits.max_text_chars} characters"
                if got == room
                else "the file is cut short: text is missing"
            )
            break
    return "".join(parts), kept


def _runs(stream: bytes, plc: bytes, *, paragraphs: bool) -> _Runs:
    """All property runs of the FKP pages that a bin table (PlcBte) names."""
    count = max((len(plc) - 4) // 8, 0)
    runs: dict[int, tuple[int, bytes]] = {}
    for i in range(count):
        number = int.from_bytes(plc[4 * (count + 1) + 4 * i :][:4], "little") & 0x3FFFFF
        page = stream[number * _FKP : number * _FKP + _FKP]
        if len(page) == _FKP:
            for start, end, raw in _page_runs(page, paragraphs=paragraphs):
                runs.setdefault(start, (end, raw))
    starts = sorted(runs)
    return _Runs(starts, [runs[s][0] for s in starts], [runs[s][1] for s in starts])


def _page_runs(page: bytes, *, paragraphs: bool) -> Iterator[tuple[int, int, bytes]]:
    count, step = page[511], 13 if paragraphs else 1
    if 4 * (count + 1) + step * count > 511:
        return
    fcs = struct.unpack_from(f"<{count + 1}I", page, 0)
    for i in range(count):
        at = page[4 * (count + 1) + step * i] * 2
        raw = b""
        if at:
            size = page[at]
            if not paragraphs:
                raw = page[at + 1 : at + 1 + size]
            elif size:
                raw = page[at + 1 : at + 2 * size]
            elif at + 1 < _FKP:
                raw = page[at + 2 : at + 2 + 2 * page[at + 1]]
        yield fcs[i], fcs[i + 1], raw


def properties(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """(code, operand) of each property in a grpprl; stops where the bytes make no sense."""
    at = 0
    while at + 2 <= len(raw):
        code = raw[at] | raw[at + 1] << 8
        at += 2
        size = _SIZES.get(code >> 13)
        if size is None:
            if code == 0xD608:
                size = int.from_bytes(raw[at : at + 2], "little") - 1
                at += 2
            else:
                if at >= len(raw):
                    return
                size = raw[at]
                at += 1
                if code == 0xC615 and size == 255:
                    return
        if size < 0 or at + size > len(raw):
            return
        yield code, raw[at : at + size]
        at += size


def _props(raw: bytes, data: bytes) -> ParaProps:
    style = int.from_bytes(raw[:2], "little")
    found = list(properties(raw[2:]))
    for code, operand in tuple(found):
        if code in (0x6645, 0x6646):  # the properties did not fit the page and lie in the Data stream
            at = int.from_bytes(operand, "little")
            found += properties(data[at + 2 : at + 2 + int.from_bytes(data[at : at + 2], "little")])
    in_table = row_end = inner_cell = inner_row_end = listed = False
    depth = 1
    shape: RowShape | None = None
    for code, operand in found:
        value = int.from_bytes(operand[:4], "little")
        if code == 0x2416:
            in_table = bool(value)
        elif code == 0x2417:
            row_end = bool(value)
        elif code == 0x244B:
            inner_cell = bool(value)
        elif code == 0x244C:
            inner_row_end = bool(value)
        elif code == 0x6649:
            depth = min(value, MAX_DEPTH)
        elif code == 0x460B:
            listed = 0 < value < 0x7FF
        elif code == 0xD608:
            shape = _shape(operand)
        elif code in (0xD62B, 0x5624) and shape is not None:
            shape = _merged(shape, code, operand)
    return ParaProps(style, depth if in_table else 0, row_end, inner_cell, inner_row_end, listed, shape)


def _shape(operand: bytes) -> RowShape | None:
    count = operand[0] if operand else 0
    if not 0 < count <= 63 or len(operand) < 1 + 2 * (count + 1):
        return None
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    base = 1 + 2 * (count + 1)
    flags = tuple(int.from_bytes(operand[base + 20 * i : base + 20 * i + 2], "little") for i in range(count))
    return RowShape(edges, flags)


def _merged(shape: RowShape, code: int, operand: bytes) -> RowShape:
    """The shape after sprmTVertMerge (cell, flags) or sprmTMerge (first, limit)."""
    flags = list(shape.flags)
    if code == 0xD62B and len(operand) >= 2 and operand[0] < len(flags):
        flags[operand[0]] = flags[operand[0]] & ~0x60 | (operand[1] & 3) << 5
    elif code == 0x5624:
        first, limit = operand[0], min(operand[1], len(flags))
        for i in range(first, limit):
            flags[i] = flags[i] & ~3 | (2 if i == first else 1)
    return RowShape(shape.edges, tuple(flags))


def _character_marks(pieces: list[Piece], chpx: _Runs) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Stretches of deleted text (a tracked change) and characters of symbol fonts, by CP."""
    deleted: list[tuple[int, int]] = []
    symbols: list[tuple[int, int]] = []
    seen: dict[bytes, tuple[bool, int | None]] = {}
    marks = []
    for start, end, raw in zip(chpx.starts, chpx.ends, chpx.raws, strict=True):
        if raw not in seen:
            found = dict(properties(raw))
            symbol = found.get(0x6A09)
            seen[raw] = (found.get(0x0800) == b"\x01", int.from_bytes(symbol[2:4], "little") if symbol else None)
        if seen[raw][0] or seen[raw][1] is not None:
            marks.append((start, end, *seen[raw]))
    starts = [m[0] for m in marks]
    for piece in pieces:
        limit = piece.fc + (piece.cp_end - piece.cp) * piece.width
        for start, end, gone, symbol_code in marks[max(bisect_right(starts, piece.fc) - 1, 0) : bisect_right(starts, limit)]:
            first = piece.cp + (max(start, piece.fc) - piece.fc) // piece.width
            last = piece.cp + (min(end, limit) - piece.fc) // piece.width
            if first < last and gone:
                deleted.append((first, last))
            elif first < last and symbol_code is not None:
                symbols += [(cp, symbol_code) for cp in range(first, min(last, first + 64))]
    return deleted, symbols
