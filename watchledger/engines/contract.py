"""What every engine offers: a job spread over items, one bad part costing one part.

A job opens an item into parts (`split`) and turns a part into a result (`work`). An engine gives, in any order:

    Done(item, result)            for every part that `work` finished
    Lost(item, label, reason)     for every part that killed, hung, outgrew or broke its worker; and once for an item whose
                                  splitting did: its remaining parts are lost with it
    Finished(item)                after the last of an item's parts: nothing more will come of it
    Going(pages, left)            now and then, from engines that see it: how many page images have been recognised

tests/engines/test_contract.py holds for every engine in ENGINES.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

Item = TypeVar("Item")
Part = TypeVar("Part")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Job(Generic[Item, Part, Result]):
    """Functions that another process can import (module-level ones, or functools.partial of those).

    `split` must give the same parts in the same order when it is run again. `label` names an item or a part in a loss."""

    split: Callable[[Item], Iterable[Part]]
    work: Callable[[Part], Result]
    label: Callable[[Any], str]
    trusted: tuple[str, ...] = ()
    """Modules whose classes a result may hold, beside plain values: what a worker sends is read as nothing else."""
    warm: Callable[[], object] | None = None
    """Called once in a worker before its memory is bounded: loads what the work needs, so that the bound is the input's."""
    writable: tuple[str, ...] = ()
    """Folders, beside its scratch folder, that a worker may write to where the system confines it (a cache)."""


@dataclass(frozen=True, slots=True)
class Done(Generic[Item, Result]):
    """`part` counts the item's parts from 0 in the order of its splitting."""

    item: Item
    result: Result
    part: int = 0


@dataclass(frozen=True, slots=True)
class Lost(Generic[Item]):
    item: Item
    label: str
    reason: str
    part: int = 0


@dataclass(frozen=True, slots=True)
class Finished(Generic[Item]):
    item: Item


@dataclass(frozen=True, slots=True)
class Going:
    """Comes now and then while long parts are at work: page images recognised in the run so far, and how many may be left in the
    documents at work."""

    pages: int
    left: int


class Engine(Protocol):
    def map(
        self, job: Job[Item, Part, Result], items: Iterable[Item]
    ) -> Iterator[Done[Item, Result] | Lost[Item] | Finished[Item] | Going]:
        """Streamed; `items` is drawn from only as fast as results are taken. Closing the iterator stops the work."""
        ...


def said(error: BaseException) -> str:
    """An unexpected error in words for a person."""
    if isinstance(error, MemoryError):
        return "it asked for more memory than a worker may use"
    words = " ".join(str(error).split())[:300]
    return f"reading stopped with {type(error).__name__}" + (f": {words}" if words else "")
