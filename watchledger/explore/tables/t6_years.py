"""T6: technologies by year, beside all documents of the year."""

from __future__ import annotations

from watchledger.explore.tables.shape import BOUGHT_SQL, Asked, Table

ALL = "all"


def years(asked: Asked) -> Table:
    """Documents that buy each technology in each year of publication. `of` is the denominator: all documents of that year among
    those chosen; more of them may only mean that more was published, or kept."""
    table = Table("T6", "Technologies by year", ("technology", "year", "documents", "of", "projects"))
    cells = table.cells
    pairs: set[tuple[str, int | None]] = set()
    for row in asked.stream("d.key, d.year"):
        cells.put(row.key, ALL, row.year)
    for row in asked.stream("d.key, d.year, f.technology", "JOIN findings f ON f.document = d.key", BOUGHT_SQL):
        pairs.add((row.technology, row.year))
        cells.put(row.key, row.technology)
        cells.put(row.key, row.technology, row.year)
    for technology, year in sorted(pairs, key=lambda pair: (pair[0], pair[1] is None, pair[1] or 0)):
        projects = asked.projects(cells.of(technology, year))
        table.rows.append((technology, year, cells.many(technology, year), cells.many(ALL, year), projects))
    return table
