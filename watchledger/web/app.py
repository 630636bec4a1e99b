"""The application: a case, the guard before it, the routes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from watchledger import __version__
from watchledger.errors import InputError, NoSuchDocument
from watchledger.explore.case import open_case
from watchledger.explore.counts import counts
from watchledger.explore.live import Live
from watchledger.findings.concepts import concept_names
from watchledger.findings.taxonomy import load
from watchledger.store.shelf import Shelf
from watchledger.web.access import Door, Guard, Pass
from watchledger.web.forms import Refused
from watchledger.web.held import Held
from watchledger.web.pages import Desk, render, words_of
from watchledger.web.routes import VIEWS
from watchledger.web.routes.sources import Runs
from watchledger.web.users import Users

AT_ONCE = 8
"""Requests answered at once, the others wait their turn: Python runs one at a time, and each has a connection to the store. The
framework would take 40."""


@asynccontextmanager
async def _few_at_once(_app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = AT_ONCE
    yield


def create_app(
    case: Path,
    *,
    hosts: frozenset[str],
    key: Pass,
    unmask: bool = False,
    users: bool = False,
    proxy_header: str = "",
    secure: bool = False,
) -> FastAPI:
    """The workbench over one case. `hosts` are the Host headers it answers to; with `users` visitors sign in, or a proxy on this
    machine names them in `proxy_header`. Raises NoSuchCase, StoreMismatch."""
    app = FastAPI(title="Watchledger", version=__version__, docs_url=None, redoc_url=None, lifespan=_few_at_once)
    taxonomy = load()
    labels = {t.id: (t.label_en, t.label_zh) for t in taxonomy.technologies}
    opened = open_case(case)
    shelf = Shelf(case)
    names = concept_names(taxonomy)
    for row in counts(opened, ("technology",), all_statuses=True).rows:
        names.setdefault(str(row.values[0]), (str(row.values[0]),))  # ids of an older vocabulary stay askable
    app.state.desk = Desk(case.resolve(), opened, key, names, labels, Live(opened), shelf, Held(opened.store), unmask)
    app.state.runs = Runs()
    app.state.door = door = Door(key, hosts, Users(shelf) if users else None, proxy_header, secure)
    for view in VIEWS:
        app.include_router(view.router)
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app.add_exception_handler(InputError, _input_error)
    app.add_exception_handler(404, _not_found)
    app.add_middleware(Guard, door=door)
    return app


def _input_error(request: Request, error: Exception) -> Response:
    """What the visitor asked cannot be answered: said in a page, with the reason."""
    words = words_of(request)
    status = 404 if isinstance(error, NoSuchDocument) else 403 if isinstance(error, Refused) else 400
    return render(request, "message.html", status=status, heading=words("page.problem"), message=str(error))


def _not_found(request: Request, error: Exception) -> Response:
    words = words_of(request)
    return render(request, "message.html", status=404, heading=words("page.not_found"), message=words("page.not_found_why"))
