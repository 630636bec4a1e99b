"""Numbers of projects, and credit codes."""

from __future__ import annotations

import pytest

from watchledger.fields.identifier import code, credit_code_valid, credit_codes, parts
from watchledger.lang.normal import normal


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("XHTC-HW-2018-0808", "xhtc-hw-2018-0808"),
        ("FJMS【福州】2020招第005号", "fjms【福州】2020招第005号"),
        ("南召政采竞磋-2020-11", "南召政采竞磋-2020-11"),
        ("YCC[2020]0031。", "ycc[2020]0031"),
        ("2020-01-14三、项目预算", "2020-01-14"),
        ("GXZC 2020-J1 （二次）", "gxzc 2020-j1"),
        ("SDGP370321202002000024 二、采购人", "sdgp370321202002000024"),
    ],
)
def test_numbers(words: str, value: str) -> None:
    text = normal(words).text
    span = code(text, 0, len(text))
    assert span is not None and text[span[0] : span[1]] == value


@pytest.mark.parametrize(
    "words", ["详见招标文件", "2020年3月17日", "13900000000", "0571-86990000", "无", "12万元", "www.ccgp.gov.cn1"]
)
def test_what_is_no_number_of_a_project(words: str) -> None:
    text = normal(words).text
    assert code(text, 0, len(text)) is None


def test_two_numbers_written_together_are_two() -> None:
    text = "otc1207907(2012-099)"
    assert [text[a:b] for a, b in parts(text, 0, len(text))] == ["otc1207907", "2012-099"]
    assert parts("abc-12", 0, 6) == [(0, 6)]


def test_a_credit_code_carries_its_check_sign() -> None:
    body = "91350100M000100Y4"
    valid = [body + sign for sign in "0123456789ABCDEFGHJKLMNPQRTUWXY" if credit_code_valid(body + sign)]
    assert len(valid) == 1
    text = f"代码:{valid[0].lower()};"
    assert [text[a:b].upper() for a, b in credit_codes(text, 0, len(text))] == valid
    assert not credit_code_valid(body)
