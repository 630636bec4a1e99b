"""T3: provinces in which a technology is bought."""

from __future__ import annotations

from watchledger.explore.tables.shape import BOUGHT_SQL, NOT_STATED, Asked, Table, Told


def provinces(asked: Asked) -> Table:
    """Of each technology: in how many provinces a document buys it, and how many documents each province has. The province is
    that of the region stated, else of the buyer's name."""
    table = Table("T3", "Provinces with at least one purchase", ("technology", "provinces", "documents", "where", "projects"))
    cells = table.cells
    found: dict[str, set[str]] = {}
    for row in asked.stream("d.key, f.technology, d.region, d.buyer", "JOIN findings f ON f.document = d.key", BOUGHT_SQL):
        province = asked.province(row.region, row.buyer) or NOT_STATED
        found.setdefault(row.technology, set()).add(province)
        cells.put(row.key, row.technology)
        cells.put(row.key, row.technology, province)
    heard = {asked.province(row.region, row.buyer) for row in asked.stream("d.key, d.region, d.buyer")}
    for technology, places in sorted(found.items(), key=lambda item: (-len(item[1] - {NOT_STATED}), item[0])):
        ordered = sorted(places, key=lambda place: (-cells.many(technology, place), place))
        where = ", ".join(f"{place} {cells.many(technology, place)}" for place in ordered)
        projects = asked.projects(cells.of(technology))
        table.rows.append((technology, len(places - {NOT_STATED}), cells.many(technology), where, projects))
    silent = [name for name in asked.provinces if name not in heard]
    table.notes = (
        Told("silent", "Without a document in the case: {places}. Silence is no absence.", places=", ".join(silent) or "–"),
        "A purchase is no use, and a document is no project: a project has several.",
    )
    return table
