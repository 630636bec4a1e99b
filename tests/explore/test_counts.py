"""Counts equal to a recount by force."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

import pytest

from watchledger.errors import BadQuery
from watchledger.explore.counts import DIMENSIONS, counts, lines
from watchledger.model.finding import BOUGHT
from watchledger.model.reading import Reading
from watchledger.search import parse

from .conftest import Held


def year_of(reading: Reading) -> int | None:
    published = reading.notice.published if reading.notice else None
    return int(published.value[:4]) if published else None


def test_by_technology_and_year(held: Held) -> None:
    wanted: dict[Any, set[str]] = defaultdict(set)
    years: dict[Any, int] = defaultdict(int)
    for r in held.readings:
        years[year_of(r)] += 1
        for f in r.findings:
            if f.status in BOUGHT:
                wanted[f.technology, year_of(r)].add(r.document_id)
    table = counts(held.case, ["technology", "year"])
    assert {row.values: row.documents for row in table.rows} == {values: len(ids) for values, ids in wanted.items()}
    assert all(row.of == years[row.values[1]] for row in table.rows), "the denominator is all notices of the year"
    assert table.whole.documents == len(set.union(*wanted.values()))
    assert table.whole.of == len(held.readings)
    assert table.statuses == BOUGHT
    assert [row.values[1] is None for row in table.rows] == [row.values[1] is None for row in table.rows]


def test_sums_are_typed_exact_and_say_how_many_state_a_price(held: Held) -> None:
    wanted: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    chosen = [r for r in held.readings if r.notice and "公安局" in r.notice.buyer.value]  # type: ignore[union-attr]
    for r in chosen:
        for kind in ("budget", "award_total"):
            if fact := getattr(r.notice, kind):
                wanted[kind, fact.value.currency].append(fact.value.amount)
    whole = counts(held.case, [], parse("buyer:公安局")).whole
    assert whole.documents == len(chosen)
    assert {key: (entry.priced, entry.total) for key, entry in whole.amounts.items()} == {
        key: (len(amounts), sum(amounts)) for key, amounts in wanted.items()
    }
    assert {currency for _, currency in whole.amounts} == {"CNY", "USD"}, "currencies stay apart"


def test_a_supplier_gets_its_own_amounts(held: Held) -> None:
    wanted: dict[str, list[Decimal]] = defaultdict(list)
    for r in held.readings:
        for supplier in r.notice.suppliers if r.notice else ():
            if supplier.amount and supplier.amount.value.currency == "CNY":
                wanted[supplier.name.value].append(supplier.amount.value.amount)
    for row in counts(held.case, ["supplier"]).rows:
        entry = row.amounts["supplier_amount", "CNY"]
        assert (entry.priced, entry.total) == (len(wanted[row.values[0]]), sum(wanted[row.values[0]]))


def test_where_is_the_language_of_find(held: Held) -> None:
    query = parse("人脸识别 year:2015..2020")
    table = counts(held.case, ["buyer"], query)
    assert table.whole.documents == held.case.index.search(query).total
    assert sum(row.documents for row in table.rows) == table.whole.documents
    assert counts(held.case, ["buyer"], parse("年年有余的采购")).rows == ()


def test_statuses_are_all_counted_on_request(held: Held) -> None:
    bought = counts(held.case, ["technology"])
    every = counts(held.case, ["technology"], all_statuses=True)
    by_status = counts(held.case, ["status"])
    assert every.statuses is None
    assert every.whole.documents > bought.whole.documents
    assert {row.values[0] for row in by_status.rows} == {"required", "negated"}


@pytest.mark.parametrize("name", DIMENSIONS)
def test_every_dimension_counts(held: Held, name: str) -> None:
    table = counts(held.case, [name])
    assert table.rows or name == "agency"
    for line in lines(table):
        assert line["documents"] <= line["of"]


def test_an_unknown_dimension_is_named(held: Held) -> None:
    with pytest.raises(BadQuery, match="cannot count by 'colour'; dimensions are technology"):
        counts(held.case, ["colour"])


def test_types_and_places_of_buyers(held: Held) -> None:
    """Equal to a recount by force; the query by type finds what the count counts."""
    from watchledger.entities import locate, type_of

    table = counts(held.case, ["buyer_type"], every=True)
    wanted: Counter[str | None] = Counter()
    for reading in held.readings:
        assert reading.notice is not None and reading.notice.buyer is not None
        found = type_of(reading.notice.buyer.value)
        wanted[found.type if found is not None else None] += 1
    assert {row.values[0]: row.documents for row in table.rows} == wanted
    assert all(row.of == row.documents for row in table.rows)
    for name in ("public_security", "public-security", "公安", "police"):
        query = f'buyer-type:"{name}"' if " " in name else f"buyer-type:{name}"
        assert len(held.case.index.keys(parse(query))) == wanted["public_security"]
    assert len(held.case.index.keys(parse("采购人类型:教育"))) == wanted["education"]
    places = {r.document_id for r in held.readings if r.notice and r.notice.buyer and "青石县" in locate(r.notice.buyer.value).path}
    found_ids = {head.id for head in held.case.store.heads(held.case.index.keys(parse("place:青石县")))}
    assert found_ids == places and places
