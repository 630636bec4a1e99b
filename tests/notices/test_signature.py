"""The body that signs a notice."""

from __future__ import annotations

import pytest

from watchledger.lang.normal import normal
from watchledger.model.text import Block, Text
from watchledger.notices.signature import signature
from watchledger.notices.statement import page_of


def signer(content: str) -> str | None:
    found = signature(page_of(Text(content, "test/1"), normal(content)))
    return None if found is None else found.value


BODY = "一、项目名称：视频监控\n二、内容：见附件。\n特此公告。\n其他事项：无\n电话：见附件\n"


@pytest.mark.parametrize("end", ["望桥县公安局\n2022年11月8日", "望桥县公安局 2022年11月8日", "望桥县公安局\n2022-11-08\n"])
def test_the_name_before_the_date(end: str) -> None:
    assert signer(BODY + end) == "望桥县公安局"


@pytest.mark.parametrize(
    "end", ["联系人：望桥县公安局\n2022年11月8日", "主办单位 望桥县公安局 备案\n", "请投标人于次日前往\n2022年11月8日"]
)
def test_other_lines_sign_nothing(end: str) -> None:
    assert signer(BODY + end) is None


def test_a_name_in_the_last_column_of_a_table_signs_nothing() -> None:
    row = ("86", "疫苗", "望桥县疾病预防控制中心")
    content = "\t".join(row) + "\n2022年11月8日"
    starts = [content.index(cell) for cell in row]
    cells = tuple(
        Block("cell", at, at + len(cell), table=0, row=0, col=n) for n, (at, cell) in enumerate(zip(starts, row, strict=True))
    )
    plain, ruled = (Text(BODY + content, "test/1"), Text(content, "test/1", blocks=cells))
    assert signer(plain.content) == "望桥县疾病预防控制中心"
    assert signature(page_of(ruled, normal(content))) is None
