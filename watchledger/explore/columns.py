"""The documents of a case by column, in memory: exact facets, filters and any order in milliseconds.

A column of a hundred thousand documents takes 400 kB; all of them with their values about 30 MB. They grow with the case: only what
was added since is read, all of it again only where documents were read anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock, RLock
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from watchledger.errors import BadQuery
from watchledger.explore.case import Case
from watchledger.explore.counts import DIMENSIONS as COUNTED
from watchledger.explore.counts import repeated
from watchledger.model.finding import BOUGHT
from watchledger.store.decisions import standing
from watchledger.store.schema import MONEY_COLUMNS

Numbers = npt.NDArray[np.int64]
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
DERIVED = ("buyer_type", "province", "prefecture", "county")
"""Told from the buyer and the region as counting tells them (explore/counts.py)."""
_AT_ONCE = 3_000
"""Pairs of buyer and region not seen before that a request waits for: a third of a second."""
REVIEW = "review"
UNDECIDED, DECIDED, DISPUTED = "undecided", "decided", "disputed"
DIMENSIONS = (*MANY, *SINGLE, *DERIVED, REVIEW)
ORDERS = ("new", "old", "amount", "buyer", "added")
"""new, old: by day of publication, those without one last; amount: the largest stated, whatever the currency; added: last first."""


class Count(NamedTuple):
    """A value of a dimension ("" where no document states one) and the documents that have it."""

    value: str
    documents: int


@dataclass(slots=True)
class _Column:
    """`codes` say which of `values` each document has (or, beside `rows`, each pair); value 0 is ""."""

    codes: Numbers = field(default_factory=lambda: np.zeros(0, np.int64))
    rows: Numbers = field(default_factory=lambda: np.zeros(0, np.int64))
    values: list[str] = field(default_factory=lambda: [""])
    number: dict[str, int] = field(default_factory=lambda: {"": 0})

    def code(self, value: Any) -> int:
        words = "" if value is None else str(value)
        found = self.number.get(words)
        if found is None:
            found = self.number[words] = len(self.values)
            self.values.append(words)
        return found


@dataclass(slots=True, eq=False)
class Columns:
    """Of one case; `refresh` before use. Rows are documents in order of their keys."""

    case: Case
    keys: Numbers = field(default_factory=lambda: np.zeros(0, np.int64))
    _columns: dict[str, _Column] = field(default_factory=dict)
    _days: list[str] = field(default_factory=list)
    _amounts: list[float] = field(default_factory=list)
    _ranks: dict[str, Numbers] = field(default_factory=dict)
    _told: dict[tuple[int, int], tuple[str | None, ...]] = field(default_factory=dict)
    _reviewed: tuple[int, int, Numbers] | None = None
    _mark: int = -1
    """Key up to which the index held documents when it was last looked at: it is written after the store."""
    _lock: Lock = field(default_factory=Lock)
    _making: RLock = field(default_factory=RLock)

    def refresh(self) -> None:
        """See what the case holds now."""
        with self._lock:
            last = int(self.keys[-1]) if len(self.keys) else 0
            mark = self.case.store.mark()  # read first: what is indexed meanwhile is seen the next time
            fresh = self.case.store.last_key() > last
            if fresh or mark != self._mark:
                self.case.index.reload()
                self._mark = mark
            if fresh:
                self._load(last)
            if len(self.keys) > self.case.store.count():  # fewer were committed a moment ago and come the next time
                self.keys, self._columns, self._days, self._amounts = np.zeros(0, np.int64), {}, [], []
                self._told.clear()
                self._load(0)

    def _load(self, after: int) -> None:
        names = ", ".join(SINGLE.values())
        amount = ", ".join(f"coalesce({name} + 0.0, 0)" for name in MONEY_COLUMNS)
        question = f"SELECT key, published, max({amount}), {names} FROM documents WHERE key > :after ORDER BY key"
        singles = [self._columns.setdefault(name, _Column()) for name in SINGLE]
        keys: list[int] = []
        codes: list[list[int]] = [[] for _ in singles]
        for key, day, money, *values in self.case.store.stream(question, {"after": after}):
            keys.append(key)
            self._days.append(day or "")
            self._amounts.append(money or 0.0)
            for column, into, value in zip(singles, codes, values, strict=True):
                into.append(column.code(value))
        self.keys = np.concatenate([self.keys, np.asarray(keys, np.int64)])
        for column, added in zip(singles, codes, strict=True):
            column.codes = np.concatenate([column.codes, np.asarray(added, np.int64)])
        held = set(keys)
        for name, sql in MANY.items():
            column = self._columns.setdefault(name, _Column())
            found = [(key, column.code(value)) for key, value in self.case.store.stream(sql, {"after": after}) if key in held]
            pairs = np.asarray(found, np.int64).reshape(-1, 2)
            column.rows = np.concatenate([column.rows, np.searchsorted(self.keys, pairs[:, 0])])
            column.codes = np.concatenate([column.codes, pairs[:, 1]])
        self._ranks.clear()
        for name in DERIVED:
            self._columns.pop(name, None)

    def make_ready(self) -> None:
        """Loads everything, what is derived too; for a thread beside the first visits."""
        self.refresh()
        for name in DERIVED:
            self._column(name)

    def at_hand(self, name: str) -> bool:
        """Whether a dimension can be had without a wait: what is derived from ten thousands of buyers takes its time once."""
        if name not in DERIVED or name in self._columns:
            return True
        regions, buyers = self._columns["region"], self._columns["buyer"]
        pairs = len(np.unique(buyers.codes * (len(regions.values) + 1) + regions.codes))
        return pairs - len(self._told) <= _AT_ONCE

    def _column(self, name: str) -> _Column:
        """What is derived is told when it is first asked for: 100 µs for each buyer and region that was not seen before."""
        with self._making:  # of twenty readers one tells, the others wait for it
            return self._columns[name] if name in self._columns or name not in DERIVED else self._derived(name)

    def _derived(self, name: str) -> _Column:
        regions, buyers = self._columns["region"], self._columns["buyer"]
        made = [_Column() for _ in DERIVED]
        codes = np.zeros((len(DERIVED), len(self.keys)), np.int64)
        for row, pair in enumerate(zip(buyers.codes.tolist(), regions.codes.tolist(), strict=True)):
            told = self._told.get(pair)
            if told is None:
                told = self._told[pair] = _told(buyers.values[pair[0]], regions.values[pair[1]])
            for at, value in enumerate(told):
                codes[at, row] = made[at].code(value)
        for at, level in enumerate(DERIVED):
            made[at].codes = codes[at]
            if len(codes[at]) == len(self.keys):  # else documents came in meanwhile
                self._columns[level] = made[at]
        return self._columns.get(name) or made[DERIVED.index(name)]

    def state(self) -> tuple[int, int, int]:
        """(documents, the last one's key, the last one's that can be found): changes when the documents do, or the index."""
        return len(self.keys), int(self.keys[-1]) if len(self.keys) else 0, self._mark

    # -- choosing ---------------------------------------------------------------------------------------------------------

    def rows(self, keys: Iterable[int] | None) -> Numbers:
        """Rows of these documents (None: all), ascending; documents that came in a moment ago are left out."""
        if keys is None:
            return np.arange(len(self.keys))
        wanted = np.asarray(sorted(keys), np.int64)
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
        """The place of every document in an order; equal ones by key, the latest first."""
        if order not in ORDERS:
            raise BadQuery(f"cannot sort by {order[:40]!r}; it can be sorted by {', '.join(ORDERS)}")
        with self._making:
            return self._ranked(order)

    def _ranked(self, order: str) -> Numbers:
        found = self._ranks.get(order)
        if found is None:
            key: Callable[[int], Any] = {
                "new": lambda at: (_reversed(self._days[at]), -at),
                "old": lambda at: (self._days[at] or "9", -at),
                "amount": lambda at: (-self._amounts[at], -at),
                "buyer": lambda at: (self._buyer(at) or "\U0010ffff", _reversed(self._days[at]), -at),
                "added": lambda at: -at,
            }[order]
            found = np.empty(len(self.keys), np.int64)
            found[sorted(range(len(self.keys)), key=key)] = np.arange(len(self.keys))
            self._ranks[order] = found
        return found

    def _buyer(self, row: int) -> str:
        column = self._columns["buyer"]
        return column.values[int(column.codes[row])]

    # -- review -----------------------------------------------------------------------------------------------------------

    def decisions_made(self) -> int:
        """The number of the last decision: grows with every one."""
        return int(next(iter(list(self.case.store.stream("SELECT coalesce(max(number), 0) FROM decisions"))))[0])

    def _review(self) -> Numbers:
        """0 undecided, 1 decided on, 2 reviewers of two minds; of every document."""
        last = self.decisions_made()
        if self._reviewed is not None and self._reviewed[:2] == (last, len(self.keys)):
            return self._reviewed[2]
        states: dict[str, int] = {}
        for by in standing(self.case.store.decisions.log()).values() if last else ():
            one = next(iter(by.values()))
            state = 1 + (len({decision.judgement for decision in by.values()}) > 1)
            states[one.document] = max(states.get(one.document, 0), state)
        codes = np.zeros(len(self.keys), np.int64)
        heads = self.case.store.heads(self.case.store.keys_of(states)) if states else ()
        for head in heads:
            codes[self.rows([head.key])] = states[head.id]
        self._reviewed = (last, len(self.keys), codes)
        return codes


def _told(buyer: str, region: str) -> tuple[str | None, ...]:
    """The derived values, by what each dimension of counting makes of its sql's value."""
    given = {"buyer_type": buyer or None}
    return tuple(made(given.get(name, f"{buyer}\x1f{region}")) for name in DERIVED if (made := COUNTED[name].made) is not None)


def _reversed(day: str) -> Sequence[int]:
    """Sorts later days first and no day last."""
    return [-int(part) for part in day[:10].split("-") if part.isdecimal()] if day else [0]
