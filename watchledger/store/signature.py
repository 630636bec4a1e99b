"""The signature of a text: what near-duplicates are found by (MinHash over shingles of its normalised characters)."""

from __future__ import annotations

import numpy as np

from watchledger.lang.normal import normal
from watchledger.model.text import Text

SHINGLE = 6
"""Characters. On the 248 Chinese documents of the corpus 4, 6 and 8 part copies from notices of one template alike: copies have
1.0, the two most alike notices of one template 0.92, 0.87 and 0.84."""
BANDS, ROWS = 12, 10
"""Signatures that agree in a whole band are looked at: 99 % of pairs at 0.9, 29 % at 0.7."""
SHORTEST = 200
"""Characters below which a text says too little: titles of a table are alike without being one notice. Captures of one address
are compared whatever their length."""
LONGEST = 200_000
_SEED = 20
"""Any number, the same in every case."""


def signature(text: Text | None, *, least: int = SHORTEST) -> bytes | None:
    """How many characters the text has, then BANDS * ROWS numbers, each of four bytes; None for a text of fewer than `least`
    characters. Menus and page numbers do not count."""
    from rensa import RMinHash

    if text is None or len(text.content) < least:
        return None
    view = _without_furniture(text)[:LONGEST]
    if len(view) < max(least, SHINGLE):
        return None
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    sketch.update(_shingles(view))
    return np.array([len(view), *sketch.digest()], "<u4").tobytes()


def _shingles(view: str) -> list[bytes]:
    """Every run of SHINGLE characters, by an array over the same bytes: a third of what slicing costs."""
    points = view.encode("utf-32-le", "surrogatepass")
    found: list[bytes] = np.ndarray((len(view) - SHINGLE + 1,), f"V{4 * SHINGLE}", points, 0, (4,)).tolist()
    return found


def _without_furniture(text: Text) -> str:
    """The text's normal form without its menus and the like."""
    view = normal(text.content)
    if not view.text:
        return ""
    edges = [0, *(view.view_offset(at) for stretch in text.furniture for at in stretch), len(view.text)]
    return "".join(view.text[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True))
