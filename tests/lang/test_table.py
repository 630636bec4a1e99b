"""Data tables that come with a package."""

from __future__ import annotations

import pytest

from watchledger.lang.table import rows


def test_comments_are_left_out_and_cells_parted() -> None:
    found = rows("watchledger.fields", "cn_divisions", 2)
    assert ["110000", "北京市"] in found
    assert not any(row[0].startswith("#") for row in found)


def test_a_line_of_another_number_of_cells_is_named() -> None:
    with pytest.raises(ValueError, match=r"cn_divisions\.tsv: .* has not 3 cells"):
        rows("watchledger.fields", "cn_divisions", 3)
