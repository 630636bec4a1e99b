"""Each case runs in a process of its own, since confinement is for good."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import json, os, socket, subprocess, sys, tempfile, time
from pathlib import Path
from watchledger.engines.confine import confine

scratch, outside = Path(sys.argv[1]), Path(sys.argv[2])
server = socket.create_server(("127.0.0.1", 0))
start = time.perf_counter()
said = confine(scratch if sys.argv[3] == "scratch" else None, writable=[Path(p) for p in sys.argv[4:]])
seconds = time.perf_counter() - start

def attempt(action):
    try:
        action()
    except OSError as error:
        return error.errno
    return 0

def connect():
    socket.create_connection(("127.0.0.1", server.getsockname()[1]), 2).close()

print(json.dumps({
    "said": said, "seconds": seconds,
    "connect": attempt(connect),
    "datagram": attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM)),
    "outside": attempt(lambda: (outside / "new").write_text("x")),
    "change": attempt(lambda: (outside / "old").write_text("x")),
    "remove": attempt(lambda: (outside / "old").unlink()),
    "inside": attempt(lambda: (scratch / "new").write_text("x")),
    "temporary": attempt(lambda: tempfile.TemporaryFile().write(b"x")),
    "run": attempt(lambda: subprocess.run([sys.executable, "-c", ""])),
    "read": attempt(lambda: (outside / "old").read_text()),
    "null": attempt(lambda: open(os.devnull, "w").write("x")),
}))
"""


@pytest.fixture
def tried(tmp_path: Path) -> dict[str, dict[str, object]]:
    scratch, outside = tmp_path / "scratch", tmp_path / "outside"
    scratch.mkdir()
    outside.mkdir()
    (outside / "old").write_text("kept", "utf-8")
    found = {}
    for mode in ("scratch", "nowhere"):
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(scratch), str(outside), mode], capture_output=True, check=True, timeout=60
        )
        found[mode] = json.loads(run.stdout)
        assert (outside / "old").exists()
    return found


def says(result: dict[str, object], words: str) -> bool:
    return any(words in str(phrase) for phrase in result["said"])  # type: ignore[attr-defined]


def test_a_confined_process_reaches_no_network_and_starts_no_program(tried: dict[str, dict[str, object]]) -> None:
    if not says(tried["scratch"], "seccomp"):
        pytest.skip("this kernel has no seccomp filter for this machine")
    for result in tried.values():
        assert result["connect"] == result["datagram"] == result["run"] == 1


def test_a_confined_process_writes_only_in_its_scratch_folder(tried: dict[str, dict[str, object]]) -> None:
    result = tried["scratch"]
    if not says(result, "Landlock"):
        pytest.skip("this kernel has no Landlock")
    assert [result[name] for name in ("outside", "change", "remove")] == [13, 13, 13]
    assert [result[name] for name in ("inside", "temporary", "read", "null")] == [0, 0, 0, 0]


def test_without_a_scratch_folder_nothing_can_be_written(tried: dict[str, dict[str, object]]) -> None:
    if not says(tried["nowhere"], "Landlock"):
        pytest.skip("this kernel has no Landlock")
    assert tried["nowhere"]["inside"] == 13


def test_what_protects_is_said_and_costs_little(tried: dict[str, dict[str, object]]) -> None:
    assert says(tried["scratch"], "limits")
    assert float(str(tried["scratch"]["seconds"])) < 0.05  # 0.4 ms on an idle machine
