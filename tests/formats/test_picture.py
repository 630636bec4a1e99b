from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from watchledger import formats
from watchledger.errors import UnreadableDocument
from watchledger.formats.picture import COLOURS, Paint, page_picture
from watchledger.model import Document, Limits, Origin

DEMO = Path(__file__).parents[2] / "watchledger" / "demo" / "notices"
PDF = sorted(DEMO.glob("*.pdf"))[0].read_bytes()


def pixels_of(picture: bytes) -> np.ndarray:
    width, height = struct.unpack(">II", picture[16:24])
    size = struct.unpack(">I", picture[33:37])[0]
    rows = np.frombuffer(zlib.decompress(picture[41 : 41 + size]), np.uint8).reshape(height, 1 + 3 * width)
    return rows[:, 1:].reshape(height, width, 3)


def test_the_words_stand_where_their_boxes_are() -> None:
    """A painted word is where ink was: black over it hides all of it, a marker leaves the ink dark on its colour."""
    _, text = formats.read_text(Document(PDF, Origin("x.pdf")), Limits())
    word = text.content.split()[0]
    start = text.content.index(word)
    boxes = text.boxes(start, start + len(word))
    assert len(boxes) == 1
    plain = pixels_of(page_picture(PDF, 1, ()))
    scale = 110 / 72
    left, top, right, bottom = (round(v * scale) for v in boxes[0])
    assert plain[top:bottom, left:right].min() < 100
    hidden = pixels_of(page_picture(PDF, 1, (Paint(boxes[0], "mask"),)))
    assert hidden[top:bottom, left:right].max() == 0
    lit = pixels_of(page_picture(PDF, 1, (Paint(boxes[0], "finding"),)))
    assert tuple(lit[top:bottom, left:right].reshape(-1, 3).max(axis=0)) == COLOURS["finding"]
    assert lit[top:bottom, left:right].min() < 100


@pytest.mark.parametrize(("content", "number"), [(PDF, 99), (PDF, 0), (b"%PDF-1.4 nothing", 1)])
def test_a_page_that_cannot_be_drawn_says_so(content: bytes, number: int) -> None:
    with pytest.raises(UnreadableDocument):
        page_picture(content, number, ())
