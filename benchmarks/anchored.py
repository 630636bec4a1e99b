"""Facts that a person anchored to pages of a document: is each found by search, on its page, with its box, and is it typed?

    watchledger add CASE ../shared/corpus/us/greenville_alpr/*.pdf
    python benchmarks/anchored.py CASE ../shared/corpus/us/greenville_alpr/expected_facts.tsv [--errors]

A line of the table is page, field, expected words, note. What is expected is parted into dates, numbers (amounts, quantities,
identifiers) and words; a fact counts where every date and number of it and two thirds of its words, by their stems, are found by
`find` on the page, each with a box there. It is typed where every date and number of it, or half its words where it has none,
stand in values that the reading cites from that page: facts, papers, terms, items, bidders, findings. Words in which a person
sums up (a note in brackets, an operation, "winner") do not count.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from watchledger.explore.case import Case, open_case
from watchledger.explore.document import DocumentView, view
from watchledger.explore.hits import search
from watchledger.publish.contract import as_json
from watchledger.search.query import parse

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_CODE = re.compile(r"\b(?:[A-Z]{2,}-\d+|\d+-\d+)\b")
_WORD = re.compile(r"[A-Za-z]{3,}")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SUMMED = re.compile(r"\((?:winner|annotation)\)|\b(?:USD|qty|credit|then|the|and|for|from|has|true)\b", re.I)
_STEM = 6
"""Letters of a word that are looked for: "deletion" and "deleted" are one."""
_FOUND, _TYPED = 2 / 3, 1 / 2
"""Shares of the words."""


FOUND, TYPED = "found by search, on the page, with a box", "typed"


class Mark(NamedTuple):
    """What is looked for: one of `forms`; a word may be missing."""

    forms: tuple[str, ...]
    word: bool = False


class Fact(NamedTuple):
    page: int
    field: str
    expected: str


def marks(expected: str) -> Iterator[Mark]:
    left = _SUMMED.sub(" ", expected)
    for match in _ISO.finditer(left):
        yield Mark(tuple(dates(*map(int, match.groups()[:3]))))
        if match[4]:
            hour = int(match[4])
            yield Mark((f"{hour}:{match[5]}", f"{(hour - 1) % 12 + 1}:{match[5]}"))
    left = _ISO.sub(" ", left)
    for match in _CODE.finditer(left):
        yield Mark((match[0],))
    left = _CODE.sub(" ", left)
    for match in _NUMBER.finditer(left):
        yield Mark(tuple(amounts(match[0].lstrip("-"))))
    for match in _WORD.finditer(left):
        yield Mark((match[0],), word=True)


def dates(year: int, month: int, day: int) -> Iterator[str]:
    name = _MONTHS[month - 1]
    yield f"{year}-{month:02}-{day:02}"
    for m, d in ((f"{month:02}", f"{day:02}"), (f"{month}", f"{day}"), (f"{month:02}", f"{day}"), (f"{month}", f"{day:02}")):
        yield f"{m}/{d}/{year}"
        yield f"{m}/{d}/{year % 100:02}"
    for said in (name, name[:3]):
        yield f"{said} {day}, {year}"
        yield f"{day} {said} {year}"


def amounts(number: str) -> Iterator[str]:
    value = float(number.replace(",", ""))
    yield f"{value:,.2f}"
    yield f"{value:.2f}"
    if value == int(value):
        yield f"{int(value):,}"
        yield f"{int(value)}"


def holds(words: str, form: str, *, word: bool) -> bool:
    if word:
        return re.search(rf"\b{re.escape(form[:_STEM])}", words, re.I) is not None
    return re.search(rf"(?<![\w.,-]){re.escape(form)}(?![\w-]|[.,]\d)", words, re.I) is not None


def enough(found: list[tuple[Mark, bool]], share: float) -> bool:
    """Every date and number, and this share of the words."""
    words = [seen for mark, seen in found if mark.word]
    return all(seen for mark, seen in found if not mark.word) and sum(words) >= share * len(words)


def searched(case: Case, shown: DocumentView, fact: Fact, mark: Mark) -> bool:
    """Whether `find` gives the mark on the page, with a box."""
    text = shown.reading.text
    assert text is not None
    for form in mark.forms:
        query = f"{form[:_STEM]}*" if mark.word and len(form) > _STEM else f'"{form}"'
        for hit in search(case, parse(query), most=100_000, limit=1000).hits:
            if hit.head.id == shown.head.id:
                places = [c for c in hit.contexts if c.page == fact.page]
                if any(text.boxes(c.start, c.end) for c in places):
                    return True
    return False


def cited(value: Any, page: int) -> Iterator[str]:
    """The values and quotes that a reading cites from a page."""
    if isinstance(value, dict):
        if value.get("page") == page and "quote" in value:
            yield f"{value['quote']} | {value.get('value')}"
        for inner in value.values():
            yield from cited(inner, page)
    elif isinstance(value, list):
        for inner in value:
            yield from cited(inner, page)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", type=Path)
    parser.add_argument("facts", type=Path)
    parser.add_argument("--errors", action="store_true", help="Print what each missed fact lacks.")
    options = parser.parse_args()
    with options.facts.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t") if row["page"]]
    facts = [Fact(int(row["page"]), row["field"], row["expected"]) for row in rows]
    tally: Counter[str] = Counter()
    with open_case(options.case) as case:
        (hit,) = search(case, parse("")).hits
        shown = view(case, hit.head.id)
        told = as_json(shown.reading, with_text=False, unmask=False)
        for fact in facts:
            looked = list(marks(fact.expected))
            by_search = [(mark, searched(case, shown, fact, mark)) for mark in looked]
            said = "\n".join(cited({k: told[k] for k in ("notice", "findings")}, fact.page))
            typed = [(mark, any(holds(said, form, word=mark.word) for form in mark.forms)) for mark in looked]
            said_in_words = all(mark.word for mark in looked)
            for name, found, share in ((FOUND, by_search, _FOUND), (TYPED, typed, _TYPED if said_in_words else 0.0)):
                if enough(found, share):
                    tally[name] += 1
                elif options.errors:
                    print(f"not {name}: page {fact.page} {fact.field}: {[mark.forms[0] for mark, seen in found if not seen]}")
    for name in (FOUND, TYPED):
        print(f"{name}: {tally[name]} of {len(facts)}")


if __name__ == "__main__":
    main()
