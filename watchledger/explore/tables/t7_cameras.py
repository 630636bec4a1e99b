"""T7: cameras counted, by place."""

from __future__ import annotations

from decimal import Decimal

from watchledger.explore.tables.shape import BOUGHT_SQL, NOT_STATED, Asked, Table, Told

UNITS = ("台", "个", "路", "套")
"""Cameras are counted only by these, beside a camera noun; 批 and 项 stay unknown (docs/design/method.md)."""


def cameras(asked: Asked) -> Table:
    """Cameras bought in each place, by type of notice: a tender and its award state the same cameras, so types are not added up.
    In one document the same number of the same technology counts once. The place is the region as stated, else the province of
    the buyer's name. Where inhabitants are given, cameras per 1,000 of them stand in a last column, None for other places."""
    density = ("per_1000",) if asked.inhabitants else ()
    table = Table("T7", "Cameras by place", ("place", "type", "cameras", "documents", "projects", *density))
    totals: dict[tuple[str, str], Decimal] = {}
    seen: set[tuple[str, str, str | None]] = set()
    last = other = 0
    columns = "d.key, d.region, d.buyer, d.type, f.technology, f.quantity, f.unit"
    for row in asked.stream(columns, "JOIN findings f ON f.document = d.key", BOUGHT_SQL):
        if row.technology not in asked.cameras:
            continue
        if row.quantity is None or row.unit not in UNITS:
            other += 1
            continue
        if row.key != last:
            seen.clear()
            last = row.key
        place = row.region or asked.province(None, row.buyer) or NOT_STATED
        kind = row.type or NOT_STATED
        table.cells.put(row.key, place)
        table.cells.put(row.key, place, kind)
        said = row.technology, row.quantity, row.unit
        if said not in seen:
            seen.add(said)
            totals[place, kind] = totals.get((place, kind), Decimal(0)) + Decimal(row.quantity)
    for (place, kind), total in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        projects = asked.projects(table.cells.of(place, kind))
        row = place, kind, total, table.cells.many(place, kind), projects
        table.rows.append((*row, _per_thousand(total, asked.inhabitants.get(place))) if asked.inhabitants else row)
    table.notes = (
        Told(
            "open",
            "{n} findings of cameras without a number, or with another unit, are not in it: the counts are lower bounds.",
            n=f"{other:,}",
        ),
        "Cameras bought and counted in the documents held, per 1,000 inhabitants as given; cameras in use are others."
        if asked.inhabitants
        else "No density is given: the case holds no number of inhabitants (`--inhabitants FILE` tells it).",
    )
    return table


def _per_thousand(total: Decimal, inhabitants: int | None) -> Decimal | None:
    return (total * 1000 / inhabitants).quantize(Decimal("0.01")) if inhabitants else None
