"""The versions of a document's pages over time, with what changed from each to the next."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from watchledger.explore.case import Case
from watchledger.explore.changes import Step, Version, fact_changes, versions_of
from watchledger.explore.difference import differences
from watchledger.explore.document import DocumentView

MOST_STEPS = 20
"""Steps compared for one page: the latest ones."""


@dataclass(frozen=True, slots=True)
class Page:
    address: str
    versions: tuple[Version, ...]
    steps: tuple[Step, ...]


def versions_seen(case: Case, seen: DocumentView) -> list[Page]:
    """Of each address at which the document was captured."""
    found = []
    for captures in seen.pages:
        versions = versions_of(captures)
        steps = []
        for before, after in list(pairwise(versions))[-MOST_STEPS:]:
            texts = case.store.contents([before.key, after.key])
            if before.key in texts and after.key in texts:
                facts = fact_changes(case.store.reading(before.document), case.store.reading(after.document))
                steps.append(Step(before, after, facts, differences(texts[before.key], texts[after.key])))
        found.append(Page(captures[0].address, versions, tuple(steps)))
    return found
