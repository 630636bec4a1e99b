from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from formats.compound_file import compound
from formats.read import grid, read, said

from watchledger.errors import LimitExceeded, UnreadableDocument

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"
PPTX = GOLDEN / "pptx_slides_with_table_and_notes" / "input.pptx"


def record(kind: int, body: bytes, *, container: bool = False, instance: int = 0) -> bytes:
    head = (instance << 4) | (0xF if container else 0)
    return head.to_bytes(2, "little") + kind.to_bytes(2, "little") + len(body).to_bytes(4, "little") + body


def test_each_slide_is_a_page_with_boxes() -> None:
    text = read(PPTX.read_bytes())
    assert [b.page for b in text.blocks if b.kind == "page"] == [1, 2]
    assert grid(text) == {(0, 0): "设备清单", (1, 0): "球机", (1, 1): "40台"}
    assert "讲稿：预算三百万元" in text.content
    assert all(b.box is not None for b in text.blocks if b.kind == "cell")


def test_a_damaged_slide_costs_that_slide() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(PPTX) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, b"<p:sld" if name == "ppt/slides/slide1.xml" else old.read(name))
    text = read(out.getvalue())
    assert said(text, "cell") == ["设备清单", "球机", "40台"]
    assert len(text.problems) == 1 and "slide 1 cannot be read" in text.problems[0]


def test_a_bomb_in_a_package_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"<Types/>")
        package.writestr("ppt/slides/slide1.xml", b"<a>" + b" " * 40_000_000)
    with pytest.raises((LimitExceeded, UnreadableDocument)):
        read(out.getvalue())


def test_an_old_presentation_gives_its_slides_in_order() -> None:
    slide = record(0x03EE, record(0x0FA8, b"in a box"), container=True)
    listed = record(0x03F3, (2).to_bytes(4, "little") + bytes(16)) + record(0x0FA0, "标题一\r第二段".encode("utf-16-le"))
    document = record(0x03E8, record(0x0FF0, listed, container=True), container=True)
    entry = (1 | 2 << 20).to_bytes(4, "little") + (0).to_bytes(4, "little") + len(document).to_bytes(4, "little")
    directory_at = len(document) + len(slide)
    directory = record(0x1772, entry)
    edit = record(0x0FF5, bytes(8) + bytes(4) + directory_at.to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(8))
    user = record(0x0FF6, (20).to_bytes(4, "little") + b"\x5f\xc0\x91\xe3" + (directory_at + len(directory)).to_bytes(4, "little"))
    text = read(compound({"PowerPoint Document": document + slide + directory + edit, "Current User": user}))
    assert text.content == "标题一\n第二段\nin a box\n"
    assert [b.page for b in text.blocks] == [1, 1, 1, 1]
