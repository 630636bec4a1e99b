"""English text as lines, and what stands behind labels in them.

A label and its value may share a line ("Buyer: X"), cells of a row ("Buyer<tab>X"), or follow each other ("Buyer" / "X", as in
definition lists). Furniture is left out: menus say "Facial recognition guidance" too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from watchledger.model.text import Text
from watchledger.notices.tree import table

_SEPARATED = re.compile(r"^(?P<label>[^\t:：]{2,60}?)\s*(?:[:：]|\s[–—-]\s|\.{3,}|\s{2,}(?=\S))\s*(?P<value>.*)$", re.S)
_NUMBERED = re.compile(
    r"^(?:[•*▪·○-]\s*|\(?(?:[ivx]{1,4}|[a-z]|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s+|section\s+\S+\s+)+", re.IGNORECASE
)
_INSIDE = re.compile(r"(?<=\s)(?P<label>[A-Z][A-Za-z.#]*(?: [A-Za-z.#/]+){0,3})(?:\s?(?:[:：]|\s[–—])\s*|(?<=[.#])\s+(?=\S*\d))")
_OWN_LINE = frozenset({"title", "type", "procedure", "ignored", "term"})
"""Fields whose labels are no heads of columns: "Requirement" over a list of goods is no title of what stands below."""
_TOO_BARE = frozenset(
    {
        "name",
        "number",
        "no",
        "date",
        "total",
        "amount",
        "type",
        "title",
        "agency",
        "services",
        "requirement",
        "term",
        "office",
        "place",
    }
)
"""Labels of one word that end longer labels we do not know ("Contractor Awarded Name"); inside a line they are not believed."""
_COUNTED = re.compile(
    r"^(?P<label>(?:[A-Za-z./]+\s){0,3}?(?:no|number|nr|id|ref|reference)\b\.?|"
    r"(?:[A-Za-z./]+\s){0,2}#)[\s,.:#–—-]*(?P<value>[A-Z0-9#].*)$",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """A stretch of the text without line break or tab."""

    start: int
    end: int
    row: int
    """Number of the line; cells of one row share it."""


class Labelled(NamedTuple):
    """A label's field with the place of its value; `weight` is how sure the label is of the field."""

    field: str
    weight: float
    label: str
    start: int
    end: int


@lru_cache(maxsize=1)
def labels() -> dict[str, tuple[str, float]]:
    """Label in its compared form -> (field, weight)."""
    found: dict[str, tuple[str, float]] = {}
    for field, weight, names in table("english_labels.tsv"):
        for name in names.split("; "):
            found.setdefault(key_of(name), (field, float(weight)))
    return found


@lru_cache(maxsize=8192)
def key_of(label: str) -> str:
    """The form in which labels compare: lower case, without numbering, "the" and final signs."""
    words = (
        _NUMBERED.sub("", " ".join(label.replace("_", " ").split())).lower().replace("’", "'").rstrip(" :.#*").removeprefix("the ")
    )
    return re.sub(r"\s*\((?:s|if any|optional|excl\.? vat|ex vat|exc vat|excluding vat|usd|gbp|eur|£|\$|€)\)", "", words).replace(
        " of the ", " of "
    )


def lines(text: Text) -> list[Line]:
    """The cells and lines of a text that are not furniture and not empty, in order."""
    hidden = [(b.start, b.end) for b in text.blocks if b.kind == "furniture"]
    found: list[Line] = []
    at = shadow = 0
    content = text.content
    for row, whole in enumerate(content.splitlines(keepends=True)):
        end = at + len(whole)
        while shadow < len(hidden) and hidden[shadow][1] <= at:
            shadow += 1
        if not (shadow < len(hidden) and hidden[shadow][0] <= at and hidden[shadow][1] >= at + len(whole.rstrip())):
            start = at
            for cell in whole.split("\t"):
                stripped = cell.strip()
                if stripped:
                    first = start + cell.index(stripped[0])
                    found.append(Line(first, first + len(stripped), row))
                start += len(cell) + 1
        at = end
    return found


def labelled(text: Text, found: list[Line]) -> Iterator[Labelled]:
    """The labels of these lines with their values, in order."""
    known = labels()
    content = text.content
    heads = _heads(content, found, known)
    for number, line in enumerate(found):
        if number in heads:
            head, below = heads[number]
            yield Labelled(*head, key_of(content[line.start : line.end]), below.start, below.end)
            continue
        words = content[line.start : min(line.end, line.start + 400)]
        if len(words) <= 60 and (hit := known.get(key_of(words))) is not None:
            follow = found[number + 1] if number + 1 < len(found) else None
            if (
                follow is not None
                and follow.row <= line.row + 3
                and known.get(key_of(content[follow.start : follow.end][:60])) is None
            ):
                yield Labelled(*hit, key_of(words), follow.start, follow.end)
            continue
        match = _SEPARATED.match(words) or _COUNTED.match(words)
        if match is None:
            yield from _inside(content, line, known)
            continue
        hit = known.get(key_of(match["label"]))
        if hit is None and (counted := _COUNTED.match(words)) is not None:
            match, hit = counted, known.get(key_of(counted["label"]))
        if hit is not None and match["value"]:
            yield Labelled(*hit, key_of(match["label"]), line.start + match.start("value"), line.end)
        yield from _inside(content, line, known)


def _heads(content: str, found: list[Line], known: dict[str, tuple[str, float]]) -> dict[int, tuple[tuple[str, float], Line]]:
    """Number of a cell -> (its label, the cell below), for rows that are heads over a row of values: "ORDER DATE<tab>VENDOR NO.".

    A head has two or more short cells, hardly a digit in them, of which one is a label, and below it a row with a digit in it; a
    row of labels only needs no digit below.
    """
    starts = [n for n, line in enumerate(found) if n == 0 or found[n - 1].row != line.row]
    ends = [*starts[1:], len(found)] if starts else []
    heads: dict[int, tuple[tuple[str, float], Line]] = {}
    for at, (first, last) in enumerate(zip(starts, ends, strict=True)):
        if last - first < 2 or at + 1 >= len(starts) or found[starts[at + 1]].row > found[first].row + 2:
            continue
        words = [content[line.start : min(line.end, line.start + 41)] for line in found[first:last]]
        hits = [known.get(key_of(word)) for word in words]
        if not any(hits) or any(len(w) > 40 or ":" in w or sum(map(str.isdigit, w)) > 1 for w in words):
            continue
        below = found[starts[at + 1] : ends[at + 1]]
        if not all(hits) and not any(c.isdigit() for line in below for c in content[line.start : min(line.end, line.start + 60)]):
            continue
        if known.get(key_of(content[below[0].start : below[0].end][:60])):
            continue  # label and value, and the next pair below
        for column, (hit, under) in enumerate(zip(hits, below, strict=False)):
            if hit is not None and hit[0] not in _OWN_LINE:
                heads[first + column] = (hit, under)
    return heads


def _inside(content: str, line: Line, known: dict[str, tuple[str, float]]) -> Iterator[Labelled]:
    """Labels further on in a line: two columns set side by side become one line."""
    for match in _INSIDE.finditer(content, line.start + 1, min(line.end, line.start + 300)):
        words = match["label"].split()
        for skip in range(len(words)):
            key = key_of(" ".join(words[skip:]))
            if (hit := known.get(key)) is not None and not (skip and key in _TOO_BARE):
                yield Labelled(hit[0], hit[1] - 0.5, key, match.end(), line.end)
                break
