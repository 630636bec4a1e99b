"""One invented document saved as DOC, RTF and ODT must read the same, cell for cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from formats.compound_file import compound
from formats.read import evidence, grid, read, said

from watchledger.errors import UnreadableDocument
from watchledger.model import Limits, Text

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "zh" / "documents"
KINDS = ("doc", "rtf", "odt")


def sample(kind: str) -> Text:
    return read((GOLDEN / f"{kind}_merged_nested_notes" / f"input.{kind}").read_bytes())


@pytest.mark.parametrize("kind", KINDS)
def test_merged_cells_have_their_columns_and_spans(kind: str) -> None:
    text = sample(kind)
    first = [(b.row, b.col, b.rowspan, b.colspan) for b in text.blocks if b.table == 0]
    assert first[:4] == [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 2), (1, 0, 2, 1)]
    assert grid(text)[1, 1] == "人脸识别摄像机\n（400万像素）"
    assert grid(text)[2, 1] == "存储服务器"


@pytest.mark.parametrize("kind", KINDS)
def test_a_nested_table_lies_in_its_cell(kind: str) -> None:
    text = sample(kind)
    outer = next(b for b in text.blocks if (b.table, b.row, b.col) == (1, 0, 1))
    inner = [b for b in text.blocks if b.table == 2]
    assert grid(text, 2) == {(0, 0): "内一", (0, 1): "内二"}
    assert all(outer.start <= b.start <= b.end <= outer.end for b in inner)


@pytest.mark.parametrize("kind", KINDS)
def test_headers_are_furniture_and_notes_are_not(kind: str) -> None:
    text = sample(kind)
    assert said(text, "furniture") == ["云溪县政府采购（虚构样例）", "第 1 页"]
    assert "脚注：技术参数见附件。" in evidence(text)
    assert said(text, "heading") == ["云溪县公安局视频监控采购项目招标公告"]


def test_the_three_formats_read_the_same() -> None:
    texts = [sample(kind) for kind in KINDS]
    assert texts[0].content == texts[1].content == texts[2].content
    assert len({tuple(b[:10] for b in text.blocks) for text in texts}) == 1


def test_field_codes_are_left_out_and_characters_beyond_the_plane_are_whole() -> None:
    assert "详见公告页面。" in sample("doc").content
    assert "𠮷田" in sample("doc").content
    assert "HYPERLINK" not in sample("doc").content


@pytest.mark.parametrize("name", ["encrypted", "fib", "pieces"])
def test_a_damaged_doc_says_what_is_wrong(name: str) -> None:
    stream = bytearray(2048)
    stream[0:4] = (0xA5EC).to_bytes(2, "little") + (0xC1).to_bytes(2, "little")
    if name == "encrypted":
        stream[0x0A:0x0C] = (0x0100).to_bytes(2, "little")
    content = compound({"WordDocument": bytes(stream[:600] if name == "fib" else stream), "0Table": b"x" * 100})
    with pytest.raises(UnreadableDocument, match="password|piece table"):
        read(content)


def test_an_old_word_document_is_read_in_its_code_page() -> None:
    words = "联防队购置车载记录仪\r名称\x07数量\x07\x07记录仪\x07十二台\x07\x07以上。\r".encode("gb18030")
    stream = bytearray(1024)
    stream[0:14] = b"".join(n.to_bytes(2, "little") for n in (0xA5DC, 0x65, 0, 0, 0x0804, 0, 0))
    stream[0x18:0x20] = (512).to_bytes(4, "little") + (512 + len(words)).to_bytes(4, "little")
    stream[512 : 512 + len(words)] = words
    text = read(compound({"WordDocument": bytes(stream)}))
    assert grid(text) == {(0, 0): "名称", (0, 1): "数量", (1, 0): "记录仪", (1, 1): "十二台"}
    assert text.content.startswith("联防队购置车载记录仪\n") and text.problems


def test_a_text_is_cut_at_its_bound_and_says_so() -> None:
    text = read((GOLDEN / "doc_merged_nested_notes" / "input.doc").read_bytes(), limits=Limits(max_text_chars=30))
    assert len(text.content) <= 30 and text.problems


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout")
def test_every_real_doc_is_read() -> None:
    files = sorted(CORPUS.glob("*.doc"))
    texts = [read(file.read_bytes()) for file in files]
    assert len(files) >= 16
    assert all(len(text.content) > 500 and not text.problems for text in texts)
    assert sum(b.kind == "cell" for text in texts for b in text.blocks) > 1_500
