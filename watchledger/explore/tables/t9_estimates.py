"""T9: counts as intervals: what the machine found, corrected by the random samples that people decided."""

from __future__ import annotations

from decimal import Decimal

from watchledger.explore.review import estimated, settle, subjects
from watchledger.explore.sample import SURVEILLANCE
from watchledger.explore.tables.shape import Asked, Table

_SHARE = Decimal("0.001")


def estimates(asked: Asked) -> Table:
    """A row for each sample: documents found, the corrected count with the ends of its 95 % interval, precision and recall of the
    machine, how many of the drawn documents are decided. A figure that nothing decided yet can tell is not stated."""
    columns = (
        "sample", "question", "where", "found", "low", "corrected", "high", "precision", "recall", "reviewed", "drawn", "documents",
    )  # fmt: skip
    table = Table("T9", "Estimates from reviewed samples", columns)
    for sample in asked.case.store.samples.all():
        about = subjects(sample)
        stands = asked.case.store.decisions.standing([subject.source for subject in about])
        decided = [settle(stands.get(subject, {})) for subject in about]
        held = {head.id: head.key for head in asked.case.store.heads(asked.case.store.keys_of(d.document for d in sample.drawn))}
        drawn = sorted((held[d.document], said) for d, said in zip(sample.drawn, decided, strict=True) if d.document in held)
        for key, said in drawn:
            table.cells.put(key, sample.number)
            if said is not None:
                table.cells.put(key, sample.number, said)
        made = estimated(asked.case, sample)
        told = any(said in ("yes", "no") for said in decided)
        count = [None if not told or end is None else round(end) for end in (made.count.low, made.count.value, made.count.high)]
        shares = [_share(one.value) if told else None for one in (made.precision, made.recall)]
        question = SURVEILLANCE if sample.technology == SURVEILLANCE else sample.technology
        ends = made.reviewed, len(sample.drawn), sample.documents
        table.rows.append((sample.number, question, sample.query or None, made.automatic, *count, *shares, *ends))
    table.notes = (
        "Each row is a stratified random sample (`watchledger sample`) as far as people decided it; the interval has 95 %.",
        "Every sample stands for the documents that it was drawn from, whatever is chosen here.",
        "A sample's number opens the documents drawn, with yes, no or open behind it those decided so.",
    )
    return table


def _share(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(_SHARE)
