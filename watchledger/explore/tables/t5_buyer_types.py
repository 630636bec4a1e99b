"""T5: technologies by what their buyers do."""

from __future__ import annotations

from watchledger.entities import type_of
from watchledger.explore.tables.shape import BOUGHT_SQL, Asked, Table

ALL = "all"


def buyer_types(asked: Asked) -> Table:
    """Documents and projects that buy each technology, by the type of the buyer, which its name states. `of`: all documents of
    buyers of that type among those chosen."""
    table = Table("T5", "Technologies by type of buyer", ("technology", "buyer_type", "documents", "projects", "of"))
    cells = table.cells
    pairs: set[tuple[str, str | None]] = set()
    for row in asked.stream("d.key, d.buyer"):
        cells.put(row.key, ALL, _type(row.buyer))
    for row in asked.stream("d.key, d.buyer, f.technology", "JOIN findings f ON f.document = d.key", BOUGHT_SQL):
        pair = row.technology, _type(row.buyer)
        pairs.add(pair)
        cells.put(row.key, row.technology)
        cells.put(row.key, *pair)
    for technology, kind in sorted(pairs, key=lambda pair: (pair[0], -cells.many(*pair), pair[1] is None, pair[1] or "")):
        projects = asked.projects(cells.of(technology, kind))
        table.rows.append((technology, kind, cells.many(technology, kind), projects, cells.many(ALL, kind)))
    table.notes = ("A type is what the buyer's name states (docs/reference/entities.md); a name that states none is in none.",)
    return table


def _type(buyer: str | None) -> str | None:
    found = type_of(buyer) if buyer else None
    return None if found is None else found.type
