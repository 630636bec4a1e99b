"""Pages read beside each other: in order, on spare cores, drawn no further than there are cores for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from watchledger.formats import spare
from watchledger.formats.ahead import in_order
from watchledger.model.progress import going_on, listening

Work = Callable[[], int]


def _squares(count: int, drawn: list[int] | None = None) -> Iterator[tuple[int, Work | None]]:
    """Every third item needs no work."""
    for n in range(count):
        if drawn is not None:
            drawn.append(n)
        yield n, None if n % 3 == 2 else (lambda n=n: n * n)  # type: ignore[misc]


@pytest.mark.parametrize("cores", [0, 1, 7])
def test_pages_come_in_order_those_without_work_too(monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    monkeypatch.setattr(spare, "spare", lambda: cores)
    assert list(in_order(_squares(40))) == [(n, None if n % 3 == 2 else n * n) for n in range(40)]


def test_no_page_is_no_result() -> None:
    assert list(in_order([])) == []


def test_a_spare_core_reads_a_second_page(monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Barrier(2, timeout=30)
    monkeypatch.setattr(spare, "spare", lambda: 1)
    assert sorted(place for _, place in in_order([(n, both.wait) for n in range(2)]) if place is not None) == [0, 1]


def test_busy_cores_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spare, "spare", lambda: 0)
    threads = [thread for _, thread in in_order([(n, threading.current_thread) for n in range(5)])]
    assert threads == [threading.current_thread()] * 5


def test_a_page_that_takes_long_does_not_leave_the_other_core_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the second page is read by a helper until the fourth is done, the first reader takes the third and the fourth."""
    fourth = threading.Event()
    monkeypatch.setattr(spare, "spare", lambda: 1)
    works: list[Callable[[], bool]] = [lambda: True, lambda: fourth.wait(30), lambda: True, lambda: fourth.set() is None]
    assert [done for _, done in in_order(enumerate(works))] == [True] * 4


@pytest.mark.parametrize(("cores", "most"), [(0, 2), (1, 5)])
def test_no_more_pages_are_drawn_than_are_read(monkeypatch: pytest.MonkeyPatch, cores: int, most: int) -> None:
    monkeypatch.setattr(spare, "spare", lambda: cores)
    drawn: list[int] = []
    pages = in_order(_squares(1000, drawn))
    assert next(pages) == (0, 0)
    assert len(drawn) <= most
    pages.close()


def test_an_error_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spare, "spare", lambda: 1)
    with pytest.raises(ZeroDivisionError):
        list(in_order([(n, lambda n=n: 1 // (n - 3)) for n in range(6)]))


def test_where_no_thread_can_be_started_the_work_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(spare, "spare", lambda: 3)
    monkeypatch.setattr(threading.Thread, "start", refused)
    assert [square for _, square in in_order(_squares(5))] == [0, 1, None, 9, 16]


def test_what_a_helper_reads_is_told_by_the_reader_that_is_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spare, "spare", lambda: 1)
    both = threading.Barrier(2, timeout=30)
    told: list[tuple[int, int, bool]] = []

    def read(left: int) -> int:
        both.wait()
        going_on(1, left)
        return left

    with listening(lambda pages, left: told.append((pages, left, threading.current_thread() is threading.main_thread()))):
        list(in_order([(n, lambda n=n: read(n)) for n in range(2)]))
    assert sorted(told) == [(1, 0, True), (1, 1, True)]
