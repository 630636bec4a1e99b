from __future__ import annotations

from pathlib import Path

import pytest

from watchledger.errors import BadTaxonomy
from watchledger.findings.law import cited_law, load_rights, provisions_for
from watchledger.lang.normal import normal
from watchledger.model.text import Text


def cited(content: str) -> list[str]:
    text = Text(content, "test/1")
    facts = cited_law(text, normal(content))
    assert all(content[f.span.start : f.span.end] == f.quote for f in facts)
    return [f.value for f in facts]


def test_laws_beyond_procurement_are_quoted_with_their_number() -> None:
    content = (
        "根据《中华人民共和国政府采购法》等规定，依据《中华人民共和国反恐怖\n主义法》和《公共安全视频图像信息系统管理条例》（国务院令第799号）建设，"
        "投标人按《招标文件》提交《法定代表人授权书》，再次引用《中华人民共和国反恐怖主义法》。"
    )
    assert cited(content) == ["《中华人民共和国反恐怖 主义法》", "《公共安全视频图像信息系统管理条例》（国务院令第799号）"]


def test_english_acts_and_regulations() -> None:
    content = "Under the Investigatory Powers Act 2016 and Directive (EU) 2016/680; the Equality Act 2010 applies to tenders."
    assert cited(content) == ["Investigatory Powers Act 2016", "Directive (EU) 2016/680"]


@pytest.mark.parametrize(
    "content", ["采购人：临溪市公安局", "《操作手册》", "《水泵噪声测量方法》", "《》", "《" * 5000, "Act" * 3000]
)
def test_a_document_that_cites_none(content: str) -> None:
    assert cited(content) == []


def test_provisions_follow_technology_group_target_and_venue() -> None:
    def names(*args: object) -> set[tuple[str, str]]:
        return {(p.instrument.id, p.article) for p in provisions_for(*args)}  # type: ignore[arg-type]

    assert ("ai_act", "5(1)(h)") in names("video.face")
    assert ("ai_act", "5(1)(h)") not in names("bio.dna")
    assert ("gdpr", "9") in names("bio.dna")
    assert ("iccpr", "18") in names("video.cctv", ["religious"])
    assert ("constitution_cn", "39") in names("video.cctv", [], ["residential"])


def test_a_provision_that_speaks_of_nothing_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "rights.yaml"
    file.write_text(
        "instruments:\n  - {id: a, label_en: A, label_zh: 甲, scope: s, source: s}\n"
        "provisions:\n  - {instrument: a, article: '1', says_en: x, says_zh: 某}\n",
        "utf-8",
    )
    with pytest.raises(BadTaxonomy, match="speaks of"):
        load_rights(file)


def test_every_id_of_the_rights_file_is_the_taxonomy_s() -> None:
    from watchledger.findings.taxonomy import load

    taxonomy = load()
    technologies = {t.id for t in taxonomy.technologies}
    targets = {t.id for t in taxonomy.target_groups}
    venues = {v.id for v in taxonomy.venues}
    for provision in load_rights():
        for technology in provision.technologies:
            assert technology in technologies or any(t.startswith(technology) for t in technologies), technology
        assert set(provision.targets) <= targets
        assert set(provision.venues) <= venues
