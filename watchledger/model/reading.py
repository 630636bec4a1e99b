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
