"""Column names of tables: what is recognised, and that the table contradicts itself nowhere."""

from __future__ import annotations

from collections import defaultdict

import pytest

from watchledger.model.columns import BODIES, NAMES, NOTICE_FIELDS, column_key, field_of


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("预算金额（万元）", "budget"),
        ("Buyer_Name", "buyer"),
        ("Notice Identifier", "id"),
        ("项目名称", "title"),
        (" 中标（成交）金额 ", "award_total"),
        ("采购单位：", "buyer"),
        ("tender/title", "title"),
        ("单位", None),
        ("名称", None),
        ("", None),
    ],
)
def test_a_name_is_found_in_any_width_case_and_punctuation(name: str, field: str | None) -> None:
    assert field_of(name) == field


def test_no_name_means_two_fields() -> None:
    fields: dict[str, set[str]] = defaultdict(set)
    for field, names in NAMES.items():
        for name in names:
            fields[column_key(name)].add(field)
    assert {key: found for key, found in fields.items() if len(found) > 1} == {}


def test_the_chosen_fields_exist() -> None:
    assert set(BODIES) | NOTICE_FIELDS <= set(NAMES)
