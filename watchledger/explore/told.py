"""What is told of a document from its buyer and its region together: the buyer's type, the province, the prefecture, the county.

Telling takes 150 µs for each buyer and region not seen before, 12 s of a core at 84,000, so it is kept in a file beside the case:
a line of JSON (rules), then for each pair a line [buyer, region, values...], all of it under zlib.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import numpy as np
import orjson

from watchledger.entities.facets import forget_names
from watchledger.entities.kept import rules
from watchledger.explore.column import Column, Numbers
from watchledger.explore.counts import DIMENSIONS as COUNTED
from watchledger.explore.kept import read_kept, write_kept

DERIVED = ("buyer_type", "province", "prefecture", "county")
"""Told as counting tells them (explore/counts.py)."""
FILE = "places.kept"
AT_ONCE = 3_000
"""Pairs not seen before that a request waits for: a third of a second."""
_FORGET = 2_000
"""Pairs after which what was kept of their names is let go: 84,000 names taken apart are 150 MB, which lie among what stays and so
never go back to the system."""
_WRITE = 1_000
"""Pairs told anew that are worth writing the file again."""
_PAIR = 32
"""Bits of a region's code beside its buyer's."""
_LEVEL = 1
Values = tuple[str | None, ...]


@dataclass(slots=True, eq=False)
class Told:
    """Of one case, for all moments between which a row keeps its number. `pairs` ascend; beside each the codes of its values."""

    case: Path
    telling: Lock = field(default_factory=Lock)
    """Held while telling, which may take long."""
    pairs: Numbers = field(default_factory=lambda: np.zeros(0, np.int64))
    codes: Numbers = field(default_factory=lambda: np.zeros((0, len(DERIVED)), np.int32))
    columns: dict[str, Column] = field(default_factory=lambda: {name: Column() for name in DERIVED})
    """Of as many rows as were asked for."""
    looked: bool = False
    """Whether the file was."""

    def at_hand(self, buyers: Column, regions: Column) -> bool:
        """Whether the columns can be had without a wait."""
        done = len(self.columns[DERIVED[0]].codes)
        if len(buyers.codes) - done <= AT_ONCE:
            return True
        return len(np.setdiff1d(_pairs(buyers, regions, done), self.pairs)) <= AT_ONCE

    def column(self, name: str, buyers: Column, regions: Column) -> Column:
        """At least as long as `buyers`. Of twenty readers one tells, the others wait for it."""
        with self.telling:
            done = len(self.columns[name].codes)
            if done < len(buyers.codes):
                self._tell(buyers, regions, done)
            return self.columns[name]

    def _tell(self, buyers: Column, regions: Column, done: int) -> None:
        if not self.looked:
            self.looked = True
            self._learn(list(_kept(self.case, buyers, regions)))
        asked = _pairs(buyers, regions, done)
        met, first = np.unique(asked, return_index=True)
        fresh = ~np.isin(met, self.pairs)
        new = met[fresh][np.argsort(first[fresh])]  # values are numbered as the case meets them
        for start in range(0, len(new), _FORGET):
            some = new[start : start + _FORGET].tolist()
            self._learn([(pair, _told(buyers.values[pair >> _PAIR], regions.values[pair & (1 << _PAIR) - 1])) for pair in some])
            forget_names()
        codes = self.codes[np.searchsorted(self.pairs, asked)]
        self.columns = {name: self.columns[name].with_more(codes[:, at]) for at, name in enumerate(DERIVED)}
        if len(new) >= _WRITE:
            self._keep(buyers, regions)

    def _learn(self, told: list[tuple[int, Values]]) -> None:
        columns = [self.columns[name] for name in DERIVED]
        codes = [[column.code(value) for column, value in zip(columns, values, strict=True)] for _, values in told]
        pairs = np.concatenate([self.pairs, np.asarray([pair for pair, _ in told], np.int64)])
        order = np.argsort(pairs)
        self.codes = np.concatenate([self.codes, np.asarray(codes, np.int32).reshape(-1, len(DERIVED))])[order]
        self.pairs = pairs[order]

    def _keep(self, buyers: Column, regions: Column) -> None:
        columns = [self.columns[name] for name in DERIVED]
        pack = zlib.compressobj(_LEVEL)
        parts = [pack.compress(orjson.dumps([rules(), *DERIVED]))]
        for pair, codes in zip(self.pairs.tolist(), self.codes, strict=True):
            values = [column.values[code] for column, code in zip(columns, codes.tolist(), strict=True)]
            line = [buyers.values[pair >> _PAIR], regions.values[pair & (1 << _PAIR) - 1], *values]
            parts.append(pack.compress(b"\n" + orjson.dumps(line)))
        write_kept(self.case / FILE, b"".join([*parts, pack.flush()]))


def _pairs(buyers: Column, regions: Column, done: int) -> Numbers:
    """Of each document from the row `done` on."""
    found: Numbers = buyers.codes[done:].astype(np.int64) << _PAIR | regions.codes[done : len(buyers.codes)]
    return found


def _kept(case: Path, buyers: Column, regions: Column) -> Iterator[tuple[int, Values]]:
    """What the file says of pairs that the case has; nothing where other rules made it, or it is broken."""
    try:
        head, *lines = zlib.decompress(read_kept(case / FILE) or b"").split(b"\n")
        if orjson.loads(head) != [rules(), *DERIVED]:
            return
        for line in lines:
            buyer, region, *values = orjson.loads(line)
            one, other = buyers.number.get(buyer), regions.number.get(region)
            if one is not None and other is not None and len(values) == len(DERIVED):
                yield one << _PAIR | other, tuple(values)
    except (zlib.error, ValueError, TypeError):
        return


def _told(buyer: str, region: str) -> Values:
    """By what each dimension of counting makes of its sql's value."""
    given = {"buyer_type": buyer or None}
    return tuple(made(given.get(name, f"{buyer}\x1f{region}")) for name in DERIVED if (made := COUNTED[name].made) is not None)
