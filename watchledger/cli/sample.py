"""watchledger sample: a stratified random sample to decide by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from watchledger.store import Sample


def sample(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    where: Annotated[str, typer.Option("--where", metavar="QUERY", help="Draw only from what `find` finds by this.")] = "",
    technology: Annotated[
        str, typer.Option("--technology", metavar="NAME", help="Whether the document buys this; an id, a label or a group.")
    ] = "",
    number: Annotated[int, typer.Option("--n", "-n", min=1, help="Documents to draw.")] = 200,
    seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same documents.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="The sample with its strata as one JSON object.")] = False,
) -> None:
    """Draw a random sample of what was found and of what was not, to be decided with `watchledger review`.

    Strata are made by whether the machine found the technology, how certain it was, the type of notice and the year, as many as
    the sample can bear. The sample is kept in the case with the size of each stratum, so that `watchledger estimate` can say
    how many documents there really are. Without `--technology` the question is whether a document buys means to watch people.

    Examples:

        watchledger sample my-case --technology video.face --n 200 --seed 1

        watchledger sample my-case --where 'buyer:公安 year>=2016' --n 100
    """
    from watchledger.cli.asking import asked, print_json, technologies_named, understood
    from watchledger.explore.sample import draw

    ids = technologies_named(technology, "--technology")
    tree = understood(where, "--where") if where.strip() else None
    with asked(case) as opened:
        kept = opened.store.samples.keep(draw(opened, ids, tree, n=number, seed=seed, query=where.strip()))
    if as_json:
        print_json(sample_json(kept))
    else:
        _print(kept)


def sample_json(kept: Sample) -> dict[str, Any]:
    """`weight` is how many documents one that was drawn stands for."""
    strata = [
        {"name": stratum.name, "found": stratum.found, "size": stratum.size, "weight": weight}
        for stratum, weight in zip(kept.strata, kept.weights(), strict=True)
    ]
    return {
        "sample": kept.number, "technology": kept.technology, "where": kept.query, "seed": kept.seed, "asked": kept.asked,
        "when": kept.when, "documents": kept.documents, "unreadable": kept.unreadable, "strata": strata,
        "drawn": [{"document": one.document, "stratum": one.stratum, "score": one.score} for one in kept.drawn],
    }  # fmt: skip


def _print(kept: Sample) -> None:
    from rich.table import Table

    from watchledger.cli.asking import console, plain

    out = console()
    out.print(f"sample {kept.number}: {len(kept.drawn):,} of {kept.documents:,} documents, about {plain(kept.technology)}")
    if kept.unreadable:
        out.print(f"{kept.unreadable:,} documents have no text and could not be drawn")
    shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("stratum", "documents", "drawn", "one stands for"):
        shown.add_column(name, justify="left" if name == "stratum" else "right", overflow="fold")
    for number, (stratum, weight) in enumerate(zip(kept.strata, kept.weights(), strict=True)):
        drawn = sum(one.stratum == number for one in kept.drawn)
        shown.add_row(stratum.name, f"{stratum.size:,}", f"{drawn:,}", f"{weight:,.1f}" if weight is not None else "")
    out.print(shown)
    out.print("Decide them with: watchledger review CASE --reviewer NAME", style="dim")
