"""watchledger status: what became of every file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

TROUBLED = ("failed", "partial", "reading")


def status(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="The case's directory.")],
    failed: Annotated[
        bool, typer.Option("--failed", help="Only files that failed, were read in part, or wait to be read on.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a file.")] = False,
) -> None:
    """Every file that was added, whether it was read, and why not.

    Examples:

        watchledger status case

        watchledger status case --failed --json
    """
    from watchledger.store import Store

    with Store.open(case) as store:
        counts = store.counts_of_files()
        for state in store.files():
            if failed and state.state not in TROUBLED:
                continue
            if as_json:
                print(json.dumps(state._asdict(), ensure_ascii=False))
            else:
                print(f"{state.state:8} {state.path}")
                for reason in state.reasons:
                    print(f"         {reason}")
        if not as_json:
            listed = ", ".join(f"{number:,} {state}" for state, number in sorted(counts.items()))
            print(f"{sum(counts.values()):,} files: {listed or 'none yet'}; {store.count():,} documents")
            if copies := store.alike.count():
                print(f"{copies:,} near-duplicates, counted once with what they repeat")
            if captures := store.captures.count():
                print(f"{captures:,} captures of pages; `watchledger changes` says what changed")
