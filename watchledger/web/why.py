"""Why documents are counted: their stages, the statuses of what is found in them, their projects, how many state a price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watchledger.explore.columns import Count
from watchledger.store.schema import MONEY_COLUMNS
from watchledger.web.groups import projects_at_hand
from watchledger.web.pages import Desk


@dataclass(frozen=True, slots=True)
class Why:
    """Of `total` documents. `statuses` count documents with a finding of each;
    `projects` is None in a large case that is not grouped yet."""

    total: int
    stages: tuple[Count, ...]
    statuses: tuple[Count, ...]
    projects: int | None
    priced: int
    undated: int


def why(desk: Desk, keys: Sequence[int]) -> Why:
    held, store = list(keys), desk.store
    priced, undated = next(iter(list(store.stream(f"SELECT {_PRICED}, {_UNDATED} FROM documents d {_CHOSEN}", {}, held))))
    statuses = [Count(*row) for row in store.stream(_STATUSES, {}, held)]
    grouping = projects_at_hand(desk.columns)
    joined = None if grouping is None else len({grouping.number[key] for key in held if key in grouping.number})
    stages = desk.columns.counts(desk.columns.rows(held), "type")
    return Why(len(held), tuple(stages), tuple(statuses), joined, priced or 0, undated or 0)


_CHOSEN = "JOIN chosen c ON c.key = d.key"
_PRICED = "sum(coalesce({}) IS NOT NULL)".format(", ".join(f"d.{name}" for name in MONEY_COLUMNS))
_UNDATED = "sum(d.published IS NULL)"
_STATUSES = (
    f"SELECT f.status, count(DISTINCT d.key) FROM documents d {_CHOSEN} JOIN findings f ON f.document = d.key "
    "GROUP BY f.status ORDER BY 2 DESC, 1"
)
