"""Short ways of reading in tests."""

from __future__ import annotations

from watchledger.formats import read_text
from watchledger.model import Block, Document, Limits, Origin, Text


def read(content: bytes | str, media_type: str | None = None, limits: Limits | None = None) -> Text:
    data = content.encode() if isinstance(content, str) else content
    return read_text(Document(data, Origin("case/notice"), media_type), limits or Limits())[1]


def html(body: str) -> Text:
    return read(f"<!doctype html><html><body>{body}</body></html>")


def said(text: Text, kind: str) -> list[str]:
    return [quote(text, block) for block in text.blocks if block.kind == kind]


def quote(text: Text, block: Block) -> str:
    return text.content[block.start : block.end]


def grid(text: Text, table: int = 0) -> dict[tuple[int, int], str]:
    """(row, column) -> words of one table's cells."""
    return {(b.row, b.col): quote(text, b) for b in text.blocks if b.table == table and b.row is not None and b.col is not None}


def evidence(text: Text) -> str:
    """All that stages may take evidence from, a block a line."""
    return "\n".join(quote(text, b) for b in text.blocks if b.kind not in ("furniture", "page"))
