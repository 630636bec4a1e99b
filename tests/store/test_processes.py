"""One process writes, others read; a writer that is killed loses nothing that it acknowledged."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from invented import readings

from watchledger.store import FileState, Store, pack

WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from invented import readings
from watchledger.store import FileState, Store, pack
made = list(readings(1200))
with Store.open(Path(sys.argv[2])) as store:
    for at in range(0, len(made), 20):
        batch = made[at : at + 20]
        store.put([pack(r) for r in batch], [FileState(r.origin.path, r.size, 1, "read") for r in batch])
        print(at + len(batch), flush=True)
"""


def writer(case: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(Path(__file__).parent.parent), str(case)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_readers_are_never_shut_out_by_a_writer(tmp_path: Path) -> None:
    case = tmp_path / "case"
    Store.open(case, create=True).close()
    process = writer(case)
    assert process.stdout is not None
    process.stdout.readline()
    slowest, seen, asked = 0.0, [], 0
    with Store.open(case) as store:
        while process.poll() is None and asked < 60:
            begun = time.perf_counter()
            seen.append(store.count())
            assert len(list(store.readings(range(1, 11)))) == 10
            slowest = max(slowest, time.perf_counter() - begun)
            asked += 1
    process.kill()
    process.wait()
    assert seen == sorted(seen)
    assert seen[-1] > seen[0], "the reader saw the case grow"
    assert all(count % 20 == 0 for count in seen), "and never half a batch"
    assert slowest < 5


def test_two_writers_take_turns(tmp_path: Path) -> None:
    case = tmp_path / "case"
    Store.open(case, create=True).close()
    process = writer(case)
    assert process.stdout is not None
    process.stdout.readline()
    own = list(readings(200, seed=77))
    with Store.open(case) as store:
        for at in range(0, 200, 20):
            store.put([pack(reading) for reading in own[at : at + 20]])
        process.kill()
        process.wait()
        assert all(store.like(reading.document_id) for reading in own)


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    case = tmp_path / "case"
    Store.open(case, create=True).close()
    acknowledged = 0
    for moment in range(3):
        process = writer(case)
        assert process.stdout is not None
        for _ in range(3 + 4 * moment):
            line = process.stdout.readline()
        acknowledged = max(acknowledged, int(line))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with Store.open(case) as store:
            assert store.integrity() == []
            kept = [reading for _, reading in store.readings()]
            assert len(kept) >= acknowledged
            assert kept == list(readings(len(kept))), "whole, in order, none twice"
            assert store.counts_of_files() == {"read": len(kept)}


def test_a_look_at_many_unchanged_files_is_quick(tmp_path: Path) -> None:
    paths = [f"folder/{at // 100}/{at}.html" for at in range(20_000)]
    with Store.open(tmp_path / "case", create=True) as store:
        store.put([], [FileState(path, 1, 1, "read", "0" * 64) for path in paths])
        begun = time.process_time()
        known = 0
        for at in range(0, len(paths), 500):
            known += len(store.known(paths[at : at + 500]))
        assert known == len(paths)
        assert time.process_time() - begun < 5, "measured 0.3 s; `add` has 10 s for all it does"
