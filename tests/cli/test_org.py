from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal

from .conftest import Asked

NAME = "青石县公安局"


def test_the_names_roles_totals_and_notices_of_one_body(asked: Asked) -> None:
    code, out, _ = asked.run("org", asked.path, NAME, "--json")
    found = json.loads(out)
    notices = [r.notice for r in asked.readings if r.notice and r.notice.buyer and r.notice.buyer.value == NAME]
    assert code == 0
    assert found["documents"] == len(notices) == len(found["timeline"]) > 0
    assert [line["name"] for line in found["names"]] == [NAME]
    assert "青石县公安局交警支队" in {line["name"] for line in found["related"]}
    wanted: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for notice in notices:
        for kind in ("budget", "ceiling", "award_total"):
            if (fact := getattr(notice, kind)) is not None and notice.type is not None:
                wanted[notice.type.value, kind, fact.value.currency] += fact.value.amount
    got = {(line["stage"], line["kind"], line["currency"]): Decimal(line["sum"]) for line in found["totals"]}
    assert got == wanted
    dates = [line["published"] or "9999" for line in found["timeline"]]
    assert dates == sorted(dates)


def test_another_writing_finds_the_same_body(asked: Asked) -> None:
    one = json.loads(asked.run("org", asked.path, "BLUE HERON SYSTEMS LIMITED", "--json")[1])
    assert [line["name"] for line in one["names"]] == ["Blue Heron Systems Ltd"]
    assert {line["role"] for line in one["totals"]} == {"supplier"}
    traditional = json.loads(asked.run("org", asked.path, "青石縣公安局", "--json")[1])
    assert [line["name"] for line in traditional["names"]] == [NAME]


def test_people_see_reasons_and_lower_bounds(asked: Asked) -> None:
    code, out, _ = asked.run("org", asked.path, NAME, "--limit", 2)
    assert code == 0
    assert "is a unit of" in out and "never added to one another" in out and "more" in out


def test_a_body_that_no_document_names_and_a_person(asked: Asked) -> None:
    from watchledger.errors import InputError

    for name, reason in (("没有这个名字的研究院", "no document names"), ("甄无此", "person")):
        try:
            asked.run("org", asked.path, name)
        except InputError as error:
            assert reason in str(error)
        else:
            raise AssertionError("an organisation was found")


def test_personal_data_in_a_name_is_hidden_in_the_reason_too() -> None:
    from watchledger.entities import compare, parse
    from watchledger.explore.grouping import Named
    from watchledger.explore.organisation import name_line

    name, shown = "青石县公安局交警支队13900000000", "青石县公安局交警支队███████████"
    made = name_line(name, compare(parse("青石县公安局"), parse(name)), [Named(1, name, shown, "buyer", "", None, None)])
    assert made["rule"] == "unit.part" and "13900000000" not in str(made) and made["name"] == shown
