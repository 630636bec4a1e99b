"""Many words looked for at once, in time that does not depend on how many they are (Aho-Corasick).

A word that begins or ends with a Latin letter or digit must stand alone there, an s behind it allowed ("DPI" is not in
"DPIs-2" but "camera" is in "cameras"); a trailing * leaves its end open ("videoüberwachung*"). Han words match anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

Match = tuple[int, int, int]
"""Number of the word, start, end (the plural s included)."""


def is_latin(char: str) -> bool:
    """A letter or digit of a script that puts spaces between words."""
    return char < "\u2e80" and char.isalnum()


class Automaton:
    """Made once from folded words; `find` may be called from any thread."""

    def __init__(self, words: Iterable[str]) -> None:
        stems, self._edges = [], []
        for word in words:
            stem = word.rstrip("*")
            stems.append(stem)
            self._edges.append((is_latin(stem[0]), is_latin(stem[-1]) and stem == word))
        self._free = [not left and not right for left, right in self._edges]
        self._automaton = AhoCorasick(stems, matchkind=MatchKind.Standard) if stems else None

    def find(self, text: str) -> list[Match]:
        """Every word at every place, overlapping ones too, ordered by end."""
        if self._automaton is None:
            return []
        found: list[Match] = []
        size = len(text)
        edges, free, keep = self._edges, self._free, found.append
        for match in self._automaton.find_matches_as_indexes(text, overlapping=True):
            word, start, end = match
            if free[word]:
                keep(match)
                continue
            left, right = edges[word]
            if left and start and is_latin(text[start - 1]):
                continue
            if right and end < size and is_latin(text[end]):
                if text[end] != "s" or (end + 1 < size and is_latin(text[end + 1])):
                    continue
                end += 1
            keep((word, start, end))
        return found

    def within(self, text: str, start: int, end: int) -> bool:
        """Whether a word lies in text[start:end]; the characters beside the stretch are seen for word boundaries."""
        if self._automaton is None:
            return False
        first = start - 1 if start > 0 else 0
        window = text[first : end + 2]
        low, high, size = start - first, end - first, len(window)
        for word, s, e in self._automaton.find_matches_as_indexes(window, overlapping=True):
            if s < low or e > high:
                continue
            left, right = self._edges[word]
            if left and s and is_latin(window[s - 1]):
                continue
            if not right or e == size or not is_latin(window[e]):
                return True
            if window[e] == "s" and e < high and (e + 1 == size or not is_latin(window[e + 1])):
                return True
        return False


class Words(tuple[str, ...]):
    """Folded words that remember their automaton: hashing a tuple of a hundred words costs more than a search with it."""

    @cached_property
    def automaton(self) -> Automaton:
        return automaton_of(tuple(self))


@lru_cache(maxsize=4096)
def automaton_of(words: tuple[str, ...]) -> Automaton:
    """The automaton of a tuple of words, made once a process."""
    return Automaton(words)
