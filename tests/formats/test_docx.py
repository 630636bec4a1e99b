"""DOCX: what its XML says, tables with merges, what is left out."""

from __future__ import annotations

import io
import zipfile

import pytest
from formats.read import evidence, grid, read, said

from watchledger.errors import LimitExceeded, UnreadableDocument
from watchledger.model import Text

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def packed(body: str, **parts: str) -> bytes:
    """A DOCX of this body; `parts` are further parts (header, footnotes, styles) by their kind."""
    links = "".join(f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        main = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", RELATIONS.format(main))
        archive.writestr("word/_rels/document.xml.rels", RELATIONS.format(links))
        archive.writestr("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>")
        for kind, content in parts.items():
            archive.writestr(f"word/{kind}.xml", content)
    return held.getvalue()


def docx(body: str, **parts: str) -> Text:
    return read(packed(body, **parts))


def p(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def tc(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(words)}</w:tc>"


def test_paragraphs_headings_and_items() -> None:
    styles = f'<w:styles {WORD}><w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style></w:styles>'
    text = docx(p("采购公告", '<w:pStyle w:val="a1"/>') + p("第一条", "<w:numPr/>") + p("正文"), styles=styles)
    assert [(b.kind, text.content[b.start : b.end]) for b in text.blocks] == [
        ("heading", "采购公告"), ("item", "第一条"), ("paragraph", "正文"),
    ]  # fmt: skip


def test_words_in_pieces_are_whole_and_deletions_left_out() -> None:
    text = docx(
        "<w:p><w:r><w:t>视频</w:t></w:r><w:ins><w:r><w:t>监控</w:t></w:r></w:ins><w:del><w:r><w:delText>人脸</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText><w:br/><w:t>系统</w:t></w:r></w:p>"
    )
    assert said(text, "paragraph") == ["视频监控\n系统"]


def test_merged_cells_keep_their_place() -> None:
    top, joined, wide = "<w:vMerge w:val='restart'/>", "<w:vMerge/>", "<w:gridSpan w:val='2'/>"
    rows = (
        f"<w:tr>{tc('包号', top)}{tc('供应商', wide)}</w:tr>"
        f"<w:tr>{tc('', joined)}{tc('名称')}{tc('金额')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{tc('删')}{tc('删')}{tc('删')}</w:tr>"
        f"<w:tr>{tc('1')}{tc('甲公司')}{tc('30万元')}</w:tr>"
    )
    text = docx(f"<w:tbl>{rows}</w:tbl>")
    assert grid(text) == {
        (0, 0): "包号", (0, 1): "供应商", (1, 1): "名称", (1, 2): "金额", (2, 0): "1", (2, 1): "甲公司", (2, 2): "30万元",
    }  # fmt: skip
    assert {(b.row, b.col): (b.rowspan, b.colspan) for b in text.blocks}[0, 0] == (2, 1)


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p('封面')}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent xmlns:mc='m'><mc:Choice><w:r>{box}</w:r></mc:Choice>"
        f"<mc:Fallback><w:r>{box}</w:r></mc:Fallback></mc:AlternateContent>"
    )
    assert docx(f"<w:p>{both}</w:p>").content.strip() == "封面"


def test_headers_are_furniture_and_notes_are_read() -> None:
    notes = (
        f"<w:footnotes {WORD}><w:footnote w:type='separator'>{p('-')}</w:footnote>"
        f"<w:footnote w:id='2'>{p('含税')}</w:footnote></w:footnotes>"
    )
    text = docx(p("正文"), header=f"<w:hdr {WORD}>{p('监控专刊')}</w:hdr>", footnotes=notes)
    assert evidence(text) == "正文\n含税"
    assert said(text, "furniture") == ["监控专刊"]


def test_content_controls_are_looked_into() -> None:
    cells = f"{tc('采购人')}<w:sdt><w:sdtContent>{tc('某局')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cells}</w:tr></w:sdtContent></w:sdt>"
    assert grid(docx(f"<w:sdt><w:sdtContent><w:tbl>{row}</w:tbl></w:sdtContent></w:sdt>")) == {(0, 0): "采购人", (0, 1): "某局"}


def test_a_bomb_and_damage_are_refused() -> None:
    with pytest.raises(LimitExceeded):
        read(packed(p(" " * 30_000_000)))
    with pytest.raises(UnreadableDocument, match="damaged XML"):
        read(packed("<w:p>"))


def test_entities_are_not_resolved() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "boom">]>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"{bomb}<d><body><p><r><t>x&a;</t></r></p></body></d>")
    assert "boom" not in read(held.getvalue()).content
