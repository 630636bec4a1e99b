"""The type comes from the bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from watchledger.formats import sniff


def packed(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    "content, media_type",
    [
        (b"%PDF-1.7\n", sniff.PDF),
        (b"\r\n\r\n%PDF-1.4", sniff.PDF),
        (packed("[Content_Types].xml", "word/document.xml"), sniff.DOCX),
        (packed("[Content_Types].xml", "xl/workbook.xml"), sniff.XLSX),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), sniff.PPTX),
        (packed("notices/a.html"), sniff.ZIP),
        (packed("[Content_Types].xml", "word/document.xml")[:120], sniff.DOCX),
        (OLE + "WordDocument".encode("utf-16-le"), sniff.DOC),
        (OLE + "Workbook".encode("utf-16-le"), sniff.XLS),
        (OLE + "__properties_version1.0".encode("utf-16-le"), sniff.MSG),
        (b"{\\rtf1 x}", sniff.RTF),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"<!DOCTYPE html><html></html>", sniff.HTML),
        (b"\n<!-- saved --><html><p>x", sniff.HTML),
        (b"<div>a</div><p>b</p>", sniff.HTML),
        (b'<%@ page contentType="text/html" %>\n<html><body>x', sniff.HTML),
        ("\ufeff<html><p>公告".encode("utf-16-le"), sniff.HTML),
        (("<html><p>" + "上下公告项目一" * 200).encode("utf-16"), sniff.HTML),
        (("<html>" + "<p>上下公告项目一</p>" * 200).encode("utf-16-be"), sniff.HTML),
        (b'<?xml version="1.0"?><ContractNotice/>', sniff.XML),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html/>', sniff.HTML),
        (b'{"ocid": "x"}', sniff.JSON),
        (b'[{"a": 1}]', sniff.JSON),
        ("[省本级]某中学采购项目".encode(), sniff.TEXT),
        ("采购公告：视频监控".encode("gb18030"), sniff.TEXT),
        (b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nbody", sniff.EMAIL),
        (b"TO: The Board\nFROM: The Chief\nSUBJECT: Cameras\nDATE: May 5, 2020\n\nbody", sniff.TEXT),
        (bytes(range(256)) * 4, sniff.UNKNOWN),
    ],
)
def test_what_the_bytes_are(content: bytes, media_type: str) -> None:
    assert sniff.sniff(content) == media_type
