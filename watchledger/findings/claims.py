"""Sizes and performances that a text claims of a system: databases, accuracy, retention, coverage, data sources joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from watchledger.findings.automaton import Automaton, Match
from watchledger.findings.clause import sentence
from watchledger.findings.make import fact
from watchledger.findings.yaml_file import Section, folded, read_yaml
from watchledger.lang.numerals import number as numeral
from watchledger.model.notice import Claim
from watchledger.model.text import Text

FILE = Path(__file__).parent / "claims.yaml"
KINDS = ("database_size", "accuracy", "coverage", "retention", "sources")
MOST = 60
"""Claims kept of one document; the longest requirement books make about 40."""
SENTENCES = 400
"""Sentences of one kind looked at in one document: a bound for books of a thousand pages."""
SIZE = 10_000
"""A database is claimed from here on; smaller numbers count devices."""
BESIDE = 12
"""Characters between a number and the noun that it counts: 底库容量不低于 has 7."""
_SCALES = {"十万": 10**5, "百万": 10**6, "千万": 10**7, "万": 10**4, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12, "亿": 10**8,
           "thousand": 1000, "million": 10**6, "billion": 10**9, "bn": 10**9, "m": 10**6, "k": 1000}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\d.a-z])(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,4})?\s?(万亿|千亿|百亿|亿|千万|百万|十万|万|thousand|million|billion|bn|[mk](?![a-z]))?"
)
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,4})?)\s?([%‰]|per ?cent)")
_DIGIT = re.compile("[0-9二三四五六七八九十百]")
_HAN_NUMBER = re.compile(r"[二三四五六七八九十百]{1,4}(?=[类种个家余])")


@dataclass(frozen=True, slots=True)
class _Kind:
    words: tuple[str, ...]
    anchors: Automaton
    nouns: Automaton
    units: re.Pattern[str] | None
    unless: Automaton
    near: Automaton | None


@lru_cache(maxsize=1)
def _kinds() -> dict[str, _Kind]:
    top = Section(read_yaml(FILE), path=str(FILE), place="")
    top.number("version", 1)
    kinds = {name: _kind(top.mapping(name)) for name in KINDS}
    top.done()
    return kinds


@lru_cache(maxsize=1)
def _anchors() -> tuple[Automaton, list[str]]:
    """The anchors of all kinds in one automaton, and the kind of each."""
    listed = [(word, name) for name, kind in _kinds().items() for word in kind.words]
    return Automaton(word for word, _ in listed), [name for _, name in listed]


def _kind(section: Section) -> _Kind:
    words = {key: tuple(map(folded, section.words(key))) for key in ("anchors", "nouns", "units", "unless", "near")}
    section.done()
    units = "|".join(re.escape(unit) for unit in sorted(words["units"], key=len, reverse=True))
    return _Kind(
        words["anchors"],
        Automaton(words["anchors"]),
        Automaton(words["nouns"]),
        re.compile(rf"\s?(?:余|多|以上)?\s?({units})") if units else None,
        Automaton(words["unless"]),
        Automaton(words["near"]) if words["near"] else None,
    )


def claims(text: Text, view_of: str) -> tuple[Claim, ...]:
    """The claims of a text in its order, each once; `view_of` is the folded text, of the same length."""
    found: dict[tuple[object, ...], Claim] = {}
    anchors, names = _anchors()
    for name, sentences in _sentences(view_of, anchors.find(view_of), names).items():
        for bounds in sentences:
            for claim in _in_sentence(text, view_of, name, _kinds()[name], bounds):
                number, unit = claim.number, claim.unit
                found.setdefault((name, number and number.value, unit and unit.value), claim)
    return tuple(sorted(found.values(), key=lambda claim: claim.kind.span.start))[:MOST]


def _sentences(content: str, anchors: list[Match], names: list[str]) -> dict[str, dict[tuple[int, int], None]]:
    """The sentences with a number that hold an anchor of a kind, by kind, each once, in the order of the text."""
    made: dict[str, dict[tuple[int, int], None]] = {name: {} for name in KINDS}
    bounds = (-1, -1)
    for word, start, end in anchors:
        held = made[names[word]]
        if len(held) < SENTENCES:
            if not bounds[0] <= start < end <= bounds[1]:
                bounds = sentence(content, start, end)
            if bounds not in held and _DIGIT.search(content, *bounds):
                held[bounds] = None
    return made


def _in_sentence(text: Text, folded_text: str, name: str, kind: _Kind, bounds: tuple[int, int]) -> Iterator[Claim]:
    left, right = bounds
    if kind.near is not None and not kind.near.within(folded_text, left, right):
        return
    anchors = [(left + s, left + e) for _, s, e in kind.anchors.find(folded_text[left:right])]
    for start, end, value, unit in _numbers(folded_text, name, kind, bounds):
        stop = unit[1] if unit else end
        anchor = _closest(anchors, start, stop)
        if anchor is None or kind.unless.within(folded_text, max(left, start - 30), min(right, stop + BESIDE)):
            continue
        whole = min(start, anchor[0]), max(_with_noun(folded_text, kind, stop, right), anchor[1])
        yield Claim(
            fact(text, name, *whole, f"claims.{name}/1"),
            fact(text, value, start, end, f"claims.{name}/1"),
            fact(text, text.content[unit[0] : unit[1]], *unit, f"claims.{name}/1") if unit else None,
        )


def _with_noun(content: str, kind: _Kind, stop: int, right: int) -> int:
    """The end of the noun that stands directly behind a number and its unit (25亿张人像), else `stop`."""
    behind = [(s, e) for _, s, e in kind.nouns.find(content[stop : min(right, stop + BESIDE)]) if s <= 1]
    return stop + max(e for _, e in behind) if behind else stop


def _closest(anchors: list[tuple[int, int]], start: int, stop: int) -> tuple[int, int] | None:
    """The anchor of a number: the last one close before it, else the first behind."""
    before = [a for a in anchors if a[1] <= start and start - a[1] <= 2 * BESIDE]
    behind = [a for a in anchors if a[0] >= start and a[0] - stop <= BESIDE]
    return before[-1] if before else behind[0] if behind else None


def _numbers(
    content: str, name: str, kind: _Kind, bounds: tuple[int, int]
) -> Iterator[tuple[int, int, Decimal, tuple[int, int] | None]]:
    """(start, end, value, place of the unit) of the numbers in a sentence that may be of this kind."""
    if name in ("accuracy", "coverage"):
        for match in _PERCENT.finditer(content, *bounds):
            if Decimal(match[1]) <= 100:
                yield *match.span(1), Decimal(match[1]), match.span(2)
        return
    for match in _NUMBER.finditer(content, *bounds):
        start, end = match.span()
        end -= len(match[0]) - len(match[0].rstrip())
        value = Decimal(match[1].replace(",", "") + (match[2] or "")) * _SCALES.get(match[3] or "", 1)
        value = Decimal(int(value)) if value == value.to_integral_value() else value
        unit = kind.units.match(content, end, bounds[1]) if kind.units is not None else None
        place = unit.span(1) if unit else None
        if name == "database_size":
            place = None if place and _begins_noun(content, kind, *place) else place
            stop = place[1] if place else end
            counted = kind.nouns.within(content, max(bounds[0], start - BESIDE), min(bounds[1], stop + BESIDE))
            if value < SIZE or not counted or not (place or match[3]):
                continue
        elif place is None and name != "sources":
            continue
        if name == "sources" and not (value < 1000 and _joined(content, kind, end, place, bounds[1])):
            continue
        yield start, end, value, place
    if name == "sources":
        for words in _HAN_NUMBER.finditer(content, *bounds):
            known = numeral(words[0])
            if known and known > 1 and _joined(content, kind, words.end(), (words.end(), words.end() + 1), bounds[1]):
                yield *words.span(), Decimal(known), (words.end(), words.end() + 1)


def _begins_noun(content: str, kind: _Kind, start: int, end: int) -> bool:
    """Whether what looks like a unit is the beginning of a noun: 人 in 人像."""
    return any(s == 0 and e > end - start for _, s, e in kind.nouns.find(content[start : end + BESIDE]))


def _joined(content: str, kind: _Kind, end: int, unit: tuple[int, int] | None, right: int) -> bool:
    """Whether a number counts sources of data: the noun stands directly behind it and its unit."""
    start = unit[0] if unit else end
    return kind.nouns.within(content, start, min(right, start + BESIDE))
