"""What every taxonomy reads around its terms: buyers, commitment, boilerplate, units. The words are in context.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from watchledger.errors import BadTaxonomy
from watchledger.findings.automaton import Automaton
from watchledger.findings.yaml_file import Section, folded, read_yaml
from watchledger.model import STAGES, STATUSES

FILE = Path(__file__).parent / "context.yaml"


@dataclass(frozen=True, slots=True)
class BuyerType:
    id: str
    label_en: str
    label_zh: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that shows a status, standing `before` the term or behind it."""

    status: str
    before: bool


@dataclass(frozen=True, slots=True)
class Context:
    """The compiled context. `buyers` finds words of buyer types (`types` by number: the type and whether the word only looks
    like it), `cues` words of commitment (`meanings` by number), `labels` words of a label or heading that say it of all that
    stands under it, `neutral` words beside a cue that say nothing more. `headings` say what a table's columns hold; `addresses`
    are words before a place that is only where something is sent; `stages` say how far a notice of each type shows the purchase."""

    buyer_types: tuple[BuyerType, ...]
    buyers: Automaton
    types: tuple[tuple[str, bool], ...]
    portals: Automaton
    cues: Automaton
    meanings: tuple[Cue, ...]
    labels: Automaton
    label_meanings: tuple[str, ...]
    neutral: Automaton
    boilerplate: Automaton
    references: Automaton
    past_work: Automaton
    units: tuple[str, ...]
    uncounted: tuple[str, ...]
    headings: dict[str, tuple[str, ...]]
    brands: Automaton
    not_a_brand: tuple[str, ...]
    companies: Automaton
    addresses: Automaton
    stages: dict[str, str]


@lru_cache(maxsize=2)
def context(path: Path = FILE) -> Context:
    """The context of a file, read once a process. Raises BadTaxonomy."""
    top = Section(read_yaml(path), path=str(path), place="")
    top.skip("version")
    types: list[BuyerType] = []
    words: list[tuple[str, tuple[str, bool]]] = []
    for section in top.sections("buyer_types"):
        types.append(BuyerType(section.text("id"), section.text("label_en"), section.text("label_zh")))
        words += [(folded(w), (types[-1].id, False)) for terms in section.by_language("terms").values() for w in terms]
        words += [(folded(w), (types[-1].id, True)) for terms in section.by_language("near_miss").values() for w in terms]
        section.done()
    cues = _cues(top.mapping("statuses"))
    labels = _labels(top.mapping("status_labels"))
    made = Context(
        buyer_types=tuple(types), buyers=Automaton(w for w, _ in words), types=tuple(t for _, t in words),
        portals=_automaton(top, "portals"), cues=Automaton(w for w, _ in cues), meanings=tuple(c for _, c in cues),
        labels=Automaton(w for w, _ in labels), label_meanings=tuple(s for _, s in labels),
        neutral=_automaton(top, "neutral"),
        boilerplate=_automaton(top, "boilerplate"), references=_automaton(top, "references"),
        past_work=_automaton(top, "past_work"),
        units=top.words("units"), uncounted=top.words("uncounted"),
        headings=_folded_lists(top.mapping("headings")), brands=_automaton(top, "brands"),
        not_a_brand=tuple(map(folded, top.words("not_a_brand"))), companies=_automaton(top, "companies"),
        addresses=_automaton(top, "addresses"), stages=_stages(top.mapping("stages")),
    )  # fmt: skip
    top.done()
    return made


def _automaton(section: Section, key: str) -> Automaton:
    return Automaton(tuple(folded(word) for word in section.words(key)))


def _folded_lists(section: Section) -> dict[str, tuple[str, ...]]:
    lists = {key: tuple(map(folded, section.words(key))) for key in section.names()}
    section.done()
    return lists


def _stages(section: Section) -> dict[str, str]:
    stages = {kind: section.choice(kind, STAGES) for kind in section.names()}
    section.done()
    return stages


def _cues(statuses: Section) -> list[tuple[str, Cue]]:
    found: list[tuple[str, Cue]] = []
    for status in _named(statuses):
        cues = statuses.mapping(status)
        for side in ("before", "after"):
            found += [(folded(word), Cue(status, side == "before")) for word in cues.words(side)]
        cues.done()
    return found


def _labels(section: Section) -> list[tuple[str, str]]:
    found = [(folded(word), status) for status in _named(section) for word in section.words(status)]
    section.done()
    return found


def _named(section: Section) -> Iterator[str]:
    """The statuses that a section names. Raises BadTaxonomy for one that there is not."""
    for status in section.names():
        if status not in STATUSES:
            raise BadTaxonomy(f"unknown status {status!r}", path=section.path, place=section.place)
        yield status


def buyer_types_in(text: str) -> dict[str, str]:
    """Buyer type -> the words that show it, in a folded name or head of a text; in the order of the text."""
    known = context()
    found = sorted(known.buyers.find(text), key=lambda m: (m[1], m[1] - m[2]))
    misses = [(known.types[word][0], start, end) for word, start, end in found if known.types[word][1]]
    types: dict[str, str] = {}
    for word, start, end in found:
        kind, miss = known.types[word]
        if not miss and not any(k == kind and s < end and start < e for k, s, e in misses):
            types.setdefault(kind, text[start:end])
    return types
