"""A small case of invented readings, and the workbench over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.invented import readings
from watchledger.search import Index, entry
from watchledger.store import Store, pack
from watchledger.web import create_app
from watchledger.web.access import Pass

HOST = "127.0.0.1:8765"
KEY = Pass("a-token-for-the-tests")


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("web") / "case"
    made = list(readings(60))
    with Store.open(path, create=True) as store:
        keys = store.put([pack(r) for r in made]).keys
        index = Index.open(path / "index", create=True)
        index.add((keys[r.document_id], entry(r)) for r in made)
        index.commit()
        index.close()
        store.indexed(max(keys.values()))
    return path


@pytest.fixture(scope="session")
def stranger(case: Path) -> Iterator[TestClient]:
    """A visitor without the key."""
    app = create_app(case, hosts=frozenset({HOST}), key=KEY)
    with TestClient(app, base_url=f"http://{HOST}", follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(stranger: TestClient) -> Iterator[TestClient]:
    """A visitor who opened the printed address."""
    stranger.cookies.clear()
    assert stranger.get("/", params={"token": KEY.token}).status_code == 303
    yield stranger
    stranger.cookies.clear()
