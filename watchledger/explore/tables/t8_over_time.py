"""T8: one place, or one buyer, over time."""

from __future__ import annotations

from watchledger.entities import locate
from watchledger.entities.facets import above
from watchledger.explore.tables.shape import BOUGHT_SQL, Asked, Table

ALL = "all"


def over_time(asked: Asked) -> Table:
    """Of each buyer, and of each place with all below it, the documents of each year, those of them that buy surveillance, and the
    projects. `of` is the denominator: all documents of that year among those chosen. `--where place:…` or `buyer:…` asks of one."""
    columns = ("by", "name", "year", "documents", "buying", "projects", "of")
    table = Table("T8", "Places and buyers over time", columns)
    cells = table.cells
    bought = {row.key for row in asked.stream("d.key", "JOIN findings f ON f.document = d.key", BOUGHT_SQL)}
    lines: set[tuple[str, str, int | None]] = set()
    buying: dict[tuple[str, str, int | None], int] = {}
    for row in asked.stream("d.key, d.buyer, d.region, d.year"):
        cells.put(row.key, ALL, row.year)
        names = [("place", "".join(path)) for path in _paths(row.buyer, row.region)]
        for by, name in [*names, *([("buyer", row.buyer)] if row.buyer else [])]:
            line = by, name, row.year
            lines.add(line)
            cells.put(row.key, by, name)
            cells.put(row.key, *line)
            buying[line] = buying.get(line, 0) + (row.key in bought)
    for line in sorted(lines, key=lambda one: (one[0], one[1], one[2] is None, one[2] or 0)):
        keys = cells.of(*line)
        table.rows.append((*line, len(keys), buying[line], asked.projects(keys), cells.many(ALL, line[2])))
    table.notes = (
        "More documents in a year may only mean that more was published, or kept: see `of`.",
        "A place is the buyer's, by its name, else by the region stated; buyers stand as named.",
    )
    return table


def _paths(buyer: str | None, region: str | None) -> list[tuple[str, ...]]:
    """A place and each above it, as names from the top down; a country's parts are told by their country."""
    path = above(locate(buyer, region))
    parts = [name if at == 0 or path[0][0].isdigit() else f", {name}" for at, (_, name) in enumerate(path)]
    return [tuple(parts[: at + 1]) for at in range(len(parts))]
