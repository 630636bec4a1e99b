"""Taxonomies beside surveillance: named or dropped in, read strictly, never counted as surveillance."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.findings.build import HEAD, ONE
from watchledger.errors import BadTaxonomy
from watchledger.findings import further
from watchledger.model import RECORD, Document, Limits, Origin, Reading
from watchledger.pipeline import limits_of, read_document
from watchledger.settings import load_settings


def read(text: str, taxonomies: str) -> Reading:
    content = json.dumps({"text": text}, ensure_ascii=False).encode()
    return read_document(Document(content, Origin("t", "1"), RECORD), Limits(taxonomies=taxonomies))


def own(path: Path, name: str = "border") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD.replace("name: toy", f"name: {name}") + ONE.replace("监控", "界碑") + "}", "utf-8")
    return path


def test_findings_of_another_taxonomy_are_named_by_it_and_leave_the_verdict() -> None:
    reading = read("云岭大学五轴加工中心与光刻机采购项目", "export_controls")
    assert [f.technology for f in reading.findings] == [
        "export_controls:machines.five_axis",
        "export_controls:electronics.lithography",
    ]
    assert not any(f.surveillance for f in reading.findings)
    assert all(f.rung is None for f in reading.findings)
    assert reading.findings[0].rule == "findings.export_controls:machines.five_axis.term.zh/1"
    assert reading.verdict is not None and reading.verdict.verdict == "no"


def test_surveillance_stays_what_it_is_beside_another_taxonomy() -> None:
    text = "青石县公安局人脸识别系统与红外热像仪采购"
    alone, beside = read(text, ""), read(text, "export_controls")
    assert [f for f in beside.findings if f.surveillance] == list(alone.findings)
    assert beside.verdict == alone.verdict
    assert [f.technology for f in beside.findings if not f.surveillance] == ["export_controls:optics.thermal"]


def test_a_file_in_the_case_is_found_by_itself(tmp_path: Path) -> None:
    file = own(tmp_path / "taxonomies" / "border.yaml")
    (tmp_path / "watchledger.toml").write_text('taxonomies = "export_controls"\n', "utf-8")
    settings = load_settings(tmp_path, {})
    assert settings.taxonomies.split(os.pathsep) == ["export_controls", str(file)]
    assert [f.technology for f in read("界碑采购", limits_of(settings).taxonomies).findings] == ["border:g.one"]


def test_a_file_named_in_the_settings_is_meant_from_the_case(tmp_path: Path) -> None:
    own(tmp_path / "mine" / "b.yaml")
    (tmp_path / "watchledger.toml").write_text('taxonomies = "mine/b.yaml"\n', "utf-8")
    assert load_settings(tmp_path, {}).taxonomies == str(tmp_path / "mine" / "b.yaml")


def test_without_any_nothing_is_loaded(tmp_path: Path) -> None:
    assert load_settings(tmp_path, {}).taxonomies == ""
    assert further("") == ()


@pytest.mark.parametrize(
    ("name", "reason"), [("surveillance", "is taken"), ("Border Guard", "small Latin letters")], ids=["taken", "badly named"]
)
def test_a_name_that_cannot_stand_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(BadTaxonomy, match=reason):
        further(str(own(tmp_path / "x.yaml", name)))


def test_a_file_that_breaks_the_rules_stops_before_reading(tmp_path: Path) -> None:
    file = own(tmp_path / "taxonomies" / "border.yaml")
    file.write_text(file.read_text("utf-8") + "\ntecnologies: []\n", "utf-8")
    with pytest.raises(BadTaxonomy, match="unknown key 'tecnologies'"):
        limits_of(load_settings(tmp_path, {}))


def test_an_unknown_shipped_name_says_which_there_are() -> None:
    with pytest.raises(BadTaxonomy, match="there are export_controls"):
        further("exprot_controls")


def test_every_term_of_the_shipped_example_is_found_where_nothing_speaks_against_it() -> None:
    (lexicon,) = further("export_controls")
    for technology in lexicon.taxonomy.technologies:
        word = technology.terms["zh"][0]
        found = {f.technology for f in read(f"某研究所{word}采购", "export_controls").findings}
        assert f"export_controls:{technology.id}" in found, word
