"""A taxonomy made ready for matching: every term and mask in one automaton, with what each of them means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from watchledger.findings.automaton import Automaton, Words
from watchledger.findings.condition import ALWAYS, Condition
from watchledger.findings.names import Names
from watchledger.findings.rung import Ladder
from watchledger.findings.taxonomy import FOLDER, Rule, Taxonomy, Technology, load
from watchledger.findings.yaml_file import folded
from watchledger.lang.normal import HAN, normal

_HAN = re.compile(f"[{HAN}]")
_WIFI = ("wifi", "wi-fi", "wi fi")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a term says: the technology (None: a hint that moves the verdict alone) under a condition."""

    technology: Technology | None
    rule: str
    when: Condition
    verdict: str | None
    why: str


@dataclass(slots=True)
class Pattern:
    """One string of the automaton. `mask` blanks the place for everything, `not_here` only for the technologies named."""

    senses: tuple[Sense, ...] = ()
    mask: bool = False
    not_here: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """`words` are the strings of the automaton, `patterns` what each of them means."""

    taxonomy: Taxonomy
    automaton: Automaton
    patterns: list[Pattern]
    words: list[str]

    @cached_property
    def names(self) -> Names:
        return Names(self.taxonomy)

    @cached_property
    def programmes(self) -> Automaton:
        """The names of programmes, for masks that may not begin inside one."""
        named = (w for p in self.taxonomy.programmes for terms in p.terms.values() for term in terms for w in spellings(term))
        return Automaton(dict.fromkeys(named))

    @cached_property
    def ladder(self) -> Ladder:
        return Ladder(self.taxonomy.ladder)


@lru_cache(maxsize=8)
def lexicon(path: Path = FOLDER / "surveillance.yaml") -> Lexicon:
    """The lexicon of a taxonomy file, made once a process."""
    return compiled(load(path))


def compiled(taxonomy: Taxonomy) -> Lexicon:
    """The lexicon of a taxonomy."""
    patterns: dict[str, Pattern] = {}
    weak = (Condition(near=Words(taxonomy.weak_near)), Condition(buyer=taxonomy.weak_buyers))
    for terms in taxonomy.near_miss.values():
        _add_masks(patterns, terms)
    for technology in taxonomy.technologies:
        for terms in technology.near_miss.values():
            _add_masks(patterns, terms)
        for terms in technology.not_here.values():
            for key, pattern in _patterns(patterns, terms):
                patterns[key].not_here = (*pattern.not_here, technology.id)
        for language, terms in technology.terms.items():
            _add_sense(patterns, terms, Sense(technology, f"term.{language}", ALWAYS, None, ""))
        for language, terms in technology.weak.items():
            for when in weak:
                _add_sense(patterns, terms, Sense(technology, f"weak.{language}", when, None, ""))
        _add_sense(patterns, technology.codes, Sense(technology, "code", ALWAYS, None, ""))
        for rule in technology.rules:
            _add_rule(patterns, technology, rule)
    for rule in taxonomy.hints:
        _add_rule(patterns, None, rule)
    strings = list(patterns)
    return Lexicon(taxonomy, Automaton(strings), [patterns[s] for s in strings], strings)


def _add_rule(patterns: dict[str, Pattern], technology: Technology | None, rule: Rule) -> None:
    _add_sense(patterns, rule.terms, Sense(technology, rule.id, rule.when, rule.verdict, rule.why))


def _add_masks(patterns: dict[str, Pattern], terms: tuple[str, ...]) -> None:
    for _, pattern in _patterns(patterns, terms):
        pattern.mask = True


def _add_sense(patterns: dict[str, Pattern], terms: tuple[str, ...], sense: Sense) -> None:
    for _, pattern in _patterns(patterns, terms):
        pattern.senses = (*pattern.senses, sense)


def _patterns(patterns: dict[str, Pattern], terms: tuple[str, ...]) -> list[tuple[str, Pattern]]:
    """The patterns of some terms, made where they are new."""
    found = []
    for term in terms:
        end = "*" if term.endswith("*") else ""
        for spelling in spellings(term.rstrip("*")):
            found.append((spelling + end, patterns.setdefault(spelling + end, Pattern())))
    return found


def spellings(term: str) -> tuple[str, ...]:
    """A term as the view writes it, with a hyphen also as a space and Wi-Fi in its three forms."""
    base = folded(term)
    base = normal(term).text if " " in base and _HAN.search(base) else " ".join(base.split())
    forms = {base: None} if _HAN.search(base) else {base: None, base.replace("-", " "): None}
    for form in list(forms):
        for wifi in _WIFI:
            if wifi in form:
                forms.update((normal(form.replace(wifi, other)).text, None) for other in _WIFI)
    return tuple(forms)
