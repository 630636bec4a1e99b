"""What a document with findings states besides them: programmes, target groups, venues, claims, standards, the law it cites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from watchledger.findings.claims import claims
from watchledger.findings.context import context
from watchledger.findings.law import cited_law
from watchledger.findings.lexicon import Lexicon, lexicon
from watchledger.findings.make import fact
from watchledger.findings.match import Cover
from watchledger.findings.names import Place, used
from watchledger.findings.standards import standards
from watchledger.lang.normal import View, fold
from watchledger.model import BOUGHT, Claim, Fact, Finding, Notice, Text

_OWN = frozenset({"school", "hospital", "detention", "religious", "scenic", "transport", "hotel_entertainment", "laboratory"})
"""Venues that an institution is: one that buys for itself names the place in its own name."""
HEAD = 160
"""Characters at the head of a text that are read as its title where the notice has none."""
_INSTITUTION = 4
"""Characters behind the last such word of a name that still leave the body an institution: 医院（本部）, 学院本级."""


def about(
    text: Text, view: View, notice: Notice, findings: tuple[Finding, ...], *, bought: bool, vocabulary: Lexicon | None = None
) -> Notice:
    """The notice with what the document states beside its findings. Programmes are looked for in every document, the rest where
    there are findings; groups and places where something is `bought` that may watch people."""
    known = vocabulary if vocabulary is not None else lexicon()
    furniture = Cover([(b.start, b.end) for b in text.blocks if b.kind == "furniture"])
    named = [place for place in known.names.programmes(view) if not furniture.holds(place.start, place.end)]
    programmes = _first(_facts(text, named))
    if not findings and not bought:
        return replace(notice, programmes=programmes) if programmes else notice
    folded = fold(text.content)
    if not findings:
        targets, venues = _people_and_places(text, view, notice, findings, known, folded)
        return replace(notice, programmes=programmes, targets=targets, venues=venues)
    targets, venues = _people_and_places(text, view, notice, findings, known, folded) if bought else ((), ())
    return replace(
        notice,
        programmes=programmes,
        targets=targets,
        venues=venues,
        claims=tuple(c for c in claims(text, folded) if _outside(c, furniture)),
        standards=standards(text, folded),
        legal_basis=cited_law(text, view),
    )


def _outside(claim: Claim, furniture: Cover) -> bool:
    return not furniture.holds(claim.kind.span.start, claim.kind.span.end)


def _people_and_places(
    text: Text, view: View, notice: Notice, findings: tuple[Finding, ...], known: Lexicon, folded: str
) -> tuple[tuple[Fact[str], ...], tuple[Fact[str], ...]]:
    """Target groups and venues: of the title (the head of a text without one), of the buyer's own name, of the sentences that
    name what is bought."""
    head = notice.title.span[1:] if notice.title is not None else (0, min(HEAD, len(text.content)))
    places = list(used(known.names.within(view, *head), folded, context()))
    if notice.buyer is not None:
        places += _institution(known.names.within(view, notice.buyer.span.start, notice.buyer.span.end), notice.buyer)
    found = {kind: _facts(text, (p for p in places if p.kind == kind)) for kind in ("targets", "venues")}
    for kind, facts in found.items():
        facts += [one for f in findings if f.status in BOUGHT for one in getattr(f, kind)]
    return _first(found["targets"]), _first(found["venues"])


def _institution(places: list[Place], buyer: Fact[str]) -> list[Place]:
    """The place that the buyer itself is: the last one in its name, if the name ends with it."""
    if not places:
        return []
    last = max(places, key=lambda place: place.end)
    at_end = buyer.span.end - last.end <= _INSTITUTION or buyer.quote.isascii()
    return [last] if at_end and last.kind == "venues" and last.id in _OWN else []


def _facts(text: Text, places: Iterable[Place]) -> list[Fact[str]]:
    return [fact(text, p.id, p.start, p.end, f"{p.kind}.document/1") for p in places]


def _first(facts: Iterable[Fact[str]]) -> tuple[Fact[str], ...]:
    """Each value once, at its first place."""
    found: dict[str, Fact[str]] = {}
    for one in facts:
        found.setdefault(one.value, one)
    return tuple(sorted(found.values(), key=lambda f: f.span.start))
