"""The columns of a case as it grows: `now` gives those of this moment, and reads no more than what came in since the last one.

Who was given columns goes on with them while others are given later ones: twenty readers hold one copy of what did not change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from watchledger.explore.case import Case
from watchledger.explore.column import Column, Numbers
from watchledger.explore.columns import MANY, SINGLE, Columns, Kept
from watchledger.explore.told import Told
from watchledger.store.schema import MONEY_COLUMNS

_NAMES = ", ".join(SINGLE.values())
_AMOUNT = ", ".join(f"coalesce({name} + 0.0, 0)" for name in MONEY_COLUMNS)
_DOCUMENTS = f"SELECT key, published, max({_AMOUNT}), {_NAMES} FROM documents WHERE key > :after ORDER BY key"
_PART = 5_000
"""Rows held as Python's objects at once: 100,000 of them are 60 MB."""


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
    return Columns(
        case, np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float64), columns, mark, Kept(Told(case.store.case))
    )


def _with_more(held: Columns) -> Columns:
    """Everything that was committed after the last document of `held`."""
    store, columns = held.case.store, dict(held.columns)
    after = {"after": int(held.keys[-1]) if len(held.keys) else 0}
    singles = [columns[name] for name in SINGLE]
    rows = [_coded(some, singles) for some in _parted(store.stream(_DOCUMENTS, after))]
    if not rows:
        return held
    new, days, amounts, *codes = (np.concatenate(parts) for parts in zip(*rows, strict=True))
    keys = np.concatenate([held.keys, new])
    for name, added in zip(SINGLE, codes, strict=True):
        columns[name] = columns[name].with_more(added)
    for name, sql in MANY.items():
        columns[name] = _paired(columns[name], store.stream(sql, after), keys, len(held.keys))
    return replace(
        held,
        keys=keys,
        days=np.concatenate([held.days, days]),
        amounts=np.concatenate([held.amounts, amounts]),
        columns=columns,
        ranks={},
    )


def _parted(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while some := list(islice(rows, _PART)):
        yield some


def _coded(rows: list[Any], columns: list[Column]) -> tuple[npt.NDArray[Any], ...]:
    """Rows of _DOCUMENTS as keys, days, amounts and codes."""
    keys, days, amounts, *values = zip(*rows, strict=True)
    codes = [np.asarray([column.code(value) for value in own], np.int32) for column, own in zip(columns, values, strict=True)]
    stated = np.asarray([money or 0.0 for money in amounts], np.float64)
    return (np.asarray(keys, np.int64), np.asarray([_number(day) for day in days], np.int32), stated, *codes)


def _paired(column: Column, pairs: Iterator[Any], keys: Numbers, known: int) -> Column:
    """The column with these pairs of a document's key and a value, where they are of the documents from row `known` on."""
    found = [(np.zeros(0, np.int64), np.zeros(0, np.int32))]
    for some in _parted(pairs):
        found.append(
            (np.asarray([key for key, _ in some], np.int64), np.asarray([column.code(value) for _, value in some], np.int32))
        )
    of, codes = (np.concatenate(parts) for parts in zip(*found, strict=True))
    rows = known + np.searchsorted(keys[known:], of)
    there = rows < len(keys)
    there[there] = keys[rows[there]] == of[there]
    order = np.lexsort((codes[there], rows[there]))
    return column.with_more(codes[there][order], rows[there][order])


def _number(day: str | None) -> int:
    """ "2024-05-07" as 20240507; a month or a year alone as its day 0."""
    parts = [part for part in (day or "")[:10].split("-") if part.isdecimal()]
    return int("".join(parts[:1] + [part.zfill(2) for part in parts[1:]]).ljust(8, "0")) if parts else 0
