"""Supervision: what a hostile part does to its worker costs that part and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from types import ModuleType
from typing import Any

import pytest

from watchledger.engines import Done, Finished, Going, Job, LocalEngine, Lost
from watchledger.engines.waited import waited
from watchledger.errors import InternalError


def run(jobs: ModuleType, items: list[Any], **options: Any) -> tuple[Counter[str], list[Lost[Any]], list[Any]]:
    job: Job[Any, Any, Any] = Job(jobs.split, jobs.work, jobs.label)
    outcomes = list(LocalEngine(**{"workers": 2, "batch": 8, **options}).map(job, items))
    done = Counter(o.result[0] for o in outcomes if isinstance(o, Done))
    finished = [o.item for o in outcomes if isinstance(o, Finished)]
    assert Counter(finished) == Counter(items)
    return done, [o for o in outcomes if isinstance(o, Lost)], finished


def others(count: int = 60) -> tuple[list[Any], Counter[str]]:
    return [(f"n{n}", 1) for n in range(count)], Counter(f"n{n}#0" for n in range(count))


def test_a_crash_costs_one_part_and_names_it(jobs: ModuleType) -> None:
    rest, expected = others()
    done, lost, _ = run(jobs, [*rest[:30], ("crash", 8), *rest[30:]])
    assert done == expected + Counter(f"crash#{n}" for n in range(7))
    assert [part.label for part in lost] == ["crash#7"]
    assert "SIGSEGV" in lost[0].reason


@pytest.mark.parametrize("workers", [1, 2])
def test_each_crash_within_one_container_costs_one_part(jobs: ModuleType, workers: int) -> None:
    done, lost, _ = run(jobs, [("crash", 40)], workers=workers)
    assert done == Counter(f"crash#{n}" for n in range(40) if n % 10 != 7)
    assert sorted(part.label for part in lost) == ["crash#17", "crash#27", "crash#37", "crash#7"]


def test_a_crash_while_splitting_costs_the_rest_of_the_item(jobs: ModuleType) -> None:
    rest, expected = others()
    done, lost, _ = run(jobs, [("kill-split", 9), *rest])
    assert done == expected + Counter(f"kill-split#{n}" for n in range(3))
    assert len(lost) == 1


def test_an_exit_is_told_with_its_code(jobs: ModuleType) -> None:
    _, lost, _ = run(jobs, [("exit", 2)])
    assert [part.reason for part in lost] == ["the reading process ended with code 3"]


def test_a_hang_is_given_up(jobs: ModuleType) -> None:
    rest, expected = others()
    began = time.monotonic()
    done, lost, _ = run(jobs, [("hang", 1), *rest], seconds=1.0)
    assert done == expected
    assert [part.reason for part in lost] == ["given up after 1 s"]
    assert time.monotonic() - began < 20


def test_time_spent_waiting_for_a_core_is_not_held_against_a_part(jobs: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchledger.engines.child.waited", lambda pid: time.monotonic())
    done, lost, _ = run(jobs, [("nap", 1)], seconds=1.0)
    assert done == Counter(["nap#0"]) and not lost


@pytest.mark.skipif(sys.platform != "linux", reason="told on Linux only")
def test_a_process_that_others_keep_from_its_core_has_waited() -> None:
    core = min(os.sched_getaffinity(0))
    busy = f"import os, time; os.sched_setaffinity(0, [{core}]); end = time.monotonic() + 20\nwhile time.monotonic() < end: pass"
    both = [subprocess.Popen([sys.executable, "-c", busy]) for _ in range(2)]
    try:
        until = time.monotonic() + 15
        while time.monotonic() < until and not all(waited(process.pid) > 0.2 for process in both):
            time.sleep(0.1)
        assert all(waited(process.pid) > 0.2 for process in both)
    finally:
        for process in both:
            process.kill()
            process.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="the address space is bounded on Linux only")
def test_memory_is_bounded(jobs: ModuleType) -> None:
    rest, expected = others()
    done, lost, _ = run(jobs, [("eat", 1), *rest], memory=1024**3)
    assert done == expected
    assert len(lost) == 1
    assert "memory" in lost[0].reason


def test_a_result_is_bounded(jobs: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchledger.engines.local.MAX_RESULT", 1_000_000)
    done, lost, _ = run(jobs, [("big", 1), ("a", 1)])
    assert done == Counter(["a#0"])
    assert "more than 1000000" in lost[0].reason


def test_what_libraries_print_disturbs_nothing(jobs: ModuleType) -> None:
    done, lost, _ = run(jobs, [("noise", 30)])
    assert (done.total(), lost) == (30, [])


def test_a_result_of_a_strange_class_is_not_opened(jobs: ModuleType) -> None:
    done, lost, _ = run(jobs, [("untrusted", 1), ("a", 5)])
    assert done == Counter(f"a#{n}" for n in range(5))
    assert len(lost) == 1
    assert "fractions.Fraction" in lost[0].reason


def test_a_large_item_is_spread_over_the_workers(jobs: ModuleType) -> None:
    job: Job[Any, Any, Any] = Job(jobs.split, jobs.work, jobs.label)
    pids = Counter(o.result[2] for o in LocalEngine(workers=2, batch=8).map(job, [("slow", 150)]) if isinstance(o, Done))
    assert len(pids) == 2
    assert min(pids.values()) > 15


def test_workers_that_cannot_start_end_the_run_with_our_name_on_it(jobs: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchledger.engines.child._START", "raise SystemExit(9)")
    with pytest.raises(InternalError, match="code 9"):
        run(jobs, [("a", 1)])


def test_closing_ends_the_workers(jobs: ModuleType) -> None:
    job: Job[Any, Any, Any] = Job(jobs.split, jobs.work, jobs.label)
    outcomes = LocalEngine(workers=2, batch=2).map(job, [("slow", 1000)])
    pid = next(o.result[2] for o in outcomes if isinstance(o, Done))
    outcomes.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers end after their part")
def test_workers_die_with_a_run_that_is_killed(jobs: ModuleType) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import engine_jobs as j\nfrom watchledger.engines import *\n"
        "for o in LocalEngine(workers=2, batch=1).map(Job(j.split, j.work, j.label), [('a', 1), ('hang', 1), ('hang', 1)]):\n"
        "    if isinstance(o, Done): print(o.result[2], flush=True)\n"
    )
    folder = os.path.dirname(str(jobs.__file__))  # noqa: PTH120
    run_process = subprocess.Popen([sys.executable, "-c", script, folder], stdout=subprocess.PIPE, text=True)
    assert run_process.stdout is not None
    pid = int(run_process.stdout.readline())
    run_process.send_signal(signal.SIGKILL)
    run_process.wait()
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a worker outlived its run")


def test_pages_are_told_while_a_long_part_is_at_work(jobs: ModuleType) -> None:
    job: Job[Any, Any, Any] = Job(jobs.split, jobs.work, jobs.label)
    outcomes = list(LocalEngine(workers=1).map(job, [("pages", 1)]))
    told = [o for o in outcomes if isinstance(o, Going)]
    assert told and [o.pages for o in told] == sorted({o.pages for o in told}) and all(o.pages + o.left == 3 for o in told)
    assert isinstance(outcomes[-1], Finished)
