"""watchledger changes: what captures of the same pages over time say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.text import Text

    from watchledger.explore.changes import Changed, Changes, Missing, Step

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T[\d:.]+Z?)?)?)?")
SHOWN_LINES = 12
"""Changed lines of one step that are shown; --json has all."""


def changes(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="Only what captures of this day or later show.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every page, not notices alone; list pages too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Everything as one JSON object.")] = False,
) -> None:
    """List notices that changed between captures, and those that later captures no longer have.

    Captures are WARC and WACZ files, and saved pages that say where they come from. The same address captured again with other
    content is a new version of the same page: what changed is shown in the notice's values and in its words (personal data
    masked; menus, visit counters and today's date left out).

    Gone: the server answered 404 or 410 after an earlier capture had the page. No longer listed: a later capture of the list page
    lacks the link, though it still has one that stood below it; what newer entries pushed off a list is not meant. Neither says
    why: pages move, and portals are rebuilt.

    Examples:

        watchledger changes my-case

        watchledger changes my-case --since 2024-03 --json

    Exit code 0 whether anything changed or not, 1 when the case cannot be read, 2 for a wrong use.
    """
    from watchledger.cli.asking import asked, console, print_json
    from watchledger.explore.changes import changes as found_in

    if since and not _DATE.fullmatch(since):
        raise typer.BadParameter(f"{since!r} is no date such as 2024, 2024-03 or 2024-03-17", param_hint="--since")
    with asked(case) as opened:
        found = found_in(opened, since=since, every=every)
    if as_json:
        print_json(_json(found))
        return
    out = console()
    for line in _lines(found):
        out.print(line, soft_wrap=True)


def _json(found: Changes) -> dict[str, Any]:
    return {
        "pages": found.pages,
        "captured_more_than_once": found.several,
        "changed": [
            {
                "address": one.address,
                "title": one.title,
                "versions": [{"document": v.document, "first": v.first, "last": v.last} for v in one.versions],
                "steps": [_step_json(step) for step in one.steps],
            }
            for one in found.changed
        ],
        "gone": [_missing_json(one) for one in found.gone],
        "no_longer_listed": [_missing_json(one) for one in found.unlisted],
    }


def _step_json(step: Step) -> dict[str, Any]:
    return {
        "before": step.before.document,
        "after": step.after.document,
        "from": step.before.last,
        "to": step.after.first,
        "facts": [fact._asdict() for fact in step.facts],
        "lines": [{**line._asdict(), "pieces": [list(piece) for piece in line.pieces]} for line in step.lines],
    }


def _missing_json(one: Missing) -> dict[str, Any]:
    told = {"status": one.status} if one.status is not None else {"list": one.listed}
    return {
        "address": one.address,
        "title": one.title,
        "document": one.document,
        "last_met": one.last,
        "missing": one.missing,
        **told,
    }


def _lines(found: Changes) -> Iterator[Text]:
    from rich.text import Text

    for changed in found.changed:
        yield from _changed(changed)
    for name, missing in (("gone", found.gone), ("no longer listed", found.unlisted)):
        for one in missing:
            yield _head(name, one.title, one.address)
            why = f"the server answered {one.status}" if one.status is not None else f"not on {one.listed}"
            yield Text(f"    document {one.document}, last met {one.last}; on {one.missing} {why}")
    yield Text(
        f"{len(found.changed):,} changed, {len(found.gone):,} gone, {len(found.unlisted):,} no longer listed; "
        f"{found.several:,} of {found.pages:,} pages were captured more than once",
        style="bold",
    )


def _head(name: str, title: str | None, address: str) -> Text:
    from rich.text import Text

    from watchledger.cli.asking import plain

    return Text.assemble((name, "yellow"), "  ", (plain(title or ""), "bold"), "  ", (plain(address), "dim"))


def _changed(changed: Changed) -> Iterator[Text]:
    from rich.text import Text

    from watchledger.cli.asking import plain

    yield _head("changed", changed.title, changed.address)
    for step in changed.steps:
        yield Text(f"    {step.before.last} {step.before.document} -> {step.after.first} {step.after.document}", style="dim")
        for fact in step.facts:
            before, after = (plain("; ".join(values)) or "nothing stated" for values in (fact.before, fact.after))
            yield Text.assemble("    ", (fact.field, "cyan"), f": {before} -> {after}")
        for line in step.lines[:SHOWN_LINES]:
            signs = {"same": ("", "", ""), "removed": ("[-", "-]", "red"), "added": ("{+", "+}", "green")}
            pieces = [(s[0] + _inner(piece.words) + s[1], s[2]) for piece in line.pieces for s in (signs[piece.how],)]
            yield Text.assemble("      ", *pieces)
        if len(step.lines) > SHOWN_LINES:
            yield Text(f"      and {len(step.lines) - SHOWN_LINES} more lines (--json has all)", style="dim")


def _inner(words: str) -> str:
    """Words as a terminal may be given them, with a space at either end kept."""
    from watchledger.cli.asking import plain

    return " " * words[:1].isspace() + plain(words) + " " * (words[-1:].isspace() and bool(words.strip()))
