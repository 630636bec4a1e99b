"""XML becomes lines of values with addresses; attributes are values too."""

from __future__ import annotations

import pytest

from watchledger.errors import UnreadableDocument
from watchledger.formats.xml import read as read_xml
from watchledger.model import Document, Limits, Origin


def leaves(xml: str | bytes) -> dict[str, str]:
    text = read_xml(Document(xml if isinstance(xml, bytes) else xml.encode(), Origin("a.xml")), Limits())
    return {b.path or "": text.content[b.start : b.end] for b in text.blocks}


def test_values_and_attributes_have_addresses() -> None:
    assert leaves('<n:a xmlns:n="x"><b>1</b><b cur="EUR">2</b><c code="Z"/><d> </d></n:a>') == {
        "/a/b[1]": "1", "/a/b[2]": "2", "/a/b[2]/@cur": "EUR", "/a/c/@code": "Z",
    }  # fmt: skip


def test_running_text_with_mark_up_is_one_value() -> None:
    assert leaves("<a><p>area of 20 m<ft>2</ft> and more</p></a>") == {"/a/p": "area of 20 m2 and more"}


def test_entities_are_not_resolved_but_references_of_the_standard_are() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "yyyy">]><a><b>Smith &amp; Co</b><c>&x;&y;</c></a>'
    assert leaves(bomb)["/a/b"] == "Smith & Co"
    assert "yyyy" not in "".join(leaves(bomb).values())


def test_the_declared_encoding_counts() -> None:
    assert leaves('<?xml version="1.0" encoding="gb2312"?><a>视频</a>'.encode("gb2312")) == {"/a": "视频"}


def test_a_damaged_file_is_read_with_a_problem() -> None:
    text = read_xml(Document(b"<a><b>kept</b><c>cut", Origin("a.xml")), Limits())
    assert "kept" in text.content
    assert len(text.problems) == 1 and "line 1" in text.problems[0]


def test_what_is_not_xml_is_unreadable() -> None:
    with pytest.raises(UnreadableDocument):
        read_xml(Document(b"plain words", Origin("a.xml")), Limits())


def test_depth_beyond_the_parsers_bound_is_a_problem_not_a_crash() -> None:
    text = read_xml(Document(b"<a>first" + b"<b>" * 5000 + b"x" + b"</b>" * 5000 + b"</a>", Origin("a.xml")), Limits())
    assert text.content.startswith("a: first")
    assert "depth" in text.problems[0]
