from __future__ import annotations

import pytest

from watchledger.search.analysis import units
from watchledger.search.phrase import Term, terms_of


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("公", [Term(0, "公", "han")]),
        ("公安", [Term(0, "公安")]),
        ("公安局", [Term(0, "公安"), Term(1, "安局")]),
        ("人脸识别", [Term(0, "人脸"), Term(2, "识别")]),
        ("12台", [Term(0, "12"), Term(1, "台", "han")]),
        ("a级b", [Term(0, "a"), Term(1, "级"), Term(2, "b")]),
        ("wifi探针", [Term(0, "wifi"), Term(1, "探针")]),
        ("公安、交警", [Term(0, "公安"), Term(2, "、"), Term(3, "交警")]),
        ("license plate", [Term(0, "license"), Term(1, "plate")]),
    ],
)
def test_the_fewest_terms_that_pin_every_unit(text: str, terms: list[Term]) -> None:
    assert list(terms_of(tuple(units(text)))) == terms


def test_a_prefix_leaves_the_last_word_open() -> None:
    assert terms_of(("security", "cam"), prefix=True) == (Term(0, "security"), Term(1, "cam", "word"))
