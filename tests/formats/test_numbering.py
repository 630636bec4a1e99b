"""Automatic list numbers of a DOCX, as Word shows them."""

from __future__ import annotations

import pytest
from formats.read import said
from formats.test_docx import WORD, docx, p, tc

from watchledger.formats.numbering import written


def level(at: int, way: str, pattern: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{way}"/><w:lvlText w:val="{pattern}"/>{more}</w:lvl>'


LISTS = (
    f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）", '<w:suff w:val="nothing"/>')
    + level(2, "decimal", "%1.%3", "<w:isLgl/>")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "●")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)


def numbered(number: int, at: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'


def items(body: str, **parts: str) -> list[str]:
    return said(docx(body, numbering=LISTS, **parts), "item")


def test_levels_count_and_begin_anew_under_the_next() -> None:
    body = p("总则", numbered(1, 0)) + p("甲", numbered(1, 1)) + p("乙", numbered(1, 1)) + p("条", numbered(1, 2))
    body += p("附则", numbered(1, 0)) + p("丙", numbered(1, 1))
    assert items(body) == ["一、总则", "（一）甲", "（二）乙", "1.1 条", "二、附则", "（一）丙"]


def test_lists_of_one_definition_go_on_and_one_with_a_start_of_its_own_does_not() -> None:
    body = p("甲", numbered(1, 0)) + p("乙", numbered(2, 0)) + p("丙", numbered(3, 0)) + p("丁", numbered(3, 0))
    assert items(body) == ["一、甲", "二、乙", "五、丙", "六、丁"]


def test_a_list_may_come_from_the_style_and_be_turned_off() -> None:
    styles = (
        f'<w:styles {WORD}><w:style w:styleId="base"><w:pPr>{numbered(1, 0)}</w:pPr></w:style>'
        '<w:style w:styleId="own"><w:basedOn w:val="base"/></w:style></w:styles>'
    )
    own, off = '<w:pStyle w:val="own"/>', '<w:pStyle w:val="own"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    text = docx(p("甲", own) + p("乙", off) + p("丙", own), numbering=LISTS, styles=styles)
    assert text.content == "一、甲\n乙\n二、丙\n"


def test_bullets_give_nothing_and_an_unknown_list_neither() -> None:
    assert items(p("甲", numbered(4, 0)) + p("乙", numbered(9, 0))) == ["甲", "乙"]


def test_a_list_goes_on_in_a_table() -> None:
    body = p("甲", numbered(1, 0)) + f"<w:tbl><w:tr>{tc('名')}<w:tc>{p('乙', numbered(1, 0))}</w:tc></w:tr></w:tbl>"
    assert "名\t二、乙" in docx(body + p("丙", numbered(1, 0)), numbering=LISTS).content


@pytest.mark.parametrize(
    "number, way, words",
    [
        (12, "chineseCounting", "十二"), (103, "japaneseCounting", "一百零三"), (10_500, "chineseCountingThousand", "一万零五百"),
        (12, "chineseLegalSimplified", "壹拾贰"), (20, "ideographDigital", "二〇"), (3, "ideographTraditional", "丙"),
        (28, "lowerLetter", "bb"), (1994, "upperRoman", "MCMXCIV"), (7, "decimalZero", "07"), (9, "decimalEnclosedCircle", "⑨"),
        (30, "decimalEnclosedCircle", "30"), (5, "no such way", "5"),
    ],
)  # fmt: skip
def test_a_number_is_written_in_its_way(number: int, way: str, words: str) -> None:
    assert written(number, way) == words
