"""An index over 5,000 invented documents, and the same documents as normalised text to search by force."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from invented import readings

from watchledger.lang.normal import normal
from watchledger.model.reading import Reading
from watchledger.model.text import masked
from watchledger.search import Index, entry


class Corpus(NamedTuple):
    index: Index
    readings: list[Reading]
    """Number 0 has key 1."""
    views: list[str]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    made = list(readings(5_000, seed=11))
    directory: Path = tmp_path_factory.mktemp("corpus") / "index"
    with Index.open(directory, create=True) as index:
        index.add(enumerate(map(entry, made[:3_000]), 1))
        index.commit()
        index.add(enumerate(map(entry, made[3_000:]), 3_001))
        index.commit()
        yield Corpus(index, made, [normal(masked(r.text.content, r.masks)).text for r in made if r.text])
