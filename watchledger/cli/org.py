"""watchledger org: one organisation under all names that a case uses for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from watchledger.cli.grouping import Named
    from watchledger.entities import Comparison
    from watchledger.explore.case import Case


def org(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="An organisation's name in any writing.")],
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, help="Notices of the timeline printed; all by default.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show one organisation: the names used for it with the reason for each, its roles, totals by stage, its notices in time.

    Names that are the same body are joined; names that a person should decide, and units, branches or groups, are listed apart
    with the reason and are in no total. Aliases that nobody has checked are marked unverified and never join. Amounts are typed by
    role, stage and kind, are lower bounds, and are never added to one another. People are not looked up.

    Examples:

        watchledger org my-case 青石县公安局

        watchledger org my-case '北辰视讯(云岭)有限公司' --json
    """
    from watchledger.cli.asking import asked, print_json

    with asked(case) as opened:
        found = _organisation(opened, name)
    if as_json:
        print_json(found)
    else:
        _print(found, limit)


def _organisation(case: Case, asked_for: str) -> dict[str, Any]:
    from watchledger.cli.grouping import names_of
    from watchledger.entities import ASK, RELATED, SAME
    from watchledger.errors import InputError
    from watchledger.fields.organisation import is_person

    if is_person(asked_for):
        raise InputError(f"{asked_for!r} looks like a person's name; only organisations are looked up")
    named: dict[str, list[Named]] = defaultdict(list)
    for naming in names_of(case):
        named[naming.name].append(naming)
    verdicts = _verdicts(asked_for, named)
    groups = {
        verdict: [name for name in named if name in verdicts and verdicts[name].verdict == verdict]
        for verdict in (SAME, ASK, RELATED)
    }
    if not any(groups.values()):
        raise InputError(f"no document names {asked_for!r}, or a body that could be it", path=str(case.store.case))
    namings = [naming for name in groups[SAME] for naming in named[name]]
    return {
        "asked": asked_for,
        "names": [_line(name, verdicts[name], named[name]) for name in _by_use(groups[SAME], named)],
        "ask": [_line(name, verdicts[name], named[name]) for name in _by_use(groups[ASK], named)],
        "related": [_line(name, verdicts[name], named[name]) for name in _by_use(groups[RELATED], named)],
        **_activity(case, namings),
    }


def _verdicts(asked_for: str, named: dict[str, list[Named]]) -> dict[str, Comparison]:
    """What each name of the case is to the one asked for; a name that is the same as one that is the same counts too."""
    from watchledger.entities import ASK, DIFFERENT, SAME, compare, parse, shipped

    aliases = shipped()
    verdicts: dict[str, Comparison] = {}
    waiting = [asked_for]
    known = {asked_for}
    while waiting:
        name = waiting.pop()
        parsed = parse(name)
        for other in named:
            found = compare(parsed, parse(other), aliases=aliases)
            if other == asked_for and found.verdict == ASK:
                found = _as_written(found)
            held = verdicts.get(other)
            if found.verdict != DIFFERENT and (held is None or (found.verdict == SAME and held.verdict != SAME)):
                verdicts[other] = found
            if found.verdict == SAME and other not in known and not any(n.shown != other for n in named[other]):
                known.add(other)
                waiting.append(other)
    return verdicts


def _as_written(found: Comparison) -> Comparison:
    """The very name that was asked for: the user means it, what is open about it is said."""
    from watchledger.entities import SAME, Comparison, Reason

    return Comparison(SAME, 1.0, (Reason("as.asked", 1.0, f"the name asked for ({found.reasons[0].words})"),))


def _by_use(names: list[str], named: dict[str, list[Named]]) -> list[str]:
    return sorted(names, key=lambda name: (-len({n.document for n in named[name]}), name))


def _line(name: str, comparison: Comparison, namings: list[Named]) -> dict[str, Any]:
    """One name with its use. Where personal data slipped into it, the reason's words, which quote it, are left out."""
    reason = comparison.reasons[0]
    shown = next((n.shown for n in namings if n.shown != name), name)
    words = reason.words if shown == name else f"{reason.rule}; the words hold personal data"
    return {
        "name": shown, "documents": len({n.document for n in namings}), "roles": dict(Counter(n.role for n in namings)),
        "rule": reason.rule, "reason": words, "score": comparison.score, "version": comparison.version,
    }  # fmt: skip


def _activity(case: Case, namings: list[Named]) -> dict[str, Any]:
    """Totals typed by role, stage, kind of amount and currency; the notices in order of time."""
    from watchledger.cli.grouping import amounts_of

    by_document: dict[int, list[Named]] = defaultdict(list)
    for naming in namings:
        by_document[naming.document].append(naming)
    totals: dict[tuple[str, str, str, str], list[Decimal]] = defaultdict(list)
    counted: Counter[tuple[str, str]] = Counter()
    timeline = []
    for head in case.store.heads(sorted(by_document)):
        here = by_document[head.key]
        amounts = [
            (role, kind, *value) for role in sorted({n.role for n in here} & {"buyer"}) for kind, value in amounts_of(head).items()
        ]
        amounts += [(n.role, f"{n.role} amount", n.amount, n.currency or "") for n in here if n.amount is not None]
        stage = head.type or "not stated"
        counted.update({(n.role, stage) for n in here})
        for role, kind, amount, currency in amounts:
            totals[role, stage, kind, currency].append(Decimal(amount))
        timeline.append({
            "document": head.id, "published": head.published, "type": head.type, "title": head.title, "path": head.path,
            "roles": sorted({n.role for n in here}),
            "amounts": [{"role": r, "kind": k, "amount": a, "currency": c} for r, k, a, c in amounts],
        })  # fmt: skip
    timeline.sort(key=lambda line: (line["published"] or "9999", line["document"]))
    sums = [
        {"role": role, "stage": stage, "kind": kind, "currency": currency, "stated": len(values), "documents": counted[role, stage],
         "sum": f"{sum(values):f}"}
        for (role, stage, kind, currency), values in sorted(totals.items())
    ]  # fmt: skip
    roles = [{"role": role, "stage": stage, "documents": number} for (role, stage), number in sorted(counted.items())]
    return {"documents": len(by_document), "roles": roles, "totals": sums, "timeline": timeline}


def _print(found: dict[str, Any], limit: int | None) -> None:
    from rich.text import Text

    from watchledger.cli.asking import console, plain
    from watchledger.cli.grouping import money

    out = console()
    titles = {
        "names": "Names used",
        "ask": "Perhaps the same: for a person to decide, in no total",
        "related": "Units, branches, groups",
    }
    for group, title in titles.items():
        if found[group]:
            out.print(Text(title, style="bold"))
        for line in found[group]:
            roles = ", ".join(f"{role} {number:,}" for role, number in sorted(line["roles"].items()))
            out.print(Text.assemble("  ", plain(line["name"]), f"  {roles}  ", (plain(line["reason"]), "dim")), soft_wrap=True)
    out.print(Text(f"{found['documents']:,} documents", style="bold"))
    for line in found["roles"]:
        out.print(f"  {line['role']}, {line['stage']}: {line['documents']:,}")
    if found["totals"]:
        out.print(Text("Amounts (lower bounds, never added to one another)", style="bold"))
    for line in found["totals"]:
        what = f"{line['role']}, {line['stage']}, {line['kind'].replace('_', ' ')}: {money(line['sum'], line['currency'])}"
        out.print(f"  {what} (stated {line['stated']:,} times in {line['documents']:,} documents)")
    if found["timeline"]:
        out.print(Text("In time", style="bold"))
    for line in found["timeline"][:limit]:
        amounts = "; ".join(f"{a['kind'].replace('_', ' ')} {money(a['amount'], a['currency'])}" for a in line["amounts"])
        about = " · ".join(
            part for part in (line["published"] or "undated", line["type"], ", ".join(line["roles"]), amounts) if part
        )
        out.print(Text.assemble("  ", (line["document"], "cyan"), f"  {about}  ", plain(line["title"] or "")), soft_wrap=True)
    if limit is not None and len(found["timeline"]) > limit:
        out.print(f"  {len(found['timeline']) - limit:,} more")
