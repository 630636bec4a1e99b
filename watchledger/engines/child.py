"""A worker seen from the run: its process, its two pipes, its slot, and what it has been handed."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from typing import Any

from watchledger.engines.frames import framed, frames_in
from watchledger.engines.slot import SIZE, Slot
from watchledger.engines.waited import waited

PIPE_BYTES = 1 << 20
"""Room for a batch of results, so that a worker does not wait while the run writes to the store (Linux; 64 kB elsewhere)."""
NOISE_BYTES = 1 << 20
"""What a worker's libraries may have printed before it is thrown away."""

_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from watchledger.engines.worker import main; main()"


class Child:
    """`orders` maps (task, part) to what the worker has been handed and not answered; `step` is the announcement last
    seen, `since` when, and `waited` how long it had waited for a core by then; `credit` is how many parts it has been asked for of
    task `asked`."""

    def __init__(self, hello: bytes) -> None:
        self.orders: dict[tuple[int, int | None], Any] = {}
        self.step, self.since, self.waited = 0, time.monotonic(), 0.0
        self.asked, self.credit = -1, 0
        self.watched = False
        self.fault: str | None = None
        self._outbox: deque[memoryview] = deque()
        self._inbox = bytearray()
        self._scratch = tempfile.mkdtemp(prefix="watchledger-")
        with tempfile.TemporaryFile() as page:
            page.truncate(SIZE)
            self.slot = Slot(page.fileno())
            theirs_in, self.orders_fd = os.pipe()
            self.results, theirs_out = os.pipe()
            self._noise = tempfile.TemporaryFile()  # noqa: SIM115
            fcntl.fcntl(self._noise, fcntl.F_SETFL, fcntl.fcntl(self._noise, fcntl.F_GETFL) | os.O_APPEND)
            for fd in (self.orders_fd, self.results):
                os.set_blocking(fd, False)
                if hasattr(fcntl, "F_SETPIPE_SZ"):
                    with contextlib.suppress(OSError):
                        fcntl.fcntl(fd, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
            descriptors = theirs_in, theirs_out, page.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, json.dumps(sys.path), self._scratch, *map(str, descriptors), str(os.getpid())],
                pass_fds=descriptors,
                stdin=subprocess.DEVNULL,
                stdout=self._noise,
                stderr=self._noise,
                process_group=0,
            )
            os.close(theirs_in)
            os.close(theirs_out)
        self.post(hello)

    def heard(self, step: int) -> None:
        """Takes note of a new announcement."""
        self.step, self.since, self.waited = step, time.monotonic(), waited(self._process.pid)

    def silent(self) -> float:
        """Seconds since the last new announcement, without those in which it waited for a core."""
        return time.monotonic() - self.since - (waited(self._process.pid) - self.waited)

    @property
    def may_take_parts(self) -> bool:
        """Whether it has no item to open, which may be a large one."""
        return not any(part is None for _, part in self.orders)

    def post(self, message: bytes) -> None:
        self._outbox.append(memoryview(framed(message)))

    def write(self) -> bool:
        """Sends what the pipe takes now; True when nothing is left."""
        try:
            while self._outbox:
                sent = os.write(self.orders_fd, self._outbox[0])
                self._outbox[0] = self._outbox[0][sent:]
                if not self._outbox[0]:
                    self._outbox.popleft()
        except BlockingIOError:
            return False
        except BrokenPipeError:
            self._outbox.clear()
        return True

    def read(self) -> tuple[bool, list[bytes]]:
        """(whether the worker's pipe is open, the whole messages that have come)."""
        alive = True
        try:
            while chunk := os.read(self.results, PIPE_BYTES):
                self._inbox += chunk
                if len(chunk) < PIPE_BYTES:
                    break
            else:
                alive = False
        except BlockingIOError:
            pass
        return alive, list(frames_in(self._inbox))

    def hush(self) -> None:
        """Throws away what libraries printed, when it is much."""
        if os.fstat(self._noise.fileno()).st_size > NOISE_BYTES:
            os.ftruncate(self._noise.fileno(), 0)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self.orders_fd)
        os.close(self.results)
        self._noise.close()
        self.slot.close()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def end(self, reason: str | None) -> str:
        """Ends the process; `reason`, or what can be said of how it ended by itself."""
        if reason is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(2.0)
            reason = self._epitaph(self._process.poll())
        self.kill()
        return reason

    def _epitaph(self, code: int | None) -> str:
        self._noise.seek(0)
        said = self._noise.read(NOISE_BYTES).decode("utf-8", "replace").strip()
        if "memory allocation of" in said or "MemoryError" in said:
            return "the reading process asked for more memory than a worker may use"
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                name = signal.Signals(-code).name
                return f"the reading process crashed ({name})" if name != "SIGKILL" else "the reading process was killed (SIGKILL)"
        last = said.splitlines()[-1][:200] if said else ""
        return f"the reading process ended with code {code}" + (f": {last}" if last else "")
