"""T11: brands and who buys them."""

from __future__ import annotations

from watchledger.explore.grouping import owners
from watchledger.explore.tables.shape import BOUGHT_SQL, Asked, Table

_BRAND = "JOIN findings f ON f.document = d.key JOIN parts p ON p.document = d.key AND p.finding = f.ordinal AND p.part = 'brand'"


def brands(asked: Asked) -> Table:
    """Of each brand that a document names beside surveillance that it buys: the buyers, with documents and projects. A brand is the
    maker's mark as written; who sold it is another question (`watchledger count --by supplier`)."""
    table = Table("T11", "Brands by buyer", ("brand", "buyer", "documents", "projects", "owner"))
    cells = table.cells
    found: set[tuple[str, str | None]] = set()
    for row in asked.stream("d.key, d.buyer, coalesce(p.shown, p.value) AS brand", _BRAND, BOUGHT_SQL):
        pair = row.brand, row.buyer
        found.add(pair)
        cells.put(row.key, row.brand)
        cells.put(row.key, *pair)
    for brand, buyer in sorted(found, key=lambda pair: (-cells.many(pair[0]), pair[0], -cells.many(*pair), pair[1] or "")):
        table.rows.append((brand, buyer, cells.many(brand, buyer), asked.projects(cells.of(brand, buyer)), _owner(brand)))
    table.notes = (
        "A brand is not the supplier, and two writings of one brand are two rows: `owner` is the body of both.",
        "An owner is by the table of aliases; one that nobody has checked against a document is marked unverified.",
    )
    return table


def _owner(brand: str) -> str | None:
    """The bodies whose brand it is by the table of aliases; None where the table has it not."""
    return "; ".join(name + ("" if verified else " (unverified)") for name, verified in owners(brand)) or None
