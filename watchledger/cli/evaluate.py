"""watchledger evaluate: readings against labels made by hand."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Annotated, Any

import typer


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Labels, one JSON object a line.")],
    documents: Annotated[Path | None, typer.Option("--documents", help="Where the labelled notices lie, by file name.")] = None,
    taxonomy: Annotated[Path | None, typer.Option("--taxonomy", help="The labels' own; ids it lacks do not count.")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List what is wrong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The scores as JSON.")] = False,
) -> None:
    """Read what labels describe and print precision, recall and F1 of every field.

    Labels with `text` (titles, passages) carry what is read; labels of notices name files, which --documents holds.

    Examples:

        watchledger evaluate gold/titles.jsonl

        watchledger evaluate gold/facts.jsonl --documents notices/ --errors
    """
    from watchledger.explore.scoring import exactly_quoted, macro_f1, score_notices, score_passages

    labels = _labels(gold)
    of_notices = "notice_type" in labels[0]
    readings = _readings_of_files(labels, documents) if of_notices else _readings_of_texts(labels)
    score = score_notices if of_notices else score_passages
    scores = score(readings, labels, _technologies(taxonomy))
    good, bad = exactly_quoted(readings)
    mean = macro_f1(scores)
    if as_json:
        fields = {
            name: {"precision": s.precision, "recall": s.recall, "f1": s.f1, "right": s.right, "wrong": s.wrong, "missed": s.missed}
            for name, s in scores.items()
        }
        print(json.dumps({"macro_f1": mean, "fields": fields, "quoted": good, "not_quoted": len(bad)}))
    else:
        for name, s in scores.items():
            shares = f"P {_share(s.precision)}  R {_share(s.recall)}  F1 {_share(s.f1)}"
            print(f"{name:18} {shares}   {s.right} right, {s.wrong} wrong, {s.missed} missed")
            for error in s.errors if errors else ():
                print(f"    {error}")
        print(f"macro F1 {_share(mean)}; {good} values quoted exactly, {len(bad)} not")
    if bad:
        print(f"watchledger: {len(bad)} values do not quote their text, the first: {bad[0]}", file=sys.stderr)
        raise typer.Exit(1)


def _share(value: float | None) -> str:
    return "  n/a" if value is None else f"{value:.3f}"


def _labels(gold: Path) -> list[dict[str, Any]]:
    from watchledger.errors import InputError

    labels: list[dict[str, Any]] = []
    try:
        lines = gold.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", path=str(gold)) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                label = json.loads(line)
            except ValueError as error:
                raise InputError(f"not JSON: {error}", path=str(gold), place=f"line {number}") from error
            if not isinstance(label, dict) or "id" not in label or not ({"text", "notice_type"} & label.keys()):
                raise InputError("a label has an id and either a text or a notice_type", path=str(gold), place=f"line {number}")
            labels.append(label)
    if not labels:
        raise InputError("holds no labels", path=str(gold))
    return labels


def _readings_of_texts(labels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each label's text read as a row of a table; the labels themselves are kept away from the reader."""
    from watchledger.model.document import RECORD, Document, Origin
    from watchledger.model.limits import Limits
    from watchledger.pipeline import read_document
    from watchledger.publish.contract import as_json

    def read(label: dict[str, Any]) -> dict[str, Any]:
        content = json.dumps({"text": label["text"]}, ensure_ascii=False).encode()
        reading = read_document(Document(content, Origin("labels", str(label["id"])), RECORD), Limits())
        return as_json(reading, with_text=True, unmask=True)

    return [read(label) for label in labels]


def _readings_of_files(labels: list[dict[str, Any]], documents: Path | None) -> list[dict[str, Any]]:
    from watchledger.model.document import Document, Origin
    from watchledger.model.limits import Limits
    from watchledger.pipeline import read_document
    from watchledger.publish.contract import as_json

    if documents is None or not documents.is_dir():
        raise typer.BadParameter("labels of notices name files; say where they lie", param_hint="--documents")
    wanted = {label["id"] for label in labels}
    files = sorted(path for path in documents.rglob("*") if path.name in wanted and path.is_file())
    documents_of = (Document(path.read_bytes(), Origin(str(path))) for path in files)
    return [as_json(read_document(document, Limits()), with_text=True, unmask=True) for document in documents_of]


def _technologies(taxonomy: Path | None) -> set[str]:
    if taxonomy is not None:
        return set(re.findall(r"- id: ([a-z]+\.[a-z_0-9]+)", taxonomy.read_text("utf-8")))
    from watchledger.findings import load

    return {technology.id for technology in load().technologies}
