"""watchledger add: files, folders, archives and tables into a case."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from watchledger.cli.ocr import OcrOption, settings_with
from watchledger.cli.passwords import PasswordsOption, passwords_in


def add(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="The case's directory; made when it is not there.")],
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE...", help="Files, folders, ZIP archives, tables.")],
    columns: Annotated[Path | None, typer.Option("--columns", help="Mapping file: column of a table -> field.")] = None,
    ocr: OcrOption = None,
    passwords: PasswordsOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary; problems only.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON on standard output.")] = False,
) -> None:
    """Read sources into a case: a directory with the ledger, the originals and the search index.

    Adding again reads only what is new or changed. A run that was stopped, or killed, goes on where it was. What cannot be
    read is recorded with its reason: `watchledger status CASE --failed` shows it, `watchledger retry CASE` tries it again.

    Examples:

        watchledger add case notices/ archive.zip

        watchledger add case titles.csv --columns columns.toml

        watchledger add case leaked.zip --passwords passwords.txt
    """
    from watchledger import pipeline
    from watchledger.cli.progress import INTERRUPTED, keep_derived, run_shown
    from watchledger.sources import load_mapping

    mapping = load_mapping(columns) if columns is not None else None
    for source in sources:
        if not source.exists():
            raise typer.BadParameter(f"{source} is not there", param_hint="SOURCE")
    settings = settings_with(ocr, case)
    tallies = pipeline.add(case, sources, settings, columns=mapping, passwords=passwords_in(passwords))
    code = run_shown(tallies, case, to_come=sources, quiet=quiet, as_json=as_json)
    if code != INTERRUPTED:
        keep_derived(case, quiet=quiet)
    if code:
        sys.exit(code)
