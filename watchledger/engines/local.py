"""The engine of one machine: supervised worker processes over pipes.

A worker that dies, hangs or outgrows its bounds costs the one part it had announced; it is replaced, and what it had been
handed but not answered is handed out again. The run holds at most two batches a worker.
"""

from __future__ import annotations

import os
import selectors
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from watchledger.engines.child import Child
from watchledger.engines.contract import Done, Finished, Going, Item, Job, Lost, Part, Result
from watchledger.engines.frames import pack, unpack
from watchledger.engines.slot import IDLE, SPLITTING, WORKING
from watchledger.engines.worker import CREDIT, DONE, HANDED, ITEM, LOST, PART, SPLIT
from watchledger.errors import InternalError

MAX_RESULT = 512 * 1024**2
"""Bytes of one part's result; the longest text allowed takes 160 MB."""
POLL_SECONDS = 0.25
"""How often silence is looked into; a hang is noticed this much late at most."""
FUTILE_DEATHS = 5
"""Workers that may die one after another before having done anything: then it is not the input."""
BATCHES_AHEAD = 2
"""Batches a worker holds: one at work, one waiting, so that it never waits for the run."""
SPREAD_FROM = 8
"""Parts after which an item counts as large enough to be spread over other workers."""

Outcome = Done[Any, Any] | Lost[Any] | Finished[Any] | Going


@dataclass(slots=True)
class _Task:
    """An item in hand. Parts below `settled` are done, lost or handed on; `handed` counts those still out; `killers` are
    parts that killed a worker; at part `end`, if any, the opening itself did."""

    item: Any
    settled: int = 0
    killers: set[int] = field(default_factory=set)
    end: int | None = None
    handed: int = 0
    split: bool = False


@dataclass(slots=True)
class _Order:
    """What one worker has been handed: an item from `task.settled` on, or one part."""

    task: int
    part: int | None = None
    payload: bytes | None = None


class LocalEngine:
    """`workers` processes (0: one for each core) with bounds on time and memory for each part."""

    def __init__(self, *, workers: int = 0, batch: int = 64, seconds: float = 60.0, memory: int = 2 * 1024**3) -> None:
        self.workers = workers or cores()
        self._batch, self._seconds, self._memory = batch, seconds, memory

    def map(
        self, job: Job[Item, Part, Result], items: Iterable[Item]
    ) -> Iterator[Done[Item, Result] | Lost[Item] | Finished[Item] | Going]:
        run = _Run(job, iter(items), self.workers, self._batch, self._seconds, self._memory)
        try:
            yield from run.outcomes()
        finally:
            run.close()


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Run:
    """One call of `map`: the tasks in hand and the workers."""

    def __init__(
        self, job: Job[Any, Any, Any], items: Iterator[Any], workers: int, batch: int, seconds: float, memory: int
    ) -> None:
        self._job, self._items, self._batch, self._seconds, self._memory = job, items, batch, seconds, memory
        self._hello = pack((job, MAX_RESULT, memory))
        self._tasks: dict[int, _Task] = {}
        self._next_task = 0
        self._again: deque[_Order] = deque()
        self._parts: deque[_Order] = deque()
        self._exhausted = False
        self._futile = 0
        self._looked = 0.0
        self._pages_before = 0
        self._told = Going(0, 0)
        self._wanted = workers
        self._children: list[Child] = []
        self._select = selectors.DefaultSelector()

    def outcomes(self) -> Iterator[Outcome]:
        while True:
            self._hand_out()
            if self._exhausted and not self._tasks:
                return
            for key, events in self._select.select(POLL_SECONDS):
                child: Child = key.data
                if events & selectors.EVENT_WRITE:
                    self._write(child)
                if events & selectors.EVENT_READ:
                    yield from self._read(child)
            yield from self._look_after()

    def close(self) -> None:
        for child in self._children:
            child.kill()
        self._select.close()

    # handing out

    def _hand_out(self) -> None:
        while len(self._children) < self._wanted and (self._again or self._parts or not self._exhausted):
            orders = self._orders(parts=True)
            if not orders:
                break
            child = Child(self._hello)
            self._children.append(child)
            self._select.register(child.results, selectors.EVENT_READ, child)
            self._send(child, orders)
        for child in self._children:
            while len(child.orders) <= self._batch * (BATCHES_AHEAD - 1) and (orders := self._orders(parts=child.may_take_parts)):
                self._send(child, orders)
        if self._exhausted and not self._again and not self._parts:
            self._ask_for_parts()

    def _orders(self, *, parts: bool) -> list[_Order]:
        """The next batch: first what a dead worker left, then handed parts, then new items. A worker that may be inside a large
        item gets no `parts`: they would wait for its end."""
        out: list[_Order] = []
        while len(out) < self._batch:
            if self._again:
                out.append(self._again.popleft())
            elif self._parts and parts:
                out.append(self._parts.popleft())
            elif self._exhausted:
                break
            else:
                try:
                    item = next(self._items)
                except StopIteration:
                    self._exhausted = True
                    break
                self._tasks[self._next_task] = _Task(item)
                out.append(_Order(self._next_task))
                self._next_task += 1
        return out

    def _send(self, child: Child, orders: list[_Order]) -> None:
        messages: list[tuple[Any, ...]] = []
        for order in orders:
            task = self._tasks[order.task]
            if order.part is None:
                messages.append((ITEM, order.task, task.settled, task.item, (frozenset(task.killers), task.end)))
            else:
                messages.append((PART, order.task, order.part, order.payload, None))
            child.orders[order.task, order.part] = order
        self._post(child, messages)

    def _post(self, child: Child, messages: list[tuple[Any, ...]]) -> None:
        child.post(pack(messages))
        self._write(child)

    def _write(self, child: Child) -> None:
        """The pipe for orders is watched only while it is full."""
        left = not child.write()
        if left and not child.watched:
            self._select.register(child.orders_fd, selectors.EVENT_WRITE, child)
        elif child.watched and not left:
            self._select.unregister(child.orders_fd)
        child.watched = left

    def _ask_for_parts(self) -> None:
        """Where a worker runs out of work and another is inside a large item, the other is asked for parts."""
        if len(self._children) == self._wanted and all(len(child.orders) > self._batch // 4 for child in self._children):
            return
        for child in self._children:
            announced = child.slot.read()
            inside = (announced.task, None) in child.orders and announced.part >= SPREAD_FROM
            if inside and (child.asked != announced.task or child.credit <= 0) and self._wanted > 1:
                child.asked, child.credit = announced.task, self._batch
                self._post(child, [(CREDIT, announced.task, self._batch)])

    # taking in

    def _read(self, child: Child) -> Iterator[Outcome]:
        alive, messages = False, []
        try:
            alive, frames = child.read()
            messages = [message for frame in frames for message in unpack(frame, ())]
        except Exception as error:
            child.fault = str(error)
        for kind, number, part, payload in messages:
            self._futile = 0
            yield from self._take(child, kind, number, part, payload)
        if not alive or child.fault is not None:
            yield from self._bury(child, child.fault)

    def _take(self, child: Child, kind: str, number: int, part: int, payload: Any) -> Iterator[Outcome]:
        task = self._tasks[number]
        if child.orders.pop((number, part), None) is not None:
            task.handed -= 1
        elif kind != SPLIT:
            task.settled = max(task.settled, part + 1)
        if kind == DONE:
            yield self._opened(child, task, part, payload)
        elif kind == LOST:
            label, reason = payload
            yield Lost(task.item, label, reason, part)
        elif kind == HANDED:
            child.credit -= 1
            task.handed += 1
            self._parts.append(_Order(number, part, payload))
        elif kind == SPLIT:
            del child.orders[number, None]
            child.credit = 0
            task.split = True
        yield from self._finish(number)

    def _opened(self, child: Child, task: _Task, part: int, payload: bytes) -> Outcome:
        try:
            return Done(task.item, unpack(payload, self._job.trusted), part)
        except Exception as error:
            child.fault = str(error)
            return Lost(
                task.item, f"{self._job.label(task.item)} (part {part + 1})", f"its reading cannot be trusted: {error}", part
            )

    def _finish(self, number: int) -> Iterator[Outcome]:
        task = self._tasks[number]
        if task.split and not task.handed:
            del self._tasks[number]
            yield Finished(task.item)

    # supervision

    def _look_after(self) -> Iterator[Outcome]:
        now = time.monotonic()
        if now - self._looked < POLL_SECONDS:
            return
        self._looked = now
        for child in list(self._children):
            child.hush()
            announced = child.slot.read()
            if announced.state == IDLE or announced.step != child.step:
                child.heard(announced.step)
            elif child.silent() > self._seconds:
                yield from self._read(child)
                if child in self._children:
                    yield from self._bury(child, f"given up after {self._seconds:g} s")
        yield from self._pages()

    def _pages(self) -> Iterator[Going]:
        """What workers have recognised, when it is more than was said."""
        seen = [child.slot.read() for child in self._children]
        now = Going(self._pages_before + sum(a.pages for a in seen), sum(a.left for a in seen if a.state == WORKING))
        if now.pages > self._told.pages:
            self._told = now
            yield now

    def _bury(self, child: Child, reason: str | None) -> Iterator[Outcome]:
        """Ends a worker and puts its orders back, but for the part it had announced, which is lost."""
        self._children.remove(child)
        self._select.unregister(child.results)
        if child.watched:
            self._select.unregister(child.orders_fd)
        announced = child.slot.read()
        self._pages_before += announced.pages
        reason = child.end(reason)
        self._futile += 1
        if self._futile > FUTILE_DEATHS:
            raise InternalError(f"{FUTILE_DEATHS} workers died one after another; the last: {reason}")
        orders = child.orders
        if announced.state != IDLE:
            yield from self._lose(
                orders, announced.task, announced.part, announced.label, reason, splitting=announced.state == SPLITTING
            )
        self._again.extend(orders.values())

    def _lose(
        self, orders: dict[tuple[int, int | None], _Order], number: int, part: int, label: str, reason: str, *, splitting: bool
    ) -> Iterator[Outcome]:
        """The announced part is lost; an item that killed its worker while being opened, from there to its end. What came
        before and was not answered yet is done again, up to there."""
        task = self._tasks.get(number)
        if task is None:
            return
        self._futile = 0
        told = False
        if orders.pop((number, part), None) is not None:
            task.handed -= 1
        elif (number, None) not in orders or part < task.settled:
            return
        elif splitting:
            told = task.end is not None
            if told or part == task.settled:
                del orders[number, None]
                task.split = True
            task.end = part
        else:
            task.killers.add(part)
        if not told:
            yield Lost(task.item, label, reason, part)
        yield from self._finish(number)
