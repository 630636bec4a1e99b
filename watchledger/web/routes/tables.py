"""The tables of the method, as the command `table` makes them; a cell opens its documents and says why they are counted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from watchledger.errors import NoSuchDocument
from watchledger.explore.tables import TABLES, Table, Told
from watchledger.search import parse
from watchledger.web.ask import Ask
from watchledger.web.groups import projects_at_hand
from watchledger.web.pages import desk_of, render, words_of
from watchledger.web.places import asked_of
from watchledger.web.routes.export import line_of
from watchledger.web.routes.pictures import source_note
from watchledger.web.why import why
from watchledger.web.words import Words

router = APIRouter()
MOST, PAGE = 500, 100
"""Rows of a table and documents of a cell on one page; the file has all."""


@router.get("/table/{name}")
def table(request: Request, name: str, where: str = "") -> Response:
    made = _made(request, name, where)
    return render(
        request,
        "table.html",
        made=made,
        where=where,
        names=list(TABLES),
        rows=[_linked(made, row) for row in made.rows[:MOST]],
        numeric=_numeric(made),
        notes=[_note(made, at, note, words_of(request)) for at, note in enumerate(made.notes)],
        cut=max(len(made.rows) - MOST, 0),
    )


@router.get("/table/{name}/table.csv")
def as_csv(request: Request, name: str, where: str = "") -> Response:
    made = _made(request, name, where)
    note = source_note(request, Ask(q=where), words_of(request))
    lines = [line_of([f"# {one}"]) for one in (f"{made.id} {made.title}", note, *made.notes)]
    lines += [line_of(made.columns), *(line_of([_plain(value) for value in row]) for row in made.rows)]
    headers = {"content-disposition": f'attachment; filename="{made.id}.csv"'}
    return Response("\ufeff" + "".join(lines), media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/table/{name}/cell")
def cell(request: Request, name: str, at: str = "", where: str = "", after: int = 0) -> Response:
    """The documents that a cell counts, and of what kinds they are."""
    desk = desk_of(request)
    made = _made(request, name, where)
    keys = made.cells.get(at)
    if keys is None:
        raise NoSuchDocument(f"table {made.id} has no cell {at[:80]!r}")
    after = max(after, 0)
    return render(
        request,
        "cell.html",
        made=made,
        at=at,
        where=where,
        total=len(keys),
        heads=list(desk.store.heads(keys[after : after + PAGE])),
        following=after + PAGE if after + PAGE < len(keys) else None,
        why=why(desk, keys),
    )


def _made(request: Request, name: str, where: str) -> Table:
    desk = desk_of(request)
    make = TABLES.get(name.upper())
    if make is None:
        raise NoSuchDocument(f"there is no table {name[:20]!r}; there are {', '.join(TABLES)}")
    keys = desk.index.keys(parse(where, desk.names)) if where.strip() else None
    return make(replace(asked_of(desk.opened, keys), grouping=projects_at_hand(desk.columns)))


def _linked(made: Table, row: tuple[Any, ...]) -> list[tuple[str, str | None]]:
    """(words, address of the cell within the table) of every value. A cell is addressed by the row's first values together."""
    out: list[tuple[str, str | None]] = []
    for at, value in enumerate(row):
        address = ",".join("not stated" if part is None else str(part) for part in row[: at + 1])
        known = address in made.cells
        out.append((_words(made.columns[at], value), address if known else None))
    return out


def _numeric(made: Table) -> set[int]:
    """Columns of numbers, which stand at the right."""
    held = {at for row in made.rows[:MOST] for at, value in enumerate(row) if isinstance(value, int | float | Decimal)}
    words = {at for row in made.rows[:MOST] for at, value in enumerate(row) if isinstance(value, str)}
    return held - words - {at for at, name in enumerate(made.columns) if name == "year"}


def _note(made: Table, at: int, note: str, words: Words) -> str:
    """A note in the page's language; the program's own words are English."""
    key = f"{made.id}.{note.key}" if isinstance(note, Told) else f"{made.id}.{at}"
    return note if words.language == "en" else words(f"note.{key}", **(note.values if isinstance(note, Told) else {}))


def _plain(value: Any) -> Any:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _words(column: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return f"{value:,}" if isinstance(value, int) and column != "year" else str(value)
