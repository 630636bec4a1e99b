"""What each term of a vocabulary does in a pile of texts: its hits in context, the masks that struck, the near misses, and the
terms that never hit. For whoever improves the vocabulary, without programming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from watchledger.findings.condition import ALWAYS, Site, why_not
from watchledger.findings.find import Surroundings, scene_of
from watchledger.findings.lexicon import Lexicon, Sense
from watchledger.findings.match import Cover
from watchledger.lang.normal import View
from watchledger.model import Notice, Text

EXAMPLES = 3
"""Places kept of one term and outcome."""
PLACES = 200
"""Places of one word looked at in one text, as `match` does."""
HIT, MASKED, MISSED = "hit", "masked", "near miss"


class Use(NamedTuple):
    """One place of one term. `outcome` is hit, masked or near miss; `by` the mask, or why the term does not count there."""

    technology: str
    term: str
    outcome: str
    by: str
    start: int
    end: int


class Example(NamedTuple):
    """A place of a document, by raw offsets."""

    document: str
    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass(slots=True)
class TermUse:
    """All that a term did: places, documents with a hit, and for each mask or reason how often and where."""

    hits: int = 0
    documents: int = 0
    examples: list[Example] = field(default_factory=list)
    masked: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    seen: dict[tuple[str, str], list[Example]] = field(default_factory=dict)
    _last: str = ""

    def add(self, use: Use, example: Example) -> None:
        if use.outcome == HIT:
            self.hits += 1
            self.documents += example.document != self._last
            self._last = example.document
            held = self.examples
        else:
            (self.masked if use.outcome == MASKED else self.missed)[use.by] += 1
            held = self.seen.setdefault((use.outcome, use.by), [])
        if len(held) < EXAMPLES:
            held.append(example)


class Concordance:
    """Grows text by text; memory is that of the vocabulary."""

    def __init__(self, lexicon: Lexicon, technologies: frozenset[str] | None = None) -> None:
        self._lexicon, self._chosen = lexicon, technologies
        self.documents = 0
        self.terms: dict[str, dict[str, TermUse]] = {}
        for word, pattern in zip(lexicon.words, lexicon.patterns, strict=True):
            for name in _names(pattern.senses, technologies):
                self.terms.setdefault(name, {})[word] = TermUse()

    def read(self, document: str, text: Text, view: View, notice: Notice, shown: str) -> None:
        """Takes in one text; `shown` is its content as it may be seen."""
        self.documents += 1
        for use in uses(self._lexicon, text, view, notice, self._chosen):
            self.terms[use.technology][use.term].add(use, _example(document, use, shown))


def uses(lexicon: Lexicon, text: Text, view: View, notice: Notice, chosen: frozenset[str] | None = None) -> Iterator[Use]:
    """Every place of every term of the chosen technologies, with what becomes of it; at most PLACES of one word."""
    found = lexicon.automaton.find(view.text)
    if not any(lexicon.patterns[number].senses for number, _, _ in found):
        return
    masks = [(start, end, lexicon.words[number]) for number, start, end in found if lexicon.patterns[number].mask]
    scene, _ = scene_of(text, view, notice, [(start, end) for start, end, _ in masks])
    cover, around = Cover([(start, end) for start, end, _ in masks]), Surroundings(text, view, notice, lexicon)
    not_here = [(name, start, end, lexicon.words[n]) for n, start, end in found for name in lexicon.patterns[n].not_here]
    places: Counter[int] = Counter()
    for number, start, end in found:
        senses = lexicon.patterns[number].senses
        places[number] += 1
        if not senses or places[number] > PLACES:
            continue
        raw = view.raw(start, end)
        for name in _names(senses, chosen):
            mine = [sense for sense in senses if _name(sense) == name]
            outcome, by = _outcome(mine, Site(scene, start, end), name, masks, cover, not_here)
            if outcome == HIT and (skipped := around.skips(*raw)):
                outcome, by = MISSED, skipped
            yield Use(name, lexicon.words[number], outcome, by, *raw)


def _outcome(
    senses: list[Sense], site: Site, name: str, masks: list[tuple[int, int, str]], cover: Cover,
    not_here: list[tuple[str, int, int, str]],
) -> tuple[str, str]:  # fmt: skip
    _, start, end = site
    if cover.cuts(start, end):
        return MASKED, next((word for s, e, word in masks if s < end and start < e), "")
    other = next((word for technology, s, e, word in not_here if technology == name and s <= start and end <= e), None)
    if other is not None:
        return MASKED, other
    own = senses[0].technology.when if senses[0].technology is not None else ALWAYS
    reasons = [why_not(own, site) or why_not(sense.when, site) for sense in senses]
    return (HIT, "") if "" in reasons else (MISSED, reasons[0])


def _name(sense: Sense) -> str:
    return sense.technology.id if sense.technology is not None else f"hint {sense.rule}"


def _names(senses: tuple[Sense, ...], chosen: frozenset[str] | None) -> list[str]:
    names = dict.fromkeys(map(_name, senses))
    return [name for name in names if chosen is None or name in chosen]


def _example(document: str, use: Use, shown: str, width: int = 20) -> Example:
    before, after = shown[max(0, use.start - width) : use.start], shown[use.end : use.end + width]
    return Example(document, use.start, use.end, " ".join(before.split()), shown[use.start : use.end], " ".join(after.split()))
