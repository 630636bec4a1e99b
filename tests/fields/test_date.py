"""Dates in every way notices write them."""

from __future__ import annotations

import pytest

from watchledger.fields.date import dates_in
from watchledger.lang.normal import normal


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2020年 3 月17日", "2020-03-17"),
        ("2020-3-7 09:30", "2020-03-07"),
        ("2021/4/27 10:00:00", "2021-04-27"),
        ("2020.03.17", "2020-03-17"),
        ("二〇一二年七月十一日", "2012-07-11"),
        ("二0一二年十一月二十一日", "2012-11-21"),
        ("二○一二年十月十二日", "2012-10-12"),
        ("20210528162243", "2021-05-28"),
        ("14 March 2022", "2022-03-14"),
        ("March 9, 2021", "2021-03-09"),
        ("27/03/2023", "2023-03-27"),
        ("112/06/20", "2023-06-20"),
        ("2020年3月24日9点30分", "2020-03-24"),
    ],
)
def test_dates(words: str, value: str) -> None:
    text = normal(words).text
    assert [d.value for d in dates_in(text, 0, len(text))][:1] == [value]


@pytest.mark.parametrize(
    "words", ["2020年2月31日", "2020年3月", "360921032026015", "1.2.3", "2020-13-01", "2503-360124-04-01-723806"]
)
def test_what_is_no_date(words: str) -> None:
    text = normal(words).text
    assert dates_in(text, 0, len(text)) == []
