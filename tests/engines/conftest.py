"""Jobs for engine tests live in a module of their own, which worker processes can import."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

JOBS = '''
import ctypes, os, sys, time
from decimal import Decimal
from fractions import Fraction

def split(item):
    """An item is a number of parts, or a pair (name, parts); a part is (item, number)."""
    name, parts = item if isinstance(item, tuple) else (str(item), 1)
    for number in range(parts):
        if name == "bad-split" and number == 3:
            raise ValueError("cannot go on")
        if name == "kill-split" and number == 3:
            os.kill(os.getpid(), 11)
        yield name, number

def label(thing):
    return f"{thing[0]}#{thing[1]}" if isinstance(thing, tuple) else str(thing)

def work(part):
    name, number = part
    if name.startswith("crash") and number % 10 == 7:
        ctypes.string_at(0)
    if name == "exit" and number == 0:
        os._exit(3)
    if name == "raise":
        raise RuntimeError("cannot be read")
    if name == "hang":
        time.sleep(60)
    if name == "nap":
        time.sleep(2.5)
    if name == "eat":
        bytearray(3 * 1024**3)
    if name == "noise":
        print("x" * 100_000)
        print("y" * 100_000, file=sys.stderr)
    if name == "untrusted":
        return Fraction(1, 3)
    if name == "big":
        return "x" * 50_000_000
    if name == "pages":
        from watchledger.model.progress import going_on
        for left in (2, 1, 0):
            going_on(1, left)
            time.sleep(0.5)
    if name == "slow":
        time.sleep(0.02)
    return f"{name}#{number}", Decimal("1.5"), os.getpid()
'''


@pytest.fixture(scope="session")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    folder: Path = tmp_path_factory.mktemp("jobs")
    (folder / "engine_jobs.py").write_text(JOBS, "utf-8")
    sys.path.insert(0, str(folder))
    return importlib.import_module("engine_jobs")
