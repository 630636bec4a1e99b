"""Divisions as they are and were."""

from __future__ import annotations

import pytest

from watchledger.fields.country import area_codes, areas, areas_in, path_of_area
from watchledger.fields.division import changes, formers, history_of, level_of, names_of, path_of, point_of, today_of
from watchledger.fields.place import divisions


@pytest.mark.parametrize(
    ("name", "until", "today"),
    [
        ("长乐市", 2017, "350112"),
        ("长乐县", 1994, "350112"),
        ("郫县", 2016, "510117"),
        ("襄樊市", 2010, "420600"),
        ("徽州地区", 1987, "341000"),
        ("崇明县", 2016, "310151"),
    ],
)
def test_a_name_of_old_leads_to_what_the_place_is_today(name: str, until: int, today: str) -> None:
    assert (formers(name)[0].until, formers(name)[0].today) == (until, today)


def test_a_district_tells_what_it_was() -> None:
    assert [(one.year, one.kind, one.old_name) for one in history_of("350112")][:3] == [
        (2017, "city-to-district", "长乐市"),
        (1995, "recoded", "长乐市"),
        (1994, "county-to-city", "长乐县"),
    ]
    assert names_of("350112") == ("长乐区", "长乐市", "长乐县")
    assert names_of("420600") == ("襄阳市", "襄樊市")
    assert history_of("999999") == ()


def test_codes_of_old_are_those_of_today() -> None:
    assert today_of("350182") == "350112"
    assert today_of("440106") == "440106"
    assert all(today_of(today_of(code)) == today_of(code) for code in divisions())


def test_levels_paths_and_points() -> None:
    assert [level_of(code) for code in ("440000", "440100", "440106")] == ["province", "prefecture", "county"]
    assert path_of("440106") == (("440000", "广东省"), ("440100", "广州市"), ("440106", "天河区"))
    assert path_of("429005") == (("420000", "湖北省"), ("429005", "潜江市")), "what only a table calls a level is left out"
    point = point_of("350112")
    assert point is not None and 119 < point[0] < 120 and 25 < point[1] < 27


def test_every_change_is_sound() -> None:
    assert len(changes()) > 4_000
    for change in changes():
        assert 1980 <= change.year <= 2026
        assert bool(change.old_code) == bool(change.old_name) and bool(change.new_code) == bool(change.new_name)
        assert all(code == "" or (len(code) == 6 and code.isdigit()) for code in (change.old_code, change.new_code))


def test_countries_and_their_parts() -> None:
    assert area_codes("UK") == area_codes("英国") == area_codes("GBR") == area_codes("united kingdom") == ("GB",)
    assert path_of_area("GB-KEN") == (("GB", "United Kingdom"), ("GB-ENG", "England"), ("GB-KEN", "Kent"))
    assert area_codes("Georgia") == ("GE", "US-GA"), "a name that two have is two"
    assert areas_in("State of Texas, United States") == [("texas", ("US-TX",)), ("united states", ("US",))]
    assert areas_in("North and South") == []
    assert all(not area.above or area.above in areas() for code, area in areas().items() if "-" in code)
    assert len([code for code in areas() if "-" not in code]) >= 249
