"""Bytes to characters: what the bytes prove goes before what the page declares."""

from __future__ import annotations

import codecs

import pytest

from watchledger.formats.decode import declared_charset, decode

NOTICE = "某市公安局视频监控设备采购项目中标公告：中标金额为人民币三十万元，日期2020年3月1日。"
TRADITIONAL = "某縣警察局監視錄影系統採購案決標公告，決標金額新臺幣三百萬元，履約期限為一百二十日。"


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030"])
def test_gb2312_and_gbk_mean_gb18030(declared: str) -> None:
    rare = NOTICE + "㐂镕"
    page = f'<meta charset="{declared}">{rare}'.encode("gb18030")
    assert rare in decode(page)[0]
    assert decode(page)[1] is None


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16-le", "utf-16-be"])
def test_an_undeclared_encoding_is_told_from_the_text(encoding: str) -> None:
    words = TRADITIONAL if encoding == "big5" else NOTICE
    assert words in decode(f"<p>{words}</p>\n".encode(encoding))[0]


@pytest.mark.parametrize(
    "mark, encoding", [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
)
def test_a_byte_order_mark_goes_before_everything(mark: bytes, encoding: str) -> None:
    assert decode(mark + f'<meta charset="big5">{NOTICE}'.encode(encoding))[0].endswith(NOTICE)


@pytest.mark.parametrize(
    "declared, real", [("gb2312", "utf-8"), ("utf-8", "gb18030"), ("big5", "gb18030"), ("iso-8859-1", "gb18030")]
)
def test_a_wrong_declaration_is_seen_through(declared: str, real: str) -> None:
    assert NOTICE in decode(f'<meta charset="{declared}">{NOTICE}'.encode(real))[0]


def test_broken_utf_8_declared_as_gb2312_is_still_utf_8() -> None:
    page = b'<meta charset="gb2312">' + NOTICE.encode() + "摄".encode()[:2] + NOTICE.encode()
    text, problem = decode(page)
    assert text.count(NOTICE) == 2
    assert problem is not None and "could not be decoded as utf-8" in problem


def test_western_letters_are_not_taken_for_chinese() -> None:
    words = "Règlement de la procédure d'achat : caméras de surveillance à Orléans, été 2020"
    assert decode(words.encode("cp1252"))[0] == words


def test_the_declaration_of_an_xml_file_counts() -> None:
    assert declared_charset(b'<?xml version="1.0" encoding="GB2312"?>') == "gb18030"
    assert declared_charset(b'<meta charset="no-such-charset">') is None
