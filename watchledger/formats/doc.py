"""DOC: Word 97-2003 (and the text of Word 6 and 95) as paragraphs and tables.

Read: the main text, tables with merged and nested cells, footnotes, endnotes, comments, text boxes; headers and footers as
furniture. Field codes and deleted tracked changes are left out. Not read: pictures, embedded objects, automatic list numbers
(Word computes them when it shows the page), pages (a DOC has none until it is laid out).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from watchledger.errors import Encrypted, UnreadableDocument
from watchledger.formats.compose import Para, Part, compose, plain
from watchledger.formats.ole import Compound
from watchledger.formats.rows import Level, Row, table_of
from watchledger.formats.symbols import SYMBOLS
from watchledger.formats.word95 import read_word95
from watchledger.formats.word97 import ParaProps, WordText, read_word97
from watchledger.model import Document, Limits, Text

READER = "doc/1"
_MARKS = re.compile("[\r\x07\x0c]")
_FIELDS = re.compile("[\x13\x14\x15]")
_CLEAN = {0x0B: "\n", 0x0E: "\n", 0x1E: "-", 0x1F: None} | dict.fromkeys(range(9)) | dict.fromkeys(range(0x0F, 0x1E)) | SYMBOLS
"""Word's control characters: line and column breaks, non-breaking and optional hyphens; the rest anchor pictures and notes."""
_FURNITURE = ("headers", "header textboxes")


def read(document: Document, limits: Limits) -> Text:
    """The Text of a DOC. Raises UnreadableDocument (not Word, encrypted, damaged)."""
    compound = Compound(document.content, limits)
    stream = compound.read("WordDocument")
    if len(stream) < 0x200:
        raise UnreadableDocument("a compound file without a Word document")
    ident, version, flags = (int.from_bytes(stream[i : i + 2], "little") for i in (0, 2, 0x0A))
    if flags & 0x0100:
        raise Encrypted("encrypted: a password is needed")
    if ident != 0xA5EC or version < 0x00C1:
        parts = _plain_parts(read_word95(stream, limits))
        return compose(parts, reader=READER, limits=limits, problems=["Word 6 or 95: tables are told by their marks alone"])
    word = read_word97(stream, compound.read("1Table" if flags & 0x0200 else "0Table"), compound.read("Data"), limits)
    return compose(_parts(word), reader=READER, limits=limits, problems=word.problems)


def _parts(word: WordText) -> Iterator[Part]:
    visible = _visible(word)
    for story, (start, end) in sorted(word.stories.items(), key=lambda s: (s[0] in _FURNITURE, s[1])):
        if story == "macros" or start >= end:
            continue
        paragraphs = _story(word, visible, start, end)
        if story in _FURNITURE:
            yield from _once(paragraphs)
        else:
            yield from paragraphs


def _once(parts: Iterable[Part]) -> Iterator[Part]:
    """Headers of every section, each different one once, as furniture."""
    seen: set[str] = set()
    for part in parts:
        for text in plain(part):
            if text.strip() and text not in seen:
                seen.add(text)
                yield Para(text, "furniture")


def _visible(word: WordText) -> str:
    """The text with the same length, NUL where nothing is shown: field codes, deleted text."""
    hidden = [(s, e) for s, e in word.deleted]
    for start, end in word.stories.values():
        open_fields: list[list[int]] = []
        for match in _FIELDS.finditer(word.text, start, end):
            sign = match.group()
            if sign == "\x13":
                open_fields.append([match.start(), 0])
            elif sign == "\x14" and open_fields and not open_fields[-1][1]:
                open_fields[-1][1] = match.start() + 1
            elif sign == "\x15" and open_fields:
                begin, middle = open_fields.pop()
                hidden.append((begin, middle or match.end()))
    chars = word.text
    if word.symbols:
        signs = list(chars)
        for cp, code in word.symbols:
            if signs[cp] == "(":
                signs[cp] = SYMBOLS.get(code, chr(code)) or "\x00"
        chars = "".join(signs)
    pieces: list[str] = []
    at = 0
    for start, end in sorted(hidden):
        start = max(start, at)
        if end > start:
            pieces += [chars[at:start], "\x00" * (end - start)]
            at = end
    pieces.append(chars[at:])
    return "".join(pieces)


def _shown(chars: str) -> str:
    """What a reader sees of a stretch: control characters out, surrogates joined."""
    text = chars.translate(_CLEAN).strip()
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _story(word: WordText, visible: str, start: int, end: int) -> Iterator[Part]:
    levels: list[Level] = []
    at = start
    for match in _MARKS.finditer(visible, start, end):
        chars, mark = visible[at : match.start()], match.group()
        props = word.props(match.start())
        depth = props.depth or (1 if mark == "\x07" else 0)
        while len(levels) > depth:
            yield from _close(levels)
        while len(levels) < depth:
            levels.append(Level())
        at = match.end()
        para = _para(chars, props)
        if not levels:
            yield para
            continue
        _take(levels[-1], para, props, ends_cell=mark == "\x07" if depth == 1 else props.inner_cell)
    if levels and _shown(visible[at:end]):
        levels[-1].parts.append(Para(_shown(visible[at:end])))
        at = end
    while levels:
        yield from _close(levels)
    yield Para(_shown(visible[at:end]))


def _take(level: Level, para: Para, props: ParaProps, *, ends_cell: bool) -> None:
    if props.row_end or props.inner_row_end:
        level.end_row(props.shape)
        return
    level.parts.append(para)
    if ends_cell:
        level.end_cell()


def _para(chars: str, props: ParaProps) -> Para:
    kind = "heading" if 1 <= props.style <= 9 else "item" if props.listed else "paragraph"
    return Para(_shown(chars), kind)


def _close(levels: list[Level]) -> Iterator[Part]:
    """Ends the innermost table: into the cell around it, or out."""
    table = levels.pop().finish()
    if table is None:
        return
    if levels:
        levels[-1].parts.append(table)
    else:
        yield table


def _plain_parts(text: str) -> Iterator[Part]:
    """Word 6 and 95: cells end with 0x07, and a row with one more."""
    rows: list[Row] = []
    cells: list[list[Part]] = []
    parts: list[Part] = []
    at = 0
    for match in _MARKS.finditer(text + "\r"):
        shown = _shown(text[at : match.start()])
        if match.group() == "\x07":
            if match.start() == at and cells and not parts:
                rows.append((cells, None))
                cells = []
            else:
                cells.append([*parts, Para(shown)])
                parts = []
        elif cells:
            parts.append(Para(shown))
        else:
            if rows:
                yield table_of(rows)
                rows = []
            yield Para(shown)
        at = match.end()
    if cells or parts:
        rows.append(([*cells, parts], None))
    if rows:
        yield table_of(rows)
