"""Input made to break a reader ends as an error of the input or as a text, soon. Times are CPU seconds with wide room."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from formats.read import read

from watchledger.errors import LimitExceeded, UnreadableDocument
from watchledger.model import Limits

N = 50_000
CASES = {
    "nested": b"<html>" + b"<div class='menu'>" * N + b"x" + b"</div>" * N,
    "unclosed tables": b"<html>" + b"<table><tr><td>a" * N,
    "unclosed hidden": b"<html>" + b"<span style='display:none'>y" * N,
    "stray ends": b"<html>" + b"<div>" * 100 + b"</p></span></section>" * N,
    "unclosed comments": b"<html>" + b"<!--x" * N,
    "unclosed scripts": b"<html>" + b"<script>x" * N,
    "odd quotes": b"<html>" + b"<a title=\"x ' " * N,
    "only <": b"<html>" + b"<" * N,
    "huge spans": b"<html><table>" + b"<tr>" + b"<td rowspan=99999 colspan=99999>x" * N,
    "many properties": b"<html>" + b"".join(b'<meta name="ArticleTitle" content="t%d">' % i for i in range(20_000)),
    "buttons": b"<html><p>" + "打印关闭".encode() * 15 + b"x",
    "bars": b"a\n | " * N,
    "tabs": b"a\tb\n" * N,
    "spaces before a bar": b" " * 1_000_000 + b"|b",
    "deep json": b"[" * N + b"]" * N,
    "deep xml": b'<?xml version="1.0"?>' + b"<a>" * N,
    "nulls inside": b"a\0b\0\0c" * N,
    "wrong encoding": b'<html><meta charset="utf-16"><p>' + bytes(range(128, 256)) * 500,
    "truncated zip": b"PK\x03\x04" + bytes(200),
    "truncated ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
    "truncated pdf": b"%PDF-1.7\n%%EOF",
}


@pytest.mark.parametrize("name", CASES)
def test_hostile_input_ends_soon(name: str) -> None:
    start = time.process_time()
    with suppress(UnreadableDocument):
        text = read(CASES[name])
        assert all(0 <= block.start <= block.end <= len(text.content) for block in text.blocks)
    assert time.process_time() - start < 8


def test_a_line_of_a_hundred_megabytes() -> None:
    start = time.process_time()
    text = read(b"x y " * 25_000_000)
    assert text.problems == ("the text was cut at 40000000 characters",)
    assert time.process_time() - start < 8


@pytest.mark.parametrize("content", [b"", b"\0" * 1000, b" \n\t "])
def test_nothing_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"case/notice: empty"):
        read(content)


def test_a_file_too_large_is_refused_by_name() -> None:
    with pytest.raises(LimitExceeded, match=r"case/notice: 11 bytes, more than the 10 allowed"):
        read(b"hello world", limits=Limits(max_file_bytes=10))


def test_bytes_of_no_known_kind_are_refused_by_name() -> None:
    with pytest.raises(UnreadableDocument, match="case/notice: no document of a known kind"):
        read(bytes(range(256)) * 10)
