"""Work spread over spare cores: in order, whatever the cores."""

from __future__ import annotations

import os
import threading

import pytest

from watchledger.formats import spare


@pytest.mark.parametrize("cores", [0, 1, 7])
def test_results_come_in_order(monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    monkeypatch.setattr(spare, "spare", lambda: cores)
    assert spare.spread(lambda n: n * n, range(50)) == [n * n for n in range(50)]


def test_spare_cores_are_used_and_busy_ones_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Barrier(2, timeout=30)
    monkeypatch.setattr(spare, "spare", lambda: 1)
    assert sorted(spare.spread(lambda _: both.wait(), range(2))) == [0, 1]
    monkeypatch.setattr(spare, "spare", lambda: 0)
    assert spare.spread(lambda _: threading.current_thread(), range(3)) == [threading.current_thread()] * 3


def test_where_no_thread_can_be_started_the_work_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(spare, "spare", lambda: 3)
    monkeypatch.setattr(threading.Thread, "start", refused)
    assert spare.spread(str, range(5)) == ["0", "1", "2", "3", "4"]


def test_an_error_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spare, "spare", lambda: 3)
    with pytest.raises(ZeroDivisionError):
        spare.spread(lambda n: 1 // n, range(5))


def test_there_are_no_more_spare_cores_than_cores() -> None:
    assert 0 <= spare.spare() <= (os.cpu_count() or 1)
