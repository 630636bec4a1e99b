"""A text laid out as its blocks say: headings, paragraphs, list entries, tables. What a document looks like, without its markup:
nothing of it can run, load or link, and personal data is masked as everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from watchledger.model.text import Block

MOST_BLOCKS = 5_000
"""Blocks laid out on one page; the text tab has the rest."""
MOST_SPAN = 100
"""Columns or rows that a cell may be told to span: what files claim beyond that breaks a browser, not a table."""


@dataclass(frozen=True, slots=True)
class Cell:
    words: str
    rowspan: int
    colspan: int
    header: bool = False


@dataclass(slots=True)
class Part:
    """`kind` is that of the block, or "table", whose `rows` are its cells; `page` where a page begins."""

    kind: str
    words: str = ""
    page: int | None = None
    rows: list[list[Cell]] = field(default_factory=list)


def laid_out(shown: str, blocks: Sequence[Block]) -> Iterator[Part]:
    """Parts in order. What lies in no block is a paragraph of its own, so no word is lost."""
    at = 0
    inner = [block for block in blocks if block.kind != "page"]
    pages = {block.start: block.page for block in blocks if block.kind == "page"}
    for _, group in groupby(inner[:MOST_BLOCKS], key=lambda b: ("table", b.table) if b.kind == "cell" else (b.kind, b.start)):
        held = list(group)
        start, end = held[0].start, max(block.end for block in held)
        if rest := shown[at:start].strip():
            yield Part("paragraph", rest)
        for offset in [offset for offset in pages if at <= offset <= start]:
            yield Part("page", page=pages.pop(offset))
        if held[0].kind == "cell":
            yield Part("table", rows=_rows(shown, held))
        elif words := shown[start:end].strip():
            yield Part(held[0].kind, words)
        at = max(at, end)
    if rest := shown[at:].strip():
        yield Part("paragraph", rest)


def _rows(shown: str, cells: list[Block]) -> list[list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        spans = min(cell.rowspan, MOST_SPAN), min(cell.colspan, MOST_SPAN)
        made = Cell(shown[cell.start : cell.end].strip(), *spans, cell.header)
        rows.setdefault(cell.row or 0, []).append(made)
    return [rows[number] for number in sorted(rows)]
