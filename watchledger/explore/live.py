"""The columns of a case as it grows: `now` gives those of this moment, and reads no more than what came in since the last one.

Who was given columns goes on with them while others are given later ones: twenty readers hold one copy of what did not change.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from threading import Lock

import numpy as np

from watchledger.explore.case import Case
from watchledger.explore.columns import MANY, SINGLE, Column, Columns, Kept
from watchledger.store.schema import MONEY_COLUMNS

_NAMES = ", ".join(SINGLE.values())
_AMOUNT = ", ".join(f"coalesce({name} + 0.0, 0)" for name in MONEY_COLUMNS)
_DOCUMENTS = f"SELECT key, published, max({_AMOUNT}), {_NAMES} FROM documents WHERE key > :after ORDER BY key"


@dataclass(slots=True)
class Live:
    """Of one case, for all threads."""

    case: Case
    _now: Columns | None = None
    _lock: Lock = field(default_factory=Lock)

    def now(self) -> Columns:
        """What the case holds now. All of it is read again only where documents were read anew."""
        with self._lock:
            mark, newest = self.case.store.reach()
            held = self._now or _none(self.case)
            if mark != held.mark:
                self.case.index.reload()  # the mark is set after the index was written
                held = replace(held, mark=mark)
            if newest > (held.keys[-1] if len(held.keys) else 0):
                held = _with_more(held)
                if len(held.keys) > self.case.store.count():  # what is read anew gets another key
                    held = _with_more(_none(self.case, mark))
            self._now = held
            return held

    def make_ready(self) -> None:
        """Loads everything, what is derived too; for a thread beside the first visits."""
        self.now().make_ready()


def _none(case: Case, mark: int = -1) -> Columns:
    columns = {name: Column() for name in (*SINGLE, *MANY)}
    return Columns(case, np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float64), columns, mark, Kept())


def _with_more(held: Columns) -> Columns:
    """Everything that was committed after the last document of `held`."""
    store, columns = held.case.store, dict(held.columns)
    after = {"after": int(held.keys[-1]) if len(held.keys) else 0}
    singles = [columns[name] for name in SINGLE]
    rows = [
        (key, _number(day), money or 0.0, *(column.code(value) for column, value in zip(singles, values, strict=True)))
        for key, day, money, *values in store.stream(_DOCUMENTS, after)
    ]
    new, days, amounts, *codes = zip(*rows, strict=True) if rows else [()] * (3 + len(singles))
    keys = np.concatenate([held.keys, np.asarray(new, np.int64)])
    for name, added in zip(SINGLE, codes, strict=True):
        columns[name] = columns[name].with_more(added)
    there = set(new)
    for name, sql in MANY.items():
        pairs = [(key, columns[name].code(value)) for key, value in store.stream(sql, after) if key in there]
        pairs.sort()
        columns[name] = columns[name].with_more(
            [code for _, code in pairs], np.searchsorted(keys, np.asarray([key for key, _ in pairs], np.int64))
        )
    return replace(
        held,
        keys=keys,
        days=np.concatenate([held.days, np.asarray(days, np.int64)]),
        amounts=np.concatenate([held.amounts, np.asarray(amounts, np.float64)]),
        columns=columns,
        ranks={},
    )


def _number(day: str | None) -> int:
    """ "2024-05-07" as 20240507; a month or a year alone as its day 0."""
    parts = [part for part in (day or "")[:10].split("-") if part.isdecimal()]
    return int("".join(parts[:1] + [part.zfill(2) for part in parts[1:]]).ljust(8, "0")) if parts else 0
