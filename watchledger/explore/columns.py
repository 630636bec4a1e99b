"""The documents of a case by column, in memory: exact facets, filters and any order in milliseconds.

A column of a hundred thousand documents takes 400 kB; all of them with their values about 30 MB. They grow with the case: only what
was added since is read and told, all of it again only where documents were read anew. A row keeps its number as long as `state`
stays the same or more documents come in.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from watchledger.errors import BadQuery
from watchledger.explore.case import Case
from watchledger.explore.column import Column, Numbers
from watchledger.explore.counts import repeated
from watchledger.explore.told import DERIVED, Told
from watchledger.model.finding import BOUGHT
from watchledger.search import Query
from watchledger.store.decisions import standing

_BOUGHT = ", ".join(f"'{status}'" for status in BOUGHT)
SINGLE = {
    "type": "type", "verdict": "verdict", "year": "year", "buyer": "buyer", "agency": "agency", "region": "region",
    "format": "media_type", "reading": "status",
}  # fmt: skip
"""Dimensions of which a document has one value at most -> their column of `documents`."""
MANY = {
    "technology": f"SELECT DISTINCT document, technology FROM findings WHERE status IN ({_BOUGHT}) AND document > :after",
    "rung": "SELECT DISTINCT p.document, p.value FROM parts p JOIN findings f ON f.document = p.document AND f.ordinal = p.finding "
    f"WHERE p.part = 'rung' AND f.status IN ({_BOUGHT}) AND p.document > :after",
    "brand": "SELECT DISTINCT p.document, coalesce(p.shown, p.value) FROM parts p JOIN findings f ON f.document = p.document "
    f"AND f.ordinal = p.finding WHERE p.part = 'brand' AND f.status IN ({_BOUGHT}) AND p.document > :after",
    "supplier": "SELECT DISTINCT document, coalesce(shown, value) FROM facts WHERE field = 'suppliers.name' AND document > :after",
}
"""Dimensions of which a document may have several values."""
ANSWERS = 32
"""Answers of the index kept: 400 kB each where every one of a hundred thousand documents is found."""
_NEVER = 10**8
"""After every day that is written as a number."""
_ROWS = 32
"""Bits of a row's number beside its day."""
REVIEW = "review"
UNDECIDED, DECIDED, DISPUTED = "undecided", "decided", "disputed"
DIMENSIONS = (*MANY, *SINGLE, *DERIVED, REVIEW)
ORDERS = ("new", "old", "amount", "buyer", "added")
"""new, old: by day of publication, those without one last; amount: the largest stated, whatever the currency; added: last first."""


class Count(NamedTuple):
    """A value of a dimension ("" where no document states one) and the documents that have it."""

    value: str
    documents: int


@dataclass(slots=True, eq=False)
class Kept:
    """What is worked out once for all moments between which a row keeps its number."""

    told: Told
    looking: Lock = field(default_factory=Lock)
    answers: OrderedDict[tuple[int, Query], Numbers] = field(default_factory=OrderedDict)
    reviewed: tuple[int, Numbers] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Of one case at one moment (explore/live.py). Rows are documents in order of their keys. `mark` is the key up to which the
    index holds them, `days` are written as a number, 0 for none."""

    case: Case
    keys: Numbers
    days: Numbers
    amounts: npt.NDArray[np.float64]
    columns: dict[str, Column]
    mark: int
    kept: Kept
    ranks: dict[str, Numbers] = field(default_factory=dict)

    def make_ready(self) -> None:
        """Tells what is derived; for a thread beside the first visits."""
        for name in DERIVED:
            self._column(name)

    def at_hand(self, name: str) -> bool:
        """Whether a dimension can be had without a wait: what is derived from ten thousands of buyers takes its time once."""
        return name not in DERIVED or self.kept.told.at_hand(self.columns["buyer"], self.columns["region"])

    def _column(self, name: str) -> Column:
        """What is derived is told when it is first asked for."""
        if name not in DERIVED:
            return self.columns[name]
        return self.kept.told.column(name, self.columns["buyer"], self.columns["region"])

    def state(self) -> tuple[int, int, int]:
        """(documents, the last one's key, the last one's that can be found): changes when the documents do, or the index."""
        return len(self.keys), int(self.keys[-1]) if len(self.keys) else 0, self.mark

    # -- choosing ---------------------------------------------------------------------------------------------------------

    def found(self, tree: Query) -> Numbers:
        """Rows that the index finds, kept until it grows: a hundred thousand take the engine 100 ms, and facets narrow the same."""
        asked, answers = (self.mark, tree), self.kept.answers
        with self.kept.looking:
            if asked in answers:
                answers.move_to_end(asked)
                held = answers[asked]
                return held[: np.searchsorted(held, len(self.keys))]  # it may have been worked out a moment later
        rows = self.rows(self.case.index.keys(tree))
        with self.kept.looking:
            answers[asked] = rows.astype(np.int32)
            while len(answers) > ANSWERS:
                answers.popitem(last=False)
        return rows

    def rows(self, keys: Iterable[int] | None) -> Numbers:
        """Rows of these documents (None: all), ascending; documents that came in a moment ago are left out."""
        if keys is None:
            return np.arange(len(self.keys))
        wanted = np.sort(np.fromiter(keys, np.int64))
        found = np.searchsorted(self.keys, wanted)
        there = found < len(self.keys)
        return np.asarray(found[there][self.keys[found[there]] == wanted[there]], np.int64)

    def once(self, rows: Numbers) -> Numbers:
        """Without near-duplicates of others among them: what counting counts (explore/counts.py)."""
        heads = self.case.store.alike.heads()
        if not heads:
            return rows
        left_out = repeated(self.keys[rows].tolist(), heads)
        return rows[[key not in left_out for key in self.keys[rows].tolist()]]

    def with_value(self, rows: Numbers, name: str, value: str, *, without: bool = False) -> Numbers:
        """Those of `rows` that have the value ("": that state none), or that have not. Raises BadQuery for an unknown dimension."""
        if name not in DIMENSIONS:
            raise BadQuery(f"cannot narrow by {name[:40]!r}; it can be narrowed by {', '.join(DIMENSIONS)}")
        if name == REVIEW:
            has = self._review() == {UNDECIDED: 0, DECIDED: 1, DISPUTED: 2}.get(value, -1)
        else:
            column = self._column(name)
            code = column.number.get(value, -1)
            if name not in MANY:
                has = column.codes == code
            else:
                has = np.zeros(len(self.keys), bool)
                has[column.rows if value == "" else column.rows[column.codes == code]] = True
                has = ~has if value == "" else has
        kept: Numbers = rows[has[rows] != without]
        return kept

    def counts(self, rows: Numbers, name: str) -> list[Count]:
        """Values with the number of `rows` that have them, most first; years latest first. Values that none has are not there."""
        return self.most(rows, name, len(self.keys) + 3)[0]

    def most(self, rows: Numbers, name: str, number: int) -> tuple[list[Count], int]:
        """(the first `number` of `counts`, how many there are)."""
        if name == REVIEW:
            many = np.bincount(self._review()[rows], minlength=3)
            states = [Count(value, int(many[at])) for at, value in enumerate((UNDECIDED, DECIDED, DISPUTED)) if many[at]]
            return states[:number], len(states)
        column = self._column(name)
        if name not in MANY:
            many = np.bincount(column.codes[rows], minlength=1)
        else:
            chosen = np.zeros(len(self.keys), bool)
            chosen[rows] = True
            many = np.bincount(column.codes[chosen[column.rows]], minlength=1)
            some = np.zeros(len(self.keys), bool)
            some[column.rows] = True
            many[0] = np.count_nonzero(~some[rows])
        codes = np.flatnonzero(many)
        if name == "year":
            codes = np.asarray(sorted(codes.tolist(), key=lambda code: column.values[code], reverse=True), np.int64)
        else:  # equal ones in the order in which the case met them
            codes = codes[np.argsort(-many[codes], kind="stable")]
            codes = np.concatenate([codes[codes != 0], codes[codes == 0]])  # what is not stated comes last
        return [Count(column.values[code], int(many[code])) for code in codes[:number].tolist()], len(codes)

    def together(self, rows: Numbers, names: Sequence[str]) -> dict[tuple[str, ...], int]:
        """Documents of `rows` by their values of several dimensions together; a document counts for each of its own values."""
        at = rows
        codes: list[Numbers] = []
        for name in names:
            column = self._column(name)
            if name not in MANY:
                codes.append(column.codes[at])
                continue
            order = np.argsort(column.rows, kind="stable")
            low, high = (np.searchsorted(column.rows[order], at, side) for side in ("left", "right"))
            many = np.maximum(high - low, 1)  # a document without a value counts once, under ""
            start = np.repeat(low, many) + np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
            none = np.repeat(high == low, many)
            found = np.zeros(len(start), np.int64)
            found[~none] = column.codes[order[start[~none]]]
            at, codes = np.repeat(at, many), [np.repeat(one, many) for one in codes] + [found]
        if not len(at):
            return {}
        values, counts = np.unique(np.stack(codes), axis=1, return_counts=True)
        said = [self._column(name).values for name in names]
        return {
            tuple(words[code] for words, code in zip(said, row, strict=True)): count
            for row, count in zip(values.T.tolist(), counts.tolist(), strict=True)
        }

    # -- in order ---------------------------------------------------------------------------------------------------------

    def ordered(self, rows: Numbers, order: str) -> Numbers:
        """The rows in this order."""
        ranks = self._rank(order)
        return rows[np.argsort(ranks[rows])]

    def page(self, rows: Numbers, order: str, *, size: int, after: int | None) -> tuple[list[int], int | None]:
        """(keys of the page behind the document `after`, the key to go on from). Raises BadQuery where that is gone."""
        ranks = self._rank(order)
        if after is not None:
            (at,) = self.rows([after]) if len(self.rows([after])) else (None,)
            if at is None:
                raise BadQuery("the list has changed: begin again at its first page")
            rows = rows[ranks[rows] > ranks[at]]
        if len(rows) > size:
            some = rows[np.argpartition(ranks[rows], size)[: size + 1]]
            some = some[np.argsort(ranks[some])]
        else:
            some = self.ordered(rows, order)
        keys = [int(key) for key in self.keys[some[:size]]]
        return keys, keys[-1] if len(some) > size else None

    def _rank(self, order: str) -> Numbers:
        """A number of each document by which it stands in an order; equal ones by key, the latest first."""
        if order not in ORDERS:
            raise BadQuery(f"cannot sort by {order[:40]!r}; it can be sorted by {', '.join(ORDERS)}")
        found = self.ranks.get(order)
        if found is None:
            late = np.arange(len(self.keys), 0, -1)
            match order:
                case "new":
                    found = late - (self.days.astype(np.int64) << _ROWS)
                case "old":
                    found = late + (np.where(self.days, self.days, _NEVER).astype(np.int64) << _ROWS)
                case "added":
                    found = late
                case _:
                    by = (-self.amounts,) if order == "amount" else (-self.days, self._alphabet())
                    found = np.empty(len(self.keys), np.int64)
                    found[np.lexsort((late, *by))] = np.arange(len(self.keys))
            self.ranks[order] = found
        return found

    def _alphabet(self) -> Numbers:
        """The place of each document's buyer among all buyers; those without one last."""
        column = self.columns["buyer"]
        values = column.values[:]
        places = np.empty(len(values), np.int64)
        places[sorted(range(len(values)), key=lambda code: values[code] or "\U0010ffff")] = np.arange(len(values))
        return places[column.codes]

    # -- review -----------------------------------------------------------------------------------------------------------

    def decisions_made(self) -> int:
        """The number of the last decision: grows with every one."""
        return int(next(iter(list(self.case.store.stream("SELECT coalesce(max(number), 0) FROM decisions"))))[0])

    def _review(self) -> Numbers:
        """0 undecided, 1 decided on, 2 reviewers of two minds; of every document."""
        last, kept = self.decisions_made(), self.kept
        if kept.reviewed is not None and kept.reviewed[0] == last:
            known = kept.reviewed[1]
            if len(known) < len(self.keys):  # nobody decided on what came in since
                known = np.concatenate([known, np.zeros(len(self.keys) - len(known), np.int64)])
                kept.reviewed = (last, known)
            return known
        states: dict[str, int] = {}
        for by in standing(self.case.store.decisions.log()).values() if last else ():
            one = next(iter(by.values()))
            state = 1 + (len({decision.judgement for decision in by.values()}) > 1)
            states[one.document] = max(states.get(one.document, 0), state)
        codes = np.zeros(len(self.keys), np.int64)
        heads = self.case.store.heads(self.case.store.keys_of(states)) if states else ()
        for head in heads:
            codes[self.rows([head.key])] = states[head.id]
        kept.reviewed = (last, codes)
        return codes
