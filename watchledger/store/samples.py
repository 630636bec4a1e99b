"""Random samples that were drawn, with the strata that say what each drawn document stands for. Never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Engine, insert, select

from watchledger.store.connect import snapshot, writing
from watchledger.store.schema import SAMPLED, SAMPLES, STRATA


@dataclass(frozen=True, slots=True)
class StratumDrawn:
    """`size` documents on the side of the machine's decision that `found` says; `scores` are (score, documents) of all."""

    name: str
    found: bool
    size: int
    scores: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document of the sample; `stratum` is its number in Sample.strata. Its weight is size / drawn of its stratum."""

    document: str
    stratum: int
    score: float


@dataclass(frozen=True, slots=True)
class Sample:
    """`technology` is what the question was about, `query` what was drawn from ("" for the whole case), `asked` how many were
    wanted. `documents` could be drawn; `unreadable` ones have no text and cannot be judged. `number` 0: not kept yet."""

    technology: str
    query: str
    seed: int
    asked: int
    documents: int
    unreadable: int
    strata: tuple[StratumDrawn, ...]
    drawn: tuple[Drawn, ...]
    number: int = 0
    when: str = ""

    def weights(self) -> list[float | None]:
        """How many documents one that was drawn stands for, by stratum; None where none was drawn."""
        counts = [0] * len(self.strata)
        for one in self.drawn:
            counts[one.stratum] += 1
        return [stratum.size / count if count else None for stratum, count in zip(self.strata, counts, strict=True)]


class Samples:
    """Of one case."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, sample: Sample) -> Sample:
        """Writes it, in one transaction; returns it with its number."""
        when = datetime.now(UTC).isoformat(timespec="seconds")
        row = {
            "technology": sample.technology, "query": sample.query, "seed": sample.seed, "asked": sample.asked,
            "documents": sample.documents, "unreadable": sample.unreadable,
            "drawn": when,
        }  # fmt: skip
        with writing(self._engine) as connection:
            number = connection.execute(insert(SAMPLES).values(row).returning(SAMPLES.c.number)).scalar_one()
            strata = [
                {"sample": number, "number": at, "name": s.name, "found": int(s.found), "size": s.size, "scores": _json(s.scores)}
                for at, s in enumerate(sample.strata)
            ]
            drawn = [
                {"sample": number, "position": at, "document": d.document, "stratum": d.stratum, "score": d.score}
                for at, d in enumerate(sample.drawn)
            ]
            for table, rows in ((STRATA, strata), (SAMPLED, drawn)):
                if rows:
                    connection.execute(insert(table), rows)
        return replace(sample, number=number, when=when)

    def all(self) -> list[Sample]:
        """Every sample, in the order in which they were drawn."""
        with snapshot(self._engine) as connection:
            heads = connection.execute(select(SAMPLES).order_by(SAMPLES.c.number)).all()
            strata = connection.execute(select(STRATA).order_by(STRATA.c.sample, STRATA.c.number)).all()
            drawn = connection.execute(select(SAMPLED).order_by(SAMPLED.c.sample, SAMPLED.c.position)).all()
        return [_sample(head, strata, drawn) for head in heads]


def _sample(head: Any, strata: Sequence[Any], drawn: Sequence[Any]) -> Sample:
    return Sample(
        head.technology,
        head.query,
        head.seed,
        head.asked,
        head.documents,
        head.unreadable,
        tuple(
            StratumDrawn(row.name, bool(row.found), row.size, tuple(map(tuple, orjson.loads(row.scores))))
            for row in strata
            if row.sample == head.number
        ),
        tuple(Drawn(row.document, row.stratum, row.score) for row in drawn if row.sample == head.number),
        head.number,
        head.drawn,
    )


def _json(scores: Sequence[tuple[float, int]]) -> str:
    return orjson.dumps(scores).decode()
