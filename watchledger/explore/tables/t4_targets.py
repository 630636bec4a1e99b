"""T4: groups of people that documents name as targets, in their own words."""

from __future__ import annotations

from collections.abc import Iterator

from watchledger.explore.tables.shape import BOUGHT_SQL, Asked, Quoted, Table, in_context

_WHAT = "d.key, d.id, d.buyer, d.published, p.value, p.start, p.end"
_JOINS = (
    ("JOIN facts p ON p.document = d.key", "p.field = 'targets'"),
    (
        "JOIN parts p ON p.document = d.key JOIN findings f ON f.document = p.document AND f.ordinal = p.finding",
        f"p.part = 'targets' AND {BOUGHT_SQL}",
    ),
)


def targets(asked: Asked) -> Table:
    """Every passage that names a target group: in a title, or in a sentence that names what is bought."""
    table = Table("T4", "Target groups named", ("target", "quote", "context", "buyer", "published", "document"))
    passages = sorted(_passages(asked), key=lambda one: (one.key, one.start, one.value))
    for one in passages:
        table.cells.put(one.key, one.value[0])
        table.cells.put(one.key, one.value[0], (one.published or "")[:4] or None)
    ordered = sorted(passages, key=lambda one: (one.value, one.published or "", one.key, one.start))
    for one, quote, context in in_context(asked, ordered):
        table.rows.append((one.value[0], quote, context, one.buyer, one.published, one.document))
    table.notes = ("The words are the document's; that it names a group says nothing of any person.",)
    return table


def _passages(asked: Asked) -> Iterator[Quoted]:
    seen: set[tuple[int, str, int]] = set()
    for joins, where in _JOINS:
        for row in asked.stream(_WHAT, joins, where):
            if (row.key, row.value, row.start) not in seen:
                seen.add((row.key, row.value, row.start))
                yield Quoted(row.key, row.id, row.start, row.end, row.buyer, row.published, (row.value,))
