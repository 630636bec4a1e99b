"""T1: what the corpus is."""

from __future__ import annotations

from watchledger.explore.tables.shape import Asked, Table

PRICE = """coalesce(d.budget, d.ceiling, d.award_total) IS NOT NULL
 OR EXISTS (SELECT 1 FROM facts p WHERE p.document = d.key AND p.field = 'suppliers.amount')"""
SHARES = {
    "without a text": "d.text_id IS NULL",
    "naming a buyer": "d.buyer IS NOT NULL",
    "with a date": "d.published IS NOT NULL",
    "with a project number": "EXISTS (SELECT 1 FROM facts p WHERE p.document = d.key AND p.field = 'project_codes')",
    "with a price": PRICE,
    "buying surveillance": "d.verdict = 'yes'",
}
"""Cell -> condition on a document."""
CODE = "upper(replace(p.value, ' ', ''))"
"""A project number as it compares: one notice writes it with a space or in small letters, the next without."""


def corpus(asked: Asked) -> Table:
    """Notices, project numbers, buyers, first and last date, and the shares with an attachment and with a price."""
    table = Table("T1", "The corpus", ("measure", "value", "of"))
    cells = table.cells
    parents: set[str] = set()
    buyers: set[str] = set()
    first = last = None
    for row in asked.stream("d.key, d.path, d.buyer, substr(d.published, 1, 10) AS day"):
        cells.put(row.key, "documents")
        if "!/" in row.path:
            parents.add(row.path.rsplit("!/", 1)[0])
        if row.buyer is not None:
            buyers.add(row.buyer)
        if row.day is not None:
            first, last = min(first or row.day, row.day), max(last or row.day, row.day)
    for name, condition in SHARES.items():
        for row in asked.stream("d.key", where=condition):
            cells.put(row.key, name)
    for row in asked.stream("d.key, d.path"):
        if row.path in parents:
            cells.put(row.key, "with an attachment")
    numbers = {row[1] for row in asked.stream(f"d.key, {CODE}", "JOIN facts p ON p.document = d.key", "p.field = 'project_codes'")}
    whole = cells.many("documents")
    table.rows = [
        ("documents", whole, None),
        ("project numbers", len(numbers), None),
        *((("projects", asked.projects(cells.of("documents")), None),) if asked.grouping is not None else ()),
        ("buyers as named", len(buyers), None),
        ("first date", first, None),
        ("last date", last, None),
        *((f"documents {name}", cells.many(name), whole) for name in (*SHARES, "with an attachment")),
    ]
    table.notes = (
        "A project has several notices; those without a project number are in none of the project numbers.",
        "An attachment counts where it lies inside its document; files beside it are documents of their own.",
    )
    return table
