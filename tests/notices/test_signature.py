"""The body that signs a notice."""

from __future__ import annotations

import pytest

from watchledger.lang.normal import normal
from watchledger.model.text import Text
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
