"""What a project is told by: the head of a notice, and why two are one."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

LEAST_TITLE = 6
"""Signs of a title below which it names a kind of goods, not a project."""
LEAST_TITLE_OF_ANY = 12
"""The same where the buyer's name is one that several places have (朝阳区公安局, 市教育局)."""


class NoticeHead(NamedTuple):
    """`published` is an ISO date, or None."""

    id: str
    codes: tuple[str, ...] = ()
    buyer: str | None = None
    title: str | None = None
    type: str | None = None
    published: str | None = None


class Join(NamedTuple):
    """Why two notices are one project, or why one is a further attempt at the other."""

    one: str
    other: str
    rule: str
    words: str


@lru_cache(maxsize=50_000)
def day_of(published: str | None) -> date | None:
    """The day of an ISO date; None for none and for what is no date."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
