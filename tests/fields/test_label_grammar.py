"""Labels that no list has."""

import pytest

from watchledger.fields.label import labels
from watchledger.fields.label_grammar import made


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("拟采购项目登记编号", "code"), ("本次申购单位全称", "buyer"), ("委托代理服务机构", "agency"),
        ("最终获选服务商名称", "supplier"),
        ("项目成交总金额", "award"), ("年度财政预算控制数", "budget"),
        ("采购最高限价总额", "ceiling"),
        ("结果网上公示日期", "published"), ("投标资料接收截止时点", "deadline"), ("公开唱标时间", "opening"),
        ("所属行政区域", "region"),
        ("首次采购公告发布日", "tender_date"), ("包件名称", "lot"),
    ],
)  # fmt: skip
def test_parts_tell_the_meaning(words: str, role: str | None) -> None:
    label = made(words)
    assert (label.role if label else None) == role


@pytest.mark.parametrize("words", ["监督电话", "证书编号", "开户银行", "技术参数", "李主任", "某市人民医院", "名称", "截止"])
def test_other_words_are_no_labels(words: str) -> None:
    assert made(words) is None


def test_it_agrees_with_the_list_nearly_always() -> None:
    both = [(label.role, of_parts.role) for words, label in labels().items() if (of_parts := made(words)) is not None]
    assert len(both) > 5000
    assert sum(a == b for a, b in both) / len(both) > 0.96
