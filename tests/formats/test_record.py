"""Rows of tables."""

from __future__ import annotations

import json

import pytest
from formats.read import read

from watchledger.errors import UnreadableDocument
from watchledger.model import RECORD


def row(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False)


def test_the_body_stands_alone_and_known_columns_are_stated() -> None:
    text = read(row(备注x="内部", 标题="监控采购", 采购单位="某局", **{"预算金额（万元）": 12.5}, 发布日期="2020-01-02"), RECORD)
    assert text.content == "监控采购\n采购单位：某局\n预算金额（万元）：12.5\n发布日期：2020-01-02\n备注x：内部"
    assert [(b.kind, b.path) for b in text.blocks] == [
        ("title", "/标题"), ("paragraph", "/采购单位"), ("paragraph", "/预算金额（万元）"), ("paragraph", "/发布日期"),
        ("furniture", "/备注x"),
    ]  # fmt: skip
    assert text.content[text.blocks[0].start : text.blocks[0].end] == "监控采购"


def test_a_text_column_goes_before_a_title() -> None:
    assert read(row(title="T", text="Body of the notice", buyer="B"), RECORD).content == "Body of the notice\ntitle：T\nbuyer：B"


def test_a_row_of_a_contracts_export() -> None:
    text = read(
        row(Id="x-1", Title="CCTV upgrade", OrganisationName="A Council", PublishedDate="2020-11-26", Description="Cameras."),
        RECORD,
    )
    assert text.content.startswith("CCTV upgrade\n")
    assert [b.path for b in text.blocks if b.kind == "furniture"] == ["/Id"]


def test_values_inside_a_value_are_told_by_their_pointer() -> None:
    text = read(row(title="T", suppliers=["甲公司", "乙公司"], none=None, flag=True), RECORD)
    assert [b.path for b in text.blocks] == ["/title", "/suppliers/0", "/suppliers/1"]


@pytest.mark.parametrize("content", ["[1]", "{", '"x"'])
def test_what_is_no_row_is_refused(content: str) -> None:
    with pytest.raises(UnreadableDocument):
        read(content, RECORD)
