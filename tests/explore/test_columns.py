"""Columns in memory say what counting in the tables says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import case_of, readings

from watchledger.errors import BadQuery
from watchledger.explore.case import Case, open_case
from watchledger.explore.columns import ORDERS
from watchledger.explore.counts import counts
from watchledger.explore.live import Live
from watchledger.model.review import subject_of_document
from watchledger.search import parse
from watchledger.store import Store, pack

SAME = (
    "technology", "supplier", "type", "verdict", "year", "buyer", "region", "format", "reading", "buyer_type",
    "province", "prefecture", "county",
)  # fmt: skip
"""Dimensions that both have."""
MADE = list(readings(80, seed=3))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with open_case(case_of(tmp_path / "case", MADE)) as opened:
        yield opened


@pytest.mark.parametrize(
    "name",
    [
        "technology",
        "supplier",
        "type",
        "verdict",
        "year",
        "buyer",
        "region",
        "format",
        "reading",
        "buyer_type",
        "province",
        "prefecture",
        "county",
    ],
)
@pytest.mark.parametrize("query", ["", "公安局", "nothing-has-this"])
def test_facets_count_as_the_tables_do(case: Case, name: str, query: str) -> None:
    columns = Live(case).now()
    tree = parse(query)
    rows = columns.rows(case.index.keys(tree))
    wanted = {str(row.values[0]): row.documents for row in counts(case, (name,), tree).rows if row.values[0] is not None}
    found = {count.value: count.documents for count in columns.counts(rows, name)}
    none = found.pop("", 0)
    assert found == wanted
    for value, documents in [*found.items(), ("", none)]:
        assert len(columns.with_value(rows, name, value)) == documents
        assert len(columns.with_value(rows, name, value, without=True)) == len(rows) - documents


def test_what_is_added_and_read_anew_is_seen(case: Case) -> None:
    live = Live(case)
    before = live.now()
    more = list(readings(100, seed=8))[80:]
    with Store.open(case.store.case) as store:
        store.put([pack(r) for r in more])
        store.put([pack(MADE[0])], replace=True)
    columns = live.now()
    assert len(before.keys) == len(MADE) < len(columns.keys)
    assert sum(count.documents for count in before.counts(before.rows(None), "buyer")) == len(MADE)
    assert list(columns.keys) == [key for key, _ in case.store.ids()]
    fresh = Live(case).now()
    rows = columns.rows(None)
    for name in ("technology", "supplier", "buyer"):
        assert columns.counts(rows, name) == fresh.counts(rows, name)


def test_review_states_follow_the_decisions(case: Case) -> None:
    columns = Live(case).now()
    first, second = (r.document_id for r in MADE[:2])
    for document, reviewer, judgement in ((first, "a", "yes"), (second, "a", "yes"), (second, "b", "no")):
        subject = subject_of_document(document, "surveillance")
        case.store.decisions.add(subject, judgement, document=document, reviewer=reviewer)
    assert columns.counts(columns.rows(None), "review") == [("undecided", 78), ("decided", 1), ("disputed", 1)]


@pytest.mark.parametrize("order", ORDERS)
def test_pages_join_without_gap_or_overlap(case: Case, order: str) -> None:
    columns = Live(case).now()
    rows = columns.with_value(columns.rows(None), "verdict", "yes")
    found, after = [], None
    while True:
        keys, after = columns.page(rows, order, size=7, after=after)
        found += keys
        if after is None:
            break
    assert found == list(columns.keys[columns.ordered(rows, order)])
    with pytest.raises(BadQuery, match="changed"):
        columns.page(rows, order, size=7, after=10_000)


def test_few_buyers_are_told_at_once_and_many_when_they_are_ready(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = Live(case).now()
    assert columns.at_hand("buyer")
    assert columns.at_hand("province")
    monkeypatch.setattr("watchledger.explore.told.AT_ONCE", 0)
    assert not columns.at_hand("province")
    columns.make_ready()
    assert columns.at_hand("province")
    assert sum(count.documents for count in columns.counts(columns.rows(None), "province")) == case.store.count()
