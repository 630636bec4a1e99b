from __future__ import annotations

import io
import zipfile

import pypdfium2 as pdfium
from formats.compound_file import compound

from watchledger.formats.attached import attached
from watchledger.model import Limits

PAGE = "<p>采购公告（虚构）</p>".encode()


def package(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def native(name: str, content: bytes) -> bytes:
    labels = name.encode("gb18030") + b"\0C:\\x\0" + bytes(4) + (3).to_bytes(4, "little") + b"C:\0"
    body = bytes(2) + labels + len(content).to_bytes(4, "little") + content
    return len(body).to_bytes(4, "little") + body


def test_files_embedded_in_a_word_document() -> None:
    sheet = package({"[Content_Types].xml": b"<Types/>"})
    parts = {
        "word/document.xml": b"<w/>",
        "word/embeddings/sheet1.xlsx": sheet,
        "word/embeddings/object1.bin": compound({"\x01Ole10Native": native("公告.html", PAGE)}),
        "word/embeddings/object2.bin": compound({"WordDocument": bytes(600)}),
        "word/embeddings/object3.bin": compound({"Contents": b"x"}),
    }
    found = list(attached(package(parts), Limits()))
    assert found[:2] == [("sheet1.xlsx", sheet), ("公告.html", PAGE)]
    assert found[2] == ("object2.bin", parts["word/embeddings/object2.bin"])
    assert found[3] == ("object3.bin", "an embedded object of an unknown program")


def test_files_attached_to_a_pdf() -> None:
    pdf = pdfium.PdfDocument.new()
    pdf.new_page(100, 100)
    pdf.new_attachment("附件.html").set_data(PAGE)
    out = io.BytesIO()
    pdf.save(out)
    assert list(attached(out.getvalue(), Limits())) == [("附件.html", PAGE)]


def test_a_damaged_document_has_none() -> None:
    assert list(attached(b"%PDF-1.7 damaged", Limits())) == []
    assert list(attached(b"PK\x03\x04" + bytes(50), Limits())) == []
