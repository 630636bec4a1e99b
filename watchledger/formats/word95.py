"""Word 6 and 95 documents: their characters. One 8-bit piece after another, in the code page of the document's language."""

from __future__ import annotations

import re
import struct

from watchledger.errors import UnreadableDocument
from watchledger.model import Limits

_CODE_PAGES = {
    0x04: "gb18030",
    0x11: "cp932",
    0x12: "cp949",
    0x19: "cp1251",
    0x15: "cp1250",
    0x05: "cp1250",
    0x1F: "cp1254",
    0x08: "cp1253",
}
"""Primary language (lower ten bits of the language id) -> code page; others are Western."""
_BIG5 = (0x0404, 0x0C04, 0x1404)
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")


def read_word95(stream: bytes, limits: Limits) -> str:
    """The text with Word's marks (0x07 cell, 0x0D paragraph), field codes removed. Raises UnreadableDocument."""
    ident, version, _, _, language, _, flags = struct.unpack_from("<7H", stream, 0)
    if ident not in (0xA5DC, 0xA5DB, 0xA697, 0xA699) or version < 0x65:
        raise UnreadableDocument(f"a Word format that is not read (mark {ident:04x}, version {version})")
    first, last = struct.unpack_from("<II", stream, 0x18)
    raw = _pieced(stream) if flags & 0x0004 else stream[first:last]
    if not raw:
        raise UnreadableDocument("the document holds no text")
    raw = raw[: 2 * limits.max_text_chars]
    if flags & 0x1000:
        text = raw.decode("utf-16-le", "replace")
    else:
        page = "big5hkscs" if language in _BIG5 else _CODE_PAGES.get(language & 0x3FF, "cp1252")
        text = raw.decode(page, "replace")
    for _ in range(8):
        text, found = _FIELD.subn(lambda m: m.group(1) or "", text)
        if not found:
            break
    return text


def _pieced(stream: bytes) -> bytes:
    """The characters of a fast-saved document, by its piece table (at 0x160, in the main stream)."""
    at, size = struct.unpack_from("<II", stream, 0x160)
    clx = stream[at : at + size]
    at = 0
    while at + 3 <= len(clx) and clx[at] == 1:
        at += 3 + int.from_bytes(clx[at + 1 : at + 3], "little")
    if at + 5 > len(clx) or clx[at] != 2:
        raise UnreadableDocument("the piece table is missing or damaged")
    plc = clx[at + 5 : at + 5 + int.from_bytes(clx[at + 1 : at + 5], "little")]
    count = max((len(plc) - 4) // 12, 0)
    cps = struct.unpack_from(f"<{count + 1}I", plc, 0) if count else (0,)
    out = bytearray()
    for i in range(count):
        fc = int.from_bytes(plc[4 * (count + 1) + 8 * i + 2 :][:4], "little") & 0x3FFFFFFF
        if cps[i + 1] > cps[i] and len(out) < 2 * len(stream):
            out += stream[fc : fc + cps[i + 1] - cps[i]]
    return bytes(out)
