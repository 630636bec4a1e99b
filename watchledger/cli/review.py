"""watchledger review: the next document of a sample, and what a person says of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from watchledger.explore.case import Case
    from watchledger.explore.review import Item
    from watchledger.store import Sample

KEYS = {"y": "yes", "n": "no", "h": "unsure", "r": "no"}
HELP = "y yes · n no · h hold (unsure) · r no, right is … · u undo the last · c a note for the next · t whole text · q quit"


def review(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    reviewer: Annotated[str, typer.Option("--reviewer", metavar="NAME", help="Who decides; the system's user by default.")] = "",
    number: Annotated[int | None, typer.Option("--sample", help="Number of the sample; the latest by default.")] = None,
    findings: Annotated[bool, typer.Option("--findings", help="Decide findings one by one instead of a sample.")] = False,
    where: Annotated[str, typer.Option("--where", metavar="QUERY", help="With --findings: only of what `find` finds.")] = "",
) -> None:
    """Decide the documents of a sample, one after another: does it buy what the sample asks about?

    Each is shown with the words that the machine saw, or with its beginning. Keys: y yes, n no, h hold (unsure), r no, with what
    is right, u takes the last decision back, c writes a note for the next one, t shows the whole text, q stops; go on at any
    time. Words after a letter are its note (after r, the right value). Where standard input is no terminal, a line is read
    for each key. Every decision is kept at once and nothing is ever erased: `watchledger export` has the log. A second
    reviewer gets the same documents. With `--findings` every finding is asked about: are technology, status and number right?

    Examples:

        watchledger review my-case --reviewer 'A. Reader'

        watchledger review my-case --findings --where 'technology:video.face year:2019'

        printf 'y\\nn a toy\\nq\\n' | watchledger review my-case --reviewer B
    """
    import getpass

    from watchledger.cli.asking import asked, sample_named, understood

    name = reviewer.strip() or getpass.getuser()
    tree = understood(where, "--where") if where.strip() else None
    if tree is not None and not findings:
        raise typer.BadParameter("goes with --findings; a sample has its own query", param_hint="--where")
    with asked(case) as opened:
        if findings:
            _decide_findings(opened, opened.index.keys(tree) if tree is not None else None, name)
        else:
            _decide_sample(opened, sample_named(opened, number, None), name)


class _Stop(Exception):
    """The reviewer stops."""


def _decide_sample(case: Case, sample: Sample, reviewer: str) -> None:
    from watchledger.cli.asking import console
    from watchledger.explore.review import item, undecided

    try:
        while waiting := undecided(case, sample, reviewer):
            _decide(case, item(case, sample, waiting[0]), reviewer, f"Does it buy {sample.technology}?")
    except _Stop:
        pass
    left = len(undecided(case, sample, reviewer))
    console().print(f"{len(sample.drawn) - left:,} of {len(sample.drawn):,} decided by {reviewer}" + ("" if left else ": all"))


def _decide_findings(case: Case, keys: list[int] | None, reviewer: str) -> None:
    from watchledger.cli.asking import console
    from watchledger.explore.review import findings_to_decide

    decided, again = 0, True
    try:
        while again:
            again = False
            for now in findings_to_decide(case, keys, reviewer):
                went_on = _decide(case, now, reviewer, f"Is it {now.subject.value}?")
                decided += 1 if went_on else -1
                if not went_on:  # what was taken back is asked again
                    again = True
                    break
    except _Stop:
        console().print(f"{max(decided, 0):,} decided by {reviewer}")
    else:
        console().print(f"{max(decided, 0):,} decided by {reviewer}: all")


def _decide(case: Case, now: Item, reviewer: str, question: str) -> bool:
    """Asks until there is a decision, which is kept (True), or the last one is taken back (False). Raises _Stop."""
    from watchledger.cli.asking import console, pressed, typed

    _show(now, question)
    note = ""
    while True:
        key, words = pressed()
        if key == "q":
            raise _Stop
        if key == "u":
            _undo(case, reviewer)
            return False
        if key in KEYS:
            break
        if key == "c":
            note = words or typed("note: ")
        elif key == "t":
            _text(now)
        else:
            console().print(HELP, style="dim")
    corrected = (words or typed("right is: ")) if key == "r" else ""
    case.store.decisions.add(
        now.subject,
        KEYS[key],
        document=now.head.id,
        reviewer=reviewer,
        corrected=corrected,
        note=note if key == "r" else words or note,
        quote=" … ".join(place.match for place in now.places) or None,
    )
    return True


def _show(now: Item, question: str) -> None:
    from rich.text import Text

    from watchledger.cli.asking import around, console, plain

    out, head = console(), now.head
    out.print()
    at = f"{now.position} of {now.of} · " if now.of else ""
    out.print(Text(f"{at}{head.id} · {plain(head.path)}"), style="dim")
    out.print(Text(plain(head.title or "no title"), style="bold"))
    about = [head.published, head.type, head.buyer]
    out.print(Text(" · ".join(plain(part) for part in about if part)), style="dim")
    for place in now.places:
        before, after = around(place)
        page = f" (page {place.page})" if place.page is not None else ""
        out.print(Text.assemble("  … ", before, (plain(place.match), "bold yellow"), after, " …", (page, "dim")))
    if not now.places:
        out.print(Text("  " + plain(now.opening)))
    out.print(Text(f"{plain(question)} ({HELP})"))


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
