"""Signs that need bids: Cardinal's own expected files for those that are ours, and small releases of our own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from watchledger.explore.releases import INDICATORS, Release, Sign, releases, signs
from watchledger.explore.releases.bids_close import bids_close
from watchledger.explore.releases.far_below import far_below
from watchledger.explore.releases.late_bid import late_bid
from watchledger.explore.releases.lowest_disqualified import lowest_disqualified
from watchledger.explore.releases.many_disqualified import many_disqualified
from watchledger.explore.releases.one_bid import one_bid
from watchledger.explore.releases.others_disqualified import others_disqualified
from watchledger.explore.releases.same_price import same_price
from watchledger.explore.releases.short_submission import short_submission

CARDINAL = Path(__file__).parents[3].parent / "shared" / "corpus" / "ocds" / "cardinal-rs" / "tests" / "fixtures" / "indicators"
Find = Callable[[Iterable[Release]], Iterator[Sign]]
NOT_BY_PRICE = frozenset({"NPC", "EXC"})
OURS: dict[str, Find] = {
    "R003": short_submission,
    "R003-threshold-10": partial(short_submission, days=10),
    "R003-procurement_methods-open+selective": partial(short_submission, methods=frozenset({"open", "selective"})),
    "R003-procurement_method_details-x-5-y-10": partial(short_submission, details={"x": 5, "y": 10}),
    "R018": one_bid,
    "R024": partial(bids_close, not_by_price=NOT_BY_PRICE),
    "R028": partial(same_price, not_by_price=NOT_BY_PRICE),
    "R030": late_bid,
    "R035": others_disqualified,
    "R036": partial(lowest_disqualified, not_by_price=NOT_BY_PRICE),
    "R058": partial(far_below, not_by_price=NOT_BY_PRICE),
}


@pytest.mark.parametrize("name", list(OURS))
def test_the_expected_file_of_cardinal_is_reproduced(name: str) -> None:
    if not CARDINAL.is_dir():
        pytest.skip("Cardinal's fixtures do not lie beside the checkout")
    expected = json.loads((CARDINAL / f"{name}.expected").read_text("utf-8"))["OCID"]
    read = releases(CARDINAL / f"{name}.jsonl")
    found = {sign.ocid: {name.split("-")[0]: float(sign.value)} for sign in OURS[name](read.releases)}
    assert found == expected


def test_the_expected_file_of_buyers_that_disqualify_is_reproduced() -> None:
    """Cardinal's R038 names bodies; ours has a sign for each of their tenders, with the same share."""
    if not CARDINAL.is_dir():
        pytest.skip("Cardinal's fixtures do not lie beside the checkout")
    expected = json.loads((CARDINAL / "R038.expected").read_text("utf-8"))
    found = list(many_disqualified(releases(CARDINAL / "R038.jsonl").releases))
    for start, bodies in (("the buyer ", "Buyer"), ("the procuring entity ", "ProcuringEntity")):
        shares = {s.reason.removeprefix(start).split()[0]: float(s.value) for s in found if s.reason.startswith(start)}
        assert shares == {body: told["R038"] for body, told in expected[bodies].items()}


def release(**content: Any) -> Release:
    return Release({"ocid": "invented-1", **content}, 1)


def bid(who: str, status: str, amount: int | None = None) -> dict[str, Any]:
    return {"status": status, "tenderers": [{"id": who}], **({"value": {"amount": amount, "currency": "EUR"}} if amount else {})}


WON = [{"status": "active", "suppliers": [{"id": "north"}]}]


def test_others_disqualified_says_how_many_and_where() -> None:
    bids = {"details": [bid("north", "valid"), bid("south", "disqualified"), bid("east", "disqualified")]}
    (sign,) = others_disqualified([release(bids=bids, awards=WON)])
    assert (sign.value, sign.paths) == (2, ("bids/details/1", "bids/details/2"))
    undecided = [*WON, {"status": "pending"}]
    assert list(others_disqualified([release(bids=bids, awards=undecided)])) == []


def test_bids_close_needs_a_crowd_to_stand_out_of() -> None:
    near = release(bids={"details": [bid("north", "valid", 1000), bid("south", "valid", 1001)]}, awards=WON)
    far = [release(bids={"details": [bid("north", "valid", 100), bid("south", "valid", 150 + n)]}, awards=WON) for n in range(8)]
    (sign,) = bids_close([near, *far])
    assert sign.reason.startswith("the second bid is 0.10 % above")
    assert list(bids_close([near])) == [] and list(bids_close(far)) == []


def test_one_price_of_two_bidders_and_where() -> None:
    bids = {"details": [bid("north", "valid", 1000), bid("south", "valid", 1000), bid("east", "valid", 900)]}
    (sign,) = same_price([release(bids=bids)])
    assert (sign.reason, sign.paths) == ("2 bidders asked for 1,000 EUR", ("bids/details/0", "bids/details/1"))
    assert list(same_price([release(bids=bids, tender={"status": "withdrawn"})])) == []


def test_a_late_bid_that_won() -> None:
    tender = {"tenderPeriod": {"endDate": "2020-03-01T10:00:00Z"}}
    late, early = ({**bid("north", "valid", 5), "date": f"2020-03-0{day}T09:00:00Z"} for day in (2, 1))
    (sign,) = late_bid([release(tender=tender, bids={"details": [late]}, awards=WON)])
    assert "2020-03-02 09:00" in sign.reason and sign.paths[0] == "bids/details/0/date"
    assert list(late_bid([release(tender=tender, bids={"details": [early]}, awards=WON)])) == []
    naive = {"tenderPeriod": {"endDate": "2020-03-01T10:00:00"}}
    assert list(late_bid([release(tender=naive, bids={"details": [late]}, awards=WON)])) == []


def test_the_lowest_bid_ruled_out() -> None:
    bids = {"details": [bid("north", "valid", 1000), bid("south", "disqualified", 800)]}
    (sign,) = lowest_disqualified([release(bids=bids, awards=WON)])
    assert sign.reason == "the bid of 800 EUR was disqualified; the lowest one left is 1,000"
    assert list(lowest_disqualified([release(bids={"details": [bid("south", "disqualified", 800)]}, awards=WON)])) == []


def test_a_bid_far_below_stands_out_of_a_crowd() -> None:
    far = release(bids={"details": [bid("north", "valid", 100), bid("south", "valid", 900)]}, awards=WON)
    near = [release(bids={"details": [bid("north", "valid", 100), bid("south", "valid", 110 + n)]}, awards=WON) for n in range(8)]
    (sign,) = far_below([far, *near])
    assert sign.value == 8 and sign.reason.startswith("the second bid is 800 % above")
    assert list(far_below([far])) == []


@pytest.mark.parametrize(
    "period", [{}, {"startDate": "soon", "endDate": "2020-01-03"}, {"startDate": "2020-01-05", "endDate": "2020-01-03"}]
)
def test_a_period_without_sound_dates_gives_no_sign(period: dict[str, str]) -> None:
    assert list(short_submission([release(tender={"tenderPeriod": period})])) == []


def test_strange_shapes_give_no_sign_and_stop_nothing() -> None:
    odd = [
        release(tender=[], bids="x", awards=[1]),
        release(bids={"details": [1, {"tenderers": 3}]}, awards=WON),
        release(tender=None),
    ]
    assert list(signs(odd)) == []


def test_a_line_that_is_no_release_is_told(tmp_path: Path) -> None:
    file = tmp_path / "releases.jsonl"
    file.write_text('{"ocid": "a", "tender": {"numberOfTenderers": 1, "procurementMethod": "open"}}\n{broken\n[]\n\n', "utf-8")
    read = releases(file)
    assert [one.ocid for one in read.releases] == ["a"] and [line for line, _ in read.unread] == [2, 3]
    assert [sign.indicator for sign in signs(read.releases)] == ["one_bid"]


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.name)
def test_an_indicator_explains_itself(indicator: Any) -> None:
    assert "Innocent explanation" in indicator.explanation and indicator.code.startswith("R")
