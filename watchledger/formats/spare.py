"""Work spread over cores that nothing else uses just now: the one scan that is read last, or alone, is not left to one core."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

One = TypeVar("One")
Result = TypeVar("Result")

MOST = 4
"""Cores that one reader uses; each takes its share of the memory that a reader may have."""


def spare() -> int:
    """Cores without work at this moment; 0 where the system does not tell (Linux does)."""
    try:
        running = int(Path("/proc/loadavg").read_text("ascii").split()[3].split("/")[0])
        return max(len(os.sched_getaffinity(0)) - running, 0)
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


def spread(work: Callable[[One], Result], items: Iterable[One]) -> list[Result]:
    """What `work` makes of each, in order: in threads where cores are spare, so it pays for work that lets others run (numpy, the
    recogniser)."""
    given = list(items)
    threads = min(spare() + 1, len(given), MOST)
    if threads < 2:
        return [work(one) for one in given]
    try:
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(work, given))
    except RuntimeError:  # no thread can be started: too little memory left
        return [work(one) for one in given]
