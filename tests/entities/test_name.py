from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchledger.entities import parse


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("明瞳科技（北京）有限公司", "北京明瞳科技有限公司"),
        ("北京市明瞳科技有限公司", "北京明瞳科技有限责任公司"),
        ("明瞳科技有限公司(盖章)", "明瞳科技有限公司"),
        ("喀什市公安局交通警察支队", "喀什市公安局交警支队"),
        ("喀什市公安交警支队", "喀什市公安局交警支队"),
        ("广州市公安局天河区分局", "天河区公安分局"),
        ("深圳市公安局龙华分局", "深圳市龙华区公安分局"),
        ("中共喀什市委政法委员会", "喀什市委政法委"),
        ("广东省广州市公安局", "广州市公安局"),
        ("廣州市公安局", "广州市公安局"),
        ("喀什 市公安局", "喀什市公安局"),
        ("Blue Heron Systems Co., Ltd.", "BLUE HERON SYSTEMS CO LTD"),
        ("Société Héron S.A.R.L.", "Societe Heron SARL"),
        ("ООО «Синяя Цапля»", "Общество с ограниченной ответственностью Синяя Цапля"),
    ],
)
def test_two_writings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert parse(one).key == parse(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("喀什市公安局", "喀什市公安局交警支队"),
        ("广州市公安局", "天河区公安分局"),
        ("南昌市公安局", "南昌县公安局"),
        ("第一中学", "第二中学"),
        ("明瞳科技集团有限公司", "明瞳科技有限公司"),
        ("明瞳科技(南京)有限公司", "明瞳科技(北京)有限公司"),
        ("Blue Heron AG", "Blue Heron GmbH"),
    ],
)
def test_two_bodies_have_two_keys(one: str, other: str) -> None:
    assert parse(one).key != parse(other).key


def test_a_place_that_several_divisions_bear_is_open_until_the_document_says_which() -> None:
    assert parse("朝阳区公安局").openly
    assert not parse("朝阳区公安局", "110000").openly
    assert parse("朝阳区公安局", "110000").place == "110105"


@given(st.text(max_size=300))
def test_any_words_are_parsed(words: str) -> None:
    assert parse(words).key == parse(words).key


def test_a_hostile_name_takes_no_time() -> None:
    assert len(parse("(" * 100_000).key) < 1_000
    assert len(parse("公安局" * 100_000).key) < 5_000
