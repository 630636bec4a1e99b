"""What a picture is, and the few elements that it is drawn of. Colours stand as attributes, so that a downloaded file has them; on
a page the style sheet overrides them by class, light and dark."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from math import log
from typing import Any

INK, SOFT, LINE, PAPER = "#1b1f24", "#57606a", "#d0d7de", "#ffffff"
STEPS = ("#d6e6fb", "#a5c8f5", "#6aa3ec", "#2f75d6", "#0b3f94")
"""Five shades from few to many, told apart in print and by colour-blind readers."""


@dataclass(slots=True)
class Picture:
    """`parts` are SVG elements, `rows` the figures behind the marks under `columns`; `notes` say what the figures cannot."""

    width: int
    height: int
    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *parts: str) -> None:
        self.parts += parts

    def svg(self, *, note: str = "") -> str:
        """The whole element. With a note it is a file of its own: on white, the note below, no links (they lead nowhere)."""
        lines = [note, *self.notes] if note else []
        height = self.height + (18 * len(lines) + 12 if lines else 0)
        below = [text(8, self.height + 16 + 18 * at, line, size=12, kind="soft") for at, line in enumerate(lines)]
        ground = [f'<rect width="{self.width}" height="{height}" fill="{PAPER}"/>'] if note else []
        parts = [_unlinked(part) for part in self.parts] if note else self.parts
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {height}" role="group" class="picture"'
        head += f' aria-label="{escape(self.title)}" font-family="sans-serif">'
        return "\n".join([head, *ground, *parts, *below, "</svg>"])


def linked(address: str, label: str, *parts: str) -> str:
    """Parts that open their documents; the label says what and how many."""
    return f'<a href="{escape(address)}" aria-label="{escape(label)}">{"".join(parts)}<title>{escape(label)}</title></a>'


def named(address: str, name: str, *parts: str) -> str:
    """A name that opens what is known under it; the parts show it, perhaps cut short."""
    return f'<a href="{escape(address)}">{"".join(parts)}<title>{escape(name)}</title></a>'


def _unlinked(part: str) -> str:
    if not part.startswith("<a "):
        return part
    return "<g>" + part.partition(">")[2].removesuffix("</a>") + "</g>"


def text(x: float, y: float, words: str, *, size: int = 13, anchor: str = "start", kind: str = "ink") -> str:
    colour = SOFT if kind == "soft" else INK
    said = escape(words)
    halo = f' stroke="{PAPER}" stroke-width="4" paint-order="stroke"' if kind == "over" else ""
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
    return f'<text {place} class="{kind}" fill="{colour}"{halo}>{said}</text>'


def rect(x: float, y: float, width: float, height: float, *, fill: str, kind: str) -> str:
    edge = f' stroke="{SOFT}" stroke-width="0.6"' if kind.endswith("border") else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}" class="{kind}"{edge}/>'


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{LINE}" class="rule"/>'


def shortened(words: str, most: int) -> str:
    """Words no wider than `most` Han characters; a Latin one is half as wide."""
    width = 0.0
    for at, sign in enumerate(words):
        width += 0.55 if sign < "\u2e80" else 1.0
        if width > most:
            return words[:at].rstrip() + "…"
    return words


def step(count: int, most: int) -> int:
    """0 to 4: where a count stands between 1 and the largest, by powers (a place with 3 is told from one with 300)."""
    if most <= 1 or count <= 1:
        return 0
    return min(int(log(count) / log(most) * len(STEPS)), len(STEPS) - 1)
