"""Where a buyer or a project is: by its own words, ambiguity kept, names of old known, contacts never asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchledger.entities import locate, locate_project


@pytest.mark.parametrize(
    ("name", "code", "level"),
    [
        ("广州市公安局天河区分局", "440106", "county"),
        ("紫云苗族布依族自治县格凸河镇人民政府", "520425", "town"),
        ("国家税务总局成都市税务局", "510100", "prefecture"),
        ("国网四川省电力公司成都供电公司", "510100", "prefecture"),
        ("广东蕉岭农村商业银行股份有限公司", "441427", "county"),
        ("中国电信石河子分公司", "659001", "county"),
        ("雄安新区公共服务局", "130600", "town"),
        ("Kent County Council", "GB-KEN", "subdivision"),
        ("公安部", "", ""),
        ("中山大学附属第一医院", "", ""),
        ("London South Bank University", "", ""),
        ("Tarn City Police Department", "", ""),
        ("Ontario Provincial Police Department", "CA-ON", "subdivision"),
    ],
)
def test_the_finest_division_that_the_name_states(name: str, code: str, level: str) -> None:
    found = locate(name)
    assert (found.code, found.level) == (code, level)
    assert found.by == ("buyer" if found else "")


def test_a_name_of_old_is_the_place_of_today() -> None:
    found = locate("长乐市公安局")
    assert (found.code, found.before, found.path[-1]) == ("350112", "长乐市", "长乐区")
    assert locate("广东省高要市地方税务局").code == "441204"


def test_what_several_bear_stays_open_until_something_decides() -> None:
    found = locate("朝阳区公安局")
    assert found.code == "" and found.candidates == ("110105", "220104")
    assert locate("朝阳区公安局", "北京市").code == "110105"
    assert locate("朝阳区公安局", None, "长春市朝阳区视频监控项目").code == "220104"
    assert locate("朝阳区公安局", "上海市").code == ""


def test_a_region_makes_a_provinces_body_no_finer_than_it_is_but_stands_in_for_none() -> None:
    assert locate("公安部", "成都市").code == "510100"
    assert locate("成都市公安局", "四川省").code == "510100"


def test_a_project_is_where_region_and_title_say() -> None:
    assert locate_project("喀什市智慧监控项目", "新疆维吾尔自治区", "新疆维吾尔自治区公安厅").code == "653101"
    assert locate_project("监控采购", None, "成都市公安局").code == "510100"
    assert not locate_project("监控采购", None, None)


@given(st.text(max_size=60), st.text(max_size=20), st.text(alphabet="广州市天河区公安局分朝阳", max_size=30))
def test_any_words_have_a_place_or_none(buyer: str, region: str, title: str) -> None:
    for found in (locate(buyer, region, title), locate_project(title, region, buyer)):
        assert not (found.code and found.candidates)
        assert bool(found) == bool(found.code or found.candidates or found.path)
