"""Which names are one body and which notices one project, kept until the case or a decision changes: resolving takes seconds."""

from __future__ import annotations

from functools import lru_cache

from watchledger.explore.case import Case
from watchledger.explore.columns import Columns
from watchledger.explore.kept_projects import Grouping, grouped
from watchledger.explore.matching import Matching, matching


def bodies(columns: Columns) -> Matching:
    return _bodies(columns.case, columns.state(), columns.decisions_made())


def projects(columns: Columns) -> Grouping:
    return _projects(columns.case, columns.state())


@lru_cache(maxsize=1)
def _bodies(case: Case, _state: object, _decisions: int) -> Matching:
    return matching(case)


@lru_cache(maxsize=1)
def _projects(case: Case, _state: object) -> Grouping:
    return grouped(case)
