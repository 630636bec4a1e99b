"""watchledger screen: suppliers and brands of a case beside a list that the user supplies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from watchledger.explore.case import Case
    from watchledger.explore.screening import Screened, Screening

QUOTED = ("source", "datasets", "program", "programs", "topics", "name", "caption", "alt_names", "start_date", "source_list_url")
"""Fields of an entry that the terminal shows first; `--json` has them all."""


def screen(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    listed: Annotated[
        Path, typer.Argument(metavar="LIST", exists=True, dir_okay=False, help="The list: FollowTheMoney JSON, or CSV.")
    ],
    every: Annotated[bool, typer.Option("--all-roles", help="Compare buyers, using bodies and agents too.")] = False,
    related: Annotated[bool, typer.Option("--related", help="Show units, branches, groups and longer names too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object: candidates with the whole entries.")] = False,
) -> None:
    """Compare suppliers, bidders and brands of a case with a list, and explain each candidate beside the list's own entry.

    LIST is yours: OpenSanctions or other FollowTheMoney entities (a JSON object a line, or one array), the Consolidated Screening
    List's CSV, OpenSanctions' simplified CSV, or a plain CSV whose header has name (or 名称, 企业名称 …), or no header at all.
    A short name of a maker (NEC) also shows the firms whose names begin with it, as related. A
    candidate is two names that are alike: it is no statement that a body is on the list, and a list is quoted, never interpreted.
    Read both entries, compare addresses and codes, then decide. Natural persons are not compared, nor entries that do not say what
    they are and could be persons; their number is told. Exit code 1 when entries could not be read.

    Examples:

        watchledger screen my-case targets.nested.json

        watchledger screen my-case consolidated.csv --related --json
    """
    from watchledger.cli.asking import asked, print_json
    from watchledger.explore.grouping import EVERY_ROLE
    from watchledger.explore.screening import ROLES as SOLD
    from watchledger.explore.screening import screen as compared

    with asked(case) as opened:
        roles = (*SOLD, *EVERY_ROLE) if every else SOLD
        found = compared(opened, listed, roles, related=related)
        documents = {head.key: head.id for head in _heads(opened, found)}
    if as_json:
        print_json(_json(found, listed, documents))
    else:
        _print(found, documents)
    for problem in found.passed.problems[:20]:
        typer.echo(f"watchledger: {listed} ({problem})", err=True)
    if found.passed.problems:
        typer.echo(f"watchledger: {len(found.passed.problems):,} entries could not be read", err=True)
        raise typer.Exit(1)


def _heads(case: Case, found: Screening) -> list[Any]:
    return list(case.store.heads(sorted({key for one in found.candidates for key in one.documents})))


def _json(found: Screening, listed: Path, documents: dict[int, str]) -> dict[str, Any]:
    passed = found.passed
    return {
        "list": str(listed), "compared": found.compared, "entries": found.read,
        "not_compared": {"persons": passed.persons, "could_be_persons": passed.unclear, "others": passed.others},
        "candidates": [_candidate(one, documents) for one in found.candidates], "problems": passed.problems,
        "related_not_shown": found.hidden,
    }  # fmt: skip


def _candidate(one: Screened, documents: dict[int, str]) -> dict[str, Any]:
    likeness = one.likeness
    reason, entry = likeness.comparison.reasons[0], likeness.entry
    return {
        "name": one.name, "code": likeness.mention.code or None, "roles": one.roles,
        "documents": [documents[key] for key in one.documents], "verdict": likeness.comparison.verdict,
        "score": likeness.comparison.score, "rule": reason.rule, "reason": reason.words, "version": likeness.comparison.version,
        "entry": {
            "id": entry.id, "name": entry.names[0], "like": likeness.by, "source": entry.source, "place": entry.place,
            "quoted": dict(entry.quoted),
        },
    }  # fmt: skip


def _print(found: Screening, documents: dict[int, str]) -> None:
    from rich.text import Text

    from watchledger.cli.asking import console, plain

    out = console()
    for one in found.candidates:
        reason, entry = one.likeness.comparison.reasons[0], one.likeness.entry
        roles = ", ".join(f"{role} {number:,}" for role, number in sorted(one.roles.items()))
        kind = "related, another body" if one.related else "candidate"
        out.print(Text.assemble((plain(one.name), "bold"), f"  {roles}", (f"  {kind}", "dim")), soft_wrap=True)
        out.print(
            Text(f"  like {plain(one.likeness.by)}: {one.likeness.comparison.score:.2f} {reason.rule}, {plain(reason.words)}")
        )
        out.print(Text(f"  the list says ({plain(entry.source)}, {entry.place}):"), style="dim")
        for name, value in _shown(entry.quoted):
            out.print(Text(f"    {plain(name)}: {plain(value)[:200]}"), style="dim", soft_wrap=True)
        out.print(Text("  documents: " + ", ".join(documents[key] for key in one.documents[:8]) + " …" * (len(one.documents) > 8)))
    passed = found.passed
    out.print(Text(f"{len(found.candidates):,} candidates; {found.compared:,} names, {found.read:,} entries", style="bold"))
    out.print(
        f"Not compared: {passed.persons:,} persons, {passed.unclear:,} entries that could be persons, {passed.others:,} others.",
        style="dim",
    )
    if found.hidden:
        out.print(f"{found.hidden:,} more are units, branches, groups or longer names: --related shows them.", style="dim")
    out.print("A candidate is two names that are alike. Whether they are one body is for a person to find out.", style="dim")


def _shown(quoted: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """The telling fields first, eight in all."""
    first = [pair for name in QUOTED for pair in quoted if pair[0] == name]
    return (first + [pair for pair in quoted if pair not in first])[:8]
