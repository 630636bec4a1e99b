"""A reviewer's queue as an address names it: a sample, or findings or facts by their values; and where one is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from watchledger.errors import InputError
from watchledger.explore.case import Case
from watchledger.explore.queue import BY, Place, Queue, following, item_at, progress
from watchledger.explore.review import Item, item, undecided
from watchledger.search import Names, parse
from watchledger.store import Sample


@dataclass(frozen=True, slots=True)
class Line:
    """`sample` is its number, None for a queue of `kind` narrowed by `by` and by the documents that `where` finds."""

    sample: int | None = None
    kind: str = "finding"
    by: tuple[tuple[str, str], ...] = ()
    where: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Line:
        """Raises InputError for what is no queue."""
        number = query.get("sample", "")
        if number:
            if not (number.isascii() and number.isdecimal() and len(number) < 10):
                raise InputError(f"{number[:40]!r} is not the number of a sample")
            return cls(int(number))
        kind = query.get("kind", "finding")
        by = tuple((name, query[name]) for name in BY.get(kind, ()) if query.get(name))
        return cls(None, Queue(kind, by).kind, by, query.get("where", "").strip())

    @classmethod
    def named(cls, words: str) -> Line:
        """The line of `words()`, which a form brings back."""
        return cls.of(dict(parse_qsl(words)))

    def words(self) -> str:
        if self.sample is not None:
            return urlencode({"sample": self.sample})
        return urlencode({"kind": self.kind, **dict(self.by), **({"where": self.where} if self.where else {})})

    def address(self, **more: object) -> str:
        rest = urlencode({name: value for name, value in more.items() if value is not None})
        return f"/review/item?{self.words()}" + (f"&{rest}" if rest else "")


@dataclass(frozen=True, slots=True)
class Turn:
    """One item before the reviewer: where it stands (`at`, as an address says it), and how far the reviewer is."""

    item: Item
    at: str
    decided: int
    of: int


def sample_numbered(case: Case, number: int) -> Sample:
    found = next((one for one in case.store.samples.all() if one.number == number), None)
    if found is None:
        raise InputError(f"the case holds no sample {number}")
    return found


def queue_of(case: Case, line: Line, names: Names) -> Queue:
    keys = tuple(case.index.keys(parse(line.where, names))) if line.where else None
    return Queue(line.kind, line.by, keys)


def turn(case: Case, line: Line, names: Names, reviewer: str, at: str = "", after: str = "") -> Turn | None:
    """The item `at` a place, or the first undecided one (behind `after`); None when all is decided."""
    if line.sample is not None:
        return _of_sample(case, sample_numbered(case, line.sample), reviewer, at, after)
    queue = queue_of(case, line, names)
    place = Place.of(at) if at else following(case, queue, reviewer, Place.of(after) if after else None)
    if place is None:
        return None
    decided, total = progress(case, queue, reviewer)
    return Turn(item_at(case, line.kind, place), str(place), decided, total)


def _of_sample(case: Case, sample: Sample, reviewer: str, at: str, after: str) -> Turn | None:
    waiting = undecided(case, sample, reviewer)
    for words in (at, after):
        if words and not (words.isascii() and words.isdecimal() and int(words[:9]) < len(sample.drawn) and len(words) < 10):
            raise InputError(f"the sample holds no document {words[:40]!r}")
    position = int(at) if at else next((one for one in waiting if not after or one > int(after)), None)
    if position is None:
        return None
    if not case.store.keys_of([sample.drawn[position].document]):
        raise InputError("this document of the sample is not in the case any more")
    return Turn(item(case, sample, position), str(position), len(sample.drawn) - len(waiting), len(sample.drawn))
