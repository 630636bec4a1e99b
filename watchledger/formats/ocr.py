"""Recognition of the lines of a page image, with a box and a confidence for each character.

The detector and the recogniser are PP-OCRv6 small (Chinese simplified and traditional, English and digits), whose models
ship inside rapidocr; nothing is fetched. Detection runs on a smaller page, recognition on lines cut straight from the page at full
resolution, made narrower where Han script allows it. The library's line classifier is left out: it loses lines.
"""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import math
import os
import re
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from watchledger.errors import UnreadableDocument
from watchledger.formats.spare import spread
from watchledger.model import Box
from watchledger.model.progress import going_on

Pixels = npt.NDArray[np.uint8]
"""Height x width x 3, red green blue."""

ENGINE = "ppocr-v6-small/2"
"""Names the models and settings; part of the key under which results are kept."""
_SIDE, _SIDE_OF_LARGE = 1280, 960
"""Pixels of the longer side for detection; the smaller one where the letters are large, since it loses small print."""
_LARGE = 20
"""Pixels of a page _SIDE high from which letters are large: 12 point print has 18."""
_MARGIN = 24
"""Pixels left around the ink when white margins are cut off before detection."""
_LINE_HEIGHT = 48
_EM = 0.72
"""Type size over the height of a line as it is read, at most. Larger letters are read from narrower lines, which costs as much less
(a quarter on printed pages); Han reads as well at half of that."""
_INK = 0.92
"""Height of a line's ink over its type size, where it has Han or letters with descenders."""
_LEAST_SHARE, _SMALL = 0.7, 30
"""Lines are read from no less of their width, and those of fewer pixels in height from all of it."""
_CROWDED = 2.1
"""Steps of the recogniser from one letter or digit to the next under which it loses one of two like ones (under 2.0 one of 250
characters of amounts in three fonts, above 2.2 none of 3,900). Such a line is read again in its full width, and so is one with
words in Latin script."""
_TOLD = 10
"""Lines after which it is told that work goes on: a page of small print takes 15 s, on a busy machine a minute and more."""
_LOADING, _DETECTING = Lock(), Lock()
"""Detection of one page takes half a gigabyte: pages that are read beside each other take turns."""
_M_ARENA_MAX = -8
"""Asks the GNU C library for one heap for all threads: one for each keeps 300 MB of what detection has given back."""
_NARROW = re.compile(r"[a-z]")
_STRETCH, _WORD = re.compile(r"[!-~]{3,}"), re.compile(r"[A-Za-z]{4,}")
_STEP = 8
"""Pixels of a line for each step of the recogniser."""
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


def _engine() -> tuple[Any, Any, tuple[str, ...]]:
    """(detector, recogniser's session, its characters), loaded once, whichever page asks first."""
    with _LOADING:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> tuple[Any, Any, tuple[str, ...]]:
    """One thread: documents are spread over processes, pages and lines over spare cores."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    chosen = {
        "Global.use_cls": False,
        "Global.log_level": "critical",
    }
    engine: Any = RapidOCR(params={**threads, **chosen})
    blank = np.full((64, 320, 3), 255, np.uint8)
    engine(blank, use_det=True, use_rec=False)  # models are loaded at their first use
    engine(blank, use_det=False, use_rec=True)
    going_on()  # on a busy machine loading takes as long as a page
    return engine.text_det, engine.text_rec.session, tuple(engine.text_rec.postprocess_op.character)


def recognise(pixels: Pixels, apart_from: Sequence[Box] = ()) -> list[Line]:
    """The lines of a page, in no particular order, the page turned as it reads best; those that touch a box of `apart_from` are
    left out unread. Raises UnreadableDocument."""
    if not available():
        raise UnreadableDocument("reading page images needs the extra watchledger[ocr], which is not installed")
    quads = [quad for quad in _detected(pixels) if not any(_touch(quad, box) for box in apart_from)]
    going_on()
    turns, known = _turns(pixels, quads)
    if turns:
        height, width = pixels.shape[:2]
        turned = np.ascontiguousarray(np.rot90(pixels, turns))
        lines = [_turned_back(line, turns, height, width) for line in _lines(turned, _detected(turned), {})]
        return [line for line in lines if not any(_touch(line.quad, box) for box in apart_from)]
    return _lines(pixels, quads, known)


def _touch(quad: npt.NDArray[np.float32], box: Box) -> bool:
    (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
    return bool(left < box[2] and box[0] < right and top < box[3] and box[1] < bottom)


def _detected(pixels: Pixels) -> list[npt.NDArray[np.float32]]:
    """The corners of the lines. White margins are not looked at: they are a quarter of a page."""
    import cv2

    if min(pixels.shape[:2]) < 8:
        return []
    left, top, right, bottom, side = _inked(pixels)
    part = pixels[top:bottom, left:right]
    scale = min(side / max(pixels.shape[:2]), 1.0)
    high, wide = (max(round(size * scale / 32), 1) * 32 for size in part.shape[:2])
    shrunk = cv2.resize(part, (wide, high), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    detector = _engine()[0]
    mean, std = np.asarray(detector.mean, np.float32) * 255, np.asarray(detector.std, np.float32) * 255
    batch = ((shrunk[:, :, ::-1].astype(np.float32) - mean) / std).transpose(2, 0, 1)[np.newaxis]
    with _DETECTING:
        seen = detector.session(np.ascontiguousarray(batch))
    boxes, _ = detector.postprocess_op(seen, part.shape[:2])
    corner = np.array((left, top), np.float32)
    return [np.asarray(box, np.float32) + corner for box in boxes]


def _inked(pixels: Pixels) -> tuple[int, int, int, int, int]:
    """(left, top, right, bottom) of what is not white margin, and the side to which the page is shrunk for detection, by the size
    of its letters. A page with a dark ground or edge is taken whole."""
    import cv2

    height, width = pixels.shape[:2]
    side = max(height, width)
    dark = (cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) < 170).astype(np.uint8)
    if not dark.any() or dark.mean() > 0.4:
        return 0, 0, width, height, _SIDE
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    tall, area = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_AREA]
    ink = (tall * _SIDE > 4 * side) & (area > 8)  # specks of a scanner are smaller
    if not ink.any():
        return 0, 0, width, height, _SIDE
    of = stats[1:][ink]
    left, top = of[:, cv2.CC_STAT_LEFT].min(), of[:, cv2.CC_STAT_TOP].min()
    right = (of[:, cv2.CC_STAT_LEFT] + of[:, cv2.CC_STAT_WIDTH]).max()
    bottom = (of[:, cv2.CC_STAT_TOP] + of[:, cv2.CC_STAT_HEIGHT]).max()
    usual = float(np.median(tall[ink])) * _SIDE / side
    found = max(left - _MARGIN, 0), max(top - _MARGIN, 0), min(right + _MARGIN, width), min(bottom + _MARGIN, height)
    return *map(int, found), _SIDE_OF_LARGE if usual >= _LARGE else _SIDE  # type: ignore[return-value]


def _lines(pixels: Pixels, quads: list[npt.NDArray[np.float32]], known: dict[int, Line | None]) -> list[Line]:
    """Lines with enough confidence. On a page in Latin script, whose letters are narrow, lines keep their width."""
    said = "".join(line.text for line in known.values() if line is not None)
    full = 2 * len(_NARROW.findall(said)) > len(said)
    lines: list[Line | None] = []
    for begin in range(0, len(quads), _TOLD):
        new = [number for number in range(begin, min(begin + _TOLD, len(quads))) if number not in known]
        known = known | dict(zip(new, spread(lambda number: _recognised(pixels, quads[number], full=full), new), strict=True))
        lines += [known[number] for number in range(begin, min(begin + _TOLD, len(quads)))]
        going_on()
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


def _recognised(pixels: Pixels, quad: npt.NDArray[np.float32], turns: int | None = None, *, full: bool = True) -> Line | None:
    """One line cut from the page. `turns` reads it as if the page were turned; None: a tall one is read from top to bottom. `full`:
    in its full width."""
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
    cut = _cut(pixels, corners, width, down)
    share = 1.0 if full or turns % 2 or down < _SMALL else _share(cut)
    text, places, confidence = _read(cut, max(round(width * share), _MIN_LINE_WIDTH))
    if share < 1 and _crowded(text, places, width * share):
        text, places, confidence = _read(cut, width)
    if not text:
        return None
    return Line(quad, text, _character_boxes(corners, places), confidence, quad)


def _read(cut: Pixels, width: int) -> tuple[str, npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    import cv2

    if width != cut.shape[1]:
        cut = np.asarray(cv2.resize(cut, (width, _LINE_HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)
    batch = (cut[:, :, ::-1].transpose(2, 0, 1)[np.newaxis].astype(np.float32) / 127.5) - 1.0
    return _read_off(_engine()[1](np.ascontiguousarray(batch))[0])


def _crowded(text: str, places: npt.NDArray[np.float32], width: float) -> bool:
    """Whether letters or digits stand so close that one may have been lost."""
    if _WORD.search(text):
        return True
    middles = (places.mean(axis=1) * (width / _STEP)).tolist()
    for stretch in _STRETCH.finditer(text):
        pairs = [i for i in range(stretch.start(), stretch.end() - 1) if text[i].isalnum() and text[i + 1].isalnum()]
        if pairs and sum(middles[i + 1] - middles[i] for i in pairs) < _CROWDED * len(pairs):
            return True
    return False


def _cut(pixels: Pixels, corners: npt.NDArray[np.float32], width: int, down: float) -> Pixels:
    """The line upright, _LINE_HEIGHT high. Large letters are first made smaller by area, since sampling alone would break their
    strokes."""
    import cv2

    if down > 3 * _LINE_HEIGHT:
        low, high = corners.min(axis=0).astype(int).clip(0), corners.max(axis=0).astype(int) + 1
        scale = 2 * _LINE_HEIGHT / down
        part = pixels[low[1] : high[1], low[0] : high[0]]
        pixels = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        corners = ((corners - low) * scale).astype(np.float32)
    target = np.array([[0, 0], [width, 0], [width, _LINE_HEIGHT], [0, _LINE_HEIGHT]], np.float32)
    way = cv2.getPerspectiveTransform(corners, target)
    return np.asarray(
        cv2.warpPerspective(pixels, way, (width, _LINE_HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8
    )


def _share(cut: Pixels) -> float:
    """The share of its width at which a line is read, from the height of its ink."""
    grey = cut.mean(axis=2)
    ink = np.abs(grey - np.median(grey)).sum(axis=1)
    rows = np.flatnonzero(ink > 0.1 * ink.max())
    if not len(rows):
        return 1.0
    size = float(rows[-1] - rows[0] + 1) / _LINE_HEIGHT / _INK
    return min(max(_EM / size, _LEAST_SHARE), 1.0)


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
