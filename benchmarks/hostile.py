"""Damaged files of every format and container through the reading workers: python benchmarks/hostile.py --n 1000 [--seed 0]

Each file is a golden case (tests/golden/formats) or a container of some, damaged by a seeded mutation. Every one must be
accounted for: a reading, partial or failed with its reason, or unread with its reason. Prints counts, the slowest and the
largest, and leaves with 1 when a file is missing or the run's own fault is named. Contents are invented.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import io
import resource
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests")]

from formats.mutate import mutated  # noqa: E402

from watchledger.model import Leaf, Reading, Unread  # noqa: E402
from watchledger.pipeline import limits_of, local_engine, read_all  # noqa: E402
from watchledger.settings import Settings  # noqa: E402

OURS = ("stopped with", "worker", "given up", "could not be made")
"""Words of a reason that is the run's own fault."""


def seeds() -> list[tuple[str, bytes]]:
    """(name, content) of an undamaged file of each format, then of each container."""
    files = sorted(f for case in (ROOT / "tests/golden/formats").iterdir() for f in case.glob("input.*"))
    files += sorted((ROOT / "tests/formats/scans").glob("seal.png"))
    found = [(f"{f.parent.name}{f.suffix}", f.read_bytes()) for f in files]
    return found + containers(found[:4])


def containers(inside: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    import py7zr

    zipped, tarred, sevened = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with (
        zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as as_zip,
        tarfile.open(fileobj=tarred, mode="w") as as_tar,
        py7zr.SevenZipFile(sevened, "w") as as_7z,
    ):
        for name, content in inside:
            as_zip.writestr(name, content)
            info = tarfile.TarInfo(name)
            info.size = len(content)
            as_tar.addfile(info, io.BytesIO(content))
            as_7z.writestr(content, name)
    warc = b"".join(_response(content) for _, content in inside)
    made = {"zip": zipped, "tar": tarred, "7z": sevened}
    packed = [("c.tgz", gzip.compress(tarred.getvalue())), ("c.tbz2", bz2.compress(tarred.getvalue())), ("c.warc", warc)]
    return [(f"c.{kind}", out.getvalue()) for kind, out in made.items()] + packed


def _response(content: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + content
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Target-URI: http://example.invalid/\r\n"
    head += f"WARC-Date: 2031-01-01T00:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--n", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--seconds", type=float, default=60.0, help="a document that takes longer is given up")
    options = asked.parse_args()
    settings = Settings(document_seconds=options.seconds)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        leaves = []
        for number, (name, content) in zip(range(options.n), _round(seeds()), strict=False):
            path = Path(folder) / f"{number:05}-{name}"
            path.write_bytes(mutated(content, options.seed + number))
            leaves.append(Leaf(str(path), path.stat().st_size, 0))
        outcomes: Counter[str] = Counter()
        faults: list[str] = []
        seen: set[str] = set()
        for piece in read_all(leaves, limits_of(settings), local_engine(settings)):
            path_of = piece.origin.path if isinstance(piece, Reading) else piece.path
            seen.add(path_of.partition("!/")[0])
            outcomes[piece.status if isinstance(piece, Reading) else type(piece).__name__.lower()] += 1
            reasons = piece.problems if isinstance(piece, Reading) else (piece.reason,)
            ours = [r for r in reasons if any(words in r for words in OURS)]
            faults += [f"{Path(path_of).name}: {r}" for r in ours]
            if isinstance(piece, Unread) and not piece.reason:
                faults.append(f"{path_of}: unread without a reason")
        missing = [leaf.path for leaf in leaves if leaf.path not in seen]
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{len(leaves)} files, seed {options.seed}: {dict(outcomes)}")
    cpu, largest = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(f"{time.monotonic() - start:.0f} s; workers: {cpu:.0f} CPU s, largest {largest:.0f} MB")
    for line in [f"MISSING {path}" for path in missing] + [f"FAULT {fault}" for fault in faults]:
        print(line)
    return 1 if missing or faults else 0


def _round(given: list[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    while True:
        yield from given


if __name__ == "__main__":
    raise SystemExit(main())
