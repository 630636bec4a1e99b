"""Page images. What needs the recogniser runs where the extra is installed; a page costs seconds, so each is read once."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import numpy as np
import pytest
from formats.read import read, said

from watchledger.errors import UnreadableDocument
from watchledger.formats.ocr import Line, available
from watchledger.formats.scan import reading_order
from watchledger.model import Limits, Text

SCANS = Path(__file__).parent / "scans"
needs_ocr = pytest.mark.skipif(not available(), reason="watchledger[ocr] is not installed")
LINES = [
    "云溪县公安局视频监控系统采购公告（虚构）",
    "项目编号：YX-2031-007",
    "采购人：云溪县公安局",
    "预算金额：人民币1,285,000.00元",
    "Face recognition cameras: 36 units",
]


def folded(words: str) -> str:
    """Full and half width punctuation look the same on paper."""
    return words.replace(" ", "").translate(str.maketrans("（）：，", "():,"))


@pytest.fixture(scope="module")
def notice() -> Text:
    return read((SCANS / "notice.png").read_bytes())


@needs_ocr
def test_every_line_is_a_block_with_its_box(notice: Text) -> None:
    assert [folded(words) for words in said(notice, "paragraph")[:5]] == [folded(line) for line in LINES]
    page, first = notice.blocks[0], notice.blocks[1]
    assert (page.kind, page.page, page.box) == ("page", 1, (0.0, 0.0, 825.0, 465.0))
    assert first.box is not None
    assert first.box == pytest.approx((46, 38, 523, 64), abs=9)


@needs_ocr
def test_entries_beside_each_other_are_one_line(notice: Text) -> None:
    assert "名称\t数量\t单价\n人脸识别摄像机\t36台\t2,500元\n" in notice.content.replace("，", ",")


@needs_ocr
def test_every_character_has_a_box_and_a_confidence(notice: Text) -> None:
    assert notice.glyphs is not None and notice.confidence is not None
    boxes = np.frombuffer(zlib.decompress(notice.glyphs), "<i2").reshape(-1, 4)
    sure = np.frombuffer(zlib.decompress(notice.confidence), np.uint8)
    assert len(boxes) == len(sure) == len(notice.content)
    first = notice.blocks[1]
    lefts = boxes[first.start : first.end, 0]
    assert (np.diff(lefts) > 0).all() and sure.mean() > 180


@needs_ocr
def test_a_seal_does_not_cover_what_is_under_it() -> None:
    words = [folded(w) for w in said(read((SCANS / "seal.png").read_bytes()), "paragraph")]
    assert words[:5] == [folded(line) for line in LINES]


@needs_ocr
@pytest.mark.parametrize("turns", [1, 2])
def test_a_turned_page_reads_the_same_and_keeps_its_places(notice: Text, turns: int) -> None:
    from PIL import Image

    with Image.open(SCANS / "notice.png") as image:
        out = io.BytesIO()
        image.convert("L").rotate(90 * turns, expand=True).save(out, "PNG")
    text = read(out.getvalue())
    assert [folded(w) for w in said(text, "paragraph")[:5]] == [folded(line) for line in LINES]
    box = text.blocks[1].box
    assert box is not None
    assert (box[3] - box[1] > box[2] - box[0]) == (turns == 1)
    assert box[1] > 100  # the first line stands at the left edge, or at the foot


@needs_ocr
def test_a_page_reads_the_same_over_spare_cores(notice: Text, monkeypatch: pytest.MonkeyPatch) -> None:
    for cores in (0, 2):
        monkeypatch.setattr("watchledger.formats.spare.spare", lambda cores=cores: cores)
        assert read((SCANS / "notice.png").read_bytes()) == notice


@needs_ocr
def test_pages_of_a_tiff_and_what_was_kept(tmp_path: Path) -> None:
    from PIL import Image

    with Image.open(SCANS / "notice.png") as image:
        part, blank = image.convert("RGB").crop((0, 30, 900, 160)), Image.new("RGB", (300, 200), "white")
        out = io.BytesIO()
        part.save(out, "TIFF", save_all=True, append_images=[blank, part], dpi=(200, 200))
    limits = Limits(ocr_cache=str(tmp_path / "kept"))
    first = read(out.getvalue(), limits=limits)
    assert [b.page for b in first.blocks if b.kind == "page"] == [1, 2, 3]
    assert first.page_at(first.content.rindex("云溪县")) == 3
    assert len(list((tmp_path / "kept").rglob("*.ocr"))) == 2  # two pages are the same image
    assert read(out.getvalue(), limits=limits) == first


@needs_ocr
def test_a_damaged_image_says_from_where_on() -> None:
    with pytest.raises(UnreadableDocument, match="page 1 and what follows cannot be decoded"):
        read((SCANS / "notice.png").read_bytes()[:2000])


@needs_ocr
@pytest.mark.parametrize("kind", ["GIF", "BMP", "WEBP", "JPEG2000"])
def test_other_images_are_pages_too(kind: str) -> None:
    from PIL import Image

    out = io.BytesIO()
    with Image.open(SCANS / "notice.png") as image:
        part = image.convert("RGB").crop((0, 30, 900, 160))
        moving = {"save_all": True, "append_images": [part.rotate(180)]} if kind in ("GIF", "WEBP") else {}
        part.save(out, kind, **moving)
    text = read(out.getvalue())
    assert "云溪县" in text.content and [b.page for b in text.blocks if b.kind == "page"] == [1]


@needs_ocr
def test_an_image_of_more_pixels_than_allowed_is_named() -> None:
    with pytest.raises(UnreadableDocument, match="page 1 has .* pixels, more than the 1000 that are read"):
        read((SCANS / "notice.png").read_bytes(), limits=Limits(max_pixels=1000))


def test_reading_may_be_off() -> None:
    with pytest.raises(UnreadableDocument, match="ocr"):
        read((SCANS / "notice.png").read_bytes(), limits=Limits(ocr="never"))


def line(left: float, top: float, right: float, words: str = "x") -> Line:
    quad = np.array([[left, top], [right, top], [right, top + 20], [left, top + 20]], np.float32)
    return Line(quad, words, np.zeros((len(words), 4, 2), np.float32), np.ones(len(words), np.float32), quad)


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    lines = [line(50, 10, 900, "title")] + [
        line(x, 50 + 30 * i, x + 400, f"{c}{i}") for i in range(15) for c, x in (("a", 50), ("b", 500))
    ]
    order = [one.text for row in reading_order(lines) for one in row]
    assert order == ["title", *(f"a{i}" for i in range(15)), *(f"b{i}" for i in range(15))]


def test_a_form_stays_in_rows() -> None:
    lines = [line(x, 50 + 30 * i, x + 60, f"{c}{i}") for i in range(15) for c, x in (("a", 50), ("b", 500))]
    assert [[one.text for one in row] for row in reading_order(lines)] == [[f"a{i}", f"b{i}"] for i in range(15)]
