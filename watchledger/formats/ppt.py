"""PPT: the words of PowerPoint 97-2003 slides, a page each, in the order of the presentation, and of their notes.

After [MS-PPT]: records of 8 bytes' header; the current user's edit names a directory of persistent objects, which holds the
document and its slides. Left out: tables as tables (they are groups of text boxes there), pictures, masters.
"""

from __future__ import annotations

from collections.abc import Iterator

from watchledger.errors import Encrypted, UnreadableDocument
from watchledger.formats.compose import Page, Para, Part, compose
from watchledger.formats.ole import Compound
from watchledger.model import Document, Limits, Text

READER = "ppt/1"
_SLIDE_LIST, _SLIDE_PLACE, _USER_EDIT, _DIRECTORY = 0x0FF0, 0x03F3, 0x0FF5, 0x1772
_WIDE, _NARROW = 0x0FA0, 0x0FA8
_MAX_EDITS = 1000
_MAX_DEPTH = 32


def read(document: Document, limits: Limits) -> Text:
    """The Text of a PPT. Raises UnreadableDocument."""
    compound = Compound(document.content, limits)
    stream = compound.read("PowerPoint Document")
    if compound.has("EncryptedSummary") or compound.read("Current User")[12:16] == b"\xdf\xc4\xd1\xf3":
        raise Encrypted("encrypted: a password is needed")
    places, document_id = _directory(stream, compound.read("Current User"))
    at = places.get(document_id)
    if at is None:
        raise UnreadableDocument("the presentation's directory is damaged")
    slides: list[list[str]] = []
    notes: list[str] = []
    for kind, instance, start, end in _records(stream, *_inside(stream, at)):
        if kind == _SLIDE_LIST and instance in (0, 2):
            for texts in _listed(stream, start, end, places, limits.max_pages):
                if instance == 0:
                    slides.append(texts)
                else:
                    notes += texts
    pages: list[Part] = [Page(n, [Para(t) for t in texts]) for n, texts in enumerate(slides, 1)]
    if not any(slides) and not notes:
        raise UnreadableDocument("no slide holds text")
    return compose([*pages, *(Para(text) for text in notes)], reader=READER, limits=limits)


def _records(stream: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """(type, instance, start, end) of the records that lie one after another in [start, end)."""
    while start + 8 <= end:
        head = int.from_bytes(stream[start : start + 2], "little")
        kind = int.from_bytes(stream[start + 2 : start + 4], "little")
        stop = start + 8 + int.from_bytes(stream[start + 4 : start + 8], "little")
        yield kind, head >> 4, start + 8, min(stop, end)
        start = stop


def _inside(stream: bytes, at: int) -> tuple[int, int]:
    end = at + 8 + int.from_bytes(stream[at + 4 : at + 8], "little")
    return at + 8, min(end, len(stream))


def _directory(stream: bytes, user: bytes) -> tuple[dict[int, int], int]:
    """Persistent objects' places, the newest edit's winning, and the document's id."""
    at = int.from_bytes(user[16:20], "little")
    places: dict[int, int] = {}
    document_id = 0
    for _ in range(_MAX_EDITS):
        if int.from_bytes(stream[at + 2 : at + 4], "little") != _USER_EDIT:
            break
        before, directory, reference = (int.from_bytes(stream[at + i : at + i + 4], "little") for i in (16, 20, 24))
        document_id = document_id or reference
        start, end = _inside(stream, directory)
        while start + 4 <= end and int.from_bytes(stream[directory + 2 : directory + 4], "little") == _DIRECTORY:
            entry = int.from_bytes(stream[start : start + 4], "little")
            first, count = entry & 0xFFFFF, min(entry >> 20, (end - start - 4) // 4)
            for i in range(count):
                places.setdefault(first + i, int.from_bytes(stream[start + 4 + 4 * i : start + 8 + 4 * i], "little"))
            start += 4 + 4 * max(count, 0)
        if not 0 < before < at:
            break
        at = before
    return places, document_id


def _listed(stream: bytes, start: int, end: int, places: dict[int, int], most: int) -> Iterator[list[str]]:
    """The texts of each slide of a list: those of its outline, then those of its other boxes."""
    texts: list[str] | None = None
    at: int | None = None
    seen: set[int] = set()
    for kind, _, first, last in _records(stream, start, end):
        if kind == _SLIDE_PLACE:
            if texts is not None:
                yield texts + _boxes(stream, at, seen)
                most -= 1
            if most <= 0:
                return
            texts, at = [], places.get(int.from_bytes(stream[first : first + 4], "little"))
        elif kind in (_WIDE, _NARROW) and texts is not None:
            texts += _paragraphs(kind, stream[first:last])
    if texts is not None:
        yield texts + _boxes(stream, at, seen)


def _boxes(stream: bytes, at: int | None, seen: set[int]) -> list[str]:
    """The texts in a slide's boxes; a slide that is named twice is read once."""
    if at is None or at in seen:
        return []
    seen.add(at)
    texts: list[str] = []
    waiting = [(*_inside(stream, at), 0)]
    while waiting:
        start, end, depth = waiting.pop()
        inner = []
        for kind, instance, first, last in _records(stream, start, end):
            if kind in (_WIDE, _NARROW):
                texts += _paragraphs(kind, stream[first:last])
            elif stream[first - 8] & 0xF == 0xF and depth < _MAX_DEPTH and instance < 0xFFF:
                inner.append((first, last, depth + 1))
        waiting += reversed(inner)
    return texts


def _paragraphs(kind: int, raw: bytes) -> list[str]:
    text = raw.decode("utf-16-le", "replace") if kind == _WIDE else raw.decode("latin-1")
    found = (p.replace("\x0b", "\n").strip() for p in text.split("\r"))
    return [p for p in found if p and p != "*"]
