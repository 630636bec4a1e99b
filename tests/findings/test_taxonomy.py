"""The vocabulary is data, read strictly: whatever is wrong is named with file, place and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.findings.build import HEAD, ONE, toy
from watchledger.errors import BadTaxonomy
from watchledger.findings.context import context
from watchledger.findings.taxonomy import load

STABLE = {
    "video": "cctv platform face ethnicity structured gait behaviour emotion anpr vehicle_tag thermal panorama audio_capture",
    "phone": "imsi wifi_probe location forensics spyware evidence_kit",
    "net": "dpi venue_audit intercept filter",
    "social": "opinion account guidance",
    "bio": "dna ystr phenotype voice iris fingerprint vein enrolment forensic",
    "fusion": "police_cloud one_file trajectory graph multisource feeds key_person predictive stability ijop grid city_brain"
    " command llm"
    " case_system pgis discipline population",
    "field": "drone bodycam checkpoint mobile_terminal smart_glasses electronic_monitoring robot smart_community gunshot"
    " mobile_unit"
    " detention religious school covert id_kiosk screening",
}
"""Ids that decisions and published counts refer to: none may go or change its meaning."""


def test_the_shipped_taxonomy_keeps_its_ids() -> None:
    assert {t.id for t in load().technologies} >= {f"{group}.{name}" for group, names in STABLE.items() for name in names.split()}


def test_the_shipped_taxonomy_speaks_both_languages() -> None:
    for technology in load().technologies:
        assert technology.label_en.isascii() and not technology.label_zh.isascii(), technology.id
        assert technology.words(), technology.id


def test_one_guidance_technology_is_adjacent_and_never_counts() -> None:
    assert [t.id for t in load().technologies if t.adjacent] == ["social.guidance"]


def test_words_are_for_a_concept_search() -> None:
    face = load().technology("video.face")
    assert face is not None
    assert {"人脸识别", "facial recognition"} <= set(face.words())
    assert load().technology("video.nothing") is None


def test_targets_venues_and_programmes_have_labels_and_terms() -> None:
    taxonomy = load()
    for named in (*taxonomy.target_groups, *taxonomy.venues, *taxonomy.programmes):
        assert named.label_en and named.label_zh and named.terms["zh"]


@pytest.mark.parametrize(
    ("technologies", "place", "reason"),
    [
        (f"{ONE}, term_zh: [监视]}}", "technologies > g.one", "unknown key 'term_zh'"),
        (f"{ONE}}}\n{ONE}}}", "technologies > g.one", "given twice"),
        (ONE.replace("group: g", "group: h") + "}", "technologies > g.one", "unknown group 'h'"),
        (ONE.replace("collect", "watch") + "}", "technologies > g.one", "must be one of collect, identify, link, predict"),
        (ONE.replace("[监控]", "监控") + "}", "technologies > g.one", "must be a list"),
        (ONE.replace("[监控]", "[监控, '']") + "}", "technologies > g.one", "is no text"),
        (
            f"{ONE}, rules: [{{id: r, terms: [卡口], near: [$road]}}]}}",
            "technologies > g.one > rules > r",
            "'$road', which does not exist",
        ),
        (f"{ONE}, rules: [{{id: r, terms: []}}]}}", "technologies > g.one > rules > r", "needs terms"),
        (f"{ONE}, rules: [{{id: r, terms: [卡口], within: far}}]}}", "technologies > g.one > rules > r", "whole number"),
        (
            f"{ONE}, rules: [{{id: r, terms: [卡口], buyer: [martians]}}]}}",
            "technologies > g.one > rules > r",
            "unknown buyer type martians",
        ),
        (f"{ONE}, verdicts: [{{verdict: perhaps}}]}}", "technologies > g.one > verdicts > 1", "must be one of yes, unclear, no"),
        ("  - {group: g}", "technologies > 1", "needs 'id'"),
        ("  - 7", "technologies > 1", "must be a mapping"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, technologies: str, place: str, reason: str) -> None:
    with pytest.raises(BadTaxonomy) as error:
        toy(tmp_path, technologies)
    assert error.value.place == place
    assert reason in error.value.reason
    assert str(tmp_path) in str(error.value)


def test_a_file_that_is_no_yaml_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(BadTaxonomy) as error:
        toy(tmp_path, "  - {id: [")
    assert error.value.place is not None and error.value.place.startswith("line ")


def test_a_missing_or_undecodable_file_is_bad(tmp_path: Path) -> None:
    with pytest.raises(BadTaxonomy, match="cannot be read"):
        load(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes("name: Überwachung".encode("latin-1"))
    with pytest.raises(BadTaxonomy, match="cannot be read"):
        load(tmp_path / "latin.yaml")
    (tmp_path / "list.yaml").write_text("[1]", "utf-8")
    with pytest.raises(BadTaxonomy, match="mapping of sections"):
        load(tmp_path / "list.yaml")


def test_an_unknown_section_at_the_top_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadTaxonomy, match="unknown key 'tecnologies'"):
        toy(tmp_path, ONE + "}", top="tecnologies: []\n")


def test_an_unknown_status_in_the_context_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "context.yaml"
    file.write_text("statuses: {certain: {before: [是], after: []}}", "utf-8")
    with pytest.raises(BadTaxonomy, match="unknown status 'certain'"):
        context(file)


def test_a_minimal_taxonomy_of_ones_own_is_enough(tmp_path: Path) -> None:
    lexicon = toy(tmp_path, ONE + "}")
    assert lexicon.taxonomy.name == "toy" and HEAD
    assert [t.id for t in lexicon.taxonomy.technologies] == ["g.one"]


def test_every_reason_is_said_in_chinese_too() -> None:
    taxonomy = load()
    reasons = {rule.why for rule in taxonomy.hints}
    for technology in taxonomy.technologies:
        reasons |= {rule.why for rule in technology.rules} | {rule.why for rule in technology.verdicts}
    assert reasons - {""} == set(taxonomy.reasons_zh)


def test_the_ladder_has_its_four_rungs_in_order() -> None:
    assert [rung.id for rung in load().ladder] == ["collect", "identify", "link", "predict"]
    assert all(rung.cues and rung.objects for rung in load().ladder[1:])
