from __future__ import annotations

import pytest

from watchledger.search.values import interval, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1000000", 1e6), ("1,000,000", 1e6), ("100万", 1e6), ("3.3万", 33_000), ("1.5亿", 1.5e8), ("2k", 2_000), ("0.5m", 500_000),
        ("１００万元", 1e6), ("12.34", 12.34),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "million", "1,00", "1..", "-3", "1e6", "0x10", "万"])
def test_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        number(text)


def test_intervals() -> None:
    assert interval("2018..2020", whole=True) == (2018, 2020)
    assert interval("2018..", whole=True) == (2018, None)
    assert interval("..100万", whole=False) == (None, 1e6)
    assert interval("2018", whole=True) == (2018, 2018)


@pytest.mark.parametrize("text", ["..", "2020..2018", "2018.5", "a..b"])
def test_no_interval(text: str) -> None:
    with pytest.raises(ValueError, match="number|ends before|whole"):
        interval(text, whole=True)
