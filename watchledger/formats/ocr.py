"""Recognition of the lines of a page image, with a box and a confidence for each character.

The detector and the recogniser are PP-OCRv6 small (Chinese simplified and traditional, English and digits), whose models
ship inside rapidocr; nothing is fetched. Detection runs on a page scaled to 1280 pixels, recognition on lines cut straight from
the page at full resolution. The library's line classifier is left out: it loses lines.
"""

from __future__ import annotations

import importlib.util
import math
import os
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from watchledger.errors import UnreadableDocument
from watchledger.model.progress import going_on

Pixels = npt.NDArray[np.uint8]
"""Height x width x 3, red green blue."""

ENGINE = "ppocr-v6-small/1"
"""Names the models and settings; part of the key under which results are kept."""
_DETECTION_SIDE = 1280
"""Pixels of the longer side for detection. 960 loses small print (errors 0.28 against 0.27 %, a third of a second less)."""
_LINE_HEIGHT = 48
_MIN_LINE_WIDTH = 64
_MAX_LINE_WIDTH = 4800
_MIN_CONFIDENCE = 0.5
"""Lines below it are ornaments and pictures taken for letters."""
_TALL = 1.5
"""Height over width from which a line is taken for a column of characters."""


class Line(NamedTuple):
    """One line: corners in pixels (from the upper left, clockwise), its text, and for each character the corners of its
    box and a confidence from 0 to 1."""

    quad: npt.NDArray[np.float32]
    text: str
    characters: npt.NDArray[np.float32]
    """n x 4 x 2."""
    confidence: npt.NDArray[np.float32]
    upright: npt.NDArray[np.float32]
    """The corners on the page turned as it reads: where the line stands in the order of reading."""

    @property
    def score(self) -> float:
        return float(self.confidence.mean()) if len(self.confidence) else 0.0


def available() -> bool:
    """Whether the extra watchledger[ocr] is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2", "PIL"))


@lru_cache(maxsize=1)
def _engine() -> tuple[Any, Any, tuple[str, ...]]:
    """(detector, recogniser's session, its characters). One thread: the pages are spread over processes."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    chosen = {
        "Det.limit_type": "max",
        "Det.limit_side_len": _DETECTION_SIDE,
        "Global.use_cls": False,
        "Global.log_level": "critical",
    }
    engine: Any = RapidOCR(params={**threads, **chosen})
    blank = np.full((64, 320, 3), 255, np.uint8)
    engine(blank, use_det=True, use_rec=False)  # models are loaded at their first use
    engine(blank, use_det=False, use_rec=True)
    going_on()  # on a busy machine loading takes as long as a page
    return engine.text_det, engine.text_rec.session, tuple(engine.text_rec.postprocess_op.character)


def recognise(pixels: Pixels) -> list[Line]:
    """The lines of a page, in no particular order, the page turned as it reads best. Raises UnreadableDocument."""
    if not available():
        raise UnreadableDocument("reading page images needs the extra watchledger[ocr], which is not installed")
    quads = _detected(pixels)
    going_on()
    turns, known = _turns(pixels, quads)
    if turns:
        height, width = pixels.shape[:2]
        turned = np.ascontiguousarray(np.rot90(pixels, turns))
        return [_turned_back(line, turns, height, width) for line in _lines(turned, _detected(turned), {})]
    return _lines(pixels, quads, known)


def _detected(pixels: Pixels) -> list[npt.NDArray[np.float32]]:
    if min(pixels.shape[:2]) < 8:
        return []
    boxes = _engine()[0](np.ascontiguousarray(pixels[:, :, ::-1])).boxes
    return [] if boxes is None else [np.asarray(box, np.float32) for box in boxes]


def _lines(pixels: Pixels, quads: list[npt.NDArray[np.float32]], known: dict[int, Line | None]) -> list[Line]:
    lines = (known[i] if i in known else _recognised(pixels, quad) for i, quad in enumerate(quads))
    return [line for line in lines if line is not None and line.score >= _MIN_CONFIDENCE]


def _turns(pixels: Pixels, quads: list[npt.NDArray[np.float32]]) -> tuple[int, dict[int, Line | None]]:
    """Quarter turns (counter-clockwise) that make the page readable, judged on its longest lines.

    Also the lines read upright on the way, by their number: an upright page costs nothing extra. Mean confidence is 0.98 on
    rendered pages, 0.9 on poor scans, and at most 0.7 upside down.
    """
    if not quads:
        return 0, {}
    sizes = [_size(quad) for quad in quads]
    lying = sum(1 for w, h in sizes if h > _TALL * w)
    probes = sorted(range(len(quads)), key=lambda i: max(sizes[i]), reverse=True)[:3]
    options = (1, 3) if lying * 2 > len(quads) else (0, 2)
    scores: dict[int, float] = {}
    known: dict[int, Line | None] = {}
    for turns in (*options, *{0, 1, 2, 3}.difference(options)):
        found = [_recognised(pixels, quads[i], turns=turns) for i in probes]
        if turns == 0:
            known = dict(zip(probes, found, strict=True))
        scores[turns] = sum(line.score * min(len(line.text), 10) for line in found if line is not None) / 10 / len(probes)
        if scores[turns] >= 0.85:
            return turns, known
    best = max(scores, key=lambda t: scores[t])
    return (best, {}) if scores[best] > scores[0] + 0.1 else (0, known)


def _size(quad: npt.NDArray[np.float32]) -> tuple[float, float]:
    across = max(math.dist(quad[0], quad[1]), math.dist(quad[3], quad[2]))
    down = max(math.dist(quad[0], quad[3]), math.dist(quad[1], quad[2]))
    return across, down


def _recognised(pixels: Pixels, quad: npt.NDArray[np.float32], turns: int | None = None) -> Line | None:
    """One line cut from the page. `turns` reads it as if the page were turned; None: a tall one is read from top to bottom."""
    import cv2

    across, down = _size(quad)
    if across < 3 or down < 3:
        return None
    if turns is None:
        turns = 1 if down > _TALL * across else 0
    # The corner that becomes the upper left one: a quarter turn counter-clockwise brings the upper right corner there.
    corners = np.roll(quad, -turns, axis=0)
    if turns % 2:
        across, down = down, across
    width = min(max(round(_LINE_HEIGHT * across / down), _MIN_LINE_WIDTH), _MAX_LINE_WIDTH)
    target = np.array([[0, 0], [width, 0], [width, _LINE_HEIGHT], [0, _LINE_HEIGHT]], np.float32)
    way = cv2.getPerspectiveTransform(corners, target)
    if down > 3 * _LINE_HEIGHT:
        cut = _shrunk_cut(pixels, corners, target, width, down)
    else:
        cut = np.asarray(
            cv2.warpPerspective(pixels, way, (width, _LINE_HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE),
            np.uint8,
        )
    batch = (cut[:, :, ::-1].transpose(2, 0, 1)[np.newaxis].astype(np.float32) / 127.5) - 1.0
    text, places, confidence = _read_off(_engine()[1](np.ascontiguousarray(batch))[0])
    if not text:
        return None
    return Line(quad, text, _character_boxes(corners, places), confidence, quad)


def _shrunk_cut(pixels: Pixels, corners: Any, target: Any, width: int, down: float) -> Pixels:
    """Large letters are first made smaller by area, since sampling alone would break their strokes."""
    import cv2

    low, high = corners.min(axis=0).astype(int).clip(0), corners.max(axis=0).astype(int) + 1
    part = pixels[low[1] : high[1], low[0] : high[0]]
    scale = 2 * _LINE_HEIGHT / down
    small = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    way = cv2.getPerspectiveTransform(((corners - low) * scale).astype(np.float32), target)
    cut = cv2.warpPerspective(small, way, (width, _LINE_HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def _read_off(steps: npt.NDArray[np.float32]) -> tuple[str, npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Text, and for each character its bounds as shares of the line's width (n x 2) and its confidence (CTC, greedy)."""
    best = steps.argmax(axis=1)
    starts = np.flatnonzero((best != 0) & np.concatenate(([True], best[1:] != best[:-1])))
    characters = _engine()[2]
    pieces, bounds, sure = [], [], []
    for start in starts:
        end = int(start) + 1
        while end < len(best) and best[end] == best[start]:
            end += 1
        pieces.append(characters[best[start]][:1] or " ")
        bounds.append((start, end))
        sure.append(float(steps[start:end, best[start]].max()))
    if not pieces:
        return "", np.zeros((0, 2), np.float32), np.zeros(0, np.float32)
    return "".join(pieces), _widened(np.asarray(bounds, np.float32), len(best)), np.asarray(sure, np.float32)


def _widened(bounds: npt.NDArray[np.float32], steps: int) -> npt.NDArray[np.float32]:
    """The recogniser fires for a moment inside each character: bounds go half way to the neighbours, but no further than the
    usual half width."""
    middle = bounds.mean(axis=1)
    gaps = np.diff(middle) / 2
    usual = float(np.median(gaps)) if len(gaps) else 1.5
    left = np.minimum(np.concatenate(([usual], gaps)), usual * 1.2)
    right = np.minimum(np.concatenate((gaps, [usual])), usual * 1.2)
    shares: npt.NDArray[np.float32] = (np.stack((middle - left, middle + right), axis=1) / steps).clip(0, 1).astype(np.float32)
    return shares


def _character_boxes(corners: npt.NDArray[np.float32], places: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    upper, lower = corners[1] - corners[0], corners[2] - corners[3]
    left, right = places[:, :1], places[:, 1:]
    boxes = (corners[0] + left * upper, corners[0] + right * upper, corners[3] + right * lower, corners[3] + left * lower)
    return np.stack(boxes, axis=1).astype(np.float32)


def _turned_back(line: Line, turns: int, height: int, width: int) -> Line:
    """A line of the turned page in the coordinates of the page as it came."""

    def back(points: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        x, y = points[..., 0], points[..., 1]
        if turns == 1:
            x, y = width - y, x
        elif turns == 2:
            x, y = width - x, height - y
        else:
            x, y = y, height - x
        return np.stack((x, y), axis=-1).astype(np.float32)

    return Line(back(line.quad), line.text, back(line.characters), line.confidence, line.quad)
