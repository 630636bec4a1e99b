"""When two names are used: evidence that moves what is asked, and decides nothing."""

from __future__ import annotations

import pytest

from watchledger.entities import ASK, compare, parse, period, timed

BEFORE, AFTER = "长乐市公安局", "长乐区公安局"


def said(one: str, other: str, first: tuple[str, str], second: tuple[str, str]) -> tuple[str, float, list[str]]:
    a, b = parse(one), parse(other)
    found = timed(compare(a, b), (a, b), (period(*first, 3), period(*second, 3)))
    return found.verdict, round(found.score, 2), [reason.rule for reason in found.reasons]


@pytest.mark.parametrize(
    ("first", "second", "score", "rule"),
    [
        (("2012-03-01", "2017-08-01"), ("2018-01-09", "2021-05-05"), 0.7, "period.follows"),
        (("2012-03-01", "2020-08-01"), ("2018-01-09", "2021-05-05"), 0.55, "period.beside"),
        (("2012-03-01", "2018-03-01"), ("2018-01-09", "2021-05-05"), 0.6, None),
        (("2012-03-01", "2014-08-01"), ("2015-01-09", "2015-05-05"), 0.6, None),
        (("2020-03-01", "2021-08-01"), ("2012-01-09", "2013-05-05"), 0.6, None),
    ],
    ids=["one after the other", "side by side", "the year of the change", "before there was the district", "the wrong way round"],
)
def test_a_district_that_was_a_city(first: tuple[str, str], second: tuple[str, str], score: float, rule: str | None) -> None:
    rules = ["place.renamed", rule] if rule else ["place.renamed"]
    assert said(BEFORE, AFTER, first, second) == (ASK, score, rules)
    assert said(AFTER, BEFORE, second, first) == (ASK, score, rules), "symmetric"


def test_the_words_name_both_periods_the_year_of_the_change_and_the_version() -> None:
    a, b = parse(BEFORE), parse(AFTER)
    found = timed(compare(a, b), (a, b), (period("2012-03-01", "2017-08-01", 2), period("2018-01-09", "2018-01-09", 1)))
    words = found.reasons[1].words
    assert "from 2012-03-01 to 2017-08-01" in words and "changed in 2017" in words and "period/1" in words


def test_nothing_is_joined_or_kept_apart_by_time() -> None:
    late, early = ("2021-01-01", "2022-01-01"), ("2012-01-01", "2013-01-01")
    assert said("青石县公安局", "青石县公安局", early, late)[2] == ["name.same"]
    assert said("碧湖市数据局(原碧湖市大数据中心)", "碧湖市大数据中心", late, early)[:2] == (ASK, 0.89)
    assert said("海康威视", "杭州海康威视数字技术股份有限公司", early, late)[2] == ["short.name"]
    assert period(None, "2020-01-01", 1) is None and period("2020", "2020", 1) is None
