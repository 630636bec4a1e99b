"""How fast reading goes, from what was seen of it, and how long the rest will take at that pace."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

WINDOW = 120.0
"""Seconds looked back: long enough that one slow file does not frighten, short enough to follow a run that becomes slower."""
LEAST = 2.0
"""Seconds before a pace is told."""


@dataclass(slots=True)
class Pace:
    """Of one case. `clock` gives seconds; it is a test's to turn."""

    clock: Callable[[], float] = time.monotonic
    _seen: deque[tuple[float, int]] = field(default_factory=deque)
    _lock: Lock = field(default_factory=Lock)

    def left(self, read: int, total: int) -> float | None:
        """Seconds left when `read` of `total` files are read now; None where it cannot be told (yet)."""
        with self._lock:
            now = self.clock()
            if self._seen and (read < self._seen[-1][1] or now - self._seen[-1][0] > WINDOW):
                self._seen.clear()  # another run
            self._seen.append((now, read))
            while now - self._seen[0][0] > WINDOW:
                self._seen.popleft()
            began, before = self._seen[0]
        if now - began < LEAST or read <= before:
            return None
        return (total - read) * (now - began) / (read - before)
