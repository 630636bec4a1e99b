"""A row of a table -> Text: what the columns say, recognised columns first.

A body column (text, 正文; else the title; else the description) stands alone as raw text, without a label. Every other
recognised column is a line "column：value" with the column's own name; unrecognised ones follow as furniture, searchable but
no evidence. Each block's path is the JSON pointer of its value. Names are recognised by model/columns.py; what a mapping file
renames (`add --columns FILE`) arrives here renamed.
"""

from __future__ import annotations

from typing import Any

import orjson

from watchledger.errors import UnreadableDocument
from watchledger.formats.decode import decode
from watchledger.formats.markup import is_markup, rendered, tables_of
from watchledger.model import Block, Document, Limits, Text
from watchledger.model.columns import BODY, STATED, field_of

READER = "record/1"
_MAX_LEAVES = 10_000
"""Values of one row; a row that nests more is cut and says so."""


def read(document: Document, limits: Limits) -> Text:
    """The text of one row. Raises UnreadableDocument when the content is not a JSON object."""
    row = _row(document.content)
    leaves = list(_leaves(row))
    problems = []
    if len(leaves) > _MAX_LEAVES:
        problems.append(f"the row has {len(leaves)} values; the first {_MAX_LEAVES} were read")
        del leaves[_MAX_LEAVES:]
    fields = [field_of(name) for name, _, _ in leaves]
    lines = _Lines(limits.max_text_chars)
    order = _order(fields)
    for index in order:
        name, pointer, value = leaves[index]
        field = fields[index]
        if index == order[0] and field in BODY:
            lines.add("title" if field == "title" else "paragraph", "", value, pointer)
        else:
            lines.add("paragraph" if field in STATED else "furniture", name, value, pointer)
    if lines.full:
        problems.append(f"the text was cut at {limits.max_text_chars} characters")
    return Text("".join(lines.pieces)[:-1], READER, tuple(lines.blocks), tuple(problems))


class _Lines:
    def __init__(self, most: int) -> None:
        self.pieces: list[str] = []
        self.blocks: list[Block] = []
        self.full = False
        self._left = most

    def add(self, kind: str, name: str, value: str, pointer: str) -> None:
        """One line; the block is the value with its label, the value's own line breaks kept."""
        value = value.strip()
        if not value or self.full:
            return
        if kind != "furniture" and is_markup(value):
            self._page(name, value, pointer)
            return
        line = f"{name}：{value}" if name else value
        if len(line) >= self._left:
            self.full = True
            line = line[: self._left]
        start = self.blocks[-1].end + 1 if self.blocks else 0
        self._left -= len(line) + 1
        self.blocks.append(Block(kind, start, start + len(line), path=pointer))
        self.pieces += (line, "\n")

    def _page(self, name: str, value: str, pointer: str) -> None:
        """A value that is markup, as a browser shows it."""
        label = f"{name}：\n" if name else ""
        start = (self.blocks[-1].end + 1 if self.blocks else 0) + len(label)
        text, blocks, problems = rendered(value, start, tables_of(self.blocks), pointer, max(self._left - len(label), 0))
        text = text.rstrip("\n")
        if not text:
            return
        self.full = bool(problems)
        self._left -= len(label) + len(text) + 1
        self.blocks += [block for block in blocks if block.start < start + len(text)]
        self.blocks.append(Block("paragraph", start + len(text), start + len(text), path=pointer))
        self.pieces += (label, text, "\n")


def _order(fields: list[str | None]) -> list[int]:
    """Indexes of the values as they are stated: the body, then by field, then the unrecognised in their own order."""
    body = next((kind for kind in BODY if kind in fields), None)
    first = fields.index(body) if body is not None else -1
    rank = {field: place for place, field in enumerate(STATED)}
    rest = sorted((i for i in range(len(fields)) if i != first), key=lambda i: (rank.get(fields[i] or "", len(rank)), i))
    return ([first] if first >= 0 else []) + rest


def _row(content: bytes) -> dict[str, Any]:
    try:
        row = orjson.loads(content)
    except orjson.JSONDecodeError:
        try:
            row = orjson.loads(decode(content)[0])
        except orjson.JSONDecodeError as error:
            raise UnreadableDocument(f"the row is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise UnreadableDocument(f"the row is a JSON {type(row).__name__}, not an object")
    return row


def _leaves(row: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Column (with its path inside a nested value), JSON pointer and text of every value that is not empty."""
    found: list[tuple[str, str, str]] = []
    pending: list[tuple[str, str, Any]] = [(str(k), "/" + _escaped(str(k)), v) for k, v in reversed(row.items())]
    while pending:
        name, pointer, value = pending.pop()
        if isinstance(value, dict):
            pending += [(f"{name}/{k}", f"{pointer}/{_escaped(str(k))}", v) for k, v in reversed(value.items())]
        elif isinstance(value, list):
            pending += [(name, f"{pointer}/{i}", v) for i, v in reversed(list(enumerate(value)))]
        elif value is not None and not isinstance(value, bool):
            found.append((name, pointer, str(value).replace("\r\n", "\n")))
    return found


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
