"""watchledger doctor: what is installed, what works, what protects the machine."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

LIBRARIES = (
    "sqlalchemy", "tantivy", "lxml", "pypdfium2", "python-calamine", "opencc", "ahocorasick-rs", "numpy", "orjson", "pyarrow",
    "fastwarc", "olefile", "py7zr", "ocdsmerge", "pyyaml", "rich", "typer", "fastapi", "jinja2", "uvicorn",
)  # fmt: skip
OPTIONAL = (("rapidocr", "reading scans (OCR)"), ("onnxruntime", "reading scans (OCR)"))
"""Package, what it adds."""
LEAST_DISK = 1024**3


class Check(NamedTuple):
    """`state` is ok, missing (something optional) or bad."""

    name: str
    state: str
    said: str


def doctor(
    case: Annotated[Path | None, typer.Argument(metavar="[CASE]", help="A case, to look at its disk and its settings too.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The checks as JSON.")] = False,
) -> None:
    """Say what is installed and whether it works: versions, readers, workers, disk, and what protects the machine.

    Examples:

        watchledger doctor

        watchledger doctor case --json
    """
    checks = [*_program(), *_libraries(), *_protection(), *_work(), *_case(case)]
    if as_json:
        print(json.dumps([check._asdict() for check in checks], ensure_ascii=False))
    else:
        for check in checks:
            print(f"{check.state:8} {check.name:20} {check.said}")
    if any(check.state == "bad" for check in checks):
        raise typer.Exit(1)


def _program() -> Iterator[Check]:
    from watchledger import __version__

    yield Check("watchledger", "ok", __version__)
    recent = sys.version_info >= (3, 11)
    yield Check("python", "ok" if recent else "bad", f"{platform.python_version()} ({sys.executable})")
    yield Check("system", "ok", f"{platform.system()} {platform.release()} {platform.machine()}")


def _libraries() -> Iterator[Check]:
    import sqlite3

    yield Check("sqlite", "ok", sqlite3.sqlite_version)
    for name in LIBRARIES:
        version = _version(name)
        yield Check(name, "ok" if version else "bad", version or "not installed; install Watchledger again")
    for name, adds in OPTIONAL:
        version = _version(name)
        yield Check(name, "ok" if version else "missing", version or f"not installed; it adds {adds}")


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _protection() -> Iterator[Check]:
    linux = sys.platform == "linux"
    yield Check("separate processes", "ok", "a reader that crashes or hangs costs one document")
    said = "a reader's memory is bounded (RLIMIT_AS)" if linux else "this system does not bound a process's memory"
    yield Check("memory bound", "ok" if linux else "missing", said)
    said = (
        "readers die with their run (PR_SET_PDEATHSIG)" if linux else "readers end after the document in hand when their run dies"
    )
    yield Check("no orphans", "ok", said)
    from watchledger.engines.confine import tried

    in_force = tried()
    for name, word in (("no network", "network"), ("no writing", "writing")):
        found = [phrase for phrase in in_force if word in phrase]
        yield Check(name, "ok" if found else "missing", "; ".join(found) or f"this system does not cut readers off from {word}")
    yield Check("confinement", "ok" if in_force else "missing", "; ".join(in_force) or "nothing of the system's is in force")


def _work() -> Iterator[Check]:
    """Reads a document in a worker, as a run does."""
    import tempfile

    from watchledger import pipeline
    from watchledger.engines import cores
    from watchledger.model.document import Leaf
    from watchledger.model.reading import Reading
    from watchledger.settings import load_settings

    settings = load_settings()
    yield Check("workers", "ok", f"{settings.workers or cores()} reading processes on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notice.txt"
        path.write_text("采购人：望桥县公安局\n项目名称：人脸识别系统采购\n", "utf-8")
        leaf = Leaf(str(path), path.stat().st_size, 0)
        outcomes = list(pipeline.read_all([leaf], pipeline.limits_of(settings), pipeline.local_engine(settings)))
    read = [outcome for outcome in outcomes if isinstance(outcome, Reading) and outcome.status == "ok"]
    problems = [problem for outcome in outcomes if isinstance(outcome, Reading) for problem in outcome.problems]
    yield Check("a test document", "ok" if read else "bad", "read in a worker" if read else "; ".join(problems) or "not read")


def _case(case: Path | None) -> Iterator[Check]:
    folder = case if case is not None and case.exists() else Path.cwd()
    free = shutil.disk_usage(folder).free
    state = "ok" if free > LEAST_DISK else "bad"
    yield Check("disk", state, f"{free / 1024**3:.1f} GB free at {folder}; a case takes about twice what its sources do")
    if case is not None:
        from watchledger.store import Store

        with Store.open(case) as store:
            yield Check("case", "ok", f"{store.count():,} documents in {case}")
