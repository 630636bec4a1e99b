"""How readings look on a terminal: facts and findings, each with its words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from watchledger.model.notice import Money, Notice
from watchledger.model.reading import Reading
from watchledger.model.text import masked

QUOTE_CHARS = 60
"""Characters of a quote that a line shows."""


def reading_writer(*, with_text: bool, unmask: bool) -> Callable[[Reading], None]:
    """A function that prints one reading."""
    console = Console(highlight=False)

    def write(reading: Reading) -> None:
        shown = "" if reading.text is None else reading.text.content if unmask else masked(reading.text.content, reading.masks)
        name = reading.origin.path + (f"  [{reading.origin.record_id}]" if reading.origin.record_id is not None else "")
        console.print(Text(name, style="bold"))
        console.print(Text(f"{reading.media_type} · {reading.status}", style="dim" if reading.status == "ok" else "yellow"))
        for problem in reading.problems:
            console.print(Text(f"  {problem}", style="yellow"))
        if reading.notice is not None and (table := _facts(reading.notice, shown)).row_count:
            console.print(table)
        if reading.verdict is not None:
            console.print(Text.assemble("surveillance: ", (reading.verdict.verdict, "bold"), f" ({reading.verdict.reason})"))
        if reading.findings:
            console.print(_findings(reading, shown))
        if with_text and reading.text is not None:
            console.print(Text(shown))
        console.print()

    return write


def value_shown(value: Any) -> str:
    """A value as people write it: money with thousands and currency."""
    if isinstance(value, Money):
        amount = f"{value.amount:,f}"
        return f"{value.currency} {amount.rstrip('0').rstrip('.') if '.' in amount else amount}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def quote_shown(shown: str, start: int, end: int) -> str:
    """The words at a place, on one line, cut in the middle when they are many."""
    words = " ".join(shown[start:end].split())
    return words if len(words) <= QUOTE_CHARS else f"{words[: QUOTE_CHARS // 2]} … {words[-QUOTE_CHARS // 2 :]}"


def _facts(notice: Notice, shown: str) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 1))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="dim", overflow="fold")
    for name, group, fact in notice.facts():
        if not name.startswith("alternatives."):
            quote = quote_shown(shown, fact.span.start, fact.span.end)
            hidden = shown[fact.span.start : fact.span.end] != fact.quote and isinstance(fact.value, str)
            value = quote if hidden else value_shown(fact.value)
            table.add_row(f"{name} {group + 1}" if "." in name else name, Text(value), Text(f"“{quote}” {_place(fact)}"))
    return table


def _findings(reading: Reading, shown: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 1), header_style="dim")
    for head in ("technology", "status", "quantity", "words"):
        table.add_column(head, overflow="fold")
    for finding in reading.findings:
        many = f"{value_shown(finding.quantity)} {finding.unit or ''}".strip() if finding.quantity is not None else ""
        quote = f"“{quote_shown(shown, finding.span.start, finding.span.end)}” {_place(finding)}"
        table.add_row(finding.technology, finding.status, many, Text(quote))
    return table


def _place(evidence: Any) -> str:
    page = f"page {evidence.page}, " if evidence.page is not None else ""
    return f"{page}{evidence.span.start}–{evidence.span.end}"
