"""Amounts and what only looks like them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from watchledger.fields.money import Amount, amounts_in
from watchledger.lang.normal import normal


def read(words: str, unit: str = "") -> list[Amount]:
    text = normal(words).text
    return amounts_in(text, 0, len(text), unit=unit)


@pytest.mark.parametrize(
    ("words", "value", "currency"),
    [
        ("53.9 万元（人民币）", "539000", "CNY"),
        ("￥539,000.00", "539000.00", "CNY"),
        ("人民币 6,385,200.45 元", "6385200.45", "CNY"),
        ("186.4500000（万元）", "1864500", "CNY"),
        ("1.2亿元", "120000000", "CNY"),
        ("US$500", "500", "USD"),
        ("£1.5 million", "1500000", "GBP"),
        ("壹拾玖万捌仟贰佰元整（￥19.82万元）", "198200", "CNY"),
        ("伍拾叁万玖仟元整", "539000", "CNY"),
        ("HK$3,000", "3000", "HKD"),
        ("80万美元", "800000", "USD"),
        ("12,500,000元", "12500000", "CNY"),
        ("贰佰贰拾捌万捌仟贰佰叁拾壹元柒角贰分（RMB2,288,231.72）", "2288231.72", "CNY"),
        ("中标金额RMB3,186,000.00", "3186000.00", "CNY"),
        ("甲公司，300元", "300", "CNY"),
    ],
)
def test_amounts(words: str, value: str, currency: str) -> None:
    found = read(words)
    assert [(a.value, a.currency) for a in found] == [(Decimal(value), currency)]


def test_a_label_s_unit_is_for_bare_numbers_only() -> None:
    assert read("45.6", unit="万元")[0].value == 456_000
    assert read("456000元", unit="万元")[0].value == 456_000


def test_words_beside_figures_are_kept_for_comparison() -> None:
    (amount,) = read("人民币贰拾万元整（￥20.00元）")
    assert amount.value == 20 and amount.words == 200_000


@pytest.mark.parametrize("words", ["66.00%", "3台", "2020年3月", "8.5折", "15个工作日", "第3包"])
def test_other_numbers_are_no_amounts(words: str) -> None:
    assert read(words) == []


@pytest.mark.parametrize("words", ["￥2,18O,000.00元", "188.S万元", "188.S方元", "38.B万元", "188.5方元", "218O500元", "12O万元"])
def test_a_number_with_a_sign_misread_is_no_amount(words: str) -> None:
    assert read(words) == []


def test_a_unit_price_says_of_what() -> None:
    assert read("58元/人/月")[0].per is not None
    assert read("58元整")[0].per is None
