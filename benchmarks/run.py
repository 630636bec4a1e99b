"""The whole way, measured: add, add again, search, each stage, and peers on the same files.

    python benchmarks/run.py --n 2000
    python benchmarks/run.py --n 100000 --write

Results are printed as JSON; --write puts them into docs/performance.md as ratios. Needs Linux for memory figures.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asked
import notices
import peers
import report
import stages
from measure import cost_of

HERE = Path(__file__).parent
REAL = HERE.parent.parent / "shared" / "corpus" / "zh" / "notices"
PEER_FILES = 2_000
"""Files that peers read; their cost for a file does not depend on how many there are."""
UNCHANGED = 20_000


def generated(folder: Path, count: int) -> Path:
    """The notices, made once for a number; under another name until they are all there."""
    target = folder / f"notices-{count}"
    if not target.exists():
        making = folder / f"making-{count}"
        shutil.rmtree(making, ignore_errors=True)
        notices.write(making, count)
        making.rename(target)
    return target


def adding(source: Path, case: Path) -> dict[str, Any]:
    """`watchledger add` of the whole folder, a process of its own."""
    cost = cost_of([sys.executable, "-m", "watchledger", "add", case, source, "--json"])
    tally = json.loads(cost.out.splitlines()[-1])
    size = sum(path.stat().st_size for path in case.rglob("*") if path.is_file())
    return {
        "documents": tally["documents"], "findings": tally["findings"], "problems": tally["problems"], "seconds": cost.seconds,
        "cpu": cost.cpu, "peak": cost.peak, "case_bytes": size,
    }  # fmt: skip


def real_ratio() -> dict[str, Any] | None:
    """CPU from bytes to findings on real web pages, beside Tika's for their text alone; None without the corpus or Tika."""
    paths = sorted(REAL.glob("*.html"))
    if not paths:
        return None
    theirs = peers.tika(paths * 3)
    if theirs is None:
        return None
    ours = stages.whole_way(paths * 3)
    return {"files": len(paths), "ours": ours / 3, "tika": theirs["cpu"] / 3}


def measured(count: int, folder: Path, *, only: set[str]) -> dict[str, Any]:
    """Every figure, by name. `only` limits what is run."""
    out: dict[str, Any] = {"machine": _machine(), "n": count, "when": time.strftime("%Y-%m-%d")}
    source, case = generated(folder, count), folder / f"case-{count}"
    files = sorted(source.rglob("*.html"))
    out["bytes"] = sum(path.stat().st_size for path in files[:10_000]) / min(len(files), 10_000)
    steps: dict[str, Callable[[], Any]] = {
        "add": lambda: adding(source, case),
        "again": lambda: _again(folder, source, case, count),
        "search": lambda: asked.latencies(case),
        "exact": lambda: asked.exactness(case),
        "stages": lambda: stages.shares(files[:PEER_FILES]),
        "tika": lambda: peers.tika(files[:PEER_FILES]),
        "fts5": lambda: peers.fts5(asked.texts(case), folder / f"fts5-{count}.db"),
        "real": real_ratio,
    }
    for name, step in steps.items():
        if not only or name in only:
            if name == "add":
                shutil.rmtree(case, ignore_errors=True)
            (folder / f"fts5-{count}.db").unlink(missing_ok=True)
            print(f"{name} …", file=sys.stderr)
            out[name] = step()
    return out


def _again(folder: Path, source: Path, case: Path, count: int) -> dict[str, Any]:
    """Adding what is known and unchanged: 20,000 files of the folder, or all when there are fewer."""
    below = [source] if count <= UNCHANGED else sorted(source.iterdir())[: UNCHANGED // notices.A_FOLDER]
    cost = cost_of([sys.executable, "-m", "watchledger", "add", case, *below, "--json"])
    tally = json.loads(cost.out.splitlines()[-1])
    return {"files": tally["unchanged"], "read": tally["documents"], "seconds": cost.seconds, "cpu": cost.cpu}


def _machine() -> dict[str, Any]:
    from watchledger.engines import cores

    return {"cores": cores(), "system": f"{platform.system()} {platform.machine()}", "python": platform.python_version()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=2_000, help="notices")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "watchledger-benchmark", help="where files go")
    parser.add_argument("--only", action="append", default=[], help="add, again, search, exact, stages, tika, fts5, real")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    figures = measured(arguments.n, arguments.folder, only=set(arguments.only))
    print(json.dumps(figures, indent=2, ensure_ascii=False))
    if arguments.write:
        (HERE.parent / "docs" / "performance.md").write_text(report.page(figures), "utf-8")


if __name__ == "__main__":
    main()
