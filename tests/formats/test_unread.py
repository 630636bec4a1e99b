"""Files that are not read are named by what they are."""

from __future__ import annotations

import pytest
from formats.read import read

from watchledger.errors import UnreadableDocument


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\0\0\0\x18ftypmp42" + b"\0" * 200, "a video .MP4"),
        (b"RIFF\0\0\0\0WAVEfmt " + b"\0" * 200, "a sound recording .WAV"),
        (b"MZ\0\0" + b"\0\x01" * 200, "a program .Windows"),
        (b"!BDN" + b"\0\x01" * 200, "a mailbox of Outlook"),
        (b"\x28\xb5\x2f\xfd" + b"\0\x01" * 200, "an archive .Zstandard"),
        (b"PK\x03\x04" + b"\x14\0" * 200, "ZIP. that is damaged or cut short"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0\x01" * 400, "OLE. that is damaged, cut short or holds no document"),
        (b"\x07\x01\x02\x03" + b"\0\x01" * 200, "no document of a known kind .its first bytes are 07 01 02 03"),
    ],
)
def test_the_kind_is_said(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words):
        read(content)
