"""Which articles of rights instruments speak of a capability, a target group or a venue. It informs; it is no judgement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from watchledger.findings.yaml_file import Section, read_yaml

FILE = Path(__file__).parent / "rights.yaml"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty, law or report; `scope` says whom it binds and since when, `source` where its text is."""

    id: str
    label_en: str
    label_zh: str
    scope: str
    source: str


@dataclass(frozen=True, slots=True)
class Provision:
    """One article in our own short wording, and what it speaks of: technology ids (or groups, "bio."), target groups, venues."""

    instrument: Instrument
    article: str
    says_en: str
    says_zh: str
    technologies: tuple[str, ...]
    targets: tuple[str, ...]
    venues: tuple[str, ...]


@lru_cache(maxsize=2)
def load_rights(path: Path = FILE) -> tuple[Provision, ...]:
    """The provisions in the order of the file. Raises BadTaxonomy with file, place and reason."""
    whole = Section(read_yaml(path), path=str(path), place="")
    whole.number("version", 1)
    instruments = {i.id: i for i in map(_instrument, whole.sections("instruments"))}
    provisions = []
    for section in whole.sections("provisions"):
        provision = Provision(
            instruments[section.choice("instrument", tuple(instruments))],
            section.text("article"),
            section.text("says_en"),
            section.text("says_zh"),
            section.words("technologies"),
            section.words("targets"),
            section.words("venues"),
        )
        if not (provision.technologies or provision.targets or provision.venues):
            raise section.bad("names nothing it speaks of")
        section.done()
        provisions.append(provision)
    whole.done()
    return tuple(provisions)


def _instrument(section: Section) -> Instrument:
    keys = ("id", "label_en", "label_zh", "scope", "source")
    instrument = Instrument(*(section.text(key) for key in keys))
    section.done()
    return instrument


def provisions_for(technology: str, targets: Iterable[str] = (), venues: Iterable[str] = ()) -> tuple[Provision, ...]:
    """The provisions that speak of this technology, or of one of these stated target groups or venues."""
    groups, places = set(targets), set(venues)
    return tuple(
        p
        for p in load_rights()
        if any(technology == t or (t.endswith(".") and technology.startswith(t)) for t in p.technologies)
        or groups.intersection(p.targets)
        or places.intersection(p.venues)
    )
