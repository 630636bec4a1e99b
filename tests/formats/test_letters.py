from __future__ import annotations

import pytest
from formats.compound_file import compound
from formats.read import read, said

from watchledger.errors import UnreadableDocument
from watchledger.formats.msg import unpacked_rtf
from watchledger.model import Limits

HEAD = "From: a@example.invalid\nTo: b@example.invalid\nDate: Mon, 3 Mar 2031 09:00:00 +0800\n"


def wide(words: str) -> bytes:
    return words.encode("utf-16-le")


def test_a_plain_letter_is_its_subject_and_lines() -> None:
    text = read(f"{HEAD}Subject: Cameras\n\nWe buy 12 cameras.\n> as quoted\n", "message/rfc822")
    assert said(text, "title") == ["Cameras"]
    assert said(text, "paragraph") == ["We buy 12 cameras.", "> as quoted"]


def test_bare_bytes_in_a_subject_are_told_from_themselves() -> None:
    raw = f"{HEAD}Subject: ".encode() + "采购视频监控设备".encode("gb18030") + b"\n\nx\n"
    assert said(read(raw, "message/rfc822"), "title") == ["采购视频监控设备"]


def test_a_letter_that_is_nothing_is_unreadable() -> None:
    with pytest.raises(UnreadableDocument, match="without fields or body"):
        read("X-Empty: 1\n\n", "message/rfc822")


def test_an_encrypted_letter_is_partial() -> None:
    kind = 'Content-Type: application/pkcs7-mime; name="smime.p7m"\nContent-Transfer-Encoding: base64\n'
    assert read(f"{HEAD}Subject: s\n{kind}\nAAAA\n", "message/rfc822").problems == ("the body is encrypted",)


def test_deeply_nested_parts_end_as_a_refusal_or_a_text() -> None:
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{i}"\n\n--b{i}\n' for i in range(3_000))
    try:
        assert read(f"{HEAD}Subject: s\n{parts}", "message/rfc822").content
    except UnreadableDocument as error:
        assert "RecursionError" in str(error)


def test_an_outlook_letter_prefers_its_html() -> None:
    markup = "<p>各位好</p><table><tr><td>名称</td><td>数量</td></tr><tr><td>球机</td><td>4</td></tr></table>".encode()
    content = compound(
        {
            "__properties_version1.0": bytes(32) + bytes.fromhex("0300de3f") + bytes(4) + (65001).to_bytes(8, "little"),
            "__substg1.0_0037001F": wide("函"),
            "__substg1.0_1000001F": wide("各位好 名称 数量"),
            "__substg1.0_10130102": markup,
        }
    )
    text = read(content)
    assert said(text, "cell") == ["名称", "数量", "球机", "4"]


def test_a_compressed_body_is_unpacked() -> None:
    # The example of [MS-OXRTFCP] 3.1.1
    packed = bytes.fromhex("2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0")
    assert unpacked_rtf(packed, Limits()) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_a_web_page_saved_as_one_file_is_its_page() -> None:
    head = "From: <Saved by a browser>\nSubject: Notice\nDate: Mon, 3 Mar 2031 09:00:00 +0800\nMIME-Version: 1.0\n"
    parts = (
        ("text/html", "http://example.invalid/n.html", "<html><title>Notice</title><body><p>We buy 12 cameras.</p></body></html>"),
        ("text/css", "http://example.invalid/n.css", "p { color: red }"),
        ("image/png", "http://example.invalid/n.png", "x"),
    )
    body = "".join(f"--x\nContent-Type: {kind}\nContent-Location: {place}\n\n{words}\n" for kind, place, words in parts)
    text = read(f'{head}Content-Type: multipart/related; type="text/html"; boundary="x"\n\n{body}--x--\n')
    assert "paragraph" in {b.kind for b in text.blocks} and "We buy 12 cameras." in text.content
    assert "Attachments" not in text.content and "color" not in text.content
