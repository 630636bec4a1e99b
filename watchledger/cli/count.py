"""watchledger count: exact tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from watchledger.explore.case import Case
    from watchledger.explore.counts import Counts, Row


def count(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    by: Annotated[str, typer.Option("--by", help="Dimensions, joined by commas; none counts the documents.")] = "",
    where: Annotated[str, typer.Option("--where", metavar="QUERY", help="Count only what `find` finds by this.")] = "",
    all_statuses: Annotated[
        bool, typer.Option("--all-statuses", help="Also findings that are optional, reserved, existing or negated.")
    ] = False,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="Rows printed; all by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Rows and totals as one JSON object.")] = False,
    projects: Annotated[
        bool, typer.Option("--projects/--no-projects", help="Count projects beside documents; both by default.")
    ] = True,
    every: Annotated[bool, typer.Option("--every", help="Count near-duplicates too, each as a document of its own.")] = False,
) -> None:
    """Count documents by technology, year, buyer and so on. Exact and uncapped.

    Every row says of how many documents it is a share: all of the case with the same year, region, type … A sum of money is
    printed with the number of documents that state a price, and is a lower bound; budgets, ceilings, awards and currencies
    are never added to one another. What no document states is counted as "not stated".

    A notice met twice, the same to a few words, is counted once (`--every` counts each): two documents are one when their texts
    are 90 % the same and nothing that both state differs, or when they are captures of one address. `watchledger show` lists
    the others. Of a question that finds only the copy, the copy is counted.

    An intention, a tender, its amendment, its award and its contract are five documents of one project. Projects are the notices
    that number, buyer, title and time join (`watchledger project` says why); a project counts in every row that one of its
    documents belongs to, and documents that state no number, title or buyer are in none.

    Examples:

        watchledger count my-case --by technology,year

        watchledger count my-case --by buyer --where 'technology:video.face year>=2018' --limit 20

        watchledger count my-case --by supplier --where type:award --json

    Dimensions: technology, group, status, year, month, type, region, province, prefecture, county, buyer, buyer_type, agency,
    supplier, verdict, reading, format.
    """
    from watchledger.cli.asking import asked, print_json, understood
    from watchledger.errors import BadQuery
    from watchledger.explore.counts import counts, lines, measures

    dimensions = [name.strip() for name in by.split(",") if name.strip()]
    tree = understood(where, "--where") if where.strip() else None
    with asked(case) as opened:
        of = _project_of(opened, wanted=projects)
        try:
            table = counts(opened, dimensions, tree, all_statuses=all_statuses, project_of=of, every=every)
        except BadQuery as error:
            raise typer.BadParameter(error.reason, param_hint="--by") from error
    if as_json:
        rows = list(lines(table))[:limit]
        whole = measures(table.whole)
        print_json(
            {
                "by": table.by,
                "where": where,
                "rows": rows,
                "total": whole,
                "statuses": table.statuses,
                "near_duplicates": table.copies,
            }
        )
    else:
        _print(table, limit)


def _project_of(case: Case, *, wanted: bool) -> dict[int, int] | None:
    from watchledger.explore.kept_projects import grouped

    return grouped(case).number if wanted else None


def _print(table: Counts, limit: int | None) -> None:
    from rich.table import Table

    from watchledger.cli.asking import console, plain

    out = console()
    if table.by:
        shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for name in table.by:
            shown.add_column(name, overflow="fold")
        both = table.whole.projects is not None
        for name in ("documents", "of all", *(["projects"] if both else [])):
            shown.add_column(name, justify="right")
        shown.add_column("amounts (lower bounds)", overflow="fold")
        for row in table.rows[:limit]:
            values = ["not stated" if value is None else plain(str(value)) for value in row.values]
            projects = [f"{len(row.projects):,}"] if row.projects is not None else []
            shown.add_row(*values, f"{row.documents:,}", f"{row.of:,}", *projects, _amounts(row))
        out.print(shown)
        if limit is not None and len(table.rows) > limit:
            out.print(f"{len(table.rows) - limit:,} more rows")
    of_projects = f", {len(table.whole.projects):,} projects" if table.whole.projects is not None else ""
    once = f" ({table.copies:,} near-duplicates counted once)" if table.copies else ""
    out.print(f"{table.whole.documents:,} of {table.whole.of:,} documents{once}{of_projects}")
    if amounts := _amounts(table.whole):
        out.print(amounts)
    if table.statuses:
        out.print(
            f"Findings counted: {' and '.join(table.statuses)}. A document counts in every row that it belongs to.", style="dim"
        )


def _amounts(row: Row) -> str:
    """One line for each kind of amount and currency: sum, and how many of the documents state one."""
    return "\n".join(
        f"{kind.replace('_', ' ')} {_grouped(entry.total)} {currency} ({entry.priced:,} of {row.documents:,} with a price)"
        for (kind, currency), entry in sorted(row.amounts.items())
    )


def _grouped(total: Any) -> str:
    return f"{total:,.2f}".removesuffix(".00")
