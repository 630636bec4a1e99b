"""RTF: paragraphs and tables of a rich text file in any code page.

Read: text, tables with merged and nested cells, footnotes and annotations (after the text), text boxes, headers and footers as
furniture, list numbers (an RTF carries them). Left out: field codes, deleted tracked changes, pictures, embedded objects,
styles. HTML wrapped in RTF (Outlook) is read as its text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from watchledger.errors import UnreadableDocument
from watchledger.formats.compose import Para, Part, compose, plain
from watchledger.formats.rows import FIRST_OF_JOINED, JOINED_LEFT, JOINED_UP, TOP_OF_JOINED, Level, RowShape
from watchledger.formats.symbols import SYMBOLS
from watchledger.model import Document, Limits, Text

READER = "rtf/1"
_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?[0-9]{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^A-Za-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_CHARSETS = {
    128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255",
    178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""Character sets of fonts (fcharset) as code pages; 0 and 1 mean the document's own."""
_PAGES = {
    936: "gb18030",
    950: "big5hkscs",
    54936: "gb18030",
    65001: "utf-8",
    10000: "mac-roman",
    10008: "gb18030",
    437: "cp437",
    850: "cp850",
}
_SIGNS = {
    "tab": "\t", "line": "\n", "softline": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "column": "\n", "lbr": "\n",
}  # fmt: skip
_SKIPPED = frozenset((
    "colortbl", "info", "pict", "objdata", "objclass", "objname", "fldinst", "themedata", "colorschememapping", "datastore",
    "listtable", "revtbl", "rsidtbl", "generator", "latentstyles", "shprslt", "nonshppict", "nonesttables", "atnid", "atnauthor",
    "atntime", "atndate", "atnref", "atnparent", "bkmkstart", "bkmkend", "xe", "tc", "listoverridetable", "filetbl", "pgptbl",
    "mmathPr", "userprops", "xmlnstbl", "template", "datafield", "formfield", "fontemb", "panose", "falt", "listlevel", "htmltag",
    "blipuid", "picprop", "sp",
))  # fmt: skip
"""Destinations whose words are not the document's."""
_SHOWN = frozenset(("shpinst", "shptxt", "shp", "annotation", "fldrslt", "result", "listtext", "pntext", "background", "objattph"))
"""Destinations that a reader may ignore but whose words count."""
_FURNITURE = frozenset(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"))
_ASIDE = frozenset(("footnote", "annotation", "shptxt"))
MAX_COLUMNS = 1000
"""Cells of one row's definition; Word allows 63."""
MAX_DEPTH = 16
"""Tables within tables; each level costs work at every cell. Real documents nest 3 deep."""
MAX_GROUPS = 20_000
"""Open groups. Real files nest some 20 deep; each costs memory."""


@dataclass
class _Sink:
    """Where words go: the body, a header, a note. Parts that are done, tables that are open, the open paragraph."""

    kind: str
    parts: list[Part] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def end_paragraph(self, depth: int, kind: str) -> None:
        text = _joined("".join(self.words)).translate(SYMBOLS).strip()
        self.words.clear()
        self.settle(depth)
        if text:
            (self.levels[-1].parts if self.levels else self.parts).append(Para(text, kind))

    def settle(self, depth: int) -> None:
        """Closes tables deeper than `depth` and opens those that are missing."""
        while len(self.levels) > depth:
            table = self.levels.pop().finish()
            if table is not None:
                (self.levels[-1].parts if self.levels else self.parts).append(table)
        while len(self.levels) < depth:
            self.levels.append(Level())


@dataclass(frozen=True, slots=True)
class _State:
    """What a group hands to the groups in it."""

    sink: int = 0
    skip: bool = False
    fonts: bool = False
    styles: bool = False
    nested: bool = False
    """Whether table definitions are those of a nested row."""
    hidden: bool = False
    page: str = "cp1252"
    fallback: int = 1


class _Reader:
    """One pass over the tokens; `parts` when done."""

    def __init__(self, limits: Limits) -> None:
        self.sinks: list[_Sink] = [_Sink("body")]
        self.state = _State()
        self.stack: list[tuple[_State, int, str]] = []
        self.fonts: dict[int, str | None] = {}
        self.font = self.default_font = 0
        self.page = "cp1252"
        self.bytes = bytearray()
        self.owed = 0
        self.starred = False
        self.headings: set[int] = set()
        self.style_number = -1
        self.depth = 0
        self.kind = "paragraph"
        self.shapes: dict[bool, tuple[list[int], list[int]]] = {False: ([0], []), True: ([0], [])}
        """Edges and merge flags of the row being defined; True for a nested one."""
        self.flag = 0
        self.room = limits.max_text_chars + 1
        self.problems: list[str] = []

    def read(self, text: str) -> None:
        at, size = 0, len(text)
        while at < size and self.room > 0:
            match = _TOKEN.match(text, at)
            if match is None:
                at += 1
                continue
            at = match.end()
            word, number, octet, sign, brace, plain_text = match.groups()
            if word:
                at += self.control(word, int(number) if number else None)
            elif octet:
                self.octets(bytes.fromhex(octet))
            elif plain_text:
                self.octets(plain_text.encode("latin-1"))
            elif brace:
                self.flush()
                self.open() if brace == "{" else self.close()
            elif sign:
                self.symbol(sign)
        self.flush()
        if self.stack and self.room > 0:
            self.problems.append("the file is cut short: a group is not closed")
        self.sinks[0].end_paragraph(self.depth, self.kind)
        for sink in self.sinks:
            sink.settle(0)

    def octets(self, raw: bytes) -> None:
        if self.owed:
            eaten = min(self.owed, len(raw))
            self.owed -= eaten
            raw = raw[eaten:]
        if self.state.skip and not self.state.fonts:
            return
        self.bytes += raw

    def flush(self) -> None:
        """Decodes the bytes that wait; double-byte characters may come in any mixture of escapes and letters."""
        if not self.bytes:
            return
        raw = bytes(self.bytes)
        self.bytes.clear()
        if not self.state.skip:
            self.put(_decoded(raw, self.state.page, self.page))

    def put(self, text: str) -> None:
        if not self.state.skip and not self.state.hidden:
            self.room -= len(text)
            self.sinks[self.state.sink].words.append(text)

    def open(self) -> None:
        if len(self.stack) >= MAX_GROUPS:
            raise UnreadableDocument(f"groups nested deeper than {MAX_GROUPS}")
        self.stack.append((self.state, self.depth, self.kind))
        self.starred = False
        self.owed = 0

    def close(self) -> None:
        self.owed = 0
        if not self.stack:
            return
        before = self.state
        self.state, self.depth, self.kind = self.stack.pop()
        if before.sink != self.state.sink:
            sink = self.sinks[before.sink]
            sink.end_paragraph(0, "paragraph")

    def symbol(self, sign: str) -> None:
        if sign == "*":
            self.starred = True
            return
        self.flush()
        if sign in "\\{}":
            if self.owed:
                self.owed -= 1
            else:
                self.bytes += sign.encode()
        elif sign in "\r\n":
            self.control("par", None)
        else:
            self.put({"~": "\u00a0", "_": "\u2011"}.get(sign, ""))

    def control(self, word: str, number: int | None) -> int:
        """Acts on a control word; returns how many characters of binary data follow it."""
        if word == "u" and number is not None:
            self.flush()
            self.put(chr(number & 0xFFFF))
            self.owed = self.state.fallback
            return 0
        if word == "bin":
            return max(number or 0, 0)
        if self.owed:
            self.owed -= 1
        self.flush()
        if self.destination(word):
            return 0
        if word in _SIGNS:
            self.put(_SIGNS[word])
        elif not self.paragraph(word, number) and not self.row(word, number):
            self.character(word, number)
        return 0

    def destination(self, word: str) -> bool:
        starred, self.starred = self.starred, False
        if word in ("fonttbl", "stylesheet"):
            self.state = replace(self.state, skip=True, fonts=word == "fonttbl", styles=word == "stylesheet")
        elif word in _SKIPPED and word not in _SHOWN:
            self.state = replace(self.state, skip=True)
        elif (word in _FURNITURE or word in _ASIDE) and not self.state.skip:
            self.sinks.append(_Sink("furniture" if word in _FURNITURE else "aside"))
            self.state = replace(self.state, sink=len(self.sinks) - 1)
        elif starred and word not in _SHOWN:
            self.state = replace(self.state, skip=True)
        elif word == "nesttableprops":
            self.state = replace(self.state, nested=True)
        else:
            return word in _SHOWN
        return True

    def paragraph(self, word: str, number: int | None) -> bool:
        sink = self.sinks[self.state.sink]
        depth = self.depth if self.state.sink == 0 else 0
        if self.state.styles:
            return self.style(word, number)
        if self.state.skip:
            return False
        if word in ("par", "sect", "page"):
            sink.end_paragraph(depth, self.kind)
        elif word in ("cell", "nestcell"):
            depth = max(depth, 1)
            sink.end_paragraph(depth, self.kind)
            sink.levels[-1].end_cell()
        elif word in ("row", "nestrow"):
            edges, flags = self.shapes[word == "nestrow"]
            shape = RowShape(tuple(edges), tuple(flags)) if flags else None
            sink.settle(max(depth, 1) if word == "row" else max(depth, 2))
            sink.levels[-1].end_row(shape)
        elif word == "pard":
            self.depth, self.kind = 0, "paragraph"
        elif word == "intbl":
            self.depth = max(self.depth, 1)
        elif word == "itap":
            self.depth = min(max(number or 0, 0), MAX_DEPTH)
        elif word == "outlinelevel":
            self.kind = "heading" if number is not None and 0 <= number < 9 else "paragraph"
        elif word == "s":
            self.kind = "heading" if number in self.headings else self.kind
        elif word == "ls":
            self.kind = "item" if number and self.kind == "paragraph" else self.kind
        else:
            return False
        return True

    def style(self, word: str, number: int | None) -> bool:
        """Inside the style sheet: which paragraph styles are headings."""
        if word == "s":
            self.style_number = number or 0
        elif word == "outlinelevel" and number is not None and 0 <= number < 9:
            self.headings.add(self.style_number)
        return word in ("s", "outlinelevel")

    def row(self, word: str, number: int | None) -> bool:
        edges, flags = self.shapes[self.state.nested]
        if word == "trowd":
            self.shapes[self.state.nested] = ([0], [])
            self.flag = 0
        elif word == "trleft":
            edges[0] = number or 0
        elif word == "cellx":
            if len(flags) < MAX_COLUMNS:
                edges.append(number or 0)
                flags.append(self.flag)
            self.flag = 0
        elif word in ("clmgf", "clmrg", "clvmgf", "clvmrg"):
            self.flag |= {"clmgf": FIRST_OF_JOINED, "clmrg": JOINED_LEFT, "clvmgf": TOP_OF_JOINED, "clvmrg": JOINED_UP}[word]
        else:
            return False
        return True

    def character(self, word: str, number: int | None) -> None:
        if word == "f":
            self.font = number or 0
            if not self.state.fonts:
                self.state = replace(self.state, page=self.fonts.get(self.font) or self.page)
        elif word == "fcharset" and self.state.fonts:
            self.fonts[self.font] = _CHARSETS.get(number or 0)
        elif word == "cpg" and self.state.fonts and number:
            self.fonts[self.font] = _PAGES.get(number, f"cp{number}")
        elif word == "ansicpg" and number:
            self.page = _PAGES.get(number, f"cp{number}")
            self.state = replace(self.state, page=self.page)
        elif word == "plain":
            self.state = replace(self.state, page=self.fonts.get(self.default_font) or self.page)
        elif word == "deff":
            self.default_font = number or 0
        elif word == "uc":
            self.state = replace(self.state, fallback=min(max(number or 0, 0), 16))
        elif word in ("deleted", "htmlrtf"):
            self.state = replace(self.state, hidden=number != 0)


def _joined(text: str) -> str:
    """Halves of characters beyond the basic plane, which come as two escapes, made one."""
    if any("\ud800" <= c <= "\udfff" for c in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _decoded(raw: bytes, page: str, document_page: str) -> str:
    """By the font's code page, then the document's; what fits neither keeps U+FFFD."""
    if raw.isascii():
        return raw.decode("ascii")
    for candidate in dict.fromkeys((page, document_page, "cp1252")):
        try:
            return raw.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
    try:
        return raw.decode(page, "replace")
    except LookupError:
        return raw.decode("latin-1")


def read(document: Document, limits: Limits) -> Text:
    """The Text of an RTF. Raises UnreadableDocument when the bytes do not begin as one or nest absurdly."""
    content = document.content.lstrip(b"\xef\xbb\xbf \r\n\t\x00")
    if not content.startswith(b"{\\rtf"):
        raise UnreadableDocument("not an RTF file")
    reader = _Reader(limits)
    reader.read(content.decode("latin-1"))
    return compose(_ordered(reader.sinks), reader=READER, limits=limits, problems=reader.problems)


def _ordered(sinks: list[_Sink]) -> list[Part]:
    """The body, then notes and text boxes, then each different line of headers and footers once."""
    parts = [*sinks[0].parts]
    for sink in sinks[1:]:
        parts += sink.parts if sink.kind == "aside" else []
    lines = dict.fromkeys(line for sink in sinks if sink.kind == "furniture" for part in sink.parts for line in plain(part))
    return parts + [Para(line, "furniture") for line in lines]
