"""T2: money by programme and by technology."""

from __future__ import annotations

from decimal import Decimal

from watchledger.explore.tables.shape import BOUGHT_SQL, Asked, Table
from watchledger.store.schema import MONEY_COLUMNS

_AMOUNTS = ", ".join(f"d.{name}{end}" for name in MONEY_COLUMNS for end in ("", "_currency"))
_KINDS = {
    "programme": ("p.value", "JOIN facts p ON p.document = d.key", "p.field = 'programmes'"),
    "technology": ("f.technology", "JOIN findings f ON f.document = d.key", BOUGHT_SQL),
}


def money(asked: Asked) -> Table:
    """Of each programme and technology: its documents, and each kind of amount in each currency with "n of N with a price".
    Kinds and currencies are never added to one another; a sum is a lower bound."""
    table = Table(
        "T2", "Money by programme and technology", ("by", "name", "documents", "amount", "currency", "priced", "sum", "projects")
    )
    cells = table.cells
    names: dict[tuple[str, str], dict[tuple[str, str], Decimal]] = {}
    for kind, (column, joins, where) in _KINDS.items():
        for row in asked.stream(f"d.key, {column} AS name, {_AMOUNTS}", joins, where):
            sums = names.setdefault((kind, row.name), {})
            if not cells.put(row.key, row.name):
                continue
            for amount in MONEY_COLUMNS:
                value, currency = getattr(row, amount), getattr(row, f"{amount}_currency")
                if value is not None:
                    cells.put(row.key, row.name, amount, currency)
                    sums[amount, currency] = sums.get((amount, currency), Decimal(0)) + Decimal(value)
    for (kind, name), sums in sorted(names.items(), key=lambda item: (item[0][0], -cells.many(item[0][1]), item[0][1])):
        documents, projects = cells.many(name), asked.projects(cells.of(name))
        for (amount, currency), total in sorted(sums.items()):
            table.rows.append((kind, name, documents, amount, currency, cells.many(name, amount, currency), total, projects))
        if not sums:
            table.rows.append((kind, name, documents, None, None, 0, None, projects))
    table.notes = ("A sum is that of the documents that state a price, a lower bound; a document counts for each of its names.",)
    return table
