"""The engine for one small file: a child forked from this process, confined like any worker.

A fork has loaded its libraries already and costs 10 ms, where a worker of its own starts in half a second. A child that dies or
hangs leaves the item to supervised workers, which give what had not come yet and name what is lost.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import Any

from watchledger.engines.confine import confine
from watchledger.engines.contract import Done, Engine, Finished, Going, Item, Job, Lost, Part, Result
from watchledger.engines.frames import frames_in, pack, unpack, write_frame
from watchledger.engines.inline import InlineEngine
from watchledger.engines.local import MAX_RESULT, LocalEngine
from watchledger.engines.waited import waited
from watchledger.engines.worker import bound_memory, die_with
from watchledger.model.progress import listening

_DONE, _LOST, _GOING, _END = "done", "lost", "going", "end"
_POLL_SECONDS = 0.25
_TOLD_SECONDS = 1.0
"""How often a child says that a long reading goes on."""


class ForkedEngine:
    """Works item by item, each in a child of its own. `seconds` and `memory` bound a part, as in LocalEngine, which is called where
    a child fails."""

    def __init__(self, *, seconds: float = 60.0, memory: int = 2 * 1024**3, otherwise: Engine | None = None) -> None:
        self._seconds, self._memory = seconds, memory
        self._otherwise = otherwise or LocalEngine(workers=1, seconds=seconds, memory=memory)

    def map(
        self, job: Job[Item, Part, Result], items: Iterable[Item]
    ) -> Iterator[Done[Item, Result] | Lost[Item] | Finished[Item] | Going]:
        for item in items:
            settled: set[int] = set()
            if not (yield from self._forked(job, item, settled)):
                for outcome in self._otherwise.map(job, [item]):
                    if isinstance(outcome, (Finished, Going)) or outcome.part not in settled:
                        yield outcome

    def _forked(self, job: Job[Any, Any, Any], item: Any, settled: set[int]) -> Generator[Any, None, bool]:
        """What a child makes of the item; whether it came to its end. `settled` gathers the parts that came."""
        scratch = Path(tempfile.mkdtemp(prefix="watchledger-"))
        results, theirs = os.pipe()
        parent = os.getpid()
        child = os.fork()
        if child == 0:
            os.close(results)
            self._work(job, item, theirs, scratch, parent)
        os.close(theirs)
        try:
            for kind, part, payload in self._messages(results, child):
                if kind == _END:
                    yield Finished(item)
                    return True
                if part in settled or not isinstance(part, int):
                    continue
                if kind == _DONE:
                    outcome: Any = Done(item, unpack(payload, job.trusted), part)
                else:
                    label, reason = payload
                    outcome = Lost(item, label, reason, part)
                settled.add(part)
                yield outcome
        except Exception:
            # A child that a hostile file has taken over may send anything; supervised workers say what it was.
            return False
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(results)
            shutil.rmtree(scratch, ignore_errors=True)
        return False

    def _messages(self, results: int, child: int) -> Iterator[tuple[str, Any, Any]]:
        """Until the pipe ends or nothing has come for too long, time in which the child waited for a core aside."""
        buffer, last, before = bytearray(), time.monotonic(), waited(child)
        while time.monotonic() - last - (waited(child) - before) < self._seconds:
            if not select.select([results], [], [], _POLL_SECONDS)[0]:
                continue
            chunk = os.read(results, 1 << 20)
            if not chunk:
                return
            last, before = time.monotonic(), waited(child)
            buffer += chunk
            for frame in frames_in(buffer):
                kind, part, payload = unpack(frame, ())
                if kind != _GOING:
                    yield kind, part, payload

    def _work(self, job: Job[Any, Any, Any], item: Any, results: int, scratch: Path, parent: int) -> None:
        """In the child; never returns."""
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            faulthandler.disable()
            quiet = os.open(os.devnull, os.O_RDWR)
            for descriptor in (0, 1, 2):
                os.dup2(quiet, descriptor)
            die_with(parent)
            confine(scratch, writable=[Path(path) for path in job.writable])
            bound_memory(self._memory)
            with listening(_telling(results)):
                for outcome in InlineEngine().map(job, [item]):
                    write_frame(results, pack(_message(outcome)))
        finally:
            os._exit(0)


def _message(outcome: Done[Any, Any] | Lost[Any] | Finished[Any]) -> tuple[str, Any, Any]:
    if isinstance(outcome, Finished):
        return _END, None, None
    if isinstance(outcome, Lost):
        return _LOST, outcome.part, (outcome.label, outcome.reason)
    content = pack(outcome.result)
    if len(content) > MAX_RESULT:
        raise MemoryError("more than a result may have")
    return _DONE, outcome.part, content


def _telling(results: int) -> Any:
    last = time.monotonic()

    def tell(pages: int, left: int) -> None:
        nonlocal last
        del pages, left
        if time.monotonic() - last > _TOLD_SECONDS:
            last = time.monotonic()
            write_frame(results, pack((_GOING, None, None)))

    return tell
