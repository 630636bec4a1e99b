"""Findings that people decided wrong: they stay in the case, with the decision beside them, and count in no table."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from watchledger.explore.case import Case
from watchledger.explore.review import settle
from watchledger.model.review import Decision, Subject

Row = tuple[int, int]
"""A finding of the store: key of its document, and its number there."""


def refuted(case: Case) -> frozenset[Row]:
    """The findings that the greater number of the reviewers who are sure decided wrong."""
    found: set[Row] = set()
    for subject, stands in case.store.decisions.of_kind("finding").items():
        if settle(stands) == "no":
            found.update(_rows(case, subject))
    return frozenset(found)


def on_findings(case: Case, text_id: str) -> dict[Subject, dict[str, Decision]]:
    """What stands of the decisions on findings of one text."""
    stands = case.store.decisions.standing([text_id])
    return {subject: by for subject, by in stands.items() if subject.kind == "finding"}


def _rows(case: Case, subject: Subject) -> list[Row]:
    """The rows that say what was judged; near-copies of one text have a row each."""
    sql = (
        "SELECT f.document, f.ordinal, f.status, f.quantity, f.unit, f.technology FROM documents d "
        'JOIN findings f ON f.document = d.key WHERE d.text_id = :text AND f.start = :start AND f."end" = :end AND f.rule = :rule'
    )
    asked = {"text": subject.source, "start": subject.start, "end": subject.end, "rule": subject.rule}
    return [
        (int(row.document), int(row.ordinal))
        for row in case.store.stream(sql, asked)
        if _value(row.technology, row.status, row.quantity, row.unit) == subject.value
    ]


def _value(technology: str, status: str, quantity: str | None, unit: str | None) -> str:
    """As `subject_of_finding` writes it."""
    try:
        number = f"{Decimal(quantity).normalize():f}{unit or ''}" if quantity is not None else None
    except InvalidOperation:
        number = None
    return "/".join(part for part in (technology, status, number) if part is not None)
