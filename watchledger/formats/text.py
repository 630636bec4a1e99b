"""Plain text -> Text: the characters as they are (line breaks made "\\n"), a block for every line that says something.

Many archives hold pages that someone else saved as text. What was a menu or a trail there is furniture here, and what was a
table, with tabs or bars left between its cells, becomes cells where the marks leave no doubt.
"""

from __future__ import annotations

import re

from watchledger.formats.decode import decode
from watchledger.formats.furniture import is_furniture, is_trail
from watchledger.formats.text_tables import cells_of
from watchledger.model import Block, Document, Limits, Text

READER = "text/1"

_LINE = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_MAX_LINES = 500_000
"""Lines that get a block of their own; the rest of a longer text is one block, so that memory stays bounded."""
_SHORT = 9
"""Characters of a menu entry at most; "中标候选人公示" has 7."""
_TOP = 40
"""Lines at the top among which the page's own title is looked for: it ends the menu when it comes again."""
_SENTENCE = re.compile(r"[0-9０-９:：。，,；;]")
"""A menu entry has none of these."""


def read(document: Document, limits: Limits) -> Text:
    """The text of a file of characters. Problems say what could not be decoded or was cut."""
    content, problem = decode(document.content)
    problems = [problem] if problem else []
    if "\r" in content:
        content = content.replace("\r\n", "\n").replace("\r", "\n")
    content = content.replace("\0", "\ufffd")
    if len(content) > limits.max_text_chars:
        content = content[: limits.max_text_chars]
        problems.append(f"the text was cut at {limits.max_text_chars} characters")
    return Text(content, READER, tuple(blocks_of(content)), tuple(problems))


def blocks_of(content: str) -> list[Block]:
    """Paragraphs, furniture and cells of a text, in order."""
    cells = cells_of(content)
    blocks: list[Block] = []
    taken = iter([*((start, end) for start, end, _ in cells), (len(content), len(content))])
    tables = [group for _, _, group in cells]
    at = table = 0
    in_menu = False
    top: set[str] = set()
    for start, end in taken:
        for match in _LINE.finditer(content, at, start):
            if len(blocks) >= _MAX_LINES:
                blocks.append(Block("paragraph", match.start(), len(content.rstrip())))
                return blocks
            line = match[0]
            in_menu = is_trail(line) or (in_menu and _is_entry(line) and line not in top)
            if not in_menu and len(top) < _TOP:
                top.add(line)
            kind = "furniture" if in_menu or is_furniture(line) else "paragraph"
            blocks.append(Block(kind, match.start(), match.end()))
        if table < len(tables):
            blocks.extend(tables[table])
            table += 1
        at = end
    return blocks


def _is_entry(line: str) -> bool:
    """Whether a line that follows a trail belongs to it or to the menu below: short, no value in it."""
    return (len(line) <= _SHORT or line[-1] in ">›»") and _SENTENCE.search(line) is None
