"""A pattern that is tried only where one of its words occurs: looking for words costs a hundredth of what a pattern costs."""

from __future__ import annotations

import re
from collections.abc import Iterator


class Gated:
    """A compiled pattern behind words in lower case, of which every match holds at least one."""

    __slots__ = ("pattern", "words")

    def __init__(self, pattern: str, *words: str, flags: int = re.IGNORECASE) -> None:
        self.pattern, self.words = re.compile(pattern, flags), words

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches within text[start:end]."""
        return self.pattern.finditer(text, start, end) if self._open(text, start, end) else iter(())

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first match within text[start:end]."""
        return self.pattern.search(text, start, end) if self._open(text, start, end) else None

    def _open(self, text: str, start: int, end: int) -> bool:
        lowered = text[start:end].lower()
        return any(word in lowered for word in self.words)
