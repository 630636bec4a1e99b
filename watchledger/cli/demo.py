"""`watchledger demo`: a case from the bundled notices, its findings as a table, and where to look further."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from watchledger import pipeline
from watchledger.cli.asking import plain
from watchledger.cli.progress import run_shown
from watchledger.model.finding import BOUGHT, Finding
from watchledger.model.notice import Money, Notice
from watchledger.model.reading import Reading
from watchledger.model.text import masked
from watchledger.settings import load_settings
from watchledger.store import Store

BUNDLED = Path(__file__).parent.parent / "demo" / "notices"
MARK = ".watchledger-demo"
"""A file of this name says that a directory was made by this command and may be made anew."""
WIDE = 176
"""Columns from which a row's short values stand on one line; a terminal narrower than that folds them."""
WHOLE = {"buyer": 16, "stage": 13, "amount": 23, "technology": 27, "status": 11, "quote": 24, "where": 34}
"""Widths that hold the short values of a wide table on one line; longer ones fold, nothing is cut off."""

NEXT: tuple[tuple[str, str, str], ...] = (
    ("find", "{case} 人脸识别", "every notice with these words, traditional characters included"),
    ("find", "{case} 'technology:video.face'", "the same as a concept, in both languages"),
    ("find", "{case} '\"license plate\" OR 卡口'", "phrases, OR, NOT, amount>1000000, year:2023 …"),
    ("show", "{case} {document}", "one notice: facts and findings, each with its words and their place"),
    ("count", "{case} --by technology,year", "a table, with n of N with a price"),
    ("export", "{case} --to csv {case}-csv", "all rows with their citations"),
    ("status", "{case}", "what became of every file"),
    ("serve", "{case}", "the same in the browser"),
)
"""Command, its arguments, what it shows; printed when the program has the command."""


def demo(
    directory: Path = typer.Argument(Path("demo-case"), help="Where the demonstration case goes; made anew each time."),
    statuses: bool = typer.Option(False, "--all", help="Also what is optional, reserved, existing or ruled out."),
) -> None:
    """Build a case from the bundled demonstration notices and print what they buy, with citations.

    The notices are invented: 40 files in Chinese and English (web pages in several encodings, text, PDF, Word, tables, a ZIP),
    some of which only sound like surveillance.

        watchledger demo demo-case

        watchledger demo demo-case --all
    """
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if not console.is_terminal:
        console.width = max(console.width, WIDE)
    _prepare(directory)
    console.print(f"$ watchledger add {directory} {directory / 'notices'}")
    code = _run(directory)
    with Store.open(directory) as store:
        readings = sorted((reading for _, reading in store.readings()), key=lambda r: (r.origin.path, r.origin.record_id or ""))
    if not readings:
        raise typer.Exit(1)
    console.print(findings_table(readings, all_statuses=statuses, wide=console.width >= WIDE), soft_wrap=False)
    for line in summary(readings):
        console.print(line)
    console.print("\nLook further:")
    for line in further(directory, readings):
        console.print(line)
    if code:
        raise typer.Exit(code)


def _run(directory: Path) -> int:
    """As `watchledger add`: the exit code."""
    notices = [directory / "notices"]
    tallies = pipeline.add(directory, notices, load_settings(directory))
    return run_shown(tallies, directory, to_come=notices, quiet=False, as_json=False)


def _prepare(directory: Path) -> None:
    """An empty directory with our mark and the notices. What this command did not make is refused (exit code 2)."""
    if directory.is_symlink() or (directory.exists() and not directory.is_dir()):
        raise typer.BadParameter(f"{directory} is not a directory", param_hint="DIRECTORY")
    if directory.is_dir() and any(directory.iterdir()):
        if not (directory / MARK).is_file():
            raise typer.BadParameter(f"{directory} holds something else; name a new directory", param_hint="DIRECTORY")
        shutil.rmtree(directory)
    directory.mkdir(parents=True, exist_ok=True)
    (directory / MARK).write_text("Made by `watchledger demo`; running it again makes this directory anew.\n", "utf-8")
    shutil.copytree(BUNDLED, directory / "notices")


def findings_table(readings: Iterable[Reading], *, all_statuses: bool, wide: bool = True) -> Table:
    """One row for each technology of each notice: the first place that says so. Who, when and how much stand once a notice."""
    table = Table(title="What the demonstration notices buy", box=box.SIMPLE_HEAD, pad_edge=False)
    table.caption = "where: document : page (- where a format has none) : offset in its text"
    for column in WHOLE:
        table.add_column(column, overflow="fold", min_width=WHOLE[column] if wide else None)
    for reading in readings:
        shown = masked(reading.text.content, reading.masks) if reading.text is not None else ""
        head = _head(reading.notice or Notice())
        for finding in _one_each(reading.findings, all_statuses=all_statuses):
            quote = plain(shown[finding.span.start : finding.span.end])
            quote += f" × {finding.quantity:f}" if finding.quantity is not None else ""
            where = f"{_name(reading)}:{'-' if finding.page is None else finding.page}:{finding.span.start}"
            table.add_row(*map(Text, (*head, finding.technology, finding.status, quote, where)))
            head = ("", "", "")
    return table


def _head(notice: Notice) -> tuple[str, str, str]:
    """Buyer, stage and amount of a notice, "?" for what it does not state."""
    buyer = plain(notice.buyer.value) if notice.buyer is not None else "?"
    return buyer, notice.type.value if notice.type is not None else "?", _amount(notice) or "?"


def _name(reading: Reading) -> str:
    """The document's own name: the file's, the member's, the file's with the row's id."""
    name = plain(reading.origin.path.rpartition("/")[2])
    return name if reading.origin.record_id is None else f"{name}#{plain(reading.origin.record_id)}"


def _one_each(findings: Iterable[Finding], *, all_statuses: bool) -> Iterator[Finding]:
    """The first finding of each technology and status; of several with the same, one with a quantity comes first."""
    best: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        if not all_statuses and finding.status not in BOUGHT:
            continue
        key = finding.technology, finding.status
        if key not in best or (best[key].quantity is None and finding.quantity is not None):
            best[key] = finding
    yield from best.values()


def _amount(notice: Notice) -> str | None:
    """The amount that says most: what was awarded, else the budget, else the ceiling; never a sum of them."""
    for kind, fact in (("awarded", notice.award_total), ("budget", notice.budget), ("ceiling", notice.ceiling)):
        if fact is not None:
            return f"{_money(fact.value)} {kind}"
    return None


def _money(money: Money) -> str:
    whole = money.amount == money.amount.to_integral_value()
    return f"{money.currency} {money.amount:,.0f}" if whole else f"{money.currency} {money.amount:,.2f}"


def summary(readings: list[Reading]) -> Iterator[str]:
    """How many documents, findings and buyers, and which documents only sound like it."""
    bought = [r for r in readings if any(f.status in BOUGHT for f in r.findings)]
    technologies = {f.technology for r in readings for f in r.findings if f.status in BOUGHT}
    priced = sum(1 for r in bought if r.notice is not None and _amount(r.notice))
    other = sum(1 for r in readings for f in r.findings if f.status not in BOUGHT)
    without = [r for r in readings if r not in bought]
    bad = [r for r in readings if r.status != "ok"]
    yield f"{len(readings)} notices read, {len(bad)} with problems."
    yield f"{len(bought)} buy {len(technologies)} surveillance technologies, {priced} of {len(bought)} with a price."
    yield f"{other} findings say existing, reserved, optional or ruled out (--all shows them)."
    yield f"{len(without)} notices buy none, though some sound like it: {', '.join(map(_name, without))}"
    yield "All of them are invented. Contact persons, reviewers and their numbers are masked (--unmask shows them)."


def further(directory: Path, readings: list[Reading]) -> Iterator[str]:
    """Commands to type next, those that this program has, as they can be typed here."""
    program = _program()
    from watchledger.cli import COMMANDS

    award = next((r for r in readings if "award" in r.origin.path), readings[0])
    for name, arguments, meaning in NEXT:
        if name in COMMANDS:
            call = f"{program} {name} {arguments.format(case=directory, document=award.document_id)}"
            yield f"  {call}\n      {meaning}"


def _program() -> str:
    """How this program is called here: by its name where that is on the path, by its place in the environment else."""
    if shutil.which("watchledger"):
        return "watchledger"
    return os.path.relpath(sys.argv[0]) if Path(sys.argv[0]).name == "watchledger" else "python -m watchledger"
