"""Numerals, everyday and financial."""

from __future__ import annotations

from decimal import Decimal

import pytest

from watchledger.lang.numerals import financial, number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("三十五", 35),
        ("十", 10),
        ("二〇一二", 2012),
        ("2o12", 2012),
        ("一百零二", 102),
        ("壹佰零贰万", 1_020_000),
        ("两万五千", 25_000),
        ("三亿", 300_000_000),
    ],
)
def test_numbers(words: str, value: int) -> None:
    assert number(words) == value


@pytest.mark.parametrize("words", ["", "三项", "abc", "一" * 41])
def test_words_that_are_no_numbers(words: str) -> None:
    assert number(words) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("伍拾叁万玖仟元整", "539000"),
        ("壹佰肆拾伍万捌仟元整", "1458000"),
        ("柒拾陆万零陆佰元整", "760600"),
        ("叁元伍角", "3.5"),
        ("壹仟零伍圆叁角贰分", "1005.32"),
        ("贰亿叁仟万元", "230000000"),
    ],
)
def test_financial_amounts(words: str, value: str) -> None:
    assert financial(words) == Decimal(value)


def test_what_is_no_financial_amount() -> None:
    assert financial("元旦") is None
    assert financial("整") is None
