"""watchledger retry: what could not be read, once more."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from watchledger.cli.ocr import OcrOption, settings_with
from watchledger.cli.passwords import PasswordsOption, passwords_in


def retry(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="The case's directory.")],
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...", help="Only these files, or what lies below.")] = None,
    columns: Annotated[Path | None, typer.Option("--columns", help="Mapping file: column of a table -> field.")] = None,
    ocr: OcrOption = None,
    passwords: PasswordsOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary; problems only.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON on standard output.")] = False,
) -> None:
    """Read again the files that failed, were read in part, or were being read when a run was killed.

    Examples:

        watchledger retry case

        watchledger retry case notices/broken.pdf

        watchledger retry case --passwords passwords.txt
    """
    from watchledger import pipeline
    from watchledger.cli.progress import INTERRUPTED, keep_derived, run_shown
    from watchledger.sources import load_mapping

    mapping = load_mapping(columns) if columns is not None else None
    words = passwords_in(passwords)
    tallies = pipeline.retry(case, paths or [], settings_with(ocr, case), columns=mapping, passwords=words)
    code = run_shown(tallies, case, to_come=[], quiet=quiet, as_json=as_json, again=True)
    if code != INTERRUPTED:
        keep_derived(case, quiet=quiet)
    if code:
        sys.exit(code)
