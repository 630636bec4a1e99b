"""T12: sizes of databases that documents claim."""

from __future__ import annotations

from decimal import Decimal

from watchledger.explore.tables.shape import Asked, Quoted, Table, in_context

_PARTS = """JOIN facts p ON p.document = d.key AND p.field = 'claims.kind' AND p.value = 'database_size'
 LEFT JOIN facts n ON n.document = d.key AND n.field = 'claims.number' AND n.grp = p.grp
 LEFT JOIN facts u ON u.document = d.key AND u.field = 'claims.unit' AND u.grp = p.grp"""


def databases(asked: Asked) -> Table:
    """Every claim of a database's size, the largest first: a number in single units (25亿 is 2,500,000,000) and what it counts,
    as a requirement or a boast of the text; nobody has counted the entries."""
    table = Table("T12", "Sizes of databases claimed", ("number", "unit", "quote", "context", "buyer", "published", "document"))
    found: list[Quoted] = []
    columns = "d.key, d.id, d.buyer, d.published, p.start, p.end, n.value AS number, u.value AS unit"
    for row in asked.stream(columns, _PARTS):
        number = None if row.number is None else Decimal(row.number)
        table.cells.put(row.key, "claims")
        table.cells.put(row.key, None if number is None else f"{number.normalize():f}")
        found.append(Quoted(row.key, row.id, row.start, row.end, row.buyer, row.published, (number, row.unit)))
    found.sort(key=lambda one: (one.value[0] is None, -(one.value[0] or 0), one.key, one.start))
    for one, quote, context in in_context(asked, found):
        table.rows.append((*one.value, quote, context, one.buyer, one.published, one.document))
    return table
