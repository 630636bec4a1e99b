"""A run as it goes: a bar on a terminal, a line now and then elsewhere, a summary at the end."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

LINE_SECONDS = 10.0
"""How often a run that is not on a terminal says where it is."""
DRAW_SECONDS = 0.1
INTERRUPTED = 130
"""The exit code of a run that was stopped."""


def run_shown(tallies: Iterator[Any], case: Path, *, to_come: list[Path], quiet: bool, as_json: bool, again: bool = False) -> int:
    """Draws the tallies until the run ends; the exit code: 0, 1 when there were problems, 130 when it was interrupted. `again`: of
    files that the case has."""
    began = time.monotonic()
    tally = None
    interrupted = False
    show, end = (_nothing, _nothing) if quiet else _bar(to_come) if sys.stderr.isatty() else _lines()
    try:
        drawn = 0.0
        for tally in tallies:
            now = time.monotonic()
            if now - drawn >= DRAW_SECONDS:
                drawn = now
                show(tally)
    except KeyboardInterrupt:
        interrupted = True
        tallies.close()  # type: ignore[attr-defined]
    finally:
        end(tally)
    seconds = time.monotonic() - began
    if tally is not None and as_json:
        print(json.dumps({**asdict(tally), "problems": tally.problems, "seconds": round(seconds, 2), "interrupted": interrupted}))
    elif tally is not None and not quiet:
        for line in summary_of(tally, case, seconds, interrupted=interrupted, again=again):
            print(line)
    if tally is not None and tally.problems and not as_json:
        print(f"watchledger: {_of(tally.problems, 'problem')}; `watchledger status {case} --failed` names them", file=sys.stderr)
    return INTERRUPTED if interrupted else 1 if tally is not None and tally.problems else 0


MANY = 20_000
"""Documents of a case from which it is said that names and projects are put together: it takes 0.3 ms a document that is new."""


def keep_derived(case: Path, *, quiet: bool) -> None:
    """Puts the names and projects of a case together now, so that whoever opens it next need not wait for it."""
    from watchledger.explore.case import open_case
    from watchledger.explore.kept_projects import grouped
    from watchledger.explore.matching import resolved_names

    with open_case(case) as opened:
        if not quiet and opened.store.count() >= MANY:
            print("watchledger: putting names and projects together", file=sys.stderr)
        resolved_names(opened)
        grouped(opened)


def summary_of(tally: Any, case: Path, seconds: float, *, interrupted: bool, again: bool = False) -> Iterator[str]:
    """What a run did, in sentences."""
    rate = f", {tally.documents / seconds:.0f} a second" if tally.documents > seconds > 1 else ""
    end = " once more" if again else f"; {tally.new:,} of them new to {case}"
    yield f"{_of(tally.documents, 'document')} from {_of(tally.files, 'file')} in {seconds:.1f} s{rate}{end}"
    if tally.unchanged:
        yield f"{_of(tally.unchanged, 'file')} {'was' if tally.unchanged == 1 else 'were'} known and unchanged"
    if tally.skipped:
        yield f"{tally.skipped:,} hidden and system files and links left out"
    if tally.pages:
        yield f"{_of(tally.pages, 'page image')} recognised, {60 * tally.pages / max(seconds, 1):.0f} a minute"
    yield _of(tally.findings, "finding")
    if tally.problems:
        yield f"{_of(tally.failed, 'document')} failed, {tally.partial:,} read in part"
        yield f"files, members or rows that could not be opened: {tally.unread:,}"
    if interrupted:
        yield "Stopped before the end; the same command goes on from here."


def _of(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def pages_said(tally: Any, seconds: float) -> str:
    """Page images so far, how fast, and how long those of the documents at hand may take; empty without any."""
    if not tally.pages:
        return ""
    rate = 60 * tally.pages / max(seconds, 1.0)
    left = f", at most {tally.pages_left:,} left at hand ({tally.pages_left / rate:.0f} min)" if tally.pages_left else ""
    return f", {tally.pages:,} page images at {rate:.0f} a minute{left}"


Shown = Callable[[Any], None]


def _nothing(tally: Any) -> None:
    del tally


def _lines() -> tuple[Shown, Shown]:
    last = began = time.monotonic()

    def show(tally: Any) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= LINE_SECONDS:
            last = now
            said = f"watchledger: {tally.documents:,} documents, {tally.problems:,} problems"
            print(said + pages_said(tally, now - began), file=sys.stderr)

    return show, _nothing


def _bar(to_come: list[Path]) -> tuple[Shown, Shown]:
    """The bar counts files; time left is by bytes, since one file may hold a million rows."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    progress = Progress(
        TextColumn("reading"),
        BarColumn(),
        TextColumn("{task.fields[said]}"),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    )
    total = sum(_bytes_below(path) for path in to_come)
    task = progress.add_task("reading", total=total or None, said="")
    progress.start()
    began = time.monotonic()

    def show(tally: Any) -> None:
        seconds = time.monotonic() - began
        rate = tally.documents / max(seconds, 0.1)
        pages = pages_said(tally, seconds)
        failures = f", {tally.problems:,} problems" if tally.problems else ""
        progress.update(task, completed=tally.bytes, said=f"{tally.documents:,} documents, {rate:.0f}/s{failures}{pages}")

    def end(tally: Any) -> None:
        del tally
        progress.stop()

    return show, end


def _bytes_below(path: Path) -> int:
    """Bytes of all files below a path; 100,000 files take 0.4 s."""
    if not path.is_dir():
        return path.stat().st_size
    total = 0
    waiting = [str(path)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        total += entry.stat(follow_symlinks=False).st_size
        except OSError:
            continue
    return total
