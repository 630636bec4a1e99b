"""What the tests of notices read."""

from __future__ import annotations

from watchledger.lang.normal import normal
from watchledger.model import Notice, Text
from watchledger.notices import read_notice


def notice_of(content: str) -> Notice:
    """The notice of a text without blocks."""
    return read_notice(Text(content, "test/1"), normal(content))
