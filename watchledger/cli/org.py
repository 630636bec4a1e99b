"""watchledger org: one organisation under all names that a case uses for it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer


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
    with the reason and are in no total: `watchledger match` lists and decides them. Aliases that nobody has checked are marked
    unverified and never join. Amounts are typed by role, stage and kind, are lower bounds, and are never added to one another.
    People are not looked up.

    Examples:

        watchledger org my-case 青石县公安局

        watchledger org my-case '北辰视讯(云岭)有限公司' --json
    """
    from watchledger.cli.asking import asked, print_json
    from watchledger.explore.kept_projects import grouped
    from watchledger.explore.organisation import organisation

    with asked(case) as opened:
        found = organisation(opened, name, project_of=grouped(opened).number)
    if as_json:
        print_json(found)
    else:
        _print(found, limit)


def _about(found: dict[str, Any]) -> str:
    """Type and place in a line: police · 福建省 福州市 长乐区 (长乐市 before)."""
    place = found["place"] or {"path": [], "candidates": [], "before": None}
    where = " ".join(place["path"]) + (f" ({place['before']} before)" if place["before"] else "")
    several = f" (several bear the name: {', '.join(place['candidates'])})" if place["candidates"] else ""
    return " · ".join(part for part in ((found["type"] or "").replace("_", " "), where + several) if part)


def _print(found: dict[str, Any], limit: int | None) -> None:
    from rich.text import Text

    from watchledger.cli.asking import console, plain
    from watchledger.explore.grouping import money

    out = console()
    if about := _about(found):
        out.print(Text(plain(about)), style="dim")
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
            used = f"{line['first']} to {line['last']}  " if line["first"] else ""
            out.print(
                Text.assemble("  ", plain(line["name"]), f"  {roles}  {used}", (plain(line["reason"]), "dim")), soft_wrap=True
            )
    if found["decisions"]:
        out.print(Text("Decisions of people (`watchledger match` makes and takes them back)", style="bold"))
    for line in found["decisions"]:
        said = {"yes": "one body", "no": "two bodies"}.get(line["judgement"], line["judgement"])
        pair = f"{plain(line['one'])} = {plain(line['other'])}"
        counts = "" if line["counts"] or line["judgement"] == "unsure" else "  (a later one counts)"
        out.print(Text(f"  {line['number']}  {pair}: {said}, {plain(line['reviewer'])}, {line['decided'][:10]}{counts}"))
    repeats = f" ({found['repeats']:,} more repeat one of them)" if found["repeats"] else ""
    out.print(Text(f"{found['documents']:,} documents{repeats}, {found['projects']:,} projects", style="bold"))
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
