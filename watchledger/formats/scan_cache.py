"""What was read of page images, kept by the hash of the image, so that no page is read twice."""

from __future__ import annotations

import hashlib
import os
import zlib
from pathlib import Path
from threading import get_ident

import numpy as np
import orjson

from watchledger.formats.ocr import ENGINE, Line, Pixels

_NUMBERS = ("quad", "characters", "confidence", "upright")


def rounded(line: Line) -> Line:
    """As precise as it is kept, so that a first and a second reading agree: tenths of a pixel."""
    finer = {name: getattr(line, name).round(4 if name == "confidence" else 1) for name in _NUMBERS}
    return line._replace(**finer)


def key_of(pixels: Pixels) -> str:
    """Names an image by its pixels and the recogniser by its version."""
    digest = hashlib.sha256(f"{ENGINE} {pixels.shape}".encode())
    digest.update(np.ascontiguousarray(pixels).data)
    return digest.hexdigest()


def kept(pixels: Pixels, folder: str) -> list[Line] | None:
    """The lines read of these pixels before; None when there are none, or what lies there cannot be understood."""
    if not folder:
        return None
    try:
        rows = orjson.loads(zlib.decompress(_file(pixels, folder).read_bytes()))
        return [_line(row) for row in rows]
    except (OSError, ValueError, zlib.error, TypeError, KeyError):
        return None


def keep(pixels: Pixels, lines: list[Line], folder: str) -> None:
    """Writes the lines under the image's name, whole or not at all. A folder that cannot be written costs a second reading."""
    if not folder:
        return
    rows = [{"text": line.text} | {name: getattr(line, name).tolist() for name in _NUMBERS} for line in lines]
    target = _file(pixels, folder)
    waiting = target.with_suffix(f".{os.getpid()}-{get_ident()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_bytes(zlib.compress(orjson.dumps(rows), 6))
        waiting.replace(target)
    except OSError:
        return


def _file(pixels: Pixels, folder: str) -> Path:
    key = key_of(pixels)
    return Path(folder) / key[:2] / f"{key}.ocr"


def _line(row: dict[str, object]) -> Line:
    quad = np.array(row["quad"], np.float32).reshape(4, 2)
    characters = np.array(row["characters"], np.float32).reshape(-1, 4, 2)
    upright = np.array(row["upright"], np.float32).reshape(4, 2)
    return Line(quad, str(row["text"]), characters, np.array(row["confidence"], np.float32), upright)
