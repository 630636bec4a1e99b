"""watchledger review: the next document of a sample, and what a person says of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from watchledger.explore.case import Case
    from watchledger.explore.review import Item
    from watchledger.store import Sample

KEYS = {"y": "yes", "n": "no", "h": "unsure"}
HELP = "y yes · n no · h hold (unsure) · u undo the last · c a note for the next · t whole text · q quit"


def review(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    reviewer: Annotated[str, typer.Option("--reviewer", metavar="NAME", help="Who decides; the system's user by default.")] = "",
    number: Annotated[int | None, typer.Option("--sample", help="Number of the sample; the latest by default.")] = None,
) -> None:
    """Decide the documents of a sample, one after another: does it buy what the sample asks about?

    Each is shown with the words that the machine saw, or with its beginning. Keys: y yes, n no, h hold (unsure), u takes the last
    decision back, c writes a note for the next one, t shows the whole text, q stops; go on at any time. Words after a letter
    are its note. Where standard input is no terminal, a line is read for each key. Every decision is kept at once and
    nothing is ever erased: `watchledger export` has the log. A second reviewer gets the same documents.

    Examples:

        watchledger review my-case --reviewer 'A. Reader'

        printf 'y\\nn a toy\\nq\\n' | watchledger review my-case --reviewer B
    """
    import getpass

    from watchledger.cli.asking import asked, sample_named

    name = reviewer.strip() or getpass.getuser()
    with asked(case) as opened:
        kept = sample_named(opened, number, None)
        _decide_all(opened, kept, name)


def _decide_all(case: Case, sample: Sample, reviewer: str) -> None:
    from watchledger.cli.asking import console
    from watchledger.explore.review import item, undecided

    out = console()
    note = ""
    waiting = undecided(case, sample, reviewer)
    while waiting:
        now = item(case, sample, waiting[0])
        _show(now, reviewer)
        key, words = _key()
        while key not in (*KEYS, "u", "q"):
            if key == "c":
                note = words or _words("note: ")
            elif key == "t":
                _text(now)
            else:
                out.print(HELP, style="dim")
            key, words = _key()
        if key == "q":
            break
        if key == "u":
            _undo(case, reviewer)
        else:
            quote = " … ".join(place.match for place in now.places) or None
            case.store.decisions.add(
                now.subject, KEYS[key], document=now.head.id, reviewer=reviewer, note=words or note, quote=quote
            )
            note = ""
        waiting = undecided(case, sample, reviewer)
    left = len(undecided(case, sample, reviewer))
    out.print(f"{len(sample.drawn) - left:,} of {len(sample.drawn):,} decided by {reviewer}" + ("" if left else ": all"))


def _show(now: Item, reviewer: str) -> None:
    from rich.text import Text

    from watchledger.cli.asking import around, console, plain

    out, head = console(), now.head
    out.print()
    out.print(Text(f"{now.position} of {now.of} · {head.id} · {plain(head.path)}"), style="dim")
    out.print(Text(plain(head.title or "no title"), style="bold"))
    about = [head.published, head.type, head.buyer]
    out.print(Text(" · ".join(plain(part) for part in about if part)), style="dim")
    for place in now.places:
        before, after = around(place)
        page = f" (page {place.page})" if place.page is not None else ""
        out.print(Text.assemble("  … ", before, (plain(place.match), "bold yellow"), after, " …", (page, "dim")))
    if not now.places:
        out.print(Text("  " + plain(now.opening)))
    out.print(Text(f"Does it buy {plain(now.subject.value)}? ({HELP})"))


def _text(now: Item) -> None:
    from rich.text import Text

    from watchledger.cli.asking import console, plain

    console().print(Text("\n".join(plain(line) for line in now.shown.split("\n"))), soft_wrap=True)


def _undo(case: Case, reviewer: str) -> None:
    from watchledger.cli.asking import console

    last = case.store.decisions.last(reviewer)
    if last is None:
        console().print("There is nothing to take back.")
        return
    case.store.decisions.undo(last.number, reviewer=reviewer)
    console().print(f"Taken back: {last.judgement} on {last.document}")


def _key() -> tuple[str, str]:
    """A key and the words after it; q at the end of the input."""
    if sys.stdin.isatty():
        return typer.getchar().lower()[:1], ""
    line = sys.stdin.readline()
    return (line.strip()[:1].lower(), line.strip()[1:].strip()) if line else ("q", "")


def _words(prompt: str) -> str:
    """A line of words."""
    if sys.stdin.isatty():
        typer.echo(prompt, nl=False)
    return sys.stdin.readline().strip()
