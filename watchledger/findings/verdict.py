"""Whether the purchase gives a public body a means to watch people: from what is bought, who buys and where it is used."""

from __future__ import annotations

from watchledger.findings.condition import Site, holds
from watchledger.findings.match import Hit
from watchledger.model import BOUGHT, Verdict

_RANK = {"yes": 0, "unclear": 1, "no": 2}


def verdict_of(hit: Hit, site: Site) -> tuple[str, str]:
    """What one hit says of the document: (verdict, why)."""
    if hit.sense.verdict is not None:
        return hit.sense.verdict, hit.sense.why
    if hit.sense.technology is None:
        return "unclear", hit.sense.why
    for rule in hit.sense.technology.verdicts:
        if holds(rule.when, site):
            return rule.verdict, rule.why
    return "yes", ""


def joined(found: list[tuple[Hit, Site, str, str]], buyer_words: dict[str, str]) -> Verdict:
    """The verdict of a document from its hits as (hit, site, status, quote): the strongest of what is bought, or hinted at."""
    best: tuple[int, str, str, str] | None = None
    seen_only: str | None = None
    for hit, site, status, quote in found:
        if hit.sense.technology is not None and (status not in BOUGHT or hit.sense.technology.adjacent):
            seen_only = seen_only or f"“{quote}” is {status}"
            continue
        verdict, why = verdict_of(hit, site)
        name = hit.sense.technology.label_en if hit.sense.technology else "no technology named"
        if best is None or _RANK[verdict] < best[0]:
            best = (_RANK[verdict], verdict, f"“{quote}” ({name})", why)
            if verdict == "yes":
                break
    if best is None:
        return Verdict(
            "no", f"Nothing is bought that watches people: {seen_only}." if seen_only else "No surveillance term in the text."
        )
    _, verdict, what, why = best
    buyer = next(iter(buyer_words.values()), None)
    parts = [what, why, f"buyer: “{buyer}”" if buyer else "buyer's kind not stated"]
    return Verdict(verdict, "; ".join(part for part in parts if part) + ".")
