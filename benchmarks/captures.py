"""Small pages in one WARC beside the same pages in a folder: python benchmarks/captures.py --n 200000

Adds both to new cases, each in a process of its own, and prints CPU seconds, documents, memory at its peak (all processes) and the
ratio: 1.25 and below is "at least 80 % of the speed". The pages are invented (benchmarks/notices.py). It takes about 10 ms of CPU a
page and source, and 12 kB of disk a page in the folder for temporary files (TMPDIR); a case is removed once it is measured.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

import notices
from measure import cost_of

_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def capture(folder: Path, target: Path) -> int:
    """One WARC of all pages of the folder; how many."""
    count = 0
    with target.open("wb") as out:
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix == ".html"):
            block = _HEAD.encode() + path.read_bytes()
            name = path.relative_to(folder).as_posix()
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\n"
                f"WARC-Record-ID: <urn:uuid:{hashlib.md5(name.encode()).hexdigest()}>\r\n"
                f"WARC-Target-URI: http://example.invalid/{name}\r\nWARC-Date: 2031-03-04T05:06:07Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            out.write(head.encode() + block + b"\r\n\r\n")
            count += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="captures-") as made:
        folder = Path(made)
        notices.write(folder / "made", options.n)
        for path in sorted((folder / "made").rglob("*")):
            if path.is_file() and path.suffix != ".html":
                path.unlink()
        count = capture(folder / "made", folder / "pages.warc")
        found: dict[str, float] = {}
        for name, source in (("folder", folder / "made"), ("warc", folder / "pages.warc")):
            cost = cost_of([sys.executable, "-m", "watchledger", "add", folder / f"case-{name}", source, "--json"])
            tally = json.loads(cost.out.splitlines()[-1])
            found[name] = cost.cpu
            said = {"source": name, "pages": count, "documents": tally["documents"], "problems": tally["problems"]}
            peak = round(cost.peak / 1e6)
            print(json.dumps({**said, "cpu": round(cost.cpu, 1), "seconds": round(cost.seconds, 1), "MB": peak}), flush=True)
            shutil.rmtree(folder / f"case-{name}")
        print(json.dumps({"cpu of the WARC over the folder's": round(found["warc"] / found["folder"], 2)}))


if __name__ == "__main__":
    main()
