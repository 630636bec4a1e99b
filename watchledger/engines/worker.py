"""A worker process: takes tasks from the run, announces each part on its slot, sends results back in batches.

A task is an item to be opened, or a part that another worker opened and handed on. While a worker opens an item with many
parts, the run may ask it for parts (a credit), which it then sends back for others instead of working on them itself; so
one archive or table fills every core, and no worker ever waits for another.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import pickle
import resource
import select
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from watchledger.engines.confine import confine
from watchledger.engines.contract import Job, said
from watchledger.engines.frames import pack, read_frame, write_frame
from watchledger.engines.slot import IDLE, SPLITTING, WORKING, Slot
from watchledger.model.progress import listening

FLUSH_MESSAGES, FLUSH_BYTES, FLUSH_SECONDS = 32, 256 * 1024, 0.2
"""Results wait for each other this long: a message costs the run about 60 µs whatever its size."""

COLLECT_EVERY = 20_000
"""Objects made, less those gone, before the youngest are looked through; Python's own 700 is met many times a document."""

_PR_SET_PDEATHSIG = 1

# Messages of a worker: (kind, task, part, payload)
DONE, LOST, HANDED, SPLIT = "done", "lost", "handed", "split"
# Orders of the run
ITEM, PART, CREDIT = "item", "part", "credit"


_YIELDS = 10
"""Readers give way to whoever waits for an answer: in one pair of runs under load it halved the 95th percentile of 20 readers of a
workbench (1.6 s to 0.75 s)."""


def main() -> None:
    """Arguments: the scratch folder, then descriptors: orders, results, slot. The first order is the job with its bounds."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    orders, results, slot, parent = map(int, sys.argv[-4:])
    die_with(parent)
    os.nice(_YIELDS)
    first = read_frame(orders)
    if first is not None:
        job, max_result, memory = pickle.loads(first)
        if job.warm is not None:
            job.warm()
        seldom_collect()
        confine(Path(sys.argv[2]), writable=[Path(path) for path in job.writable])
        bound_memory(memory)
        _Worker(job, Slot(slot), orders, results, max_result).run()


class _Worker:
    def __init__(self, job: Job[Any, Any, Any], slot: Slot, orders: int, results: int, max_result: int) -> None:
        self._job, self._slot, self._orders, self._results = job, slot, orders, results
        self._max_result = max_result
        self._waiting: deque[tuple[Any, ...]] = deque()
        self._asked, self._credit = -1, 0
        self._outbox: list[tuple[str, int, int, Any]] = []
        self._size = 0
        self._flushed = time.monotonic()

    def run(self) -> None:
        while True:
            if not self._waiting:
                self._flush()
                if not self._take_orders():
                    return
                continue
            kind, task, number, payload, bounds = self._waiting.popleft()
            if kind == PART:
                self._work(task, number, pickle.loads(payload))
            else:
                self._open(task, payload, number, *bounds)

    def _take_orders(self) -> bool:
        """One message of the run; blocks until it is there. False: the run is over."""
        frame = read_frame(self._orders)
        if frame is None:
            return False
        for order in pickle.loads(frame):
            if order[0] == CREDIT:
                self._asked, self._credit = order[1:]
            else:
                self._waiting.append(order)
        return True

    def _open(self, task: int, item: Any, begin: int, lost: frozenset[int], end: int | None) -> None:
        """An item's parts from number `begin` to before `end`, without those already known to kill."""
        self._slot.announce(SPLITTING, task, begin, self._job.label(item))
        number = begin - 1
        try:
            for number, part in self._parts(task, item, begin, end):
                if number in lost:
                    continue
                while select.select([self._orders], [], [], 0)[0] and self._take_orders():
                    pass
                if self._asked == task and self._credit > 0:
                    self._credit -= 1
                    self._send(HANDED, task, number, pack(part))
                else:
                    self._work(task, number, part)
                self._slot.announce(SPLITTING, task, number + 1, self._job.label(item))
        except Exception as error:
            self._send(LOST, task, number + 1, (self._job.label(item), said(error)))
        self._send(SPLIT, task, number + 1, None)

    def _parts(self, task: int, item: Any, begin: int, end: int | None) -> Iterator[tuple[int, Any]]:
        parts = enumerate(islice(self._job.split(item), end))
        reached = begin

        def still(pages: int = 0, left: int = 0) -> None:
            del pages, left
            self._slot.announce(SPLITTING, task, reached, self._job.label(item))

        while True:
            with listening(still):
                number, part = next(parts, (-1, None))
            if number < 0:
                return
            if number >= begin:
                reached = number + 1
                yield number, part
            elif number % 100 == 0:
                still()

    def _work(self, task: int, number: int, part: Any) -> None:
        label = self._job.label(part)

        def still(pages: int = 0, left: int = 0) -> None:
            self._slot.told(pages, left)
            self._slot.announce(WORKING, task, number, label)

        still()
        try:
            with listening(still):
                content = pack(self._job.work(part))
        except Exception as error:
            self._send(LOST, task, number, (label, said(error)))
            return
        if len(content) > self._max_result:
            self._send(LOST, task, number, (label, f"its reading is {len(content)} bytes, more than {self._max_result}"))
        else:
            self._send(DONE, task, number, content)

    def _send(self, kind: str, task: int, number: int, payload: Any) -> None:
        self._outbox.append((kind, task, number, payload))
        self._size += len(payload) if isinstance(payload, bytes) else 100
        late = time.monotonic() - self._flushed > FLUSH_SECONDS
        if len(self._outbox) >= FLUSH_MESSAGES or self._size >= FLUSH_BYTES or late:
            self._flush()

    def _flush(self) -> None:
        self._slot.announce(IDLE)
        if self._outbox:
            write_frame(self._results, pack(self._outbox))
            self._outbox, self._size = [], 0
        self._flushed = time.monotonic()


def seldom_collect() -> None:
    """What is loaded by now stays, so the collector need not look at it; and a document's objects are no cycles. Worth 5 % of a
    worker's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY, 20, 20)


def die_with(parent: int) -> None:
    """On Linux the kernel ends the worker with its run; elsewhere the end of its orders does, at the latest after a part."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


def bound_memory(memory: int) -> None:
    """Address space: what is mapped now, libraries and all, and `memory` on top. Only where the system tells what is mapped."""
    with contextlib.suppress(OSError, ValueError):
        mapped = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        limit = mapped + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


if __name__ == "__main__":
    main()
