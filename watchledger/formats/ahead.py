"""Pages of one scan read beside each other on cores that nothing else uses, given in their order.

Lines alone (spare.py) keep 1.3 of two cores busy: detection, drawing and the end of each page are left to one. Whole pages keep
both, and where one is left at the end its lines spread again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Generic, TypeVar

from watchledger.formats import spare
from watchledger.model.progress import going_on, listening

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[], Result]

_HELD = 16
"""Pages that wait for one before them; those that need no reading count too."""
_TOLD_SECONDS = 0.5
"""How often it is told that a page read elsewhere goes on."""
_Heard = deque[tuple[int, int]]


class _Job(Generic[Item, Result]):
    """One page: `work` until somebody has begun it, `reading` while another thread is at it, then `result`."""

    def __init__(self, item: Item, work: Work[Result] | None) -> None:
        self.item, self.work = item, work
        self.reading: Future[Result] | None = None
        self.result: Result | None = None

    @property
    def done(self) -> bool:
        return self.work is None and (self.reading is None or self.reading.done())

    @property
    def read_elsewhere(self) -> bool:
        return self.reading is not None and not self.reading.done()

    def run(self) -> None:
        work, self.work = self.work, None
        if work is not None:
            self.result = work()

    def submit(self, pool: ThreadPoolExecutor, heard: _Heard) -> None:
        work = self.work
        assert work is not None
        try:
            self.reading = pool.submit(_listened, work, heard)
        except RuntimeError:  # no thread can be started: too little memory left
            return
        self.work = None

    def given(self) -> tuple[Item, Result | None]:
        return self.item, self.result if self.reading is None else self.reading.result()


def _listened(work: Work[Result], heard: _Heard) -> Result:
    """In a helping thread: what it tells is handed on by the one that the supervisor knows."""
    with listening(lambda pages, left: heard.append((pages, left))):
        return work()


def _more_wanted(queue: deque[_Job[Item, Result]], readers: int) -> bool:
    if queue and queue[0].done:
        return False
    return len(queue) < _HELD and sum(job.work is not None for job in queue) < readers


def _advance(queue: deque[_Job[Item, Result]], helpers: int, pool: ThreadPoolExecutor, heard: _Heard) -> None:
    """One page is read here, others by at most `helpers` more threads; where none is left to begin, the first is waited for."""
    open_ones = [job for job in queue if job.work is not None]
    for job in open_ones[1 : 1 + helpers]:
        job.submit(pool, heard)
    if open_ones:
        open_ones[0].run()
    elif queue[0].reading is not None:
        wait([queue[0].reading], _TOLD_SECONDS)


def in_order(jobs: Iterable[tuple[Item, Work[Result] | None]]) -> Iterator[tuple[Item, Result | None]]:
    """(item, what its work gave) in the order of `jobs`, which is drawn from by the calling thread alone and no further than there
    are cores for. Work must let others run (numpy, the recogniser); None for an item that needs none. An error of a work is raised
    where its item comes, or before."""
    given, ended = iter(jobs), False
    queue: deque[_Job[Item, Result]] = deque()
    heard: _Heard = deque()
    pool = ThreadPoolExecutor(spare.MOST - 1)
    try:
        while queue or not ended:
            elsewhere = sum(job.read_elsewhere for job in queue)
            helpers = min(spare.spare(), spare.MOST - 1 - elsewhere)
            while not ended and _more_wanted(queue, 1 + helpers):
                following = next(given, None)
                ended = following is None
                if following is not None:
                    queue.append(_Job(*following))
            if queue and not queue[0].done:
                _advance(queue, helpers, pool, heard)
            while heard:
                going_on(*heard.popleft())
            while queue and queue[0].done:
                yield queue.popleft().given()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
