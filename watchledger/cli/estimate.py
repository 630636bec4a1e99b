"""watchledger estimate: from the decisions on a sample to a count with its error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from watchledger.explore.estimate import Interval
    from watchledger.explore.review import Assessment


def estimate(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    technology: Annotated[
        str | None, typer.Option("--technology", metavar="NAME", help="The latest sample about this; an id, a label or a group.")
    ] = None,
    number: Annotated[int | None, typer.Option("--sample", help="Number of the sample; the latest by default.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything as one JSON object.")] = False,
) -> None:
    """Say how many documents there really are, by the decisions on a sample: precision, recall and the corrected count.

    Every figure has a 95 % interval: by stratified estimation (a beta-binomial in each stratum), and the count by
    prediction-powered inference too, where each stratum has two decisions. Documents on which nobody is sure, or reviewers are
    of two minds, are left out; what the count would be if all of them were one or the other is printed. With two reviewers
    their agreement is printed: Cohen's kappa, Krippendorff's alpha.

    Examples:

        watchledger estimate my-case

        watchledger estimate my-case --technology video.face --json
    """
    from watchledger.cli.asking import asked, print_json, sample_named, technologies_named
    from watchledger.explore.review import assess

    ids = technologies_named(technology, "--technology") if technology is not None else None
    with asked(case) as opened:
        made = assess(opened, sample_named(opened, number, ids))
    if as_json:
        print_json(_json(made))
    else:
        _print(made)


def _json(made: Assessment) -> dict[str, Any]:
    estimate = made.estimate
    return {
        "sample": made.sample.number, "technology": made.sample.technology, "where": made.sample.query,
        "documents": made.sample.documents, "found": estimate.automatic, "reviewed": estimate.reviewed, "open": made.open,
        "count": _interval(estimate.count), "precision": _interval(estimate.precision), "recall": _interval(estimate.recall),
        "count_prediction_powered": _interval(made.powered), "count_if_open_are_yes": _interval(made.if_yes),
        "count_if_open_are_no": _interval(made.if_no), "changed": made.changed,
        "strata": [
            {"name": s.name, "found": s.found, "size": s.size, "reviewed": s.reviewed, "positive": s.positive} for s in made.strata
        ],
        "agreement": None if made.agreement is None else {
            "reviewers": made.agreement.reviewers, "together": made.agreement.together, "same": made.agreement.same,
            "cohen_kappa": made.agreement.kappa, "krippendorff_alpha": made.agreement.alpha,
        },
    }  # fmt: skip


def _interval(interval: Interval | None) -> dict[str, float | None] | None:
    return None if interval is None else {"value": interval.value, "low": interval.low, "high": interval.high}


def _print(made: Assessment) -> None:
    from watchledger.cli.asking import console, plain

    out, estimate, sample = console(), made.estimate, made.sample
    out.print(f"sample {sample.number} about {plain(sample.technology)}: {estimate.reviewed:,} of {len(sample.drawn):,} settled")
    if made.open:
        out.print(f"{made.open:,} open: unsure, or reviewers of two minds")
    out.print(f"found by the machine   {estimate.automatic:,} of {sample.documents:,} documents")
    out.print(f"corrected count        {_many(estimate.count)}")
    if made.powered is not None:
        out.print(f"  prediction-powered   {_many(made.powered)}")
    if made.open:
        out.print(f"  if all open are yes  {_many(made.if_yes)}")
        out.print(f"  if all open are no   {_many(made.if_no)}")
    out.print(f"precision              {_share(estimate.precision)}")
    out.print(f"recall                 {_share(estimate.recall)}")
    if made.agreement is not None:
        agreed = made.agreement
        pair = " and ".join(plain(name) for name in agreed.reviewers)
        out.print(f"agreement              {agreed.same:,} of {agreed.together:,} ({pair})")
        out.print(f"  Cohen's kappa {_figure(agreed.kappa)}, Krippendorff's alpha {_figure(agreed.alpha)}")
    for name in estimate.unreviewed_strata:
        out.print(f"nothing settled in: {plain(name)}; it could be anything")
    if made.changed:
        out.print("The case has changed since the sample was drawn; draw a new one for a count of what it holds now.")
    out.print("Intervals are of 95 %.", style="dim")


def _many(interval: Interval) -> str:
    if interval.value is None or interval.low is None or interval.high is None:
        return "cannot be told"
    return f"{interval.value:,.0f} ({interval.low:,.0f} to {interval.high:,.0f})"


def _share(interval: Interval) -> str:
    if interval.value is None or interval.low is None or interval.high is None:
        return "cannot be told"
    return f"{interval.value:.1%} ({interval.low:.1%} to {interval.high:.1%})"


def _figure(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.2f}"
