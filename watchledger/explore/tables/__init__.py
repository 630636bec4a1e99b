"""The tables of the method (docs/design/method.md), each exact, each cell with the documents that it counts.

A table is a function `name(asked: Asked) -> Table` in a file of its own, listed here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps

from watchledger.explore.refuted import refuted
from watchledger.explore.tables.shape import NOT_STATED, Asked, Cells, Table, Told
from watchledger.explore.tables.t1_corpus import corpus
from watchledger.explore.tables.t2_money import money
from watchledger.explore.tables.t3_provinces import provinces
from watchledger.explore.tables.t4_targets import targets
from watchledger.explore.tables.t5_buyer_types import buyer_types
from watchledger.explore.tables.t6_years import years
from watchledger.explore.tables.t7_cameras import cameras
from watchledger.explore.tables.t8_over_time import over_time
from watchledger.explore.tables.t9_estimates import estimates
from watchledger.explore.tables.t10_awards import awards
from watchledger.explore.tables.t11_brands import brands
from watchledger.explore.tables.t12_databases import databases


def _saying(make: Callable[[Asked], Table]) -> Callable[[Asked], Table]:
    """The table, with a note where findings that people decided wrong are left out of it."""

    @wraps(make)
    def made(asked: Asked) -> Table:
        table = make(asked)
        if wrong := len(refuted(asked.case)):
            table.notes += (f"Findings that people decided wrong do not count: {wrong:,} in the case.",)
        return table

    return made


_MADE: Mapping[str, Callable[[Asked], Table]] = {
    "T1": corpus, "T2": money, "T3": provinces, "T4": targets, "T5": buyer_types, "T6": years, "T7": cameras, "T8": over_time,
    "T9": estimates, "T10": awards, "T11": brands, "T12": databases,
}  # fmt: skip
TABLES: Mapping[str, Callable[[Asked], Table]] = {name: _saying(make) for name, make in _MADE.items()}

__all__ = ["NOT_STATED", "TABLES", "Asked", "Cells", "Table", "Told"]
