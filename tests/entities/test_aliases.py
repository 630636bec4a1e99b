from __future__ import annotations

import pytest

from watchledger.entities import parse, shipped
from watchledger.entities.aliases import KINDS
from watchledger.entities.tables import abbreviations, confusable, rows

TABLES = {
    "abbreviations": 3,
    "aliases": 5,
    "confusable": 2,
    "heads": 3,
    "latin_classes": 3,
    "latin_words": 3,
    "legal_forms": 4,
    "telling": 3,
}


@pytest.mark.parametrize("name", TABLES)
def test_every_line_of_a_table_has_its_reason(name: str) -> None:
    assert all(row[-1].strip() for row in rows(name, TABLES[name]))


def test_an_alias_that_no_document_supports_is_marked() -> None:
    for _, alias, kind, state, support in rows("aliases", 5):
        assert kind in KINDS
        assert state == "unverified" or "seed" not in support, alias


def test_names_are_looked_up_in_every_writing() -> None:
    assert shipped().names(parse("HIKVISION")) == ("杭州海康威视数字技术股份有限公司",)
    assert shipped().names(parse("旷视科技（北京）有限公司")) == ("北京旷视科技有限公司",)
    assert shipped().names(parse("云岭视讯")) == ()


def test_abbreviations_do_not_undo_one_another() -> None:
    for long, short in abbreviations():
        assert long != short
    assert len(set(confusable().values())) > 20
