"""The one-to-one foldings of the normal form: width, case, traditional to simplified.

Made from Unicode's NFKC, OpenCC's character table t2s and a look-alike, and kept as data/folding.bin (pairs of little-endian
uint32, point and what it becomes), since making them takes 0.15 s and every command starts with them; reading takes 0.1 ms. A test
compares. After a change: python -m watchledger.lang.folding
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

FILE = Path(__file__).parent / "data" / "folding.bin"
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
"""Han characters, as the inside of a regular expression's brackets."""

_RANGES = ((0x0, 0x33FF), (0x3400, 0x9FFF), (0xA000, 0xD7FF), (0xF900, 0xFFFF), (0x1D400, 0x1D7FF), (0x20000, 0x2FA1F))
"""Where one-to-one foldings are: the basic plane, mathematical letters, Han extensions."""


LOOKALIKES = {"釆": "采"}
"""Characters that portals' forms hold by mistake for one that looks the same (釆购人), and that no modern text means."""


def made() -> dict[int, str]:
    """The foldings, made anew: code point -> character."""
    import opencc

    han_char = re.compile(f"[{HAN}]")
    points = [p for low, high in _RANGES for p in range(low, high + 1)]
    han = [p for p in points if han_char.match(chr(p))]
    convert = opencc.OpenCC("t2s").convert
    simplified = dict(zip(han, convert("\n".join(map(chr, han))).split("\n"), strict=True))
    table: dict[int, str] = {}
    for point in points:
        char = chr(point)
        folded = unicodedata.normalize("NFKC", LOOKALIKES.get(char, simplified.get(point, char)))
        folded = folded.lower() if len(folded.lower()) == 1 else folded
        if len(folded) == 1 and folded != char:
            table[point] = folded
    return table


@lru_cache(maxsize=1)
def pairs() -> npt.NDArray[np.uint32]:
    """The foldings as kept: rows of (point, what it becomes)."""
    return np.fromfile(FILE, "<u4").reshape(-1, 2).astype(np.uint32, copy=False)


if __name__ == "__main__":
    np.array([(point, ord(char)) for point, char in sorted(made().items())], "<u4").tofile(FILE)
