"""One column of a case's documents in memory: a code of four bytes for each document, and the values that the codes stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = npt.NDArray[np.signedinteger[Any]]
"""Rows, keys and codes."""


def _empty() -> Numbers:
    return np.zeros(0, np.int32)


@dataclass(slots=True)
class Column:
    """`codes` say which of `values` each document has (or, beside `rows`, each pair); value 0 is "". `values` only grow, and
    are shared with the columns of earlier and later moments."""

    codes: Numbers = field(default_factory=_empty)
    rows: Numbers = field(default_factory=_empty)
    values: list[str] = field(default_factory=lambda: [""])
    number: dict[str, int] = field(default_factory=lambda: {"": 0})

    def code(self, value: Any) -> int:
        words = "" if value is None else str(value)
        found = self.number.get(words)
        if found is None:
            found = len(self.values)
            self.values.append(words)
            self.number[words] = found
        return found

    def with_more(self, codes: Iterable[int] | Numbers, rows: Iterable[int] | Numbers = ()) -> Column:
        """This column and what came in since."""
        added, at = np.asarray(codes, np.int32), np.asarray(rows, np.int32)
        return Column(np.concatenate([self.codes, added]), np.concatenate([self.rows, at]), self.values, self.number)
