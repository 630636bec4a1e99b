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
from watchledger.notices.english_names import COMPANY
from watchledger.notices.tree import table

_SEPARATED = re.compile(r"^(?P<label>[^\t:：]{2,60}?)\s*(?:[:：]|\s[–—-]\s|\.{3,}|\s{2,}(?=\S))\s*(?P<value>.*)$", re.S)
_NUMBERED = re.compile(
    r"^(?:[•*▪·○-]\s*|\(?(?:[ivx]{1,4}(?:\.\d{1,2}){0,3}|[a-z]|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s+|section\s+\S+\s+)+", re.IGNORECASE
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
        "meeting date",
    }
)
"""Labels of one word that end longer labels we do not know ("Contractor Awarded Name"); inside a line they are not believed."""
_COUNTED = re.compile(
    r"^(?P<label>(?:[A-Za-z./]+\s){0,3}?(?:no|number|nr|id|ref|reference)\b\.?|"
    r"(?:[A-Za-z./]+\s){0,2}#)[\s,.:#–—-]*(?P<value>[A-Z0-9#].*)$",
    re.IGNORECASE,
)


_VALUE_AHEAD = re.compile(
    r"(?:[A-Za-z]{3,9}day,?\s+)?(?P<day>\d{1,4}(?:st|nd|rd|th)?[/. -](?:\d{1,2}[/.-]\d|[A-Z][a-z]{2})"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
    r"|(?P<money>(?:[A-Z]{2,3}\s?)?[$£€]\s?\d)|(?P<name>(?:[A-Z][\w'’.&-]*|of|and|the|for|&"
    r"|\([A-Z]+\))(?: (?:[A-Z][\w'’.,&-]*|of|and|the|for|&|\([A-Z]+\))){1,9}$)"
)
"""What tells a label from its value where neither sign nor break stands between them: a date, an amount, a name to"
" the line's end."""
_KIND_OF_VALUE = {
    "published": "day", "deadline": "day", "awarded": "day", "signed": "day", "budget": "money", "ceiling": "money",
    "award_total": "money", "buyer": "name", "supplier": "name",
}  # fmt: skip
_MADE: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    ("ignored", 1, re.compile(r"\b(?:question|clarification|quer(?:y|ies)|pre-?bid|pre-?proposal|site visit|sale"
        r"|purchase of tender|collection)\b")),
    ("deadline", 2.6, re.compile(r"^last date\b.*\b(?:receipt|receiving|submission|submitting|submit)\b|\b(?:closing"
        r"|due|submission|return) (?:date|time)\b"
     r"|^deadline\b|\b(?:bids?|tenders?|proposals?|offers?|responses?|quotes?|quotations?|submissions?) (?:are )?(?:due"
     r"|close)\b")),
    ("published", 2.6, re.compile(r"^date of (?:issue|issuing|publication|publishing|advertis\w+|release|posting)\b"
        r"|\b(?:issue|posting|posted|publication|published|publishing|release) date\b")),
    ("title", 2.6, re.compile(r"^(?:name|title) (?:and \w+ )?of (?:the )?(?:work|project|contract|procurement|tender"
        r"|assignment|goods|services?|bid|purchase|requirement|supply)s?\b")),
    ("buyer", 2.6, re.compile(r"^name (?:and address )?of (?:the )?(?:procuring|purchasing|contracting|buying|issuing"
        r"|inviting|employer|client|purchaser)\b")),
    ("estimate", 2.6, re.compile(r"^(?:estimated|approximate|tentative|indicative|engineer'?s) .{0,30}\b(?:cost|value"
        r"|amount|price)\b")),
    ("code", 2.6, re.compile(r"^(?:[\w/&-]+ ){0,3}(?:tender|bid|rfp|rfq|rfb|rft|itb|ifb|itt|nit|eoi|enquiry|quotation"
        r"|solicitation|procurement|contract|notice|ocds|requisition|project|file|communication)"
     r"(?: [\w/&-]+){0,2} ?(?:no|number|reference|ref|id|#)$")),
)  # fmt: skip
"""Labels by how they are made, for portals whose own wording we do not list; the first that fits counts."""
_MOST_LABEL = 70
_FRENCH = re.compile(r"\s[-–—]\s?(?:Sujet|Titre|N[°ºo]|Date|Destination|L['’]|Nom|Adresse|Bureau|Raison|Heure|le|à|Id)\b.*$")
"""The French half of a label on Canadian forms."""
_BULLET = re.compile(r"[-•*▪·○]\s+")
"""The point of a list's entry: before an amount it is no minus."""
_PARTIES = {
    "supplier details": "supplier", "supplier information": "supplier", "supplier": "supplier", "contractor": "supplier",
    "vendor details": "supplier", "contractor details": "supplier", "award information": "supplier", "awarded supplier": "supplier",
    "buyer": "buyer", "buyer details": "buyer", "contracting authority": "buyer", "agency details": "buyer",
    "about the buyer": "buyer", "contracting entity": "buyer", "procuring entity": "buyer",
}  # fmt: skip
"""Headings of a page's parts -> whose "name" the part then gives."""
_NAMES = frozenset(
    {"name", "organisation name", "organization name", "company name", "name and addresses", "name and address", "official name"}
)
_PART = 8
"""Lines after such a heading in which its name stands."""


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


_VALUE_SIGNS = re.compile(r"[\d:：,]")


def known_label(label: str) -> tuple[str, float] | None:
    """The field and weight of a label that is listed, or made as labels of that field are."""
    key = key_of(label)
    hit = labels().get(key)
    if hit is not None or not 8 <= len(key) <= _MOST_LABEL or _VALUE_SIGNS.search(key):
        return hit
    return _made(key)


@lru_cache(maxsize=8192)
def _made(key: str) -> tuple[str, float] | None:
    field = next(((field, weight) for field, weight, pattern in _MADE if pattern.search(key)), None)
    return field if field is not None and field[0] != "ignored" else None


_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")


@lru_cache(maxsize=8192)
def key_of(label: str) -> str:
    """The form in which labels compare: lower case, without numbering, "the" and final signs."""
    words = (
        _NUMBERED.sub("", " ".join(_CAMEL.sub(" ", label).replace("_", " ").split()))
        .lower()
        .replace("’", "'")
        .strip(" :.#*\"'`")
        .removeprefix("the ")
    )
    return re.sub(
        r"\s*\((?:s|if any|optional|excl\.? vat|ex vat|exc vat|excluding vat|usd|gbp|eur|aud|cad|nzd|£|\$|€)\)", "", words
    ).replace(" of the ", " of ")


_OPENS = re.compile(r"(?:\s|#{1,6}\s|>\s|[-*+•]\s+(?=\*\*|__|[\"`])|\*\*|__(?=\w)|[\"“`]|(?<=[{,(\s])'|^')+")
_RULE = re.compile(r"[\s|:*_=#~-]+")
"""A line of signs alone: drawn rules, the line under a table's head."""
_CLOSES = {'"': '"', "“": "”", "`": "`", "'": "'"}


def bare(content: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without white space and without the marks of Markdown, JSON and YAML around it: "## Title", "**Total**", "'x',"."""
    while end > start and content[end - 1].isspace():
        end -= 1
    if opened := _OPENS.match(content, start, end):
        start = opened.end()
        sign = next((_CLOSES[c] for c in opened.group() if c in _CLOSES), None)
        if sign is not None:
            tail = content[start:end].rstrip(" ,;)")
            end = start + len(tail) - 1 if tail.endswith(sign) and tail.count(sign) == 1 else end
    while content[start:end].endswith(("**", "__")) and end - start > 2:
        end -= 2
    return (start, end) if _RULE.fullmatch(content, start, end) is None else (end, end)


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
            drawn = whole.startswith("|") and whole.rstrip().endswith("|")  # a table drawn with bars
            for cell in whole.split("|" if drawn else "\t"):
                first, last = bare(content, start, start + len(cell))
                if first < last:
                    found.append(Line(first, last, row))
                start += len(cell) + 1
        at = end
    return found


def labelled(text: Text, found: list[Line]) -> Iterator[Labelled]:
    """The labels of these lines with their values, in order."""
    known = labels()
    content = text.content
    heads = _heads(content, found, known)
    part: tuple[str, int] | None = None
    for number, line in enumerate(found):
        if number in heads:
            head, below = heads[number]
            if below is None:
                continue
            yield Labelled(*head, key_of(content[line.start : line.end]), below.start, below.end)
            continue
        words = content[line.start : min(line.end, line.start + 400)]
        key = key_of(words) if len(words) <= _MOST_LABEL else ""
        if (party := _PARTIES.get(key)) is not None:
            part = party, number
            if (named := _firm_below(content, found, number)) is not None and known.get(key, ("ignored", 1))[0] == "ignored":
                yield Labelled(party, 2.8, key, *named)
        if part is not None and number <= part[1] + _PART and (named := _named(content, found, number)) is not None:
            yield Labelled(part[0], 3.0, "name", *named)
            part = None
            continue
        if key and (hit := known_label(_FRENCH.sub("", words) if " - " in words or " – " in words else words)) is not None:
            follow = found[number + 1] if number + 1 < len(found) else None
            if (
                follow is not None
                and follow.row <= line.row + 3
                and known.get(key_of(content[follow.start : follow.end][:60])) is None
                and _ahead(content[follow.start : min(follow.end, follow.start + 120)], known) is None
            ):
                bullet = _BULLET.match(content, follow.start, follow.end)
                yield Labelled(*hit, key, bullet.end() if bullet else follow.start, follow.end)
            continue
        match = _SEPARATED.match(words) or _COUNTED.match(words)
        hit = known_label(match["label"]) if match is not None else None
        if hit is None and (counted := _COUNTED.match(words)) is not None:
            match, hit = counted, known_label(counted["label"])
        if hit is None and (ahead := _ahead(words, known)) is not None:
            field, weight, key, at = ahead
            yield Labelled(field, weight, key, line.start + at, line.end)
            continue
        if match is None:
            yield from _inside(content, line, known)
            continue
        if hit is not None and match["value"]:
            first, last = bare(content, line.start + match.start("value"), line.end)
            if first < last:
                yield Labelled(*hit, key_of(match["label"]), first, last)
        yield from _inside(content, line, known)


def _firm_below(content: str, found: list[Line], number: int) -> tuple[int, int] | None:
    """The firm whose name stands without a label under the heading of a part: "Supplier information" / "Lens Ltd"."""
    follow = found[number + 1] if number + 1 < len(found) and found[number + 1].row <= found[number].row + 2 else None
    if follow is None or follow.end - follow.start > 90 or not COMPANY.search(content, follow.start, follow.end):
        return None
    return follow.start, follow.end


def _named(content: str, found: list[Line], number: int) -> tuple[int, int] | None:
    """The value of a bare "Name" label: behind its colon, in the next cell or on the next line."""
    line = found[number]
    label, colon, value = content[line.start : min(line.end, line.start + 200)].partition(":")
    if key_of(label) not in _NAMES:
        return None
    if colon and value.strip():
        return line.end - len(value.lstrip()) if line.end - line.start <= 200 else line.start + len(label) + 1, line.end
    follow = found[number + 1] if number + 1 < len(found) else None
    return (follow.start, follow.end) if follow is not None and follow.row <= line.row + 3 else None


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    """The first words of the labels that may run into their values."""
    return frozenset(key_of(key.split()[0]) for key, (field, _) in labels().items() if field in _KIND_OF_VALUE)


def _ahead(words: str, known: dict[str, tuple[str, float]]) -> tuple[str, float, str, int] | None:
    """(field, weight, label, where the value begins) of a line whose label runs into its value: "Published 19 June 2024"."""
    if key_of(words[: max(words.find(" "), 0)]) not in _first_words():
        return None
    at = -1
    for _ in range(6):
        at = words.find(" ", at + 1)
        if at < 0:
            return None
        key = key_of(words[:at])
        hit = known.get(key)
        wanted = _KIND_OF_VALUE.get(hit[0]) if hit is not None else None
        if hit is None or wanted is None or wanted == "name" and (hit[1] < 3 or not re.search(r"[ /-]", key)):
            continue
        start = at + len(words[at:]) - len(words[at:].lstrip())
        value = _VALUE_AHEAD.match(words, start)
        if value is not None and value.lastgroup == wanted:
            return hit[0], hit[1], key, start
    return None


def _heads(
    content: str, found: list[Line], known: dict[str, tuple[str, float]]
) -> dict[int, tuple[tuple[str, float], Line | None]]:
    """Number of a cell -> (its label, the cell below), for rows that are heads over a row of values: "ORDER DATE<tab>VENDOR NO.".

    A head has two or more short cells, hardly a digit in them, of which one is a label, and below it a row with a digit in it; a
    row of labels only needs no digit below.
    """
    starts = [n for n, line in enumerate(found) if n == 0 or found[n - 1].row != line.row]
    ends = [*starts[1:], len(found)] if starts else []
    heads: dict[int, tuple[tuple[str, float], Line | None]] = {}
    for at, (first, last) in enumerate(zip(starts, ends, strict=True)):
        if last - first < 2 or at + 1 >= len(starts) or found[starts[at + 1]].row > found[first].row + 2:
            continue
        words = [content[line.start : min(line.end, line.start + 41)] for line in found[first:last]]
        hits = [known.get(key_of(word)) for word in words]
        if not any(hits) or any(len(w) > 40 or ":" in w or sum(map(str.isdigit, w)) > 1 for w in words):
            continue
        below = found[starts[at + 1] : ends[at + 1]]
        if len(below) < 2 and last - first == 2:
            continue  # a label with its value, and another line
        if not all(hits) and not any(c.isdigit() for line in below for c in content[line.start : min(line.end, line.start + 60)]):
            continue
        if known.get(key_of(content[below[0].start : below[0].end][:60])):
            continue  # label and value, and the next pair below
        for column, (hit, under) in enumerate(zip(hits, below, strict=False)):
            if hit is None:
                continue
            further = at + 2 < len(starts) and ends[at + 2] - starts[at + 2] >= 2  # a merged cell leaves a row with fewer
            if hit[0] not in _OWN_LINE or hit[0] == "title" and last - first == len(below) >= 3 and not further:
                heads[first + column] = (hit, under)
            elif last - first >= 3:
                heads[first + column] = (hit, None)  # of a column of many values none is the document's
    return heads


def _inside(content: str, line: Line, known: dict[str, tuple[str, float]]) -> Iterator[Labelled]:
    """Labels further on in a line: two columns set side by side become one line."""
    for match in _INSIDE.finditer(content, line.start + 1, min(line.end, line.start + 300)):
        words = match["label"].split()
        if content[max(line.start, match.start() - 2) : match.start() - 1].isalpha() and key_of(match["label"]) in _TOO_BARE:
            continue  # "CLOSING DATE": the end of a longer label
        for skip in range(len(words)):
            key = key_of(" ".join(words[skip:]))
            if (hit := known.get(key)) is not None and not (skip and key in _TOO_BARE):
                yield Labelled(hit[0], hit[1] - 0.5, key, match.end(), line.end)
                break
