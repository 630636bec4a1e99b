"""The words of a hit where they stand: found in the folded masked text, which is as long as the raw one, and shown in the raw.

The index works on the normal form, where white space beside Han characters is dropped; here a pattern allows for it instead,
since folding 800 characters takes 12 µs, the normal form with its map 90 µs.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from watchledger.lang.normal import HAN, fold
from watchledger.model.text import masked
from watchledger.search.analysis import is_word
from watchledger.search.tree import DocumentId, Everything, Exactly, Query, Within, Words, sought
from watchledger.store import Content, Evidence

WIDTH = 40
"""Characters shown on either side of a hit."""
HELD = 100
FIELD_NAMES = {
    "title": "title", "buyer": "buyer", "agency": "agency", "supplier": "suppliers.name", "region": "region",
    "code": "project_codes", "type": "type", "year": "published", "budget": "budget", "ceiling": "ceiling", "award": "award_total",
}  # fmt: skip
"""A query's field -> the fact that a hit on it shows."""
AMOUNTS = ("budget", "ceiling", "award_total", "suppliers.amount")


class Context(NamedTuple):
    """`match` is text[start:end] of the raw text, masked as the rest; white space of `before` and `after` is made single.
    `furniture`: it stands in a menu, a link to another notice, or a column that is not the notice's."""

    before: str
    match: str
    after: str
    start: int
    end: int
    page: int | None
    furniture: bool = False

    def __str__(self) -> str:
        return f"{self.before}{self.match}{self.after}".strip()


def contexts(
    query: Query, content: Content, evidence: Sequence[Evidence] = (), *, most: int = 3, unmask: bool = False
) -> list[Context]:
    """Up to `most` places of a document that the query asks for: one for each thing sought before a second for any. They come
    in order, and those in the notice itself before those in the furniture around it, whose words are another notice's.

    A document that matches by what it lacks (NOT) or by its state shows its beginning.
    """
    shown = content.text if unmask else masked(content.text, content.masks)
    leaves = list(dict.fromkeys(sought(query)))
    folded = fold(shown) if any(isinstance(leaf, Words) and leaf.field == "text" for leaf in leaves) else ""
    found: list[Iterator[tuple[int, int]]] = []
    for leaf in leaves:
        if isinstance(leaf, Words) and leaf.field == "text":
            found.append(_outside_first((match.span() for match in _pattern(leaf).finditer(folded)), content.furniture))
        else:
            found.append(iter([(e.start, e.end) for e in evidence if _shows(leaf, e)]))
    spans = sorted(_round_robin(found, most)) or [(0, 0)]
    made = [place(shown, start, end, content.pages) for start, end in spans]
    made = [context._replace(furniture=_within(context.start, content.furniture)) for context in made]
    return sorted(made, key=lambda context: context.furniture)


def place(shown: str, start: int, end: int, pages: Sequence[tuple[int, int]], width: int = WIDTH) -> Context:
    before = _single(shown[max(start - width, 0) : start])
    after = _single(shown[end : end + width])
    page = next((number for offset, number in reversed(pages) if offset <= start), None)
    return Context(before, shown[start:end], after, start, end, page)


def needs_evidence(query: Query) -> bool:
    return any(not isinstance(leaf, Words) or leaf.field != "text" for leaf in sought(query))


def _within(offset: int, stretches: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(stretches, (offset, sys.maxsize)) - 1
    return at >= 0 and offset < stretches[at][1]


def _outside_first(spans: Iterator[tuple[int, int]], furniture: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans, those inside furniture last; at most HELD of those are kept waiting."""
    inside: list[tuple[int, int]] = []
    for span in spans:
        if not furniture or not _within(span[0], furniture):
            yield span
        elif len(inside) < HELD:
            inside.append(span)
    yield from inside


def _single(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def _round_robin(found: Iterable[Iterator[tuple[int, int]]], most: int) -> set[tuple[int, int]]:
    spans: set[tuple[int, int]] = set()
    waiting = list(found)
    while waiting and len(spans) < most:
        still = []
        for matches in waiting:
            span = next(matches, None)
            if span is not None and len(spans) < most:
                if not any(span[0] < end and start < span[1] for start, end in spans):
                    spans.add(span)
                still.append(matches)
        waiting = still
    return spans


def _shows(leaf: Query, evidence: Evidence) -> bool:
    match leaf:
        case Words():
            return evidence.name == FIELD_NAMES[leaf.field]
        case Within():
            return evidence.name in (AMOUNTS if leaf.field == "amount" else (FIELD_NAMES[leaf.field],))
        case Exactly(field="technology"):
            return bool(evidence.status) and any(v in (evidence.name, f"{evidence.name}/{evidence.status}") for v in leaf.values)
        case Exactly(field="status"):
            return evidence.status in leaf.values
        case Exactly(field="type"):
            return evidence.name == "type"
        case Exactly() | DocumentId() | Everything() | _:
            return False


@lru_cache(maxsize=256)
def _pattern(words: Words) -> re.Pattern[str]:
    """The words in a folded text: white space between two words, and perhaps between any other units."""
    letter = f"[^\\W_{HAN}]"
    parts: list[str] = []
    for at, unit in enumerate(words.units):
        if at:
            parts.append(r"\s+" if is_word(words.units[at - 1]) and is_word(unit) else r"\s*")
        parts.append(re.escape(unit))
    if is_word(words.units[0]):
        parts.insert(0, f"(?<!{letter})")
    if is_word(words.units[-1]):
        parts.append(f"{letter}*" if words.prefix else f"(?!{letter})")
    return re.compile("".join(parts))
