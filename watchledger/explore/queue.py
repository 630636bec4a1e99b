"""What a reviewer has yet to decide of the findings or facts, by rule, technology, field or certainty: asked of the tables, so that
the next item costs in a large case what it costs in a small one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from watchledger.errors import InputError
from watchledger.explore.case import Case
from watchledger.explore.context import place
from watchledger.explore.review import OPENING, WIDTH, Item
from watchledger.model.review import Decision, Subject
from watchledger.model.text import masked
from watchledger.store import Content
from watchledger.store.decisions import standing

Numbers = npt.NDArray[np.int64]
_PLAIN = "CASE WHEN instr({0}, '.') THEN rtrim(rtrim({0}, '0'), '.') ELSE {0} END"
_VALUES = {
    "finding": f"r.technology || '/' || r.status || coalesce('/' || {_PLAIN.format('r.quantity')} || coalesce(r.unit, ''), '')",
    "fact": "r.field || '=' || r.value || coalesce(' ' || r.currency, '')",
}
"""The value of a Subject (model/review.py), in SQL."""
_TABLES = {"finding": "findings", "fact": "facts"}
BY = {"finding": ("technology", "rule", "certainty", "status"), "fact": ("field", "rule")}
"""What a queue may be narrowed by."""
_STANDS = """x.source = d.text_id AND x.kind = :kind AND x.start = r.start AND x."end" = r."end" AND x.rule = r.rule
    AND x.value = {value} AND x.reviewer = :reviewer AND x.undoes IS NULL
    AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = x.number)"""


class Place(NamedTuple):
    """Where an item of a queue stands: key of the document, number of the finding or fact in it."""

    document: int
    ordinal: int

    def __str__(self) -> str:
        return f"{self.document}.{self.ordinal}"

    @classmethod
    def of(cls, words: str) -> Place:
        """Raises InputError for anything but two numbers with a dot between them."""
        first, _, second = words.partition(".")
        if not (first.isascii() and first.isdecimal() and second.isascii() and second.isdecimal() and len(words) < 30):
            raise InputError(f"{words[:40]!r} is no place in a queue")
        return cls(int(first), int(second))


@dataclass(frozen=True, slots=True)
class Queue:
    """Findings or facts with these values (`BY[kind]`); `keys` are the documents chosen, None for all. Facts into which personal
    data reaches are never asked about: their value would stand in the log."""

    kind: str
    by: tuple[tuple[str, str], ...] = ()
    keys: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        if self.kind not in BY or any(name not in BY[self.kind] for name, _ in self.by):
            raise InputError(f"there is no queue of a {self.kind} by {', '.join(name for name, _ in self.by)}")

    def rows(self, case: Case, what: str, where: str = "1", order: str = "", **values: Any) -> Iterator[Any]:
        chosen = " JOIN chosen c ON c.key = d.key" if self.keys is not None else ""
        hidden = " AND r.shown IS NULL" if self.kind == "fact" else ""
        filters = "".join(f" AND r.{name} = :by_{name}" for name, _ in self.by)
        sql = (
            f"SELECT {what} FROM documents d{chosen} JOIN {_TABLES[self.kind]} r ON r.document = d.key "
            f"WHERE {where}{hidden}{filters} {order}"
        )
        given = {"kind": self.kind, **{f"by_{name}": value for name, value in self.by}, **values}
        return case.store.stream(sql, {name: value for name, value in given.items() if f":{name}" in sql}, self.keys)

    def stands(self) -> str:
        return f"EXISTS (SELECT 1 FROM decisions x WHERE {_STANDS.format(value=_VALUES[self.kind])})"


def following(case: Case, queue: Queue, reviewer: str, after: Place | None = None) -> Place | None:
    """The next item that the reviewer has yet to decide, in order of document and place; None at the end."""
    at = after or Place(0, -1)
    behind = "r.document >= :document AND (r.document > :document OR r.ordinal > :ordinal)"
    rows = queue.rows(
        case, "r.document, r.ordinal", f"{behind} AND NOT {queue.stands()}",
        "ORDER BY r.document, r.ordinal LIMIT 1", reviewer=reviewer, document=at.document, ordinal=at.ordinal,
    )  # fmt: skip
    found = next(iter(list(rows)), None)
    return None if found is None else Place(*found)


def progress(case: Case, queue: Queue, reviewer: str) -> tuple[int, int]:
    """(items that the reviewer decided, items of the queue)."""
    total = _total(case, queue, case.store.last_key())
    mine = "SELECT DISTINCT source FROM decisions WHERE reviewer = :reviewer AND kind = :kind"
    sources = [source for (source,) in case.store.stream(mine, {"reviewer": reviewer, "kind": queue.kind})]
    touched = _documents_of(case, sources) if sources else set()
    touched = touched if queue.keys is None else touched.intersection(queue.keys)
    if not touched:
        return 0, total
    some = replace(queue, keys=tuple(sorted(touched)))
    (decided,) = next(iter(list(some.rows(case, "count(*)", queue.stands(), reviewer=reviewer))))
    return decided, total


def _documents_of(case: Case, texts: Sequence[str]) -> set[int]:
    """Keys of the documents with these texts (and, once in 10^13, of another one: the caller asks what stands on each)."""
    marks, keys = _texts(case, case.store.last_key())
    wanted = np.asarray([hash(text) for text in texts], np.int64)
    low, high = (np.searchsorted(marks, wanted, side) for side in ("left", "right"))
    return {int(key) for first, last in zip(low, high, strict=True) for key in keys[first:last]}


@lru_cache(maxsize=2)
def _texts(case: Case, _last_key: int) -> tuple[Numbers, Numbers]:
    """(marks of all texts, ascending; keys of their documents): the table has no index by text, and a scan for each item costs
    30 ms of 100,000 documents."""
    rows = [(hash(text), key) for text, key in case.store.stream("SELECT text_id, key FROM documents WHERE text_id IS NOT NULL")]
    held = np.asarray(sorted(rows), np.int64).reshape(-1, 2)
    return held[:, 0], held[:, 1]


@lru_cache(maxsize=64)
def _total(case: Case, queue: Queue, _last_key: int) -> int:
    """Kept until documents are added or read again: counting a million facts takes 0.3 s, and every item shows it."""
    (total,) = next(iter(list(queue.rows(case, "count(*)"))))
    return int(total)


def narrowed(case: Case, queue: Queue, name: str) -> list[tuple[str, int]]:
    """(value, items) of one of `BY[queue.kind]`, most items first."""
    rows = queue.rows(case, f"r.{name}, count(*)", order=f"GROUP BY r.{name} ORDER BY count(*) DESC, r.{name}")
    return [(str(value), count) for value, count in rows]


def item_at(case: Case, kind: str, at: Place) -> Item:
    """One finding or fact as a reviewer is shown it. Raises InputError where there is none (any more)."""
    what = 'd.text_id, r.start, r."end", r.rule, r.page, '
    what += "r.technology, r.status, r.quantity, r.unit" if kind == "finding" else "r.field, r.value, r.currency, NULL"
    where = "d.key = :document AND r.ordinal = :ordinal AND d.text_id IS NOT NULL"
    found = list(Queue(kind).rows(case, what, where, document=at.document, ordinal=at.ordinal))
    if not found:
        raise InputError(f"the case holds no {kind} {at} (any more): it was read again")
    source, start, end, rule, page, *value = found[0]
    (head,) = case.store.heads([at.document])
    content = case.store.contents([at.document]).get(at.document, Content("", ()))
    shown = masked(content.text, content.masks)
    words = place(shown, start, end, ((0, page),) if page is not None else (), WIDTH)
    subject = Subject(kind, source, start, end, rule, _value(kind, *value))
    return Item(head, subject, 0, 0, (words,), shown.strip()[:OPENING], shown)


def _value(kind: str, first: str, second: str, third: str | None, fourth: str | None) -> str:
    """As subject_of_finding and subject_of_fact make it."""
    if kind == "fact":
        return f"{first}={second}" + (f" {third}" if third else "")
    quantity = None if third is None else f"{Decimal(third).normalize():f}{fourth or ''}"
    return "/".join(part for part in (first, second, quantity) if part is not None)


def place_of(case: Case, decision: Decision) -> Place | None:
    """Where the finding or fact of a decision stands now; None for a document, or what is read otherwise today."""
    subject = decision.subject
    if subject.kind not in BY:
        return None
    rows = Queue(subject.kind).rows(
        case, "r.document, r.ordinal", f"d.id = :id AND r.start = :start AND r.\"end\" = :end AND r.rule = :rule "
        f"AND {_VALUES[subject.kind]} = :value", "ORDER BY r.ordinal LIMIT 1",
        id=decision.document, start=subject.start, end=subject.end, rule=subject.rule, value=subject.value,
    )  # fmt: skip
    found = next(iter(list(rows)), None)
    return None if found is None else Place(*found)


class Disagreement(NamedTuple):
    """One subject on which reviewers who decided it are not of one mind."""

    subject: Subject
    decisions: Mapping[str, Decision]


def disagreements(case: Case) -> list[Disagreement]:
    """All of the case, in the order of their first decision. Three of one mind and one of another is one."""
    stands = standing(case.store.decisions.log())
    return [Disagreement(subject, by) for subject, by in stands.items() if len({one.judgement for one in by.values()}) > 1]
