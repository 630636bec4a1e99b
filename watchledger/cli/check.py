"""watchledger check: whether a case is what it says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def check(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    as_json: Annotated[bool, typer.Option("--json", help="What was found as one JSON object.")] = False,
) -> None:
    """Check a case: originals have their hashes, every fact and finding quotes its text, the index agrees with the store.

    What is derived is repaired (the index is built anew, a lost original is copied again from its source). Exit code 1 when
    something remains that could not be repaired.

    Example:

        watchledger check my-case
    """
    from rich.console import Console
    from rich.progress import Progress

    from watchledger.cli.asking import console, plain, print_json
    from watchledger.explore.check import check as examine

    err = Console(stderr=True)
    complaints = []
    with Progress(console=err, disable=not err.is_terminal, transient=True) as bar:
        tasks = {}

        def progress(step: str, done: int, of: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=of)
            bar.update(tasks[step], completed=done)

        for complaint in examine(case, progress):
            complaints.append(complaint)
            if not as_json:
                state = "repaired" if complaint.repaired else "NOT REPAIRED"
                console().print(f"{state}: {plain(complaint.what)}", soft_wrap=True)
    unrepaired = sum(not complaint.repaired for complaint in complaints)
    if as_json:
        print_json({"sound": not unrepaired, "complaints": [complaint._asdict() for complaint in complaints]})
    elif not unrepaired:
        console().print("The case is sound." if not complaints else "The case is sound now.")
    if unrepaired:
        raise typer.Exit(1)
