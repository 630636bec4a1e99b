"""MSG: a letter as Outlook saves it: subject, fields and body (HTML, else plain, else the compressed RTF).

After [MS-OXMSG] and [MS-OXRTFCP]. Attachments are documents of their own, which sources hand over; here they are named.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from watchledger.errors import UnreadableDocument
from watchledger.formats import rtf
from watchledger.formats.decode import decode
from watchledger.formats.letter import html_body, letter, plain_body
from watchledger.formats.ole import Compound
from watchledger.model import Document, Limits, Text

READER = "msg/1"
_PROPERTIES = "__properties_version1.0"
_RTF_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbol"
    b"ArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What the decompressor's dictionary holds at the start ([MS-OXRTFCP] 2.1.2.1)."""
_WINDOW = 4096


def read(document: Document, limits: Limits) -> Text:
    """The Text of an Outlook message. Raises UnreadableDocument."""
    compound = Compound(document.content, limits)
    if not compound.has(_PROPERTIES):
        raise UnreadableDocument("a compound file without a message")
    numbers = _numbers(compound.read(_PROPERTIES))
    page = numbers.get(0x3FFD) or numbers.get(0x3FDE) or 0
    sender = " ".join(filter(None, (_string(compound, "0c1a", page), _address(compound, page))))
    fields = [
        ("From", sender),
        ("To", _string(compound, "0e04", page)),
        ("Cc", _string(compound, "0e03", page)),
        ("Date", _date(numbers.get(0x0039) or numbers.get(0x0E06))),
    ]
    body = _body(compound, document, numbers.get(0x3FDE) or page, limits)
    text = letter(_string(compound, "0037", page), fields, _attachments(compound, page), body, reader=READER, limits=limits)
    if not text.content.strip():
        raise UnreadableDocument("a message without fields or body")
    return Text(text.content, READER, text.blocks, text.problems)


def _string(compound: Compound, tag: str, page: int, storage: str = "") -> str:
    wide = compound.read(f"{storage}__substg1.0_{tag}001F")
    if wide:
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    return _narrow(compound.read(f"{storage}__substg1.0_{tag}001E"), page)


def _narrow(raw: bytes, page: int) -> str:
    name = {936: "gb18030", 65001: "utf-8", 950: "big5hkscs", 20127: "", 54936: "gb18030", 52936: "gb18030"}.get(page, f"cp{page}")
    raw = raw.rstrip(b"\0")
    try:
        return raw.decode(name)
    except (LookupError, UnicodeDecodeError):
        return decode(raw)[0] if raw else ""


def _address(compound: Compound, page: int) -> str:
    address = _string(compound, "5d01", page) or _string(compound, "0c1f", page)
    return f"<{address}>" if "@" in address else ""


def _numbers(raw: bytes) -> dict[int, int]:
    """Fixed-size properties of the message itself: tag -> value as an unsigned number."""
    return {
        int.from_bytes(raw[at + 2 : at + 4], "little"): int.from_bytes(raw[at + 8 : at + 16], "little")
        for at in range(32, len(raw) - 15, 16)
    }


def _date(filetime: int | None) -> str:
    if not filetime:
        return ""
    try:
        return (datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=filetime // 10)).isoformat(timespec="seconds")
    except OverflowError:
        return ""


def _attachments(compound: Compound, page: int) -> list[str]:
    storages = dict.fromkeys(n.split("/")[0] + "/" for n in compound.names if n.startswith("__attach_version1.0_"))
    return [_string(compound, "3707", page, s) or _string(compound, "3704", page, s) or "unnamed" for s in storages]


def _body(compound: Compound, document: Document, page: int, limits: Limits) -> Text | None:
    markup = compound.read("__substg1.0_10130102")
    text = _narrow(markup, page) if markup else _string(compound, "1013", page)
    body = html_body(text.encode("utf-8", "replace"), document.origin.path, limits=limits) if text.strip() else None
    plain = _string(compound, "1000", page)
    if body is None and plain.strip():
        body = plain_body(plain, reader=READER, limits=limits)
    packed = compound.read("__substg1.0_10090102")
    if body is None and packed:
        try:
            body = rtf.read(Document(unpacked_rtf(packed, limits), document.origin), limits)
        except UnreadableDocument as error:
            body = Text("", READER, (), (f"the body cannot be read: {error.reason}",))
    return body


def unpacked_rtf(packed: bytes, limits: Limits) -> bytes:
    """A compressed RTF body ([MS-OXRTFCP] 2.2). Raises UnreadableDocument."""
    kind, size = packed[8:12], int.from_bytes(packed[4:8], "little")
    if kind == b"MELA":
        return packed[16 : 16 + size]
    if kind != b"LZFu":
        raise UnreadableDocument("an unknown compression of the body")
    window = bytearray(_WINDOW)
    window[: len(_RTF_START)] = _RTF_START
    write, at, out = len(_RTF_START), 16, bytearray()
    most = min(size, limits.max_file_bytes)
    while at < len(packed) and len(out) < most:
        control = packed[at]
        at += 1
        for bit in range(8):
            if at >= len(packed):
                break
            if not control >> bit & 1:
                chunk = packed[at : at + 1]
                at += 1
                window[write] = chunk[0]
                write = (write + 1) % _WINDOW
                out += chunk
                continue
            pair = int.from_bytes(packed[at : at + 2], "big")
            at += 2
            start, length = pair >> 4, (pair & 0xF) + 2
            if start == write:
                return bytes(out)
            for i in range(length):
                byte = window[(start + i) % _WINDOW]
                window[write] = byte
                write = (write + 1) % _WINDOW
                out.append(byte)
    return bytes(out)
