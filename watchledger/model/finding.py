"""Finding: this document seeks, awards or contracts this technology; here are the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from watchledger.model.notice import Fact, Money
from watchledger.model.text import Span

STATUSES = ("required", "optional", "reserved", "existing", "maintenance", "negated")
BOUGHT = ("required", "maintenance")
"""Statuses that count as a purchase; the others record what the text says of the thing without its being bought."""


STAGES = ("sought", "awarded", "contracted", "changed", "ended")
"""How far the purchase is, by the notice's type. A purchase is not operation: no stage says that a thing is in use."""
CERTAINTIES = ("documented", "inferred", "unclear")
"""documented: the words name it. inferred: the words mean it beside others, for such a buyer, or as a code. unclear: the words
do not show that a public body gets a means to watch people."""
RUNGS = ("collect", "identify", "link", "predict")
"""The ladder of capability, lowest first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One technology named by the text, with its commitment. `quantity` is None when the text gives none or only "批"/"项".

    `technology` is an id of the surveillance taxonomy, or "name:id" of another one; the latter never counts as surveillance.
    The parts after `unit` are facts with words of their own; None and () mean that the text does not say.
    """

    technology: str
    status: str
    quote: str
    span: Span
    page: int | None
    rule: str
    quantity: Decimal | None = None
    unit: str | None = None
    certainty: str = "documented"
    """One of CERTAINTIES."""
    stage: Fact[str] | None = None
    """One of STAGES, with the words that show the notice's type."""
    rung: Fact[str] | None = None
    """One of RUNGS: what the technology gives by itself, or more where the same sentence or row says so, with those words."""
    price: Fact[Money] | None = None
    """The unit price of the line item."""
    brand: Fact[str] | None = None
    """The maker's brand as written; a brand is not the supplier."""
    model: Fact[str] | None = None
    targets: tuple[Fact[str], ...] = ()
    """Target groups of the taxonomy that the same sentence names, by id."""
    venues: tuple[Fact[str], ...] = ()
    """Types of places that the same sentence names, by id."""

    @property
    def surveillance(self) -> bool:
        """Whether the technology is one of the surveillance taxonomy's."""
        return ":" not in self.technology

    def parts(self) -> Iterator[tuple[str, int, Fact[Any]]]:
        """Every part as (name, number within the name, fact)."""
        for name in PARTS:
            value = getattr(self, name)
            if isinstance(value, Fact):
                yield name, 0, value
            elif value:
                yield from ((name, number, fact) for number, fact in enumerate(value))


PARTS = ("stage", "rung", "price", "brand", "model", "targets", "venues")
"""The fields of a finding that are facts."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the purchase gives a public body a means to watch people: yes, no or unclear, and why in one sentence."""

    verdict: str
    reason: str
    reason_zh: str = ""
