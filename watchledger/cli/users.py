"""watchledger users: who may sign in to a shared workbench."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def users(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    add: Annotated[
        str, typer.Option("--add", metavar="NAME", help="Add a user, or give one a new role and password, which is asked for.")
    ] = "",
    role: Annotated[str, typer.Option("--role", help="With --add: reader, reviewer or owner.")] = "reviewer",
    remove: Annotated[str, typer.Option("--remove", metavar="NAME", help="Remove a user; what they decided stays.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Names and roles as one JSON list.")] = False,
) -> None:
    """List who may sign in to `watchledger serve --users`, or change it.

    A reader looks and exports, a reviewer also decides, an owner also reads failed files again and, where the server was started
    with --unmask, sees what is masked. Passwords are kept as argon2 hashes in the case's workbench.db; where standard input is no
    terminal, the password is its first line. A running server sees every change at once.

    Examples:

        watchledger users my-case --add 'A. Reader' --role reviewer

        watchledger users my-case

        watchledger users my-case --remove 'A. Reader'
    """
    from watchledger.cli.asking import print_json
    from watchledger.store import Store
    from watchledger.store.shelf import Shelf
    from watchledger.web.users import hashed

    Store.open(case).close()  # says so where there is no case
    shelf = Shelf(case)
    if add:
        shelf.keep_user(add, role, hashed(_password()))
    if remove and not shelf.remove_user(remove):
        raise typer.BadParameter(f"there is no user {remove!r}", param_hint="--remove")
    held = [{"name": user.name, "role": user.role, "added": user.added} for user in shelf.users().values()]
    shelf.close()
    if as_json:
        print_json(held)
        return
    for user in held:
        typer.echo(f"{user['role']:9} {user['name']}")
    if not held:
        typer.echo("Nobody may sign in yet: watchledger users CASE --add NAME")


def _password() -> str:
    import sys

    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
