"""What the commands that ask a case share: opening it, reading the query, and printing hostile words safely."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console

from watchledger.errors import BadQuery, StoreMismatch

if TYPE_CHECKING:
    from watchledger.explore.case import Case
    from watchledger.explore.context import Context
    from watchledger.search import Query
    from watchledger.store import Sample

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a document could steer a terminal with: control characters, changes of direction; and what cannot be encoded."""


@contextmanager
def asked(case: Path) -> Iterator[Case]:
    """The case opened; a note on standard error when some documents cannot be found yet, exit code 1 when nothing can."""
    from watchledger.explore.case import open_case

    try:
        opened = open_case(case)
    except StoreMismatch as error:
        typer.echo(f"watchledger: {error}", err=True)
        raise typer.Exit(1) from error
    with opened:
        if behind := opened.behind():
            note = f"{behind:,} documents cannot be found yet: they were read a moment ago, or an `add` was stopped"
            typer.echo(f"watchledger: {note} (`watchledger check {case}` makes them findable)", err=True)
        yield opened


def understood(query: str, hint: str) -> Query:
    """The query's tree; a query that cannot be understood is a wrong use (exit code 2)."""
    from watchledger.search import parse

    names = None
    if re.search("technology|技术", query, re.IGNORECASE):
        from watchledger.findings.concepts import concept_names

        names = concept_names()
    try:
        return parse(query, names)
    except BadQuery as error:
        raise typer.BadParameter(error.reason, param_hint=hint) from error


def technologies_named(name: str, hint: str) -> tuple[str, ...]:
    """Ids of the technologies that an id, a label or a group names, none for no name; an unknown name is a wrong use."""
    from watchledger.search.tree import Exactly

    if not name.strip():
        return ()
    tree = understood('technology:"{}"'.format(name.strip().replace('"', "")), hint)
    return tree.values if isinstance(tree, Exactly) else ()


def sample_named(case: Case, number: int | None, technologies: tuple[str, ...] | None) -> Sample:
    """The sample of this number, or the latest one (about these technologies, where given). Exit code 1 when there is none."""
    from watchledger.errors import InputError
    from watchledger.explore.sample import question_of

    about = None if technologies is None else question_of(technologies)
    held = [one for one in case.store.samples.all() if number in (None, one.number) and about in (None, one.technology)]
    if not held:
        raise InputError("the case holds no such sample: `watchledger sample CASE` draws one", path=str(case.store.case))
    return held[-1]


def plain(words: str) -> str:
    """Words as a terminal may be given them, white space made single."""
    return " ".join(_CONTROL.sub("\ufffd", words).split())


def around(context: Context) -> tuple[str, str]:
    """Before and after a match, with a space where white space stood between."""
    before, after = plain(context.before), plain(context.after)
    return before + " " * context.before[-1:].isspace(), " " * context.after[:1].isspace() + after


def print_json(value: Any) -> None:
    import json

    import orjson

    try:
        made = orjson.dumps(value, option=orjson.OPT_INDENT_2)
    except TypeError:  # lone surrogates of a broken source
        made = json.dumps(value, indent=2).encode("ascii")
    sys.stdout.buffer.write(made + b"\n")
    sys.stdout.buffer.flush()


def console() -> Console:
    return Console(highlight=False, markup=False, emoji=False)


def pressed() -> tuple[str, str]:
    """A key and the words after it; q at the end of the input."""
    if sys.stdin.isatty():
        return typer.getchar().lower()[:1], ""
    line = sys.stdin.readline()
    return (line.strip()[:1].lower(), line.strip()[1:].strip()) if line else ("q", "")


def typed(prompt: str) -> str:
    """A line of words."""
    if sys.stdin.isatty():
        typer.echo(prompt, nl=False)
    return sys.stdin.readline().strip()
