from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from invented import case_of, readings

from watchledger.explore.case import Case, open_case
from watchledger.model.reading import Reading


class Held(NamedTuple):
    case: Case
    readings: list[Reading]


@pytest.fixture(scope="session")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """A case of 600 invented documents; nobody changes it."""
    made = list(readings(600, seed=21))
    path: Path = case_of(tmp_path_factory.mktemp("held") / "case", made)
    with open_case(path) as case:
        yield Held(case, made)
