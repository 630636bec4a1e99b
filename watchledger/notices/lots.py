"""The lots of a notice: rows of tables that give each its label, its name and its own sum."""

from __future__ import annotations

from dataclasses import dataclass

from watchledger.fields.label import nothing
from watchledger.model.notice import Money
from watchledger.notices.candidate import Candidate, named
from watchledger.notices.statement import Page, Statement
from watchledger.notices.suppliers import money

_MOST = 200
_LONGEST_LABEL, _LONGEST_NAME = 20, 120


@dataclass(frozen=True, slots=True)
class Part:
    """A lot in the making."""

    label: Candidate[str]
    title: Candidate[str] | None
    budget: Candidate[Money] | None


def lots(page: Page, statements: list[Statement]) -> list[Part]:
    """The lots that rows name by number and by name or sum, each once, in the order stated; a column of names beside one of numbers
    is the lots' names."""
    rows: dict[tuple[int, int], list[Statement]] = {}
    for s in statements:
        if s.row is not None and s.end > s.start and s.role in _ROLES:
            rows.setdefault(s.row, []).append(s)
    found: dict[str, Part] = {}
    for row in rows.values():
        part = _part(page, row)
        if part is not None and len(found) < _MOST:
            kept = found.get(part.label.value)
            found[part.label.value] = (
                part if kept is None else Part(kept.label, kept.title or part.title, kept.budget or part.budget)
            )
    return [part for part in found.values() if part.title is not None or part.budget is not None]


_ROLES = frozenset({"lot", "title", "budget", "ceiling"})


def _part(page: Page, row: list[Statement]) -> Part | None:
    words = page.words
    marks = [s for s in row if s.role == "lot" and words[s.start : s.end] not in nothing()]
    if not marks:
        return None
    label = min(marks, key=lambda s: s.end - s.start)
    if label.end - label.start > _LONGEST_LABEL:
        return None
    name = next((s for s in row if s.role == "title"), None) or next((s for s in marks if s is not label), None)
    title = None
    if name is not None and 2 <= name.end - name.start <= _LONGEST_NAME and words[name.start : name.end] not in nothing():
        title = named(page, name.start, name.end, name.weight, f"notice.lots.title.{name.how}/1")
    sums = sorted((s for s in row if s.role in ("budget", "ceiling")), key=lambda s: s.role)
    budget = next((m for s in sums if (m := money(page, s, "notice.lots.budget")) is not None), None)
    return Part(named(page, label.start, label.end, label.weight, f"notice.lots.label.{label.how}/1"), title, budget)
