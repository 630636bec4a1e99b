"""The option --passwords of the commands that read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

MOST = 10_000
"""A 7z archive takes 0.3 s for each password, by design."""

PasswordsOption = Annotated[
    Path | None,
    typer.Option(
        "--passwords",
        metavar="FILE",
        help="Passwords for encrypted PDF, Office, ZIP and 7z files, one a line. Not stored, not printed.",
    ),
]


def passwords_in(path: Path | None) -> tuple[str, ...]:
    """The lines of the file, each once, as they stand; UTF-8, else GB 18030. A file that is not there is a wrong use."""
    if path is None:
        return ()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{path}: {error.strerror}", param_hint="--passwords") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    found = tuple(dict.fromkeys(line for line in text.replace("\r\n", "\n").split("\n") if line))
    if len(found) > MOST:
        raise typer.BadParameter(f"{path}: {len(found):,} passwords, more than {MOST:,}", param_hint="--passwords")
    return found
