"""The application: a case, the guard before it, the routes."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from watchledger.errors import InputError, NoSuchDocument
from watchledger.explore.case import open_case
from watchledger.explore.columns import Columns
from watchledger.explore.counts import counts
from watchledger.findings.concepts import concept_names
from watchledger.findings.taxonomy import load
from watchledger.store.shelf import Shelf
from watchledger.web.access import Guard, Pass
from watchledger.web.forms import Refused
from watchledger.web.pages import Desk, render, words_of
from watchledger.web.routes import (
    batch,
    bodies,
    decided,
    document,
    export,
    numbers,
    page,
    pictures,
    review,
    saved,
    search,
    sources,
    tables,
)


def create_app(case: Path, *, hosts: frozenset[str], key: Pass, unmask: bool = False) -> FastAPI:
    """The workbench over one case. `hosts` are the Host headers it answers to. Raises NoSuchCase, StoreMismatch."""
    app = FastAPI(title="Watchledger", docs_url=None, redoc_url=None, openapi_url=None)
    taxonomy = load()
    labels = {t.id: (t.label_en, t.label_zh) for t in taxonomy.technologies}
    opened = open_case(case)
    names = concept_names(taxonomy)
    for row in counts(opened, ("technology",), all_statuses=True).rows:
        names.setdefault(str(row.values[0]), (str(row.values[0]),))  # ids of an older vocabulary stay askable
    app.state.desk = Desk(case.resolve(), opened, key, names, labels, Columns(opened), Shelf(case), unmask)
    app.state.runs = sources.Runs()
    for view in (search, export, batch, saved, document, page, review, decided, numbers, tables, pictures, bodies, sources):
        app.include_router(view.router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.add_exception_handler(InputError, _input_error)
    app.add_exception_handler(404, _not_found)
    app.add_middleware(Guard, key=key, hosts=hosts)
    return app


def _input_error(request: Request, error: Exception) -> Response:
    """What the visitor asked cannot be answered: said in a page, with the reason."""
    words = words_of(request)
    status = 404 if isinstance(error, NoSuchDocument) else 403 if isinstance(error, Refused) else 400
    return render(request, "message.html", status=status, heading=words("page.problem"), message=str(error))


def _not_found(request: Request, error: Exception) -> Response:
    words = words_of(request)
    return render(request, "message.html", status=404, heading=words("page.not_found"), message=words("page.not_found_why"))
