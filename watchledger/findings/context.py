"""What every taxonomy reads around its terms: buyers, commitment, boilerplate, units. The words are in context.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from watchledger.errors import BadTaxonomy
from watchledger.findings.condition import bounded, pattern_of
from watchledger.findings.yaml_file import Section, read_yaml
from watchledger.lang.normal import fold
from watchledger.model import STATUSES

FILE = Path(__file__).parent / "context.yaml"


@dataclass(frozen=True, slots=True)
class BuyerType:
    id: str
    label_en: str
    label_zh: str


@dataclass(frozen=True, slots=True)
class Context:
    """The compiled context. `buyers` finds a buyer type by named group; `before`/`after` find status cues by status."""

    buyer_types: tuple[BuyerType, ...]
    buyers: re.Pattern[str]
    not_buyers: re.Pattern[str]
    portals: re.Pattern[str]
    before: Mapping[str, re.Pattern[str]]
    after: Mapping[str, re.Pattern[str]]
    boilerplate: re.Pattern[str]
    units: tuple[str, ...]
    uncounted: tuple[str, ...]
    headers_quantity: tuple[str, ...]
    headers_unit: tuple[str, ...]


@lru_cache(maxsize=2)
def context(path: Path = FILE) -> Context:
    """The context of a file, read once a process. Raises BadTaxonomy."""
    top = Section(read_yaml(path), path=str(path), place="")
    top.skip("version")
    types: list[BuyerType] = []
    groups: list[str] = []
    misses: list[str] = []
    for section in top.sections("buyer_types"):
        types.append(BuyerType(section.text("id"), section.text("label_en"), section.text("label_zh")))
        words = [fold(w) for terms in section.by_language("terms").values() for w in terms]
        misses += [fold(w) for terms in section.by_language("near_miss").values() for w in terms]
        section.done()
        groups.append(f"(?P<{types[-1].id}>{'|'.join(bounded(w) for w in sorted(words, key=len, reverse=True))})")
    before, after = _cues(top.mapping("statuses"))
    made = Context(
        buyer_types=tuple(types), buyers=re.compile("|".join(groups)), not_buyers=pattern_of(tuple(misses)),
        portals=_pattern(top, "portals"), before=before, after=after, boilerplate=_pattern(top, "boilerplate"),
        units=top.words("units"), uncounted=top.words("uncounted"),
        headers_quantity=tuple(map(fold, top.words("headers_quantity"))), headers_unit=tuple(map(fold, top.words("headers_unit"))),
    )  # fmt: skip
    top.done()
    return made


def _pattern(section: Section, key: str) -> re.Pattern[str]:
    return pattern_of(tuple(fold(word) for word in section.words(key)))


def _cues(statuses: Section) -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    before: dict[str, re.Pattern[str]] = {}
    after: dict[str, re.Pattern[str]] = {}
    for status in statuses.names():
        if status not in STATUSES:
            raise BadTaxonomy(f"unknown status {status!r}", path=statuses.path, place=statuses.place)
        cues = statuses.mapping(status)
        before[status], after[status] = _pattern(cues, "before"), _pattern(cues, "after")
        cues.done()
    return before, after


def buyer_types_in(text: str) -> dict[str, str]:
    """Buyer type -> the words that show it, in a folded name or head of a text."""
    known = context()
    found: dict[str, str] = {}
    for match in known.buyers.finditer(known.not_buyers.sub("\u25a1", text)):
        if match.lastgroup is not None:
            found.setdefault(match.lastgroup, match.group())
    return found
