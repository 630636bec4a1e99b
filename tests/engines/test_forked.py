"""The engine for one small file: confined as a worker is, and what a child loses supervised workers find."""

from __future__ import annotations

import importlib
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from watchledger.engines import Done, Finished, ForkedEngine, Job, Lost
from watchledger.engines.confine import tried


def run(jobs: ModuleType, item: Any, **options: Any) -> tuple[Counter[str], list[Lost[Any]]]:
    job: Job[Any, Any, Any] = Job(jobs.split, jobs.work, jobs.label)
    outcomes = list(ForkedEngine(**options).map(job, [item]))
    assert [o.item for o in outcomes if isinstance(o, Finished)] == [item]
    return Counter(o.result[0] for o in outcomes if isinstance(o, Done)), [o for o in outcomes if isinstance(o, Lost)]


def test_a_crash_costs_one_part_and_nothing_comes_twice(jobs: ModuleType) -> None:
    done, lost = run(jobs, ("crash", 9))
    assert done == Counter(f"crash#{n}" for n in range(9) if n != 7)
    assert [part.label for part in lost] == ["crash#7"] and "SIGSEGV" in lost[0].reason


def test_a_hang_is_given_up(jobs: ModuleType) -> None:
    began = time.monotonic()
    done, lost = run(jobs, ("hang", 1), seconds=1.0)
    assert not done and [part.reason for part in lost] == ["given up after 1 s"]
    assert time.monotonic() - began < 30


@pytest.mark.skipif(sys.platform != "linux", reason="the address space is bounded on Linux only")
def test_memory_is_bounded(jobs: ModuleType) -> None:
    done, lost = run(jobs, ("eat", 1), memory=1024**3)
    assert not done and "memory" in lost[0].reason


def test_a_class_that_is_not_expected_is_not_made(jobs: ModuleType) -> None:
    done, lost = run(jobs, ("untrusted", 1))
    assert not done and "cannot be trusted" in lost[0].reason


REACHING = """
import socket, tempfile

def split(item):
    yield item

def label(thing):
    return str(thing)

def work(place):
    said = []
    for step in (lambda: open(place, "w"), lambda: socket.socket(), lambda: tempfile.TemporaryFile()):
        try:
            step()
            said.append("done")
        except OSError:
            said.append("refused")
    return said
"""


@pytest.mark.skipif(not any("Landlock" in words for words in tried()), reason="this kernel has no Landlock")
def test_a_file_is_read_without_network_and_without_writing(tmp_path: Path) -> None:
    (tmp_path / "forked_reaching.py").write_text(REACHING, "utf-8")
    sys.path.insert(0, str(tmp_path))
    reaching = importlib.import_module("forked_reaching")
    job: Job[Any, Any, Any] = Job(reaching.split, reaching.work, reaching.label)
    first = next(iter(ForkedEngine().map(job, [str(tmp_path / "written")])))
    assert isinstance(first, Done) and first.result == ["refused", "refused", "done"]
    assert not (tmp_path / "written").exists()
