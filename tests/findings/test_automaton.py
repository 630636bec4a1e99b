"""Words at their borders: Latin words stand alone, Han words stand anywhere."""

from __future__ import annotations

import pytest

from watchledger.findings.automaton import Automaton


def words(text: str, *terms: str) -> list[str]:
    return [text[start:end] for _, start, end in Automaton(terms).find(text)]


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("dpi probe", "dpi", ["dpi"]),
        ("600dpi scanner", "dpi", []),
        ("dpix", "dpi", []),
        ("two cameras", "camera", ["cameras"]),
        ("cameraset", "camera", []),
        ("sim cards", "imsi", []),
        ("anprallschutz", "anpr", []),
        ("anpr车牌", "anpr", ["anpr"]),
        ("采购dna试剂", "dna试剂", ["dna试剂"]),
        ("hpvdna检测", "dna检测", []),
        ("videoüberwachungsanlage", "videoüberwachung*", ["videoüberwachung"]),
        ("keine videoüberwachung", "videoüberwachung*", ["videoüberwachung"]),
        ("vidéosurveillance", "surveillance", []),
    ],
)
def test_borders(text: str, term: str, expected: list[str]) -> None:
    assert words(text, term) == expected


def test_overlapping_words_are_all_found() -> None:
    assert words("视频监控中心", "视频监控", "监控中心", "监控") == ["视频监控", "监控", "监控中心"]


def test_within_sees_the_neighbours_for_borders() -> None:
    text = "antipolice 公安police"
    assert not Automaton(["police"]).within(text, 4, 10)
    assert Automaton(["police"]).within(text, 13, 19)
    assert not Automaton(["police"]).within(text, 14, 19)


def test_no_words_find_nothing() -> None:
    assert Automaton([]).find("任何文字") == []
