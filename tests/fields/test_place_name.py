"""Places told by their form alone."""

from __future__ import annotations

import time

import pytest

from watchledger.fields.place_name import district, place_name


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("望桥县公安局人脸识别系统", "望桥县"),
        ("平川市望江区智慧平安小区", "平川市望江区"),
        ("中共平川市望江区委政法委员会", "平川市望江区"),
        ("新河自治州公安局", "新河自治州"),
        ("港城市看守所", "港城市"),
        ("云岭市市场监督管理局", "云岭市"),
        ("云岭市民政局", "云岭市"),
        ("水口乡人民政府", "水口乡"),
        ("南坪经济技术开发区管委会", "南坪经济技术开发区"),
        ("雪峰州公安局刑侦支队", "雪峰州"),
    ],
)
def test_a_name_begins_with_its_place(words: str, place: str) -> None:
    span = place_name(words, 0, len(words))
    assert span is not None
    assert words[slice(*span)] == place


@pytest.mark.parametrize(
    "words",
    [
        "智慧平安小区建设", "老旧小区改造", "智慧城市建设", "美丽乡村建设", "航天云岗区域改造",
        "某市公安局", "全县视频监控", "市政设施维护",
        "云岭市场监督管理局", "校区监控", "看守所监区改造", "学校食堂", "无人机管控", "社区矫正",
    ],
)  # fmt: skip
def test_words_of_that_form_that_name_no_place(words: str) -> None:
    assert place_name(words, 0, len(words)) is None


def test_a_district_the_table_lacks_follows_its_city() -> None:
    assert district("郊区司法局", 0, 5) == 2
    assert district("区域协调", 0, 4) is None


def test_time_does_not_grow_with_what_follows() -> None:
    words = "县市区旗" * 100_000
    start = time.process_time()
    for _ in range(1000):
        place_name(words, 0, len(words))
    assert time.process_time() - start < 2
