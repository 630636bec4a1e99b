"""What the bytes of a list are, before anything is read: text in which encoding, or another kind of file."""

from __future__ import annotations

import codecs
from pathlib import Path

from watchledger.errors import InputError

_BEGIN = 1_000_000
"""Bytes looked at: a Chinese name stands within them in any list that has one, and reading them takes 2 ms."""
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_KINDS = (
    (b"PK\x03\x04", "a ZIP file or a spreadsheet: save the sheet as CSV, or unpack it"),
    (b"\x1f\x8b", "packed with gzip: unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office file: save the sheet as CSV"),
    (b"%PDF", "a PDF: a list is CSV or JSON"),
)


def encoding_of(path: Path) -> str:
    """The encoding of a list: by its mark, else UTF-8, else GB 18030. Raises InputError for what is no text, with its kind where
    the first bytes tell it, else with the place of the first byte that is in neither encoding."""
    with path.open("rb") as held:
        begin = held.read(_BEGIN)
    for mark, name in _MARKS:
        if begin.startswith(mark):
            return name
    for mark, words in _KINDS:
        if begin.startswith(mark):
            raise InputError(f"the list is {words}", path=str(path))
    if (at := begin.find(b"\0")) >= 0:
        raise InputError(f"the list is no text: {_place(begin, at)} is zero", path=str(path))
    wrong = 0
    for name in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(name)().decode(begin, final=len(begin) < _BEGIN)
        except UnicodeDecodeError as error:
            wrong = max(wrong, error.start)
        else:
            return "utf-8-sig" if name == "utf-8" else name
    raise InputError(f"the list is neither UTF-8 nor GB 18030: {_place(begin, wrong)} is in neither", path=str(path))


def _place(begin: bytes, at: int) -> str:
    line = begin.count(b"\n", 0, at) + 1
    return f"byte {at + 1:,} on line {line:,}"
