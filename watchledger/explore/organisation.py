"""One organisation under all names that a case uses for it: names with reasons, roles, totals, notices in time, decisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from watchledger.entities import (
    ASK,
    RELATED,
    SAME,
    Comparison,
    Period,
    Reason,
    compare,
    locate,
    name_of_side,
    parse,
    shipped,
    timed,
    type_of,
)
from watchledger.errors import InputError
from watchledger.explore.case import Case
from watchledger.explore.counts import repeated
from watchledger.explore.grouping import Named, amounts_of, periods_of, personal
from watchledger.explore.matching import Matching, matching
from watchledger.model.review import Decision
from watchledger.store import Head

Json = dict[str, Any]


def organisation(case: Case, asked_for: str, *, found: Matching | None = None, project_of: Mapping[int, int] | None = None) -> Json:
    """All that the case says of a body: `names` that are it, `ask` that may be, `related` units and groups, each with the
    reason; `decisions` of people, `roles` and `totals` typed by role, stage, kind and currency, `timeline` of its notices.
    `project_of` gives the project of a document's key; then projects are counted beside documents. What is asked or related is
    in no total.

    Raises InputError for a person's name and for one that no document has."""
    if personal(asked_for):
        raise InputError(f"{asked_for!r} looks like a person's name; only organisations are looked up")
    found = found or matching(case)
    verdicts = _verdicts(asked_for, found)
    named: dict[str, list[Named]] = defaultdict(list)
    for mention, held in found.namings(verdicts).items():
        named[mention.name] += held
    periods = periods_of(case, named)
    for name in [name for name in verdicts if name in periods and asked_for in periods]:
        verdicts[name] = timed(verdicts[name], (parse(asked_for), parse(name)), (periods[asked_for], periods[name]))
    groups = {v: [name for name in named if name in verdicts and verdicts[name].verdict == v] for v in (SAME, ASK, RELATED)}
    if not any(groups.values()):
        raise InputError(f"no document names {asked_for!r}, or a body that could be it", path=str(case.store.case))
    namings = [naming for name in groups[SAME] for naming in named[name]]
    return {
        "asked": asked_for,
        **_about(asked_for),
        "names": [name_line(name, verdicts[name], named[name], periods.get(name)) for name in _by_use(groups[SAME], named)],
        "ask": [name_line(name, verdicts[name], named[name], periods.get(name)) for name in _by_use(groups[ASK], named)],
        "related": [name_line(name, verdicts[name], named[name], periods.get(name)) for name in _by_use(groups[RELATED], named)],
        "decisions": decisions_on(found, {asked_for, *groups[SAME]}),
        **_activity(case, namings, project_of),
    }


def _about(name: str) -> Json:
    """What the body does and where it is, by its name; None where the name does not say."""
    kind, where = type_of(name), locate(name)
    place = {"code": where.code or None, "level": where.level, "path": list(where.path), "candidates": list(where.candidates),
             "before": where.before or None}  # fmt: skip
    return {"type": kind.type if kind is not None else None, "place": place if where else None}


def _verdicts(asked_for: str, found: Matching) -> dict[str, Comparison]:
    """What names of the case that are like it are to the one asked for; those of one cluster, decisions included, are one body."""
    aliases, parsed = shipped(), parse(asked_for)
    near = found.names.near(asked_for)
    direct = {name: compare(parsed, parse(name), aliases=aliases) for name in near}
    if asked_for in near and direct[asked_for].verdict == ASK:
        direct[asked_for] = _as_written(direct[asked_for])
    same = {name for name, comparison in direct.items() if comparison.verdict == SAME}
    same = {asked_for} if asked_for in same else same
    inside = {number for mention, number in found.clusters.items() if mention.name in same}
    members = {mention.name for mention, number in found.clusters.items() if number in inside}
    verdicts = {name: c for name, c in direct.items() if c.verdict in (ASK, RELATED) and name not in members}
    resolution = found.resolution
    for links in (resolution.related, resolution.ask):
        for link in links:
            for one, other in ((link.one.name, link.other.name), (link.other.name, link.one.name)):
                if one in members and other not in members:
                    verdicts[other] = link.comparison
    apart = {name_of_side(side) for pair in _kept_apart(found, members) for side in pair} - members
    verdicts = {name: c for name, c in verdicts.items() if name not in apart}
    why = {name: link.comparison for link in resolution.joined for name in (link.one.name, link.other.name)}
    for name in members:
        own = direct[name] if name in direct else compare(parsed, parse(name), aliases=aliases)
        verdicts[name] = own if own.verdict == SAME else why.get(name, own)
    return verdicts


def _kept_apart(found: Matching, members: set[str]) -> Iterable[frozenset[str]]:
    """Pairs that a person says are two bodies, one of them among these names."""
    for pair, held in found.standing.items():
        if held.counts is not None and held.counts.judgement == "no" and any(name_of_side(side) in members for side in pair):
            yield pair


def _as_written(comparison: Comparison) -> Comparison:
    """The very name that was asked for: the user means it, what is open about it is said."""
    return Comparison(SAME, 1.0, (Reason("as.asked", 1.0, f"the name asked for ({comparison.reasons[0].words})"),))


def decisions_on(found: Matching, names: set[str]) -> list[Json]:
    """What people decided of these names and stands, in order; pairs with personal data in a name left out."""
    held: list[tuple[Decision, bool]] = [
        (decision, one.counts is decision)
        for pair, one in found.standing.items()
        if any(name_of_side(side) in names for side in pair) and not {name_of_side(side) for side in pair} & found.hidden
        for decision in one.by_reviewer.values()
    ]
    return [
        {
            "number": d.number, "one": name_of_side(d.subject.source), "other": name_of_side(d.subject.value),
            "judgement": d.judgement, "reviewer": d.reviewer, "decided": d.decided, "note": d.note, "counts": counts,
            "machine": d.quote,
        }
        for d, counts in sorted(held, key=lambda pair: pair[0].number)
    ]  # fmt: skip


def _by_use(names: list[str], named: Mapping[str, list[Named]]) -> list[str]:
    return sorted(names, key=lambda name: (-len({n.document for n in named[name]}), name))


def name_line(name: str, comparison: Comparison, namings: list[Named], used: Period | None = None) -> Json:
    """One name with its use. Where personal data slipped into it, the reason's words, which quote it, are left out."""
    reason = comparison.reasons[0]
    days = (None, None) if used is None else (used.first.isoformat(), used.last.isoformat())
    shown = next((n.shown for n in namings if n.shown != name), name)
    words = "; ".join(one.words for one in comparison.reasons) if shown == name else f"{reason.rule}; the words hold personal data"
    return {
        "name": shown, "documents": len({n.document for n in namings}), "roles": dict(Counter(n.role for n in namings)),
        "rule": reason.rule, "reason": words, "score": comparison.score, "version": comparison.version,
        "first": days[0], "last": days[1],
    }  # fmt: skip


def _activity(case: Case, namings: list[Named], project_of: Mapping[int, int] | None) -> Json:
    """Totals typed by role, stage, kind of amount and currency; the notices in order of time. Near-duplicates count once."""
    by_document: dict[int, list[Named]] = defaultdict(list)
    for naming in namings:
        by_document[naming.document].append(naming)
    totals: dict[tuple[str, str, str, str], list[Decimal]] = defaultdict(list)
    counted: Counter[tuple[str, str]] = Counter()
    timeline = []
    copies = repeated(sorted(by_document), case.store.alike.heads())
    for head in case.store.heads(sorted(by_document)):
        here = by_document[head.key]
        if head.key in copies:
            timeline.append(_entry(head, here, [], repeat=True))
            continue
        amounts = [
            (role, kind, *value) for role in sorted({n.role for n in here} & {"buyer"}) for kind, value in amounts_of(head).items()
        ]
        amounts += [(n.role, f"{n.role} amount", n.amount, n.currency or "") for n in here if n.amount is not None]
        stage = head.type or "not stated"
        counted.update({(n.role, stage) for n in here})
        for role, kind, amount, currency in amounts:
            totals[role, stage, kind, currency].append(Decimal(amount))
        timeline.append(_entry(head, here, amounts, repeat=False))
    timeline.sort(key=lambda line: (line["published"] or "9999", line["document"]))
    sums = [
        {"role": role, "stage": stage, "kind": kind, "currency": currency, "stated": len(values), "documents": counted[role, stage],
         "sum": f"{sum(values):f}"}
        for (role, stage, kind, currency), values in sorted(totals.items())
    ]  # fmt: skip
    roles = [{"role": role, "stage": stage, "documents": number} for (role, stage), number in sorted(counted.items())]
    projects = {} if project_of is None else {"projects": len({project_of[key] for key in by_document if key in project_of})}
    counts = {"documents": len(by_document) - len(copies), "repeats": len(copies)}
    return {**counts, **projects, "roles": roles, "totals": sums, "timeline": timeline}


def _entry(head: Head, here: list[Named], amounts: list[tuple[str, str, str, str]], *, repeat: bool) -> Json:
    """A notice of the timeline; one that repeats another from a second portal is in no count and no total."""
    return {
        "document": head.id, "published": head.published, "type": head.type, "title": head.title, "path": head.path,
        "roles": sorted({n.role for n in here}), "repeat": repeat,
        "amounts": [{"role": r, "kind": k, "amount": a, "currency": c} for r, k, a, c in amounts],
    }  # fmt: skip
