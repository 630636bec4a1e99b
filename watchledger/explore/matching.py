"""Which names of a case are one body: what the machine proposes, what people decided of it, and what came of both.

matching(case) -> Matching                                   resolve all names of the case, decisions first
candidates(matching, reviewer="") -> [Candidate]             pairs to decide, the most telling first, with reasons and use
decide(case, one, other, judgement, reviewer=, ...)          append yes (one body), no (two) or unsure; says what it contradicts
undo(case, reviewer, number=None) -> Decision                take the last (or that) decision back; exactly what was before stands
history(case) -> [Decision]                                  every decision on pairs ever made, reversals too, in order
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from watchledger.entities import (
    DIFFERENT,
    SAME,
    Comparison,
    Judged,
    Link,
    Mention,
    Period,
    Resolution,
    against,
    compare,
    name_of_side,
    parse,
    shipped,
    side_of,
    telling_code,
    timed,
)
from watchledger.errors import InputError
from watchledger.explore.case import Case
from watchledger.explore.grouping import Named, hidden_names, is_named, names_of, periods_of
from watchledger.explore.kept import state_of
from watchledger.explore.known_names import CaseNames, known_names
from watchledger.model.review import Decision, subject_of_pair

KIND = "pair"
SAID = {"yes": SAME, "no": DIFFERENT}


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of a pair: one decision for each reviewer. The latest that is not unsure counts; `disputed` where reviewers
    are of two minds."""

    one: str
    other: str
    by_reviewer: Mapping[str, Decision]

    @property
    def counts(self) -> Decision | None:
        settled = [one for one in self.by_reviewer.values() if one.judgement in SAID]
        return max(settled, key=lambda decision: decision.number) if settled else None

    @property
    def disputed(self) -> bool:
        return len({one.judgement for one in self.by_reviewer.values() if one.judgement in SAID}) > 1


@dataclass(frozen=True, slots=True)
class Matching:
    """Of a `case`: `resolution` of all names, `standing` decisions by their two sides, `names` to look further names
    up in. `hidden` are names into which personal data reaches: they are never offered, since a decision keeps the name."""

    case: Case
    resolution: Resolution
    standing: Mapping[frozenset[str], Standing]
    names: CaseNames
    hidden: frozenset[str] = frozenset()
    clusters: Mapping[Mention, int] = field(default_factory=dict)

    def namings(self, names: Collection[str]) -> dict[Mention, list[Named]]:
        """Where documents use these names, by mention."""
        found: dict[Mention, list[Named]] = defaultdict(list)
        for naming in names_of(self.case, names):
            found[mention_of(naming)].append(naming)
        return found


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two names that may be one body. `one` and `other` are the sides to decide on, `link` what the machine says and why,
    `documents` and `roles` how the case uses each, `standing` what people said of it so far (unsure ones)."""

    one: str
    other: str
    link: Link
    documents: tuple[int, int]
    roles: tuple[tuple[str, ...], tuple[str, ...]]
    standing: Standing | None


def standing(case: Case) -> dict[frozenset[str], Standing]:
    """What stands of all pairs, by their two sides."""
    held = case.store.decisions.of_kind(KIND).items()
    return {frozenset((s.source, s.value)): Standing(s.source, s.value, by_reviewer) for s, by_reviewer in held}


def judged(stands: Mapping[frozenset[str], Standing]) -> Judged:
    """The decisions that count, as `resolve` takes them."""
    counting = ((pair, one.counts) for pair, one in stands.items())
    return {pair: SAID[decision.judgement] for pair, decision in counting if decision is not None}


def matching(case: Case) -> Matching:
    """All names of the case resolved: new ones alone are, the others were kept (known_names.py)."""
    names = resolved_names(case)
    stands = standing(case)
    made = names.resolution(judged(stands))
    return Matching(case, made, stands, names, hidden_names(case), made.of())


def resolved_names(case: Case) -> CaseNames:
    """The names of the case, those that are new resolved and kept for who asks next."""
    return known_names(case.store.case, state_of(case), lambda: {mention_of(naming) for naming in names_of(case)})


def mention_of(naming: Named) -> Mention:
    """Codes whose check signs are wrong say nothing."""
    return Mention(naming.name, code=telling_code(naming.code) if naming.code else "")


def candidates(found: Matching, reviewer: str = "") -> list[Candidate]:
    """What is to be decided, the most used and most telling first; without what this reviewer has said unsure of."""
    made = []
    names = {side.name for link in found.resolution.ask for side in link[:2]}
    uses, periods = found.namings(names), periods_of(found.case, names)
    for link in found.resolution.ask:
        if {link.one.name, link.other.name} & found.hidden:
            continue
        one, other = sides(found, link)
        held = found.standing.get(frozenset((one, other)))
        if held is not None and reviewer in held.by_reviewer:
            continue
        a, b = uses.get(link.one, []), uses.get(link.other, [])
        link = link._replace(comparison=_timed(link.comparison, link.one.name, link.other.name, periods))
        made.append(Candidate(one, other, link, (_documents(a), _documents(b)), (_roles(a), _roles(b)), held))
    return sorted(made, key=lambda c: (-c.link.comparison.score, -sum(c.documents), c.one, c.other))


def sides(found: Matching, link: Link) -> tuple[str, str]:
    """How a decision on this link names its two sides: by the names alone, unless the two are written alike."""
    if link.one.name != link.other.name:
        return link.one.name, link.other.name
    return side_of(link.one), side_of(link.other)


def _documents(namings: list[Named]) -> int:
    return len({naming.document for naming in namings})


def _roles(namings: list[Named]) -> tuple[str, ...]:
    return tuple(sorted({naming.role for naming in namings}))


def decide(
    case: Case, one: str, other: str, judgement: str, *, reviewer: str, note: str | None = None, document: str = ""
) -> Decision:
    """Appends a decision on two sides (names as documents write them). Raises InputError where a decision that stands says
    otherwise of the two by way of other names (those are to be taken back first), and for a name that no document has."""
    if one == other:
        raise InputError("a pair has two different names")
    for side in (one, other):
        if not is_named(case, name_of_side(side)):
            raise InputError(f"no document names {name_of_side(side)!r} just so", path=str(case.store.case))
    stands = standing(case)
    if blamed := against(judged(stands), one, other, SAID.get(judgement, "")):
        said = "; ".join(_said(stands[frozenset(pair)]) for pair in blamed)
        raise InputError(f"it contradicts what stands: {said}. Take that back first")
    found = compared(case, one, other)
    rules = " ".join(reason.rule for reason in found.reasons)
    quote = f"{found.verdict} {found.score:.2f} {rules} {found.version}"
    subject = subject_of_pair(one, other)
    return case.store.decisions.add(subject, judgement, document=document, reviewer=reviewer, note=note, quote=quote)


def _said(held: Standing) -> str:
    decision = held.counts
    words = "one body" if decision is not None and decision.judgement == "yes" else "two bodies"
    number = decision.number if decision is not None else 0
    return f"decision {number} ({name_of_side(held.one)} and {name_of_side(held.other)} are {words})"


def undo(case: Case, reviewer: str, number: int | None = None) -> Decision | None:
    """Takes back the reviewer's last decision on a pair, or that of this number, by appending its reversal; the decision taken
    back, None where there is nothing. Raises InputError for a number that is no decision on a pair."""
    if number is None:
        last = case.store.decisions.last(reviewer, KIND)
    else:
        last = next((one for one in history(case) if one.number == number), None)
        if last is None:
            raise InputError(f"decision {number} is none on a pair of names")
    if last is not None:
        case.store.decisions.undo(last.number, reviewer=reviewer)
    return last


def history(case: Case) -> list[Decision]:
    """Every decision on a pair, and every reversal, in the order in which they were made."""
    return [one for one in case.store.decisions.log() if one.subject.kind == KIND]


def compared(case: Case, one: str, other: str) -> Comparison:
    """What the machine says of two sides today, the time of their use in the case included."""
    x, y = name_of_side(one), name_of_side(other)
    found = compare(parse(x), parse(y), aliases=shipped())
    return _timed(found, x, y, periods_of(case, (x, y)))


def _timed(found: Comparison, one: str, other: str, periods: Mapping[str, Period]) -> Comparison:
    return timed(found, (parse(one), parse(other)), (periods.get(one), periods.get(other)))
