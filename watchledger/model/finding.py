"""Finding: this document seeks, awards or contracts this technology; here are the words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from watchledger.model.text import Span

STATUSES = ("required", "optional", "reserved", "existing", "maintenance", "negated")
BOUGHT = ("required", "maintenance")
"""Statuses that count as a purchase; the others record what the text says of the thing without its being bought."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One technology named by the text, with its commitment. `quantity` is None when the text gives none or only "批"/"项"."""

    technology: str
    status: str
    quote: str
    span: Span
    page: int | None
    rule: str
    quantity: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the purchase gives a public body a means to watch people: yes, no or unclear, and why in one sentence."""

    verdict: str
    reason: str
