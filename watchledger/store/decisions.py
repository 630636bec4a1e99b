"""What people decided: rows are added, one transaction each; nothing is ever changed or taken away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from watchledger.errors import InputError
from watchledger.model.review import JUDGEMENTS, KINDS, UNDONE, Decision, Subject
from watchledger.store.connect import make_sure, snapshot, writing
from watchledger.store.pack import clean
from watchledger.store.schema import DECISIONS

AT_ONCE = 500
_SUBJECT = ("kind", "source", "start", "end", "rule", "value")


class Decisions:
    """Of one case. A reviewer's later decision on a subject takes the place of the earlier; `undo` brings that back."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self,
        subject: Subject,
        judgement: str,
        *,
        document: str,
        reviewer: str,
        corrected: str | None = None,
        note: str | None = None,
        quote: str | None = None,
    ) -> Decision:
        """Appends a decision. Raises InputError for a judgement or kind that there is not, or a reviewer without a name."""
        if judgement not in JUDGEMENTS or subject.kind not in KINDS:
            raise InputError(f"a decision on a {subject.kind} is one of {', '.join(JUDGEMENTS)}, not {judgement!r}")
        if not reviewer.strip():
            raise InputError("a decision has a reviewer: give a name")
        values = {
            "document": document, "judgement": judgement, "reviewer": reviewer.strip(), "corrected": corrected or None,
            "note": note or None, "quote": quote or None,
        }  # fmt: skip
        with writing(self._engine) as connection:
            made = _append(connection, subject, values)
        make_sure(self._engine)
        return made

    def undo(self, number: int, *, reviewer: str, note: str | None = None) -> Decision:
        """Takes a decision back by appending its reversal. Raises InputError where there is none or it is taken back already."""
        with writing(self._engine) as connection:
            row = connection.execute(select(DECISIONS).where(DECISIONS.c.number == number)).first()
            if row is None or row.undoes is not None:
                raise InputError(f"there is no decision {number} to take back")
            if connection.execute(select(DECISIONS.c.number).where(DECISIONS.c.undoes == number)).first():
                raise InputError(f"decision {number} is taken back already")
            values = {"document": row.document, "judgement": UNDONE, "reviewer": reviewer, "undoes": number, "note": note or None}
            made = _append(connection, _decision(row).subject, values)
        make_sure(self._engine)
        return made

    def last(self, reviewer: str, kind: str | None = None) -> Decision | None:
        """The reviewer's latest decision that stands; of this kind where it is given."""
        undone = select(DECISIONS.c.undoes).where(DECISIONS.c.undoes.is_not(None))
        question = (
            select(DECISIONS)
            .where(DECISIONS.c.reviewer == reviewer, DECISIONS.c.undoes.is_(None), DECISIONS.c.number.not_in(undone))
            .order_by(DECISIONS.c.number.desc())
            .limit(1)
        )
        if kind is not None:
            question = question.where(DECISIONS.c.kind == kind)
        with snapshot(self._engine) as connection:
            row = connection.execute(question).first()
        return None if row is None else _decision(row)

    def standing(self, sources: Sequence[str]) -> dict[Subject, dict[str, Decision]]:
        """What stands of the decisions on these texts or documents: subject -> reviewer -> decision."""
        found: list[Decision] = []
        with snapshot(self._engine) as connection:
            for at in range(0, len(sources), AT_ONCE):
                chunk = list(sources[at : at + AT_ONCE])
                question = select(DECISIONS).where(DECISIONS.c.source.in_(chunk)).order_by(DECISIONS.c.number)
                found += map(_decision, connection.execute(question))
        return standing(found)

    def of_kind(self, kind: str) -> dict[Subject, dict[str, Decision]]:
        """What stands of all decisions of one kind: subject -> reviewer -> decision."""
        question = select(DECISIONS).where(DECISIONS.c.kind == kind).order_by(DECISIONS.c.number)
        with snapshot(self._engine) as connection:
            return standing(map(_decision, connection.execute(question)))

    def log(self) -> Iterator[Decision]:
        """Every row ever added, in order: the audit log."""
        after = 0
        while True:
            question = select(DECISIONS).where(DECISIONS.c.number > after).order_by(DECISIONS.c.number).limit(AT_ONCE)
            with snapshot(self._engine) as connection:
                rows = connection.execute(question).all()
            yield from map(_decision, rows)
            if not rows:
                return
            after = rows[-1].number


def standing(log: Iterable[Decision]) -> dict[Subject, dict[str, Decision]]:
    """What stands at the end of a log in its order: of each subject and reviewer the latest decision not taken back."""
    rows = list(log)
    undone = {row.undoes for row in rows if row.undoes is not None}
    stands: dict[Subject, dict[str, Decision]] = {}
    for row in rows:
        if row.undoes is None and row.number not in undone:
            stands.setdefault(row.subject, {})[row.reviewer] = row
    return stands


def _append(connection: Connection, subject: Subject, values: dict[str, Any]) -> Decision:
    row = {name: getattr(subject, name) for name in _SUBJECT} | values
    row = {name: clean(value) for name, value in row.items()} | {"decided": datetime.now(UTC).isoformat(timespec="seconds")}
    return _decision(connection.execute(insert(DECISIONS).values(row).returning(*DECISIONS.c)).one())


def _decision(row: Any) -> Decision:
    return Decision(
        row.number,
        Subject(*(getattr(row, name) for name in _SUBJECT)),
        row.document,
        row.judgement,
        row.reviewer,
        row.decided,
        row.corrected,
        row.note,
        row.quote,
        row.undoes,
    )
