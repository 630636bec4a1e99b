"""A case opened for questions: its store and its index together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from watchledger.search import Index
from watchledger.store import Store

INDEX = "index"


@dataclass(frozen=True, slots=True)
class Case:
    """Close it, or use it as a context manager."""

    store: Store
    index: Index

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self.index.close()
        self.store.close()

    def behind(self) -> int:
        """Documents that were read and cannot be found yet (an `add` is running, or was stopped)."""
        return self.store.lacking()


def open_case(path: Path) -> Case:
    """Raises NoSuchCase, or StoreMismatch when the index must be built anew."""
    store = Store.open(path)
    try:
        return Case(store, Index.open(path / INDEX))
    except BaseException:
        store.close()
        raise
