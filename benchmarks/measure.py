"""CPU time and memory of a command with all its processes (Linux)."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

SAMPLE_SECONDS = 0.5


class Cost(NamedTuple):
    """`seconds` by the clock, `cpu` of the command and all its children, `peak` bytes of its process tree, what it printed."""

    seconds: float
    cpu: float
    peak: int
    out: str


def at_share(taken: Sequence[float], share: float) -> float:
    """What this share of them stays below: 0.5 the median, 0.95 the 95th percentile."""
    return sorted(taken)[int(len(taken) * share)]


def cost_of(words: Sequence[str | Path], environ: dict[str, str] | None = None) -> Cost:
    """Runs a command. Memory is the sum of proportional set sizes, sampled twice a second: shared pages count once."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    run = subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE, text=True, env={**os.environ, **(environ or {})})
    peak = 0
    over = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(SAMPLE_SECONDS):
            peak = max(peak, sum(map(_memory, _tree(run.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    out = run.communicate()[0]
    seconds = time.monotonic() - began
    over.set()
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, cpu, peak, out)


def cpu_of(step: Callable[[], Any]) -> tuple[float, Any]:
    """(CPU seconds of this process, what the step gives)."""
    began = time.process_time()
    result = step()
    return time.process_time() - began, result


def _tree(pid: int) -> list[int]:
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                waiting += map(int, task.read_text("ascii").split())
    return found


def _memory(pid: int) -> int:
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
