"""watchledger terms: what each term of the vocabulary does in a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text as Line

    from watchledger.findings.concordance import Concordance, Example, TermUse


def terms(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    technology: Annotated[
        str, typer.Option("--technology", "-t", metavar="NAME", help="Only this one: an id, a label or a group.")
    ] = "",
    taxonomy: Annotated[
        Path | None, typer.Option("--taxonomy", metavar="FILE", help="A taxonomy file of your own instead of the shipped one.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything as one JSON object.")] = False,
) -> None:
    """Show what each term of the vocabulary does in a case: its hits in context, the masks that struck, the near misses.

    A mask is a word that only looks like the term (水质监测); a near miss is a place where the term stands and its condition
    does not hold, with the reason. Terms that never hit are listed last. Change the vocabulary, run it again, and see what the
    change did: the case need not be read again.

    Examples:

        watchledger terms my-case --technology video.face

        watchledger terms my-case --technology phone_net --json

        watchledger terms my-case --taxonomy my-taxonomy.yaml
    """
    from watchledger.cli.asking import asked, console, print_json
    from watchledger.findings import load
    from watchledger.findings.concordance import Concordance
    from watchledger.findings.lexicon import compiled, lexicon
    from watchledger.lang.normal import normal
    from watchledger.model import Notice, masked

    known = lexicon() if taxonomy is None else compiled(load(taxonomy))
    made = Concordance(known, _chosen(known.taxonomy, technology))
    with asked(case) as opened:
        for _, reading in opened.store.readings():
            if reading.text is not None:
                shown = masked(reading.text.content, reading.masks)
                view = normal(reading.text.content)
                made.read(reading.document_id, reading.text, view, reading.notice or Notice(), shown)
    if as_json:
        print_json(_json(made))
    else:
        _print(console(), made)


def _chosen(taxonomy: Any, name: str) -> frozenset[str] | None:
    """Ids that the name calls; an unknown name is a wrong use (exit code 2)."""
    from watchledger.findings.concepts import concept_names
    from watchledger.lang.normal import normal

    if not name.strip():
        return None
    ids = concept_names(taxonomy).get(normal(name).text)
    if not ids:
        raise typer.BadParameter(f"no technology is called {name!r}", param_hint="--technology")
    return frozenset(ids)


def _json(made: Concordance) -> dict[str, Any]:
    return {
        "documents": made.documents,
        "technologies": [
            {
                "technology": name,
                "terms": [_term_json(word, use) for word, use in _busiest(uses)],
                "never": [word for word, use in uses.items() if not (use.hits or use.masked or use.missed)],
            }
            for name, uses in made.terms.items()
        ],
    }


def _busiest(uses: dict[str, TermUse]) -> list[tuple[str, TermUse]]:
    met = [(word, use) for word, use in uses.items() if use.hits or use.masked or use.missed]
    return sorted(met, key=lambda pair: (-pair[1].hits, -pair[1].masked.total(), pair[0]))


def _term_json(word: str, use: TermUse) -> dict[str, Any]:
    def others(counted: Any, outcome: str) -> list[dict[str, Any]]:
        return [
            {"by": by, "count": count, "examples": [e._asdict() for e in use.seen.get((outcome, by), ())]}
            for by, count in counted.most_common()
        ]

    return {
        "term": word, "hits": use.hits, "documents": use.documents, "examples": [e._asdict() for e in use.examples],
        "masked": others(use.masked, "masked"), "near_misses": others(use.missed, "near miss"),
    }  # fmt: skip


def _print(out: Console, made: Concordance) -> None:
    from rich.text import Text

    from watchledger.cli.asking import plain

    for name, uses in made.terms.items():
        met = _busiest(uses)
        if met:
            out.print(Text(f"\n{name}", style="bold"))
        for word, use in met:
            out.print(Text.assemble(("  " + plain(word), "cyan"), f"  {use.hits} hits in {use.documents} documents"))
            _examples(out, use.examples)
            for counted, outcome, label in ((use.masked, "masked", "masked by"), (use.missed, "near miss", "near miss:")):
                for by, count in counted.most_common():
                    out.print(Text.assemble(("    " + f"{label} {plain(by)}", "yellow"), f"  {count}"))
                    _examples(out, use.seen.get((outcome, by), [])[:1])
        never = [plain(word) for word, use in uses.items() if not (use.hits or use.masked or use.missed)]
        if never and met:
            out.print(Text("  never: " + " · ".join(never), style="dim"))
    unmet = [name for name, uses in made.terms.items() if not _busiest(uses)]
    if unmet:
        out.print(Text("\nno term of these is in the case: " + ", ".join(unmet), style="dim"))


def _examples(out: Console, examples: list[Example]) -> None:
    for e in examples:
        out.print(_line(e), soft_wrap=True)


def _line(example: Example) -> Line:
    from rich.text import Text

    from watchledger.cli.asking import plain

    before, words, after = plain(example.before), plain(example.words), plain(example.after)
    return Text.assemble("      ", before, (words, "bold yellow"), after, (f"  {example.document}:{example.start}", "dim"))
