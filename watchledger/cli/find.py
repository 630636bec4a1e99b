"""watchledger find: documents that answer a query, each with its words in context."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from watchledger.explore.context import Context
    from watchledger.explore.hits import Hit, Hits


def find(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help="What to look for; nothing finds everything.")] = [],  # noqa: B006
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Documents on this page; any number.")] = 20,
    after: Annotated[
        int | None, typer.Option("--after", help="Go on after this mark, as `next` of the page before gave it.")
    ] = None,
    contexts: Annotated[int, typer.Option("--contexts", min=1, help="Places shown of each document.")] = 3,
    as_json: Annotated[bool, typer.Option("--json", help="The total and the page as one JSON object.")] = False,
    unmask: Annotated[bool, typer.Option("--unmask", help="Show personal data. For the case's owner only.")] = False,
) -> None:
    """Find documents, newest first, each with its words in context. Totals are exact.

    A run of Chinese characters is found as it stands, in simplified and traditional writing alike; words are whole words
    (`camera*` finds cameras too); several things must all be there, unless OR or NOT stands between them.

    Examples:

        watchledger find my-case 人脸识别

        watchledger find my-case '"license plate" OR 卡口'

        watchledger find my-case 'technology:"facial recognition" buyer:公安局 year:2018..2020 amount>100万 NOT 学校'

        watchledger find my-case 视频监控 --json --limit 100

    The whole language is in docs/reference/query.md. Exit code 2 when the query cannot be understood.
    """
    from watchledger.cli.asking import asked, print_json, understood
    from watchledger.explore.hits import search

    tree = understood(" ".join(query), "QUERY")
    with asked(case) as opened:
        found = search(opened, tree, limit=limit, after=after, most=contexts, unmask=unmask)
    if as_json:
        print_json({"total": found.total, "hits": [hit_json(hit) for hit in found.hits], "next": found.next})
    else:
        _print(found, " ".join(query))


def hit_json(hit: Hit) -> dict[str, Any]:
    """`context` is the first place as plain words; `contexts` has every place with its offsets in the raw text."""
    head = hit.head
    return {
        "document": head.id,
        "path": head.path,
        "record_id": head.record_id,
        "title": head.title,
        "context": str(hit.contexts[0]) if hit.contexts else None,
        "contexts": [context_json(context) for context in hit.contexts],
        "type": head.type,
        "buyer": head.buyer,
        "region": head.region,
        "published": head.published,
        "verdict": head.verdict,
        "status": head.status,
        "address": head.address,
    }


def context_json(context: Context) -> dict[str, Any]:
    return context._asdict()


def _print(found: Hits, query: str) -> None:
    from rich.text import Text

    from watchledger.cli.asking import around, console, plain

    out = console()
    for hit in found.hits:
        head = hit.head
        out.print(Text.assemble((head.id, "cyan"), "  ", (plain(head.title or Path(head.path).name), "bold")))
        about = [head.published, head.type, head.buyer, f"surveillance: {head.verdict}" if head.verdict else None]
        out.print(Text("  " + " · ".join(plain(part) for part in about if part)), style="dim")
        out.print(Text("  " + plain(head.path + (f" #{head.record_id}" if head.record_id is not None else ""))), style="dim")
        for context in hit.contexts:
            page = f" (page {context.page})" if context.page is not None else ""
            page += " (in a menu or a link)" if context.furniture else ""
            before, after = around(context)
            out.print(Text.assemble("  … ", before, (plain(context.match), "bold yellow"), after, " …", (page, "dim")))
    out.print(
        Text(f"{found.total:,} document{'' if found.total == 1 else 's'}" + (f", {len(found.hits)} shown" if found.next else ""))
    )
    if found.next is not None:
        out.print(Text(f"the next ones: --after {found.next}"), style="dim")
    if not found.total and query:
        out.print(Text("Nothing has these words. Fewer words, OR between them, or part of a word with * find more."), style="dim")
