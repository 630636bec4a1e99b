"""Reading: everything that came of one document; what stages hand to the store, and `watchledger read` prints."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from watchledger.model.document import Document, Origin
from watchledger.model.finding import Finding, Verdict
from watchledger.model.notice import Notice
from watchledger.model.text import Mask, Text


@dataclass(frozen=True)
class Reading:
    """`status` is ok, partial (read, with problems) or failed (no text). A reading with problems is never ok."""

    document_id: str
    sha256: str
    size: int
    """Bytes of the document."""
    origin: Origin
    media_type: str
    status: str
    problems: tuple[str, ...] = ()
    text: Text | None = None
    notice: Notice | None = None
    findings: tuple[Finding, ...] = ()
    verdict: Verdict | None = None
    masks: tuple[Mask, ...] = ()
    """Personal data in the text; every view and export hides it unless the case's owner asks."""

    @classmethod
    def of(cls, document: Document, status: str, problems: Sequence[str], **made: Any) -> Reading:
        """The reading of a document, named as the document is; `made` are the other fields."""
        media_type = made.pop("media_type", None) or document.media_type or "application/octet-stream"
        named = document.id, document.sha256, len(document.content), document.origin
        return cls(*named, media_type=media_type, status=status, problems=tuple(problems), **made)


_SHELTER = {
    "name": ("buyer", "agency", "name", "region", "brand", "model"),
    "number": ("project_codes", "amount", "budget", "ceiling", "award_total", "published", "deadline", "quantity", "unit_price"),
}
"""Which facts a mask gives way to: a body's name is no person's, a code or an amount no telephone. Never the other way
round: a telephone number that slipped into a buyer's name stays hidden. The title, running text, gives no shelter."""


def masks_beside_facts(masks: tuple[Mask, ...], notice: Notice | None) -> tuple[Mask, ...]:
    """`masks`, cut where they reach into a fact that shows them wrong."""
    if notice is None or not masks:
        return masks
    stated = [(name.rpartition(".")[2], fact.span.start, fact.span.end) for name, _, fact in notice.facts()]
    held = {kind: _merged([s[1:] for s in stated if s[0] in names]) for kind, names in _SHELTER.items()}
    return tuple(piece for mask in sorted(masks) for piece in _cut(mask, held["name" if mask.kind == "name" else "number"]))


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same stretches in order, none touching another."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], end)
        else:
            out.append((start, end))
    return out


def _cut(mask: Mask, held: list[tuple[int, int]]) -> Iterator[Mask]:
    start, end, kind = mask
    for low, high in held[max(bisect_right(held, (start, start)) - 1, 0) :]:
        if low >= end:
            break
        if start < low:
            yield Mask(start, low, kind)
        start = max(start, high)
    if start < end:
        yield Mask(start, end, kind)
