"""watchledger project: the notices of one project in order, with what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer


def project(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    named: Annotated[str, typer.Argument(metavar="NUMBER|DOCUMENT", help="A project's number in any writing, or a document's id.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show the notices of one project in the order of its stages, amounts side by side, missing stages named.

    Notices are joined by number (brackets, prefixes, lots and "second time" do not matter), by a short number beside the same
    buyer, or by title, buyer and time where no number says otherwise; each join is printed with its reason. Amounts of different
    kinds are never added together. A re-tender under a new number is a project of its own and points at the failed attempt that it
    replaces, which points back. A stage that is missing is missing in this case: it may have been published.

    Examples:

        watchledger project my-case YLCG-2020-0173

        watchledger project my-case 3f2a9c41 --json
    """
    from watchledger.cli.asking import asked, print_json
    from watchledger.explore.project import projects_named

    with asked(case) as opened:
        shown = projects_named(opened, named)
    if as_json:
        print_json({"asked": named, "projects": shown})
    else:
        for one in shown:
            _print(one)


def _print(one: dict[str, Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    from watchledger.cli.asking import console, plain
    from watchledger.explore.grouping import money

    out = console()
    notices = one["notices"]
    first = notices[0]
    codes = dict.fromkeys(code for notice in notices for code in notice["project_codes"])
    out.print(Text(plain(first["title"] or first["document"]), style="bold"))
    out.print(Text(plain(" · ".join([*codes, first["buyer"] or "buyer not stated"]))), style="dim")
    kinds = [kind for kind in ("budget", "ceiling", "award_total") if any(kind in notice["amounts"] for notice in notices)]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("stage", "published", *(kind.replace("_", " ") for kind in kinds), "suppliers", "document"):
        table.add_column(name, overflow="fold")
    for notice in notices:
        stage = (
            (notice["stage"] or "not stated") + (" (again)" if notice["again"] else "") + (" (repeat)" if notice["repeats"] else "")
        )
        cells = [notice["amounts"].get(kind) for kind in kinds]
        amounts = [money(cell["amount"], cell["currency"]) if cell else "" for cell in cells]
        firms = "\n".join(
            plain(s["name"]) + (f"  {money(s['amount'], s['currency'])}" if s["amount"] is not None else "")
            for s in notice["suppliers"]
        )
        row = [plain(stage), notice["published"] or "", *amounts, firms, notice["document"]]
        table.add_row(*map(Text, row))
    out.print(table)
    missing = ", ".join(one["missing"])
    out.print(f"missing in this case: {missing}" if missing else "every expected stage is there")
    for join in one["replaces"]:
        out.print(Text(plain(f"{join['one']} is a further attempt at {join['other']}: {join['words']}")))
    for join in one["replaced_by"]:
        out.print(Text(plain(f"tried again in {join['one']}: {join['words']}")))
    for join in one["joins"]:
        out.print(Text(plain(f"{join['one']} + {join['other']}: {join['words']}")), style="dim")
