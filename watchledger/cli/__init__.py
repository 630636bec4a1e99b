"""The command line: one file per command, each holding a function of its own name, listed in COMMANDS.

Exit codes: 0 all well; 1 the run met problems (named on standard error); 2 the command was used wrongly.
"""

from __future__ import annotations

import sys
from importlib import import_module

import typer

from watchledger import __version__
from watchledger.errors import InputError

COMMANDS: tuple[str, ...] = (
    "demo", "add", "status", "retry", "find", "show", "changes", "count", "table", "org", "project", "match", "screen", "signs",
    "sample", "review", "estimate", "export", "read", "serve", "users", "check", "terms", "doctor", "evaluate",
)  # fmt: skip
"""Every command, in the order of --help. The module watchledger.cli.NAME holds the function NAME; only the one that is called
is imported, so that a command starts fast."""


def _version(wanted: bool) -> None:
    if wanted:
        print(f"watchledger {__version__}")
        raise typer.Exit


def build_app(only: str | None = None) -> typer.Typer:
    """The application with every command, or with one."""
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

    for name in COMMANDS if only is None else (only,):
        app.command(name)(getattr(import_module(f"watchledger.cli.{name}"), name))
    return app


def main() -> None:
    """The entry point: what the input is to blame for becomes one line and exit code 1."""
    try:
        wanted = sys.argv[1] if len(sys.argv) > 1 else None
        build_app(wanted if wanted in COMMANDS else None)()
    except InputError as error:
        print(f"watchledger: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(0)
