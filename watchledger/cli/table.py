"""watchledger table: the tables of the method, every cell with its documents."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from watchledger.explore.case import Case
    from watchledger.explore.tables import Table
    from watchledger.store import Head


def table(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    name: Annotated[str, typer.Argument(metavar="TABLE", help="T1 to T12.")],
    opened: Annotated[
        str | None, typer.Option("--open", metavar="CELL", help="The documents of a cell, such as video.face,2019.")
    ] = None,
    where: Annotated[str, typer.Option("--where", metavar="QUERY", help="Only of what `find` finds by this.")] = "",
    inhabitants: Annotated[
        Path | None,
        typer.Option("--inhabitants", metavar="FILE", help="For T7: a CSV of place and inhabitants, for cameras per 1,000."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Rows, notes and the size of every cell as one JSON object.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Rows as CSV on standard output.")] = False,
) -> None:
    """Print a table of the method, exact and uncapped, or the documents that a cell of it counts.

    T1 the corpus · T2 money by programme and technology · T3 provinces with a purchase · T4 target groups named, with quotes ·
    T5 technologies by type of buyer · T6 technologies by year beside all documents of the year · T7 cameras by place · T8
    places and buyers over time · T9 estimates from reviewed samples · T10 tenders and their awards · T11 brands by buyer · T12
    sizes of databases claimed. Near-duplicates count once. Projects are counted beside documents in a case of up to 20,000
    documents.

    A cell is addressed by the words of its row and column, joined by commas: `video.face,2019` and `all,2019` in T6,
    `video.face,四川省` in T3, `ethnic` in T4, `video.face,budget,CNY` in T2. `--json` lists every cell.

    Examples:

        watchledger table my-case T4

        watchledger table my-case T6 --open video.face,2019

        watchledger table my-case T7 --inhabitants census.csv

        watchledger table my-case T2 --where 'year>=2016' --csv
    """
    from watchledger.cli.asking import asked, print_json, understood
    from watchledger.explore.tables import TABLES

    make = TABLES.get(name.upper())
    if make is None:
        raise typer.BadParameter(f"takes one of {', '.join(TABLES)}", param_hint="TABLE")
    people = _inhabitants(inhabitants) if inhabitants is not None else {}
    tree = understood(where, "--where") if where.strip() else None
    with asked(case) as held:
        given = _asked(held, held.index.keys(tree) if tree is not None else None)
        made = make(replace(given, inhabitants=people) if people else given)
        if opened is not None:
            heads = _documents(held, made, opened)
            if as_json:
                print_json({"table": made.id, "cell": opened, "total": len(heads), "documents": [_head_json(h) for h in heads]})
            else:
                _print_documents(heads)
            return
    if as_json:
        print_json(_json(made, where))
    elif as_csv:
        _write_csv(made)
    else:
        _print(made)


def _inhabitants(file: Path) -> dict[str, int]:
    """Place -> inhabitants of a CSV; a first line without a number is a heading. A line that cannot be read is an error."""
    import csv

    if not file.is_file():
        raise typer.BadParameter(f"{file} is no file", param_hint="--inhabitants")
    out: dict[str, int] = {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.reader(lines), 1):
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            count = cells[1].replace(",", "").replace(" ", "") if len(cells) > 1 else ""
            if cells[0] and count.isdecimal() and int(count) > 0:
                out[cells[0]] = int(count)
            elif number > 1:
                raise typer.BadParameter(f"{file} line {number}: a place and a number are wanted", param_hint="--inhabitants")
    return out


def _asked(case: Case, keys: list[int] | None) -> Any:
    from watchledger.explore.kept_projects import grouped
    from watchledger.explore.tables import Asked
    from watchledger.fields.place import divisions
    from watchledger.findings.taxonomy import load

    provinces = tuple(name for code, name in divisions().items() if code.endswith("0000"))
    cameras = frozenset(technology.id for technology in load().technologies if technology.units)
    return Asked(case, keys, lru_cache(100_000)(_province()), provinces, cameras, grouped(case))


def _province() -> Callable[[str | None, str | None], str | None]:
    """The province that a region as stated, or else a buyer's name, lies in."""
    from watchledger.fields.place import divisions, places_in
    from watchledger.lang.normal import normal

    names = divisions()

    def province(region: str | None, buyer: str | None) -> str | None:
        for words in (region, buyer):
            text = normal(words).text if words else ""
            for place in places_in(text, 0, len(text)):
                if place.code:
                    return names.get(place.code[:2] + "0000")
        return None

    return province


def _documents(case: Case, made: Table, address: str) -> list[Head]:
    keys = made.cells.get(address.strip())
    if keys is None:
        some = ", ".join(list(made.cells)[:8]) or "none: the table is empty"
        raise typer.BadParameter(f"no cell {address!r} in {made.id}; cells are {some} …", param_hint="--open")
    return list(case.store.heads(keys))


def _head_json(head: Head) -> dict[str, Any]:
    return {
        "document": head.id, "path": head.path, "record_id": head.record_id, "title": head.title, "type": head.type,
        "buyer": head.buyer, "region": head.region, "published": head.published, "address": head.address,
    }  # fmt: skip


def _json(made: Table, where: str) -> dict[str, Any]:
    rows = [dict(zip(made.columns, map(_plain_value, row), strict=True)) for row in made.rows]
    cells = {address: len(keys) for address, keys in made.cells.items()}
    return {"table": made.id, "title": made.title, "where": where, "rows": rows, "notes": made.notes, "cells": cells}


def _plain_value(value: Any) -> Any:
    """Decimals as exact strings."""
    return f"{value:f}" if isinstance(value, Decimal) else value


def _write_csv(made: Table) -> None:
    import csv
    import io

    from watchledger.publish.safe import harmless

    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(made.columns)
    for row in made.rows:
        writer.writerow([harmless(value) if isinstance(value, str) else _plain_value(value) for value in row])
    sys.stdout.buffer.write(held.getvalue().encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _print(made: Table) -> None:
    from rich.table import Table as Shown
    from rich.text import Text

    from watchledger.cli.asking import console, plain

    out = console()
    shown = Shown(title=f"{made.id} {made.title}", title_justify="left", title_style="bold", box=None, pad_edge=False)
    shown.padding = (0, 2, 0, 0)
    numbers = {at for row in made.rows for at, value in enumerate(row) if isinstance(value, (int, Decimal))}
    for at, column in enumerate(made.columns):
        shown.add_column(column, justify="right" if at in numbers and made.id != "T1" else "left", overflow="fold")
    for row in made.rows:
        shown.add_row(*(Text(plain(_words(column, value))) for column, value in zip(made.columns, row, strict=True)))
    out.print(shown)
    for note in made.notes:
        out.print(Text(plain(note)), style="dim")


def _words(column: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return f"{value:,}" if isinstance(value, int) and column != "year" else str(value)


def _print_documents(heads: list[Head]) -> None:
    from rich.text import Text

    from watchledger.cli.asking import console, plain

    out = console()
    for head in heads:
        about = " · ".join(plain(part) for part in (head.published, head.type, head.buyer) if part)
        out.print(Text.assemble((head.id, "cyan"), "  ", (plain(head.title or Path(head.path).name), "bold"), f"  {about}"))
        out.print(Text("  " + plain(head.path)), style="dim")
    out.print(f"{len(heads):,} document{'' if len(heads) == 1 else 's'}")
