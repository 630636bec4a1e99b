"""Exact counts by any combination of dimensions, with what they are a share of; typed amounts, never added to one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from watchledger.entities import type_of
from watchledger.entities.facets import division_at
from watchledger.errors import BadQuery
from watchledger.explore.case import Case
from watchledger.model.finding import BOUGHT
from watchledger.search import Query
from watchledger.search.tree import Everything
from watchledger.store.schema import MONEY_COLUMNS


class Dimension(NamedTuple):
    """`sql` over d (documents), f (findings) or s (a supplier's name); `about` is what --help says; `made` turns what the sql gives
    into the value."""

    sql: str
    about: str
    made: Callable[[Any], Any] | None = None


def _type(buyer: str | None) -> str | None:
    found = type_of(buyer) if buyer else None
    return None if found is None else found.type


def _division(level: int) -> Callable[[str], str | None]:
    """Of "buyer, unit separator, region"."""

    def made(both: str) -> str | None:
        buyer, _, region = both.partition("\x1f")
        return division_at(buyer or None, region or None, level)

    return made


_WHERE = "CASE WHEN 1 THEN coalesce(d.buyer, '') || char(31) || coalesce(d.region, '') END"


DIMENSIONS: Mapping[str, Dimension] = {
    "technology": Dimension("f.technology", "technologies that are bought; a document counts for each of its own"),
    "group": Dimension("substr(f.technology, 1, instr(f.technology || '.', '.') - 1)", "groups of technologies, likewise"),
    "status": Dimension("f.status", "statuses of findings: required, optional, reserved, existing, maintenance, negated"),
    "year": Dimension("d.year", "year of publication"),
    "month": Dimension("CASE WHEN length(d.published) >= 7 THEN substr(d.published, 1, 7) END", "month of publication"),
    "type": Dimension("d.type", "type of notice"),
    "region": Dimension("d.region", "region as stated"),
    "buyer": Dimension("d.buyer", "buyer as named"),
    "buyer_type": Dimension("d.buyer", "what the buyer does, by its name: police, schools, courts …", _type),
    "province": Dimension(_WHERE, "province (abroad: country) that the buyer lies in, by its name, else as stated", _division(0)),
    "prefecture": Dimension(_WHERE, "prefecture or city, likewise; those that go no further down are not stated", _division(1)),
    "county": Dimension(_WHERE, "county or district, by the names of today", _division(2)),
    "agency": Dimension("d.agency", "agency as named"),
    "supplier": Dimension(
        "coalesce(s.shown, s.value)", "supplier as named; a document counts for each, amounts are the supplier's own"
    ),
    "verdict": Dimension("d.verdict", "whether the purchase gives means to watch people"),
    "reading": Dimension("d.status", "how the document was read: ok, partial, failed"),
    "format": Dimension("d.media_type", "media type"),
}
SUPPLIER_AMOUNT = "supplier_amount"
"""What one supplier gets, where the supplier is a dimension; the notice's own amounts are for all suppliers together."""

Amounts = dict[tuple[str, str], "Sum"]
"""(kind of amount, currency) -> its sum."""


@dataclass(slots=True)
class Sum:
    """`priced` documents state this kind of amount in this currency; the sum is a lower bound for all."""

    priced: int = 0
    total: Decimal = Decimal(0)
    last: int = 0
    """Key of the document priced last."""


@dataclass(slots=True)
class Row:
    """`values` in the order of the dimensions, None for what no document states. `of`: all documents of the case that share
    the row's values, technology, group, status and supplier apart, whatever the question: the denominator."""

    values: tuple[Any, ...]
    documents: int = 0
    of: int = 0
    amounts: Amounts = field(default_factory=dict)
    last: int = 0
    """Key of the document counted last: rows arrive by document, so each is counted once."""
    awards: set[int] = field(default_factory=set)
    """Suppliers (by their number in that document) whose amounts are in already."""
    projects: set[int] | None = None
    """Numbers of the projects that the documents belong to; None when nobody said which they are."""


@dataclass(frozen=True, slots=True)
class Counts:
    """`whole` counts every document of the table once, in however many rows it stands."""

    by: tuple[str, ...]
    rows: tuple[Row, ...]
    whole: Row
    statuses: tuple[str, ...] | None
    """Findings counted: those of these statuses; None when the table has no findings in it, or has all of them."""
    copies: int = 0
    """Near-duplicates left out: each is counted once, as the document that it repeats."""


def counts(
    case: Case,
    by: Sequence[str],
    where: Query | None = None,
    *,
    all_statuses: bool = False,
    project_of: Mapping[int, int] | None = None,
    every: bool = False,
) -> Counts:
    """Count documents, near-duplicates once (`every`: each). `by` may be empty: then one row for all. `project_of` is the
    project's number by the key of a document; documents that are in no project are missing from it. Raises BadQuery for an
    unknown dimension."""
    unknown = [name for name in by if name not in DIMENSIONS]
    if unknown:
        raise BadQuery(f"cannot count by {unknown[0]!r}; dimensions are {', '.join(DIMENSIONS)}")
    findings = any(name in ("technology", "group", "status") for name in by)
    statuses = BOUGHT if findings and not all_statuses and "status" not in by else None
    heads = {} if every else case.store.alike.heads()
    keys = None if where is None or isinstance(where, Everything) else case.index.keys(where)
    left_out = set(heads) if keys is None else repeated(keys, heads)
    rows: dict[tuple[Any, ...], Row] = {}
    seen: set[int] = set()
    whole = Row((), projects=None if project_of is None else set())
    if keys is None or keys:
        for row in case.store.stream(_question(by, statuses, chosen=keys is not None), keys=keys):
            key, values = row[0], _values(by, row[1 : 1 + len(by)])
            if key in left_out:
                seen.add(key)
                continue
            cell = rows.get(values)
            if cell is None:
                cell = rows[values] = Row(values, projects=None if project_of is None else set())
            project = project_of.get(key) if project_of is not None else None
            for row_of in (cell, whole):
                if row_of.projects is not None and project is not None:
                    row_of.projects.add(project)
            _count(cell, key, row, len(by), supplier="supplier" in by)
            _count(whole, key, row, len(by), supplier="supplier" in by)
    _denominators(case, by, rows, whole, every=every)
    return Counts(tuple(by), tuple(sorted(rows.values(), key=_order(by))), whole, statuses, len(seen))


def _values(by: Sequence[str], row: Sequence[Any]) -> tuple[Any, ...]:
    """The values of the dimensions, from what their sql gives."""
    made = (DIMENSIONS[name].made for name in by)
    return tuple(value if make is None else make(value) for make, value in zip(made, row, strict=True))


def repeated(keys: Sequence[int], heads: Mapping[int, int]) -> set[int]:
    """Those of the keys that repeat another of them: the document that counts for all where it is among them, else the first."""
    if not heads:
        return set()
    asked = set(keys)
    stands = {head: head for head in heads.values() if head in asked}
    return {key for key in sorted(asked) if key in heads and stands.setdefault(heads[key], key) != key}


def _question(by: Sequence[str], statuses: tuple[str, ...] | None, *, chosen: bool) -> str:
    columns = [DIMENSIONS[name].sql for name in by]
    columns += [f"d.{name}{end}" for name in MONEY_COLUMNS for end in ("", "_currency")]
    tables = "documents d"
    if chosen:
        tables += " JOIN chosen c ON c.key = d.key"
    if any(name in ("technology", "group", "status") for name in by):
        tables += " JOIN findings f ON f.document = d.key"
        if statuses:
            tables += " AND f.status IN ({})".format(", ".join(f"'{status}'" for status in statuses))
    if "supplier" in by:
        tables += " JOIN facts s ON s.document = d.key AND s.field = 'suppliers.name'"
        tables += " LEFT JOIN facts a ON a.document = d.key AND a.field = 'suppliers.amount' AND a.grp = s.grp"
        columns += ["a.value", "a.currency", "s.grp"]
    return f"SELECT DISTINCT d.key, {', '.join(columns)} FROM {tables} ORDER BY d.key"


def _count(cell: Row, key: int, row: Any, width: int, *, supplier: bool) -> None:
    fresh = cell.last != key
    if fresh:
        cell.last = key
        cell.documents += 1
        cell.awards.clear()
    if supplier:
        amount, currency, number = row[-3:]
        if amount is not None and number not in cell.awards:
            cell.awards.add(number)
            _add(cell, SUPPLIER_AMOUNT, amount, currency, key)
    elif fresh:
        at = 1 + width
        for name in MONEY_COLUMNS:
            if row[at] is not None:
                _add(cell, name, row[at], row[at + 1], key)
            at += 2


def _add(cell: Row, kind: str, amount: str, currency: str, key: int) -> None:
    entry = cell.amounts.get((kind, currency))
    if entry is None:
        entry = cell.amounts[kind, currency] = Sum()
    entry.priced += entry.last != key
    entry.last = key
    entry.total += Decimal(amount)


def _denominators(case: Case, by: Sequence[str], rows: Mapping[tuple[Any, ...], Row], whole: Row, *, every: bool) -> None:
    shared = [at for at, name in enumerate(by) if DIMENSIONS[name].sql.startswith(("d.", "CASE"))]
    columns = ", ".join(DIMENSIONS[by[at]].sql for at in shared)
    sql = f"SELECT {columns}{', ' if columns else ''}count(*) FROM documents d"
    sql += "" if every else " WHERE d.key NOT IN (SELECT document FROM alike WHERE head IN (SELECT key FROM documents))"
    sql += f" GROUP BY {columns}" if columns else ""
    sizes: Counter[tuple[Any, ...]] = Counter()
    for row in case.store.stream(sql):
        sizes[_values([by[at] for at in shared], row[:-1])] += row[-1]
    whole.of = sizes.total()
    for values, row in rows.items():
        row.of = sizes.get(tuple(values[at] for at in shared), 0)


def _order(by: Sequence[str]) -> Any:
    """Most documents first; where time is a dimension, in order of the values."""
    if "year" in by or "month" in by:
        return lambda row: [(value is None, value if value is not None else "") for value in row.values]
    return lambda row: (-row.documents, [str(value) for value in row.values])


def lines(table: Counts) -> Iterator[dict[str, Any]]:
    """Rows as plain values, for JSON; sums as exact decimal strings."""
    for row in table.rows:
        yield {**dict(zip(table.by, row.values, strict=True)), **measures(row)}


def measures(row: Row) -> dict[str, Any]:
    projects = {} if row.projects is None else {"projects": len(row.projects)}
    return {
        "documents": row.documents,
        **projects,
        "of": row.of,
        "amounts": [
            {"amount": kind, "currency": currency, "priced": entry.priced, "documents": row.documents, "sum": f"{entry.total:f}"}
            for (kind, currency), entry in sorted(row.amounts.items())
        ],
    }
