"""Signs that need bids: Cardinal's own expected files for the four that are ours, and small releases of our own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from watchledger.explore.releases import INDICATORS, Release, Sign, releases, signs
from watchledger.explore.releases.bids_close import bids_close
from watchledger.explore.releases.one_bid import one_bid
from watchledger.explore.releases.others_disqualified import others_disqualified
from watchledger.explore.releases.short_submission import short_submission

CARDINAL = Path(__file__).parents[3].parent / "shared" / "corpus" / "ocds" / "cardinal-rs" / "tests" / "fixtures" / "indicators"
Find = Callable[[Iterable[Release]], Iterator[Sign]]
OURS: dict[str, Find] = {
    "R003": short_submission,
    "R003-threshold-10": partial(short_submission, days=10),
    "R003-procurement_methods-open+selective": partial(short_submission, methods=frozenset({"open", "selective"})),
    "R003-procurement_method_details-x-5-y-10": partial(short_submission, details={"x": 5, "y": 10}),
    "R018": one_bid,
    "R024": partial(bids_close, not_by_price=frozenset({"NPC", "EXC"})),
    "R035": others_disqualified,
}


@pytest.mark.parametrize("name", list(OURS))
def test_the_expected_file_of_cardinal_is_reproduced(name: str) -> None:
    if not CARDINAL.is_dir():
        pytest.skip("Cardinal's fixtures do not lie beside the checkout")
    expected = json.loads((CARDINAL / f"{name}.expected").read_text("utf-8"))["OCID"]
    read = releases(CARDINAL / f"{name}.jsonl")
    found = {sign.ocid: {name.split("-")[0]: float(sign.value)} for sign in OURS[name](read.releases)}
    assert found == expected


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
