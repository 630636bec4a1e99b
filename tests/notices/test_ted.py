"""TED notices before eForms: an invented one of the older schema, and the corpus against a second reading by XPath."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from watchledger.formats.xml import read as read_xml
from watchledger.lang.normal import normal
from watchledger.model import NOTICE_TYPES, Document, Limits, Notice, Origin, Text
from watchledger.notices.ted import is_ted, read_ted
from watchledger.notices.tree import table

FOLDER = Path(__file__).parents[2].parent / "shared/corpus/ted/legacy"
FILES = sorted(FOLDER.glob("*.xml")) if FOLDER.is_dir() else []
corpus = pytest.mark.skipif(not FILES, reason="no TED corpus beside the checkout")
OLD = Path(__file__).parent / "ted_old_award.xml"


def read(path: Path) -> tuple[Text, Notice]:
    text = read_xml(Document(path.read_bytes(), Origin(path.name)), Limits())
    assert is_ted(text)
    notice = read_ted(text, normal(""))
    for name, _, fact in notice.facts():
        assert text.content[fact.span.start : fact.span.end] == fact.quote, name
    return text, notice


def test_the_older_schema_says_the_same_in_other_places() -> None:
    _, notice = read(OLD)
    assert notice.problems == ()
    assert notice.type and (notice.type.value, notice.type.quote) == ("award", "Contract award")
    assert notice.title and notice.title.value == "Caméras pour le centre"
    assert [f.value for n, f in notice.alternatives if n == "title"] == ["Video-surveillance system"]
    assert notice.buyer and notice.buyer.value == "Ville de Nulleville"
    assert notice.award_total and notice.award_total.value.amount == Decimal("90000.00")
    (supplier,) = notice.suppliers
    assert (supplier.name.value, supplier.lot and supplier.lot.value) == ("Optique de Nulle Part SA", "1")
    assert supplier.amount and (supplier.amount.quote, supplier.amount.value.currency) == ("90000.00", "EUR")
    assert notice.awarded and notice.awarded.value == "2013-12-05"
    assert "05" in notice.awarded.quote and "2013" in notice.awarded.quote
    assert notice.region and notice.region.value == "France"
    assert [f.value for f in notice.classifications] == ["CPV:32323500", "CPV:35125300"]
    assert [f.value for f in notice.project_codes] == ["2013-77"]


def test_the_person_to_write_to_is_in_no_fact() -> None:
    _, notice = read(OLD)
    assert not [f for _, _, f in notice.facts() if "Personne" in f.quote]


def test_document_types_map_to_ours() -> None:
    assert {row[1] for row in table("ted_types.tsv")} <= set(NOTICE_TYPES)


class Second:
    """The same facts by XPath alone; names without their namespaces, since every schema has its own."""

    def __init__(self, path: Path) -> None:
        self.root = etree.parse(path).getroot()
        english = self.all("//FORM_SECTION/*[@LG='EN']/@LG")
        self.form = "//FORM_SECTION/*[@LG='EN']" if english else "//FORM_SECTION/*[@CATEGORY='ORIGINAL'][1]"

    def all(self, path: str) -> list[str]:
        steps = [f"*[local-name()='{s}']" if s.isidentifier() else self._step(s) for s in path.split("/")]
        found = self.root.xpath("/".join(steps))
        return [" ".join((f if isinstance(f, str) else "".join(f.itertext())).split()) for f in found]

    @staticmethod
    def _step(step: str) -> str:
        name, bracket, rest = step.partition("[")
        return f"*[local-name()='{name}']{bracket}{rest}" if name.isidentifier() else step


@corpus
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_file_reads_as_by_xpath(path: Path) -> None:
    _, notice = read(path)
    second = Second(path)
    form = second.form
    buyers = second.all(f"{form}//ADDRESS_CONTRACTING_BODY/OFFICIALNAME") + second.all(
        f"{form}//CA_CE_CONCESSIONAIRE_PROFILE//OFFICIALNAME"
    )
    assert notice.buyer and notice.buyer.value == buyers[0]
    winners = second.all(f"{form}//ADDRESS_CONTRACTOR/OFFICIALNAME") + second.all(f"{form}//ADDRESS_WINNER/OFFICIALNAME")
    assert sorted(s.name.value for s in notice.suppliers) == sorted(winners)
    amounts = second.all(f"{form}//AWARDED_CONTRACT//VAL_TOTAL")
    assert sorted(s.amount.value.amount for s in notice.suppliers if s.amount) == sorted(map(Decimal, amounts))
    total = second.all(f"{form}/OBJECT_CONTRACT/VAL_TOTAL")
    if total:
        assert notice.award_total and notice.award_total.value.amount == Decimal(total[0])
    cpv = second.all("//NOTICE_DATA/ORIGINAL_CPV/@CODE") + second.all(f"{form}//CPV_CODE/@CODE")
    assert {f.value for f in notice.classifications} == {f"CPV:{code}" for code in cpv}
    published = second.all("//REF_OJS/DATE_PUB")[0]
    assert notice.published and notice.published.value.replace("-", "") == published
    deadline = second.all(f"{form}//DATE_RECEIPT_TENDERS") or second.all("//CODIF_DATA/DT_DATE_FOR_SUBMISSION")
    assert (notice.deadline.value.replace("-", "") if notice.deadline else None) == (
        deadline[0][:10].replace("-", "") if deadline else None
    )
    concluded = set(second.all(f"{form}//DATE_CONCLUSION_CONTRACT"))
    assert {f.value for n, _, f in notice.facts() if n.endswith("signed")} == concluded
    title = second.all(f"{form}/OBJECT_CONTRACT[1]/TITLE/P") or second.all(f"{form}//TITLE_CONTRACT/P")
    assert notice.title and notice.title.value == title[0]


@corpus
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_no_element_is_left_unread(path: Path) -> None:
    assert read(path)[1].problems == ()
