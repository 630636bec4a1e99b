"""Reading: everything that came of one document; what stages hand to the store, and `watchledger read` prints."""

from __future__ import annotations

from dataclasses import dataclass

from watchledger.model.document import Origin
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


def masks_beside_facts(masks: tuple[Mask, ...], notice: Notice | None) -> tuple[Mask, ...]:
    """`masks` without what facts occupy: a number read as an amount is no telephone, a name inside a body's name no person's.

    The title gives no shelter: it is running text, and a name in it is a name. Masks are cut, not dropped, where they reach
    beyond the fact.
    """
    if notice is None or not masks:
        return masks
    held = sorted((f.span.start, f.span.end) for name, _, f in notice.facts() if name.split(".")[-1] not in ("title", "type"))
    out: list[Mask] = []
    at = 0
    for start, end, kind in sorted(masks):
        while at < len(held) and held[at][1] <= start and (at + 1 == len(held) or held[at + 1][0] <= start):
            at += 1
        for low, high in held[at:]:
            if low >= end:
                break
            if high <= start:
                continue
            if start < low:
                out.append(Mask(start, low, kind))
            start = high
        if start < end:
            out.append(Mask(start, end, kind))
    return tuple(out)
