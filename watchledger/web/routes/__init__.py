"""The workbench's views, a file each; VIEWS are those that the application serves."""

from __future__ import annotations

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
    sign_in,
    sources,
    tables,
)

VIEWS = (
    search, export, batch, saved, document, page, review, decided, numbers, tables, pictures, bodies, sources, sign_in,
)  # fmt: skip
