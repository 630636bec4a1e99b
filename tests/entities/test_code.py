from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchledger.entities import ASK, DIFFERENT, SAME, Mention, compare, parse, resolve
from watchledger.entities.code import exclude, kind_of, lei_valid, telling_code
from watchledger.fields.identifier import credit_code_valid

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def lei(stem: str) -> str:
    """An LEI with right check digits (ISO 7064, modulo 97)."""
    return stem + f"{98 - int(''.join(str(int(sign, 36)) for sign in stem + '00')) % 97:02}"


def credit(stem: str) -> str:
    return next(stem + sign for sign in "0123456789ABCDEFGHJKLMNPQRTUWXY" if credit_code_valid(stem + sign))


ONE, OTHER = lei("529900ABCDEFGHIJKL"), lei("5299001234567890AB")
CREDIT, ANOTHER = credit("91110000000000001"), credit("91310000000000002")


@given(st.text(alphabet=SIGNS, min_size=18, max_size=18))
def test_check_digits_make_an_lei_and_one_wrong_sign_unmakes_it(stem: str) -> None:
    whole = lei(stem)
    assert lei_valid(whole) and lei_valid(whole.lower())
    alike = SIGNS[:10] if whole[3] in SIGNS[:10] else SIGNS[10:]
    """A letter counts as two digits, so one for a digit shifts the rest and may go unseen."""
    other = alike[(alike.index(whole[3]) + 1) % len(alike)]
    assert not lei_valid(whole[:3] + other + whole[4:])


@pytest.mark.parametrize("words", ["", "529900", "X" * 20, "5299 00AB CDEF", "1" * 19 + "A", ONE + "0"])
def test_what_is_no_lei(words: str) -> None:
    assert not lei_valid(words) and telling_code(words) == ""


@pytest.mark.parametrize("words", [ONE, ONE.lower(), f" {ONE} ", f"XI-LEI-{ONE}", f"LEI: {ONE}"])
def test_an_lei_with_its_scheme(words: str) -> None:
    assert telling_code(words) == ONE.lower()
    assert kind_of(telling_code(words)) == "LEI"


def said(one: str, other: str, *codes: str) -> tuple[str, str]:
    found = compare(parse(one), parse(other), codes=(codes[0], codes[1]))
    return found.verdict, found.reasons[0].rule


def test_leis_decide_as_credit_codes_do() -> None:
    assert said("Blue Heron Systems Ltd", "Kestrel Vision plc", ONE, ONE.lower()) == (SAME, "lei.same")
    assert said("Blue Heron Systems Ltd", "Kestrel Vision plc", ONE, OTHER) == (DIFFERENT, "lei.differs")
    assert said("Blue Heron Systems Ltd", "Blue Heron Systems Limited", ONE, OTHER) == (ASK, "lei.differs")
    assert said("Blue Heron Systems Ltd", "Blue Heron Systems Limited", ONE, CREDIT) == (SAME, "name.same")
    assert said("Blue Heron Systems Ltd", "Kestrel Vision plc", ONE[:-1] + "0", ONE[:-1] + "0")[0] == DIFFERENT


def test_two_codes_of_one_kind_exclude_each_other_two_kinds_do_not() -> None:
    assert exclude({ONE}, {OTHER}) and exclude({CREDIT}, {ANOTHER})
    assert not exclude({ONE}, {CREDIT}) and not exclude({ONE}, {ONE}) and not exclude(set(), {ONE})


def test_codes_keep_firms_apart_and_a_firm_with_both_kinds_is_one() -> None:
    name = "云岭视讯有限公司"
    kept = resolve([Mention(name, code=ONE), Mention(name, code=OTHER), Mention("云岭视讯有限公司（盖章）")])
    assert sorted(len(cluster) for cluster in kept.clusters) == [1, 2]
    joined = resolve([Mention(name, code=ONE), Mention(name, code=CREDIT)])
    assert [len(cluster) for cluster in joined.clusters] == [2]
