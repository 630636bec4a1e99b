"""The foldings kept as data are those that Unicode and OpenCC make."""

from __future__ import annotations

import unicodedata

import pytest

from watchledger.lang.folding import made, pairs
from watchledger.lang.normal import fold

MADE_WITH = "14.0.0"
"""Unicode of the Python that made the file; other versions know characters that this one does not."""


def test_the_file_is_what_would_be_made() -> None:
    kept = {point: chr(folded) for point, folded in pairs().tolist()}
    now = made()
    assert {point: char for point, char in kept.items() if now.get(point) != char} == {}
    if unicodedata.unidata_version == MADE_WITH:
        assert kept == now


@pytest.mark.parametrize(("raw", "folded"), [("ＡＢＣ１２３", "abc123"), ("監視器", "监视器"), ("ﬁ½", "ﬁ½")])
def test_a_character_becomes_a_character(raw: str, folded: str) -> None:
    assert fold(raw) == folded
