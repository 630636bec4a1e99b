"""JSON becomes lines of values with pointers."""

from __future__ import annotations

import pytest

from watchledger.errors import UnreadableDocument
from watchledger.formats.json import read as read_json
from watchledger.model import Document, Limits, Origin


def read(content: bytes) -> dict[str, str]:
    text = read_json(Document(content, Origin("a.json")), Limits())
    return {b.path or "": text.content[b.start : b.end] for b in text.blocks}


def test_scalars_have_pointers_and_numbers_stay_as_written() -> None:
    assert read(b'{"a": [{"b": 1000.50}, "x"], "c/d": true, "n": null, "e": "\\u89c6\\u9891"}') == {
        "/a/0/b": "1000.50", "/a/1": "x", "/c~1d": "true", "/e": "视频",
    }  # fmt: skip


def test_a_repeated_key_keeps_both_values_and_is_reported() -> None:
    text = read_json(Document(b'{"a": 1, "a": 2}', Origin("a.json")), Limits())
    assert [text.content[b.start : b.end] for b in text.blocks] == ["1", "2"]
    assert text.problems == ("a key is given more than once at /",)


def test_utf_16_and_a_byte_order_mark_are_read() -> None:
    assert read('{"a": "é"}'.encode("utf-16")) == {"/a": "é"}
    assert read(b"\xef\xbb\xbf" + b'{"a": 1}') == {"/a": "1"}


@pytest.mark.parametrize("content", [b'{"a": ', b"\xff\xfe\xff{", b"[" * 200_000])
def test_what_is_not_json_is_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"a\.json"):
        read_json(Document(content, Origin("a.json")), Limits())
