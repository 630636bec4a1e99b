"""watchledger show: what one document states, each value with its words and their place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from watchledger.explore.document import DocumentView
    from watchledger.model.finding import Finding
    from watchledger.store import Capture


def show(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A directory that `watchledger add` made.")],
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="An id as `find` prints it, its beginning, or a path.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="As `watchledger read` prints it, with the document's id and places.")
    ] = False,
    with_text: Annotated[bool, typer.Option("--with-text", help="The whole text too.")] = False,
    unmask: Annotated[bool, typer.Option("--unmask", help="Show personal data. For the case's owner only.")] = False,
) -> None:
    """Show the facts and findings of a document: each with the words that state it, in context, and where they stand.

    Examples:

        watchledger show my-case 3f2a9c0d11aa77e0

        watchledger show my-case notices/2021/award-17.html

        watchledger show my-case 3f2a --json --with-text

    Offsets count characters of the document's text, from 0; `--with-text` prints that text.
    """
    from watchledger.cli.asking import asked, console, print_json
    from watchledger.explore.document import view

    with asked(case) as opened:
        found = view(opened, document, unmask=unmask)
    if as_json:
        print_json(_json(found, with_text=with_text, unmask=unmask))
    else:
        _print(console(), found, with_text=with_text)


def _json(found: DocumentView, *, with_text: bool, unmask: bool) -> dict[str, Any]:
    from watchledger.cli.rights import law_json
    from watchledger.publish.contract import as_json

    head = found.head
    return {
        "document": head.id,
        "address": head.address,
        "captured": head.captured,
        "container": head.container,
        "also_at": [place._asdict() for place in found.places],
        "captures": [
            {"address": c.address, "captured": c.captured, "stated": c.stated, "status": c.status, "document": c.document}
            for page in found.pages
            for c in page
        ],
        "alike": [{"document": twin.id, "path": twin.path, "similarity": share} for twin, share in found.twins],
        **as_json(found.reading, with_text=with_text, unmask=unmask),
        "law": law_json(found.reading),
        "decisions": [
            {
                "value": subject.value,
                "start": subject.start,
                "end": subject.end,
                "reviewer": one.reviewer,
                "judgement": one.judgement,
                "corrected": one.corrected,
                "decided": one.decided,
            }
            for subject, by in sorted(found.decisions.items(), key=lambda item: item[0].start)
            for one in by.values()
        ],
    }


def _print(out: Console, found: DocumentView, *, with_text: bool) -> None:
    from rich.text import Text

    from watchledger.cli.asking import plain
    from watchledger.cli.rights import law_lines

    head, reading = found.head, found.reading
    out.print(Text(plain(head.title or head.path), style="bold"))
    lines = [
        ("document", head.id), ("sha256", head.sha256), ("path", head.path), ("record", head.record_id), ("address", head.address),
        ("captured", head.captured), ("read as", f"{head.media_type} by {head.reader or 'no reader'}, {head.status}"),
        *(("also at", place.path) for place in found.places),
        *(("capture", words) for page in found.pages if len(page) > 1 for words in _captures(page, head.id)),
        *(("alike", f"{share:.0%}  {twin.id}  {twin.path}") for twin, share in found.twins),
    ]  # fmt: skip
    for name, value in lines:
        if value is not None:
            out.print(Text.assemble((f"{name:>9}  ", "dim"), plain(value)), soft_wrap=True)
    for problem in reading.problems:
        out.print(Text.assemble(("  problem  ", "yellow"), plain(problem)))
    if reading.verdict is not None:
        out.print(Text.assemble("\nsurveillance: ", (reading.verdict.verdict, "bold"), f" ({plain(head.reason or '')})"))
        if reading.verdict.reason_zh:
            out.print(Text(plain(_reason_zh(found))))
    if reading.findings:
        _table(
            out,
            "Findings",
            [
                (f"{f.technology} · {f.status}{_judged(f, found)}", _more(f, found.shown), f.span.start, f.span.end, f.page)
                for f in reading.findings
            ],
            found,
        )
    if reading.notice is not None:
        _table(out, "Facts", _facts(found), found)
    if law := law_lines(reading):
        out.print(Text("\n" + "\n".join(map(plain, law))), soft_wrap=True)
    if with_text:
        out.print(Text("\n" + "\n".join(plain(line) for line in found.shown.split("\n"))), soft_wrap=True)


def _captures(page: tuple[Capture, ...], own: str) -> Iterator[str]:
    """A line for each capture of an address."""
    for c in page:
        what = c.document if c.document not in (None, own) else "this document" if c.document else f"the server answered {c.status}"
        yield f"{c.captured}  {what}" + ("" if c.stated else "  (when it was added)")


def _reason_zh(found: DocumentView) -> str:
    """The Chinese reason as it may be seen: not where the English one had something to hide."""
    verdict, head = found.reading.verdict, found.head
    return verdict.reason_zh if verdict is not None and head.reason == verdict.reason else ""


def _judged(finding: Finding, found: DocumentView) -> str:
    """What people decided of a finding, and that a wrong one does not count."""
    from watchledger.explore.review import settle
    from watchledger.model.review import subject_of_finding

    stands = found.decisions.get(subject_of_finding(finding), {})
    said = "; ".join(f"{one.judgement} by {one.reviewer}" for one in stands.values())
    return f" · decided {said}{' (wrong: does not count)' if settle(stands) == 'no' else ''}" if said else ""


def _more(finding: Finding, shown: str) -> str:
    """What a finding carries besides its technology and status, on one line."""
    from watchledger.cli.shown import value_shown

    many = f"{value_shown(finding.quantity)} {finding.unit or ''}".strip() if finding.quantity is not None else ""
    said = [many, finding.certainty]
    for name, _, fact in finding.parts():
        quote = shown[fact.span.start : fact.span.end]
        value = quote if quote != fact.quote and isinstance(fact.value, str) else value_shown(fact.value)
        own = name in ("stage",) or fact.rule.startswith("findings.rung.own")
        said.append(value if own else f"{name} {value}")
    return ", ".join(filter(None, said))


def _facts(found: DocumentView) -> list[tuple[str, str, int, int, int | None]]:
    from watchledger.cli.shown import value_shown

    rows = []
    for name, group, fact in found.reading.notice.facts() if found.reading.notice else ():
        quote = found.shown[fact.span.start : fact.span.end]
        hidden = quote != fact.quote and isinstance(fact.value, str)
        value = quote if hidden else value_shown(fact.value)
        rows.append((f"{name} {group + 1}" if "." in name or group else name, value, fact.span.start, fact.span.end, fact.page))
    return rows


def _table(out: Console, title: str, rows: list[tuple[str, str, int, int, int | None]], found: DocumentView) -> None:
    from rich.table import Table
    from rich.text import Text

    from watchledger.cli.asking import around, plain
    from watchledger.explore.context import place

    if not rows:
        return
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name, style in (("what", "cyan"), ("value", ""), ("words in context", ""), ("place", "dim")):
        table.add_column(name, style=style, overflow="fold", header_style="dim")
    for name, value, start, end, page in rows:
        context = place(found.shown, start, end, (), width=12)
        before, after = around(context)
        words = Text.assemble(before, (plain(context.match), "bold yellow"), after)
        table.add_row(name, plain(value), words, (f"page {page}, " if page is not None else "") + f"{start}-{end}")
    out.print()
    out.print(table)
