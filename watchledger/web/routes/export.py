"""Exactly a result, whole, as a file: one row a document, or all its tables with their citations."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.background import BackgroundTask
from starlette.responses import FileResponse, Response, StreamingResponse

from watchledger.errors import NoSuchDocument
from watchledger.publish import EXPORTERS
from watchledger.publish.export import export
from watchledger.publish.safe import harmless
from watchledger.store import Head
from watchledger.web.ask import Ask, answer
from watchledger.web.described import QUESTION
from watchledger.web.pages import Desk, desk_of

router = APIRouter()
COLUMNS = (
    "id", "title", "type", "buyer", "agency", "region", "published", "budget", "budget_currency", "ceiling", "ceiling_currency",
    "award_total", "award_total_currency", "verdict", "reason", "path", "record_id", "address", "captured", "sha256",
)  # fmt: skip
ROWS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}
"""One row a document, in the order of the screen, as it is read."""
ZIPPED = tuple(form for form in EXPORTERS if form != "xlsx")


@router.get("/result.{form}", openapi_extra=QUESTION)
def result(request: Request, form: str) -> Response:
    """`csv`, `jsonl`: rows of documents. `xlsx`: all tables. `csv.zip`, `jsonl.zip`, `parquet.zip`: a file a table."""
    desk = desk_of(request)
    keys = keys_of(desk, Ask.of(request.query_params))
    headers = {"content-disposition": f'attachment; filename="result.{form}"'}
    if form in ROWS:
        make = _as_csv if form == "csv" else _as_jsonl
        return StreamingResponse(make(_heads(desk, keys)), media_type=ROWS[form], headers=headers)
    kind = form.removesuffix(".zip")
    if form != "xlsx" and (kind not in ZIPPED or kind == form):
        forms = (*ROWS, "xlsx", *(f"{name}.zip" for name in ZIPPED))
        raise NoSuchDocument(f"a result is to be had as {', '.join(f'result.{name}' for name in forms)}")
    folder = tempfile.TemporaryDirectory(prefix="watchledger-")
    made = _tables(desk, keys, kind, Path(folder.name))
    return FileResponse(made, filename=f"result.{form}", background=BackgroundTask(folder.cleanup))


def keys_of(desk: Desk, ask: Ask) -> list[int]:
    """Keys of all documents that answer, in the order of the screen."""
    _, rows = answer(desk, ask)
    return [int(key) for key in desk.columns.keys[desk.columns.ordered(rows, ask.order)]]


def _heads(desk: Desk, keys: list[int]) -> Iterator[Head]:
    """In the order of `keys`, a few hundred at a time."""
    for at in range(0, len(keys), 500):
        held = {head.key: head for head in desk.store.heads(keys[at : at + 500])}
        yield from (held[key] for key in keys[at : at + 500] if key in held)


def _as_csv(heads: Iterator[Head]) -> Iterator[str]:
    yield "\ufeff" + line_of(COLUMNS)
    for head in heads:
        yield line_of([getattr(head, name) for name in COLUMNS])


def _as_jsonl(heads: Iterator[Head]) -> Iterator[str]:
    for head in heads:
        yield json.dumps({name: getattr(head, name) for name in COLUMNS}, ensure_ascii=False) + "\n"


def line_of(cells: object) -> str:
    """A line of CSV; what a spreadsheet would run is made harmless."""
    out = io.StringIO()
    values = cells if isinstance(cells, list | tuple) else [cells]
    csv.writer(out).writerow([harmless(value) if isinstance(value, str) else value for value in values])
    return out.getvalue()


def _tables(desk: Desk, keys: list[int], kind: str, folder: Path) -> Path:
    tables = folder / "tables"
    export((reading for _, reading in desk.store.readings(keys)), kind, tables, unmask=desk.unmask)
    files = sorted(tables.iterdir())
    if kind == "xlsx" and len(files) == 1:
        return files[0]
    packed = folder / "result.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.name)
    return packed
