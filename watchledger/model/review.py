"""Review: what people decide of what the machine found. Decisions are appended, never changed; a reversal is one more.

A decision is keyed by the evidence that was judged, so an unchanged source keeps it and a changed one asks again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from watchledger.model.finding import Finding
from watchledger.model.notice import Fact, Money

JUDGEMENTS = ("yes", "no", "unsure")
"""unsure: held for somebody else, or for more papers; it counts neither way."""
KINDS = ("finding", "fact", "document", "pair")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is judged. A finding or fact: these words of this text, read by this rule to have this value. A document: whether it
    buys `value` (a technology, or "surveillance"); `source` is then the document's id, otherwise the text's. A pair: whether the
    organisations named `source` and `value` are one body."""

    kind: str
    source: str
    start: int
    end: int
    rule: str
    value: str


@dataclass(frozen=True, slots=True)
class Decision:
    """`number` counts all decisions of a case. `judgement` is one of JUDGEMENTS, or "undone" for a reversal, whose `undoes` is
    the number of what it takes back. `corrected` is the value that the reviewer says is right, `quote` the words judged as the
    reviewer saw them (masked), `decided` ISO 8601 (UTC), `document` where it was decided."""

    number: int
    subject: Subject
    document: str
    judgement: str
    reviewer: str
    decided: str
    corrected: str | None = None
    note: str | None = None
    quote: str | None = None
    undoes: int | None = None


UNDONE = "undone"


def subject_of_finding(finding: Finding) -> Subject:
    """Its value is technology, status and quantity: a finding that comes to say something else asks again."""
    quantity = None if finding.quantity is None else f"{finding.quantity.normalize():f}{finding.unit or ''}"
    value = "/".join(part for part in (finding.technology, finding.status, quantity) if part is not None)
    return Subject("finding", finding.span.text_id, finding.span.start, finding.span.end, finding.rule, value)


def subject_of_fact(field: str, fact: Fact[Any]) -> Subject:
    """`field` as Notice.facts() gives it."""
    value = f"{fact.value.amount:f} {fact.value.currency}" if isinstance(fact.value, Money) else str(fact.value)
    return Subject("fact", fact.span.text_id, fact.span.start, fact.span.end, fact.rule, f"{field}={value}")


def subject_of_document(document_id: str, technology: str) -> Subject:
    """Whether the document buys it: a question about the source, so a better reading of the same bytes keeps the answer."""
    return Subject("document", document_id, 0, 0, "document.buys/1", technology)


def subject_of_pair(one: str, other: str) -> Subject:
    """Whether two names are one body. Of no rule: a better comparison keeps the answer; what it said is in the decision's quote."""
    one, other = sorted((one, other))
    return Subject("pair", one, 0, 0, "organisations.same/1", other)
