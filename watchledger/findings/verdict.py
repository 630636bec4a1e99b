"""Whether the purchase gives a public body a means to watch people: from what is bought, who buys and where it is used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from watchledger.findings.condition import Site, holds
from watchledger.findings.match import Hit
from watchledger.model import BOUGHT, Verdict

NOTHING = "No surveillance term in the text."
_RANK = {"yes": 0, "unclear": 1, "no": 2}


class Said(NamedTuple):
    """What one hit says of the document, why, and the buyer types that decided it."""

    verdict: str
    why: str
    buyer: tuple[str, ...]


def verdict_of(hit: Hit, site: Site) -> Said:
    """What one hit says of the document."""
    sense = hit.sense
    if sense.verdict is not None:
        return Said(sense.verdict, sense.why, sense.when.buyer)
    for rule in sense.technology.verdicts if sense.technology is not None else ():
        if holds(rule.when, site):
            return Said(rule.verdict, rule.why, rule.when.buyer)
    return Said("yes" if sense.technology is not None else "unclear", sense.why, sense.when.buyer)


def joined(found: Iterable[tuple[Hit, Site, str, str]], buyer_words: dict[str, str]) -> Verdict:
    """The verdict of a document from its hits as (hit, site, status, quote): the strongest of what is bought, or hinted at."""
    best: tuple[Said, str] | None = None
    seen_only = ""
    for hit, site, status, quote in found:
        technology = hit.sense.technology
        if technology is not None and (status not in BOUGHT or technology.adjacent):
            seen_only = seen_only or f"“{quote}” is {technology.label_en}, {'not counted' if technology.adjacent else status}"
            continue
        said = verdict_of(hit, site)
        if best is None or _RANK[said.verdict] < _RANK[best[0].verdict]:
            best = said, f"“{quote}” ({technology.label_en if technology is not None else 'no technology named'})"
            if said.verdict == "yes":
                break
    if best is None:
        return Verdict("no", f"Nothing is bought that watches people: {seen_only}." if seen_only else NOTHING)
    said, what = best
    buyer = next((buyer_words[kind] for kind in (*said.buyer, *buyer_words) if kind in buyer_words), None)
    parts = (what, said.why, f"buyer: “{buyer}”" if buyer else "what kind of body buys is not stated")
    return Verdict(said.verdict, "; ".join(part for part in parts if part) + ".")
