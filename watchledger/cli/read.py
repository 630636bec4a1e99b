"""watchledger read: files to facts and findings, without a case."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from watchledger.cli.ocr import OcrOption, settings_with
from watchledger.cli.passwords import PasswordsOption, passwords_in
from watchledger.model.document import Leaf, Skipped, Unread
from watchledger.model.reading import Reading

if TYPE_CHECKING:
    from watchledger.engines import Engine

SMALL_BYTES = 4 * 1024**2
"""One file up to this size is read by a fork of this process: starting a worker costs half a second, reading a notice 0.01 s."""


def read(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders, ZIP archives, tables.")],
    jsonl: Annotated[bool, typer.Option("--jsonl", "--json", help="One JSON object a document, for programs.")] = False,
    with_text: Annotated[bool, typer.Option("--with-text", help="Add the raw text that offsets refer to.")] = False,
    unmask: Annotated[bool, typer.Option("--unmask", help="Show personal data. For the owner of the documents only.")] = False,
    columns: Annotated[Path | None, typer.Option("--columns", help="Mapping file: column of a table -> field.")] = None,
    ocr: OcrOption = None,
    passwords: PasswordsOption = None,
) -> None:
    """Read documents and print what they state, each value with the words that state it. Touches no case.

    Examples:

        watchledger read notice.html

        watchledger read notices/ archive.zip titles.jsonl --jsonl --with-text > readings.jsonl

    Exit code 1 when any document is partial or failed; what was wrong is on standard error.
    """
    from watchledger.sources import load_mapping

    mapping = load_mapping(columns) if columns is not None else None
    write: Any
    if jsonl:
        write = _json_writer(with_text=with_text, unmask=unmask)
    else:
        from watchledger.cli.shown import reading_writer

        write = reading_writer(with_text=with_text, unmask=unmask)
    problems = 0
    for outcome in _outcomes(paths, mapping, ocr, passwords_in(passwords)):
        if isinstance(outcome, Reading):
            write(outcome)
            said = [(outcome.origin.path, problem) for problem in outcome.problems]
        else:
            said = [(" ".join(filter(None, (outcome.path, f"({outcome.place})" if outcome.place else None))), outcome.reason)]
        problems += len(said)
        for where, reason in said:
            print(f"watchledger: {where}: {reason}", file=sys.stderr)
    if problems:
        raise typer.Exit(1)


def _outcomes(
    paths: list[Path], mapping: dict[str, str] | None, ocr: str | None, passwords: tuple[str, ...]
) -> Iterator[Reading | Unread]:
    """What comes of the paths, in any order when there are many."""
    from watchledger import pipeline
    from watchledger.sources import walk

    settings = settings_with(ocr)
    limits = pipeline.limits_of(settings, passwords)
    listed = (piece for path in paths for piece in walk(path, limits))
    first: list[Leaf] = []
    for piece in listed:
        if isinstance(piece, Unread):
            yield piece
        elif isinstance(piece, Leaf):
            first.append(piece)
            if len(first) == 2:
                break
    single = len(first) == 1 and first[0].size <= SMALL_BYTES
    engine: Engine = pipeline.forked_engine(settings) if single else pipeline.local_engine(settings)
    apart: list[Unread] = []

    def leaves() -> Iterator[Leaf]:
        yield from first
        for piece in listed:
            if isinstance(piece, Leaf):
                yield piece
            elif isinstance(piece, Unread):
                apart.append(piece)

    for outcome in pipeline.read_all(leaves(), limits, engine, columns=mapping):
        if not isinstance(outcome, Skipped):
            yield outcome
        yield from apart
        apart.clear()
    yield from apart


def _json_writer(*, with_text: bool, unmask: bool) -> Any:
    import orjson

    from watchledger.publish.contract import as_json

    out = sys.stdout.buffer

    def write(reading: Reading) -> None:
        value = as_json(reading, with_text=with_text, unmask=unmask)
        try:
            line = orjson.dumps(value)
        except TypeError:
            import json

            # Lone surrogates, which a JSON file may escape and orjson refuses.
            line = json.dumps(value).encode("ascii")
        out.write(line + b"\n")
        out.flush()

    return write
