"""The command line: one file per command, each a function listed in COMMANDS.

Exit codes: 0 all well; 1 the run met problems (named on standard error); 2 the command was used wrongly.
"""

from __future__ import annotations

import sys

import typer

from watchledger import __version__
from watchledger.errors import InputError

COMMANDS: tuple[tuple[str, object], ...] = ()
"""(name, function) of every command, in the order of --help."""


def _version(wanted: bool) -> None:
    if wanted:
        print(f"watchledger {__version__}")
        raise typer.Exit


def build_app() -> typer.Typer:
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        help="From a folder of procurement notices to a sourced, searchable, countable ledger of surveillance purchases.",
    )

    @app.callback()
    def root(
        version: bool = typer.Option(False, "--version", help="Print the version and stop.", callback=_version, is_eager=True),
    ) -> None:
        del version

    for name, function in COMMANDS:
        app.command(name)(function)  # type: ignore[type-var]
    return app


def main() -> None:
    """The entry point: what the input is to blame for becomes one line and exit code 1."""
    try:
        build_app()()
    except InputError as error:
        print(f"watchledger: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(0)
