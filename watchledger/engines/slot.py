"""A worker's notice board: a page of shared memory on which it announces what it starts.

Announcing costs 1 µs and no message; the run looks only when a worker is silent too long or gone, and then knows the one
part that was being worked on.
"""

from __future__ import annotations

import mmap
import struct
from typing import NamedTuple

SIZE = 4096
_HEAD = struct.Struct("<QBxxxIIHxxII")
_LABEL = SIZE - _HEAD.size

IDLE, SPLITTING, WORKING = 0, 1, 2


class Announced(NamedTuple):
    """`step` counts announcements, so an unchanged one is the same work still going on."""

    step: int
    state: int
    task: int
    part: int
    label: str
    pages: int = 0
    left: int = 0
    """Page images that the worker has recognised, and how many may be left in the document at work."""


class Slot:
    """Both ends map the same file; only the worker writes."""

    def __init__(self, fd: int) -> None:
        self._page = mmap.mmap(fd, SIZE)
        self._step = self._pages = self._left = 0

    def told(self, pages: int, left: int) -> None:
        """Takes note of pages recognised; the next announcement says it."""
        self._pages, self._left = self._pages + pages, left

    def announce(self, state: int, task: int = 0, part: int = 0, label: str = "") -> None:
        raw = label.encode("utf-8", "replace")[:_LABEL]
        self._step += 1
        _HEAD.pack_into(self._page, 0, self._step, state, task, part, len(raw), self._pages, self._left)
        self._page[_HEAD.size : _HEAD.size + len(raw)] = raw

    def read(self) -> Announced:
        step, state, task, part, length, pages, left = _HEAD.unpack_from(self._page, 0)
        raw = self._page[_HEAD.size : _HEAD.size + min(length, _LABEL)]
        return Announced(step, state, task, part, raw.decode("utf-8", "replace"), pages, left)

    def close(self) -> None:
        self._page.close()
