"""A long reading says that it goes on, so that it is not taken for a hang: after each page recognised, say.

Who supervises the process listens; without a listener it costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int], None]
"""Told how many pages were recognised since the last time, and how many may be left in the document at hand."""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def going_on(pages: int = 0, left: int = 0) -> None:
    """Called by a reader after each step that takes seconds and has done something; steps are bounded in number (pages)."""
    listener = _listener.get()
    if listener is not None:
        listener(pages, left)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Within it `listener` hears of every step."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
