"""watchledger export: rows with their citations, as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from watchledger.publish import EXPORTERS, STANDARDS

if TYPE_CHECKING:
    from watchledger.explore.case import Case
    from watchledger.publish.tables import Beside


def export(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go; made if need be.")],
    to: Annotated[str, typer.Option("--to", metavar="|".join((*EXPORTERS, *STANDARDS)), help="The kind of files.")] = "csv",
    where: Annotated[str, typer.Option("--where", metavar="QUERY", help="Export only what `find` finds by this.")] = "",
    unmask: Annotated[bool, typer.Option("--unmask", help="Write personal data too. For the case's owner only.")] = False,
) -> None:
    """Write documents, facts, findings, suppliers, items and decisions as tables, all rows, each with its citation.

    Every row of evidence has the document's id and SHA-256, the address it was published at, its path, page, start, end, the
    quoted words and the rule that read them. Files of the same name in DIR are replaced when the new ones are whole.

    Examples:

        watchledger export my-case --to xlsx report/

        watchledger export my-case --to csv police/ --where 'buyer:公安 technology:video'

        watchledger export my-case --to parquet data/
    """
    from watchledger.cli.asking import asked, console, understood
    from watchledger.publish.export import export as write

    if to not in EXPORTERS and to not in STANDARDS:
        raise typer.BadParameter(f"takes one of {', '.join((*EXPORTERS, *STANDARDS))}", param_hint="--to")
    if directory.exists() and not directory.is_dir():
        raise typer.BadParameter(f"{directory} is a file", param_hint="DIR")
    tree = understood(where, "--where") if where.strip() else None
    with asked(case) as opened:
        keys = opened.index.keys(tree) if tree is not None else None
        total = len(keys) if keys is not None else opened.store.count()
        readings = (reading for _, reading in opened.store.readings(keys))
        decisions = _decisions(opened, keys)
        projects = _projects(opened) if to == "ocds" else None
        more: dict[str, Any] = {"decisions": decisions, "project_of": projects, "beside": _beside(opened)}
        written = write(_watched(readings, total), to, directory, unmask=unmask, **more)
    out = console()
    for table, rows in written.items():
        out.print(f"{rows:>12,}  {table}")
    out.print(f"written to {directory}", soft_wrap=True)


def _beside(case: Case) -> dict[str, Beside]:
    """Near-duplicates with the document that counts for them, and documents met at several places."""
    from watchledger.publish.tables import Beside

    store = case.store
    twins = store.alike.heads()
    ids = {head.key: head.id for head in store.heads(sorted({*twins, *twins.values()}))}
    counts = {ids[key]: ids[head] for key, head in twins.items() if key in ids and head in ids}
    elsewhere = store.elsewhere()
    return {one: Beside(counts.get(one), tuple(elsewhere.get(one, ()))) for one in {*counts, *elsewhere}}


def _projects(case: Case) -> dict[str, str]:
    """Document -> project, where several notices are one: the number of its first notice that states one (a short one with the
    buyer), else the first document's id."""
    from watchledger.entities import is_telling, same_code
    from watchledger.explore.kept_projects import grouped

    named: dict[str, str] = {}
    for one in grouped(case).projects:
        if len(one.notices) > 1:
            first = next((head for head in one.notices if head.codes), None)
            name = first.codes[0] if first is not None else one.id
            if first is not None and not is_telling(same_code(name)):
                name = f"{first.buyer or one.id} {name}"
            named.update((head.id, name) for head in one.notices)
    return named


def _decisions(case: Case, keys: list[int] | None) -> Iterator[Any]:
    """The audit log, of the chosen documents where there is a choice; decisions on documents that are gone stay in a whole one."""
    from watchledger.publish.tables import decision_rows

    log = list(case.store.decisions.log())
    decided = case.store.keys_of({one.document for one in log})
    if keys is not None:
        decided = sorted(set(decided).intersection(keys))
    held = {head.id: {**head._asdict(), "source_address": head.address} for head in case.store.heads(decided)}
    chosen = (one for one in log if keys is None or one.document in held)
    return decision_rows(chosen, lambda document: held.get(document, {}))


def _watched(items: Iterable[Any], total: int) -> Iterator[Any]:
    """The items, with a progress bar on standard error when somebody is watching."""
    from rich.console import Console
    from rich.progress import track

    err = Console(stderr=True)
    return iter(track(items, "exporting", total, console=err, disable=not err.is_terminal, transient=True))
