"""Values that are themselves web pages: portals' interfaces give a notice's body as HTML inside JSON or a table's cell."""

from __future__ import annotations

import re

from watchledger.formats.html import walk
from watchledger.formats.html_page import Page
from watchledger.model import Block

_MARKUP = re.compile(r"</(?:p|div|td|tr|table|span|li|h[1-6])>|<br ?/?>", re.IGNORECASE)


def is_markup(value: str) -> bool:
    """Whether a value holds tags of a page's body."""
    return "<" in value and _MARKUP.search(value) is not None


def rendered(value: str, start: int, tables: int, path: str, most: int) -> tuple[str, list[Block], list[str]]:
    """The text that a browser would show of a value, its blocks from `start` on with `path` as their address, and problems.

    `tables` counts those before, so that every table of a text has a number of its own; `most` bounds the characters."""
    page = Page(most)
    walk(value, page)
    text = page.text("html")
    blocks = [
        block._replace(
            start=block.start + start, end=block.end + start, path=path, table=None if block.table is None else block.table + tables
        )
        for block in text.blocks
    ]
    return text.content, blocks, list(text.problems)


def tables_of(blocks: list[Block]) -> int:
    """The number of tables so far."""
    return max((block.table + 1 for block in blocks if block.table is not None), default=0)
