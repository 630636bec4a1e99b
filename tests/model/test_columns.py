"""Column names of tables: what is recognised, and that the table contradicts itself nowhere."""

from __future__ import annotations

from collections import defaultdict

import pytest

from watchledger.model.columns import AMBIGUOUS, BODY, NAMES, NOTICE_FIELDS, STATED, canonical_names, field_of, fold


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("预算金额（万元）", "budget"),
        ("Buyer_Name", "buyer"),
        ("Notice Identifier", "id"),
        ("项目名称", "title"),
        (" 中标金额 ", "amount"),
        ("采购单位：", "buyer"),
        ("tender/title", "title"),
        ("releases/0/buyer/name", "buyer"),
        ("标讯编号", "code"),
        ("竞价截止", "deadline"),
        ("需求部门", "buyer"),
        ("采购人电话", None),
        ("中标供应商地址", None),
        ("鼠标", None),
        ("", None),
    ],
)
def test_a_name_is_found_in_any_width_case_and_punctuation(name: str, field: str | None) -> None:
    assert field_of(name) == field


def test_no_name_means_two_fields() -> None:
    fields: dict[str, set[str]] = defaultdict(set)
    for field, names in NAMES.items():
        for name in names.split():
            fields[fold(name)].add(field)
    assert {key: found for key, found in fields.items() if len(found) > 1} == {}


def test_the_chosen_fields_and_names_exist() -> None:
    assert set(BODY) | set(STATED) | NOTICE_FIELDS <= set(NAMES)
    assert {name for name in AMBIGUOUS if field_of(name) is None} == set()


def test_a_mapping_renames_to_a_name_that_means_the_field() -> None:
    assert {field: field_of(name) for field, name in canonical_names().items()} == {field: field for field in NAMES}
