"""Places resolved to the finest division the words support."""

from __future__ import annotations

import pytest

from watchledger.fields.place import chain, child_of, divisions, places_in


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("山东省淄博市桓台县行政审批服务局", "山东省淄博市桓台县"),
        ("辽宁机电职业技术学院", "辽宁省"),
        ("德化县雷峰镇潘祠村", "福建省泉州市德化县雷峰镇"),
        ("北京市海淀区西土城路8号", "北京市海淀区"),
        ("来宾合山市建安路", "广西壮族自治区来宾市合山市"),
        ("深圳市龙华新区观澜办事处", "广东省深圳市龙华新区"),
        ("贵溪市住房和城乡建设局", "江西省鹰潭市贵溪市"),
        ("邯郸市肥乡区毛演堡乡中心校", "河北省邯郸市肥乡区毛演堡乡"),
    ],
)
def test_the_first_place(words: str, value: str) -> None:
    assert chain(places_in(words, 0, len(words))[0]) == value


def test_a_name_of_several_places_stays_open_until_something_decides() -> None:
    words = "朝阳区教育局"
    (place,) = places_in(words, 0, len(words))
    assert place.openly and place.code == "" and chain(place) == "朝阳区"
    (place,) = places_in(words, 0, len(words), ("220100",))
    assert chain(place) == "吉林省长春市朝阳区"


def test_a_street_named_after_a_place_is_not_the_place() -> None:
    words = "某大学上海路校区"
    assert places_in(words, 0, len(words)) == []


def test_branches_sit_in_counties() -> None:
    assert divisions()[child_of("440700", "新会")] == "新会区"
    assert child_of("440700", "海淀") == ""
