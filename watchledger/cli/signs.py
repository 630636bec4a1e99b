"""watchledger signs: warning signs of the procurement itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchledger.explore.indicators import Indicator, Sign
    from watchledger.store import Head


def signs(
    case: Annotated[
        Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made, or a JSON-lines file of OCDS releases.")
    ],
    where: Annotated[str, typer.Option("--where", metavar="QUERY", help="Only of what `find` finds by this.")] = "",
    only: Annotated[list[str], typer.Option("--only", metavar="NAME", help="This indicator; may be given again.")] = [],  # noqa: B006
    as_json: Annotated[bool, typer.Option("--json", help="Explanations and signs as one JSON object.")] = False,
) -> None:
    """List warning signs of how things were bought, each with its reason, its quotes and its documents.

    close_price: the award nearly equals the budget · single_source · brand_named in a tender · single_bidder · short_period for
    bids · withdrawn after publication · one_winner of all awards of a buyer · split_purchases just under a threshold. A sign
    says where to look and accuses nobody; its explanation names the innocent reasons. Where a fact is missing there is no
    sign.

    Of a file of OCDS compiled releases: short_submission · one_bid · bids_close, the second bid close behind the winning one ·
    far_below, the winning bid far below the second · same_price of two bidders · late_bid that won · others_disqualified ·
    lowest_disqualified · many_disqualified by one buyer, after Cardinal's
    indicators of the Open Contracting Partnership. A line that is no release is told, and the exit code is 1.

    Examples:

        watchledger signs my-case

        watchledger signs releases.jsonl --only others_disqualified

        watchledger signs my-case --only close_price --where 'technology:video year>=2018' --json
    """
    from watchledger.cli.asking import asked, print_json, understood
    from watchledger.explore.indicators import INDICATORS
    from watchledger.explore.indicators import signs as found_in

    if case.is_file():
        from watchledger.cli.release_signs import release_signs

        if where.strip():
            raise typer.BadParameter("a file of releases holds no case to ask", param_hint="--where")
        release_signs(case, only, as_json=as_json)
        return
    unknown = set(only) - {indicator.name for indicator in INDICATORS}
    if unknown:
        names = ", ".join(indicator.name for indicator in INDICATORS)
        raise typer.BadParameter(f"{min(unknown)!r} is none of {names}", param_hint="--only")
    chosen = [indicator for indicator in INDICATORS if not only or indicator.name in only]
    tree = understood(where, "--where") if where.strip() else None
    with asked(case) as opened:
        keys = opened.index.keys(tree) if tree is not None else None
        found = list(found_in(opened, chosen, keys)) if keys is None or keys else []
        named = sorted({passage.key for sign in found for passage in sign.passages})
        heads = {head.id: head for head in opened.store.heads(named)}
    if as_json:
        print_json({
            "indicators": [{"name": i.name, "explanation": i.explanation} for i in chosen],
            "signs": [_json(sign, heads) for sign in found],
        })  # fmt: skip
    else:
        _print(chosen, found, heads)


def _json(sign: Sign, heads: dict[str, Head]) -> dict[str, Any]:
    return {
        "indicator": sign.indicator,
        "reason": sign.reason,
        "documents": [
            {"document": name, "path": heads[name].path, "title": heads[name].title, "buyer": heads[name].buyer}
            for name in sign.documents()
        ],
        "passages": [
            {
                "document": p.document, "field": p.field, "quote": p.quote, "start": p.start, "end": p.end, "page": p.page,
            }
            for p in sign.passages
        ],
    }  # fmt: skip


def _print(chosen: Sequence[Indicator], found: Sequence[Sign], heads: dict[str, Head]) -> None:
    from rich.text import Text

    from watchledger.cli.asking import console, plain

    out = console()
    for indicator in chosen:
        mine = [sign for sign in found if sign.indicator == indicator.name]
        if not mine:
            continue
        out.print(Text.assemble((f"\n{indicator.name}", "bold"), f"  {len(mine):,} sign{'' if len(mine) == 1 else 's'}"))
        out.print(Text(plain(indicator.explanation)), style="dim")
        for sign in mine:
            out.print(Text("  " + plain(sign.reason)))
            for passage in sign.passages:
                head = heads[passage.document]
                title = plain(head.title or head.path)
                out.print(
                    Text.assemble(
                        "    ", (plain(passage.quote), "yellow"), f"  {passage.field} in ", (head.id, "cyan"), f" {title}"
                    )
                )
    out.print(f"\n{len(found):,} sign{'' if len(found) == 1 else 's'}; they say where to look and accuse nobody.")
