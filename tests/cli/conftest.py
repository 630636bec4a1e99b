"""A case of invented documents, and the command line called in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from invented import case_of, readings
from typer.testing import CliRunner

from watchledger.cli import build_app
from watchledger.model.reading import Reading


class Asked(NamedTuple):
    """`run` gives exit code, standard output, standard error."""

    path: Path
    readings: list[Reading]
    run: Callable[..., tuple[int, str, str]]


def run(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}).invoke(build_app(), [str(a) for a in arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    made = list(readings(200, seed=31))
    return Asked(case_of(tmp_path_factory.mktemp("asked") / "case", made), made, run)
