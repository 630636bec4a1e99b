"""The workbench under load: how long its pages take, alone and for twenty readers while documents are added, and its memory.

    python benchmarks/run.py --n 100000 --folder WORK --only add
    python benchmarks/web.py WORK/case-100000
    python benchmarks/web.py WORK/case-100000 --add WORK/more      adds these files meanwhile; the case grows by them

Milliseconds at the median and the 95th percentile, by `watchledger serve` in a process of its own, as a browser asks (each page
whole). Needs Linux for the memory.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from measure import at_share

READERS = 20
WORDS = (
    "人脸识别",
    "视频监控",
    "公安局",
    "服务器",
    "采购",
    "facial recognition",
    "无人机 OR 探针",
    "technology:video.face",
    "buyer:公安局",
)
FACETS = ("", "&is=type:award", "&is=verdict:yes", "&not=type:tender", "&sort=amount")


class Visitor:
    """One browser's connection to the workbench, with its cookie."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._line = http.client.HTTPConnection(parts.netloc, timeout=600)
        self._line.request("GET", f"{parts.path}?{parts.query}")
        answer = self._line.getresponse()
        answer.read()
        self._cookie = (answer.getheader("set-cookie") or "").split(";")[0]

    def ask(self, path: str) -> tuple[float, int, str]:
        """(milliseconds, status, page)."""
        began = time.perf_counter()
        self._line.request("GET", path, headers={"cookie": self._cookie})
        answer = self._line.getresponse()
        page = answer.read().decode("utf-8", "replace")
        return (time.perf_counter() - began) * 1000, answer.status, page


def searches(rng: random.Random) -> str:
    return f"/?q={quote(rng.choice(WORDS))}{rng.choice(FACETS)}"


def spread(times: list[float]) -> dict[str, Any]:
    return {"n": len(times), "median": round(at_share(times, 0.5), 1), "p95": round(at_share(times, 0.95), 1)}


def alone(visitor: Visitor, count: int) -> dict[str, Any]:
    rng = random.Random(1)
    found: list[str] = []
    times: dict[str, list[float]] = {"search": [], "document": [], "review item": []}
    for _ in range(count):
        spent, status, page = visitor.ask(searches(rng))
        assert status == 200, status
        times["search"].append(spent)
        found += re.findall(r'href="(/document/\w+)', page)[:3]
    for document in rng.sample(found, min(count, len(found))):
        times["document"].append(visitor.ask(document)[0])
    at = ""
    for _ in range(count):
        spent, _, page = visitor.ask(f"/review/item?kind=finding{at}")
        times["review item"].append(spent)
        way = re.search(r'data-key="s" href="/review/item\?kind=finding&amp;after=([\d.]+)"', page)
        at = f"&after={way[1]}" if way else ""
    return {name: spread(held) for name, held in times.items()}


def together(address: str, case: Path, more: Path | None, seconds: float) -> dict[str, Any]:
    """READERS at once, each a page a second or as fast as it comes, while `add` runs (or for some seconds)."""
    over = threading.Event()
    times: list[float] = []
    wrong: list[int] = []

    def read(number: int) -> None:
        rng, visitor = random.Random(number), Visitor(address)
        while not over.is_set():
            spent, status, page = visitor.ask(searches(rng))
            times.append(spent)
            if status != 200:
                wrong.append(status)
            over.wait(max(1 - spent / 1000, 0))
            for document in re.findall(r'href="(/document/\w+)', page)[:1]:
                spent, status, _ = visitor.ask(document)
                times.append(spent)
                if status != 200:
                    wrong.append(status)
                over.wait(max(1 - spent / 1000, 0))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    added = 0
    if more is None:
        over.wait(seconds)
    else:
        command = [sys.executable, "-m", "watchledger", "add", str(case), str(more), "--quiet"]
        added = subprocess.run(command, check=False).returncode
    over.set()
    for thread in threads:
        thread.join()
    return {
        "readers": READERS,
        "exit code of add": added,
        "seconds": round(time.monotonic() - began, 1),
        "errors": len(wrong),
        **spread(times),
    }


def memory(pid: int) -> int:
    """Most that the process ever held, in MB."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", type=Path)
    parser.add_argument("--add", type=Path, help="files to add while twenty read")
    parser.add_argument("--n", type=int, default=100, help="pages of each kind")
    parser.add_argument("--seconds", type=float, default=20, help="how long twenty read where nothing is added")
    arguments = parser.parse_args()
    command = [sys.executable, "-m", "watchledger", "serve", str(arguments.case), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            address = server.stdout.readline().strip()
            visitor = Visitor(address)
            first = visitor.ask(searches(random.Random(0)))[0]
            visitor.ask("/picture/map")  # waits until what is derived from all buyers is there too
            out: dict[str, Any] = {"first page": round(first, 1), **alone(visitor, arguments.n)}
            out["together"] = together(address, arguments.case, arguments.add, arguments.seconds)
            out["memory MB"] = memory(server.pid)
            print(json.dumps(out, indent=2))
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
