"""What is encrypted opens with a password of the list, and says so where none fits."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from sources.locked_zip import pdf_locked, zip_locked

from watchledger.errors import Encrypted
from watchledger.formats import read_text
from watchledger.model import Document, Leaf, Limits, Origin, Unread
from watchledger.sources import expand

PAGE = "<html><body><p>采购公告（虚构）</p></body></html>".encode()
LIST = ("wrong", "春天2031", "spring", "last one")


def zip_aes(password: bytes) -> bytes:
    import pyzipper

    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password)
        archive.writestr("a.html", PAGE)
    return out.getvalue()


def seven_zip(password: str, *, names_too: bool) -> bytes:
    import py7zr

    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password, header_encryption=names_too) as archive:
        archive.writestr(PAGE, "a.html")
        archive.writestr(b"x" * 5000, "b.txt")
    return out.getvalue()


ARCHIVES = {
    "zip": zip_locked("a.html", PAGE, b"spring"),
    "zip in UTF-8": zip_locked("a.html", PAGE, "春天2031".encode()),
    "zip in GB 18030": zip_locked("a.html", PAGE, "春天2031".encode("gb18030")),
    "zip aes": zip_aes(b"spring"),
    "7z": seven_zip("spring", names_too=False),
    "7z with names": seven_zip("spring", names_too=True),
}


def opened(tmp_path: Path, content: bytes, passwords: tuple[str, ...]) -> list[object]:
    path = tmp_path / "case.bin"
    path.write_bytes(content)
    return list(expand(Leaf(str(path), len(content), 0), Limits(passwords=passwords)))


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_opens_with_one_of_the_list(tmp_path: Path, name: str) -> None:
    first = opened(tmp_path, ARCHIVES[name], LIST)[0]
    assert isinstance(first, Document) and first.content == PAGE


@pytest.mark.parametrize("name", ARCHIVES)
@pytest.mark.parametrize("passwords", [(), ("wrong", "spring ")])
def test_an_archive_that_none_opens_is_recorded(tmp_path: Path, name: str, passwords: tuple[str, ...]) -> None:
    (piece,) = opened(tmp_path, ARCHIVES[name], passwords)
    assert isinstance(piece, Unread)
    assert piece.reason == ("encrypted: none of the 2 passwords fits" if passwords else "encrypted: a password is needed")


def office(password: str) -> bytes:
    import openpyxl
    from msoffcrypto.format.ooxml import OOXMLFile

    plain, out = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "采购公告"
    book.save(plain)
    OOXMLFile(plain).encrypt(password, out)
    return out.getvalue()


DOCUMENTS = {"pdf": (pdf_locked("Tender notice", b"spring"), "Tender notice"), "xlsx": (office("spring"), "采购公告")}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_opens_with_one_of_the_list(name: str) -> None:
    content, words = DOCUMENTS[name]
    _, text = read_text(Document(content, Origin("a")), Limits(passwords=LIST))
    assert words in text.content


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("passwords", [(), ("wrong",)])
def test_a_document_that_none_opens_is_encrypted(name: str, passwords: tuple[str, ...]) -> None:
    with pytest.raises(Encrypted, match="encrypted: (a password is needed|none of the 1 passwords fits)"):
        read_text(Document(DOCUMENTS[name][0], Origin("a")), Limits(passwords=passwords))


def test_passwords_are_not_printed() -> None:
    assert "spring" not in repr(Limits(passwords=("spring",)))
