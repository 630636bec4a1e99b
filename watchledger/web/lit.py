"""A text with its evidence lit: stretches of the (masked) text, each with what lies on it, ready for a template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

WINDOW = 60_000
"""Characters shown at once: a browser lays this out in well under 100 ms; a longer text is shown in windows."""


class Mark(NamedTuple):
    """Something on the text: `kind` is fact, finding, hit or furniture; `key` is the element's id, unique on the page."""

    start: int
    end: int
    kind: str
    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters under the same marks. `keys` are of the marks that begin here: the places that links jump to."""

    text: str
    kinds: tuple[str, ...]
    labels: tuple[str, ...]
    keys: tuple[str, ...]
    on: str = ""
    """Key of the innermost fact or finding that these characters are part of; "" where there is none."""
    starts: tuple[str, ...] = ()
    """Labels of the marks that begin here."""


def lit(content: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Stretch]:
    """`content[start:end]` cut where marks begin or end; whole marks that lie outside are left out. Linear but for sorting."""
    end = len(content) if end is None else min(end, len(content))
    inside = sorted(
        (
            m._replace(start=max(m.start, start), end=min(m.end, end))
            for m in marks
            if m.start < end and m.end > start and m.start < m.end
        ),
        key=lambda m: (m.start, -m.end),
    )
    cuts = sorted({start, end} | {m.start for m in inside} | {m.end for m in inside})
    out: list[Stretch] = []
    active: list[Mark] = []
    at = 0
    for low, high in zip(cuts, cuts[1:], strict=False):
        active = [m for m in active if m.end > low]
        fresh: list[Mark] = []
        while at < len(inside) and inside[at].start == low:
            fresh.append(inside[at])
            at += 1
        active += fresh
        out.append(
            Stretch(
                content[low:high],
                tuple(dict.fromkeys(m.kind for m in active)),
                tuple(dict.fromkeys(m.label for m in active if m.label)),
                tuple(m.key for m in fresh),
                next((m.key for m in reversed(active) if m.kind in ("fact", "finding")), ""),
                tuple(dict.fromkeys(m.label for m in fresh if m.label)),
            )
        )
    return out


def window(length: int, at: int) -> tuple[int, int]:
    """The stretch of a text of `length` to show so that `at` is in it: whole windows, so that paging is stable."""
    first = max(min(at, length - 1), 0) // WINDOW * WINDOW
    return first, min(first + WINDOW, length)
