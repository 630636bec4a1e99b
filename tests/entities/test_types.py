"""What an organisation does, by its name."""

from __future__ import annotations

import pytest

from watchledger.entities import type_of
from watchledger.model.organisation import ORGANISATION_TYPES


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("喀什市公安局交警支队", "public_security"),
        ("公安局机关幼儿园", "education"),
        ("青石县委政法委", "political_legal"),
        ("成都市互联网信息办公室", "propaganda_cyberspace"),
        ("四川省监狱管理局", "justice_prison"),
        ("深圳市龙岗区坂田街道办事处", "grid_governance"),
        ("青石县大数据局", "data_bureau"),
        ("广州市交通运输局", "transport"),
        ("广州地铁集团有限公司", "transport"),
        ("四川大学华西医院", "health"),
        ("天河区人民法院", "court"),
        ("国网四川省电力公司", "utility"),
        ("中国移动通信集团广东有限公司广州分公司", "utility"),
        ("明瞳科技（北京）有限公司", "company"),
        ("广东省某某招标有限公司", "agent"),
        ("广州公共资源交易中心", "agent"),
        ("Greenville Police Department", "public_security"),
        ("Leeds City Council", "government"),
        ("Blue Heron Systems Ltd", "company"),
    ],
)
def test_the_type_that_a_name_states(name: str, wanted: str) -> None:
    found = type_of(name)
    assert found is not None and found.type == wanted
    assert found.words == "legal form" or found.words in name.lower()


def test_words_that_say_nothing_have_no_type() -> None:
    assert type_of("采购人") is None and type_of("") is None
    assert all(label.en and label.zh for label in ORGANISATION_TYPES.values())
