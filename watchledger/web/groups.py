"""Which names are one body and which notices one project, kept until the case or a decision changes: resolving takes seconds."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import Any

from watchledger.explore.case import Case
from watchledger.explore.columns import Columns
from watchledger.explore.kept_projects import Grouping, grouped, grouped_before
from watchledger.explore.matching import Matching, matching

PROJECTS_OF = 20_000
"""Documents of a case up to which projects are grouped unasked: grouping 100,000 notices takes ten seconds."""
_before: dict[str, Any] = {}
_looking = Lock()


def bodies(columns: Columns) -> Matching:
    return _bodies(columns.case, columns.state(), columns.decisions_made())


def projects(columns: Columns) -> Grouping:
    return _projects(columns.case, columns.state())


def projects_at_hand(columns: Columns) -> Grouping | None:
    """The projects where they can be had without a wait; None in a large case that grows just now, until `add` has grouped it."""
    if columns.case.store.count() <= PROJECTS_OF:
        return projects(columns)
    with _looking:
        state = columns.state()
        if _before.get("state") != (id(columns.case), state):
            found = grouped_before(columns.case)
            if found is None:
                return None
            _before.update(state=(id(columns.case), state), found=found)
        held: Grouping = _before["found"]
        return held


@lru_cache(maxsize=1)
def _bodies(case: Case, _state: object, _decisions: int) -> Matching:
    return matching(case)


@lru_cache(maxsize=1)
def _projects(case: Case, _state: object) -> Grouping:
    return grouped(case)
