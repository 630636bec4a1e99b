"""Seeded damage: the same number always makes the same file."""

from __future__ import annotations

import io
import random
import zipfile

EDGES = (
    b"\0",
    b"\xff",
    b"\x7f\xff",
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\0\0\0\x80",
    b"\xfe\xff\xff\xff",
    b"99999999",
    b"-1",
    b"<",
    b"{",
    b"]",
)
"""Values at which counts and lengths overflow, and signs that open what is never closed."""


def mutated(content: bytes, number: int) -> bytes:
    """`content` with one to eight damages; every third package is damaged inside its parts and packed again."""
    chance = random.Random(number)
    if content.startswith(b"PK") and chance.random() < 0.6:
        return _inside(content, chance)
    return _damaged(content, chance)


def _inside(content: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = set(chance.sample(names, min(len(names), chance.randint(1, 3))))
        for name in names:
            part = old.read(name)
            new.writestr(name, _damaged(part, chance) if name in chosen else part)
    return out.getvalue()


def _damaged(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        span = min(1 << chance.randint(0, 12), max(len(data) - at, 1))
        kind = chance.randrange(8)
        if kind == 0 and data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
        elif kind == 1:
            data[at : at + span] = chance.randbytes(span)
        elif kind == 2:
            value = chance.choice(EDGES)
            data[at : at + len(value)] = value
        elif kind == 3:
            del data[at : at + span]
        elif kind == 4:
            data[at:at] = data[at : at + span] * chance.choice((1, 2, 50))
        elif kind == 5:
            other = chance.randrange(len(data) + 1)
            data[at:at] = data[other : other + span]
        elif kind == 6 and chance.random() < 0.3:
            del data[at:]
        else:
            data[at : at + span] = bytes(span)
    return bytes(data)
