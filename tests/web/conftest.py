"""A small case of invented readings, and the workbench over it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.invented import case_of, readings
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


class Visitor(TestClient):
    """A browser that fills in the forms it is shown; `app_case` is the case behind it."""

    app_case: Path

    def fill(self, path: str, **fields: object) -> Any:
        """Posts a form as the workbench's own page does, and follows to where it leads."""
        data = {"token": KEY.form_token(), **{name: str(value) for name, value in fields.items()}}
        return self.post(path, data=data, headers={"origin": f"http://{HOST}"}, follow_redirects=True)

    def submit(self, page: str, action: str, **fields: object) -> Any:
        """The form of a page with this action, its hidden fields as they stand."""
        form = re.findall(rf'<form[^>]*action="{action}".*?</form>', page, re.DOTALL)[0]
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
        return self.fill(action, **{name: unescape(value) for name, value in hidden.items()}, **fields)

    def upload(self, path: str, content: bytes) -> Any:
        files = {"file": ("list.txt", content)}
        return self.post(path, data={"token": KEY.form_token()}, files=files, headers={"origin": f"http://{HOST}"})


@pytest.fixture
def reviewer(tmp_path: Path) -> Iterator[Visitor]:
    """A visitor with a case of their own, to decide in."""
    app = create_app(case_of(tmp_path / "case", list(readings(60))), hosts=frozenset({HOST}), key=KEY)
    with Visitor(app, base_url=f"http://{HOST}") as client:
        client.app_case = tmp_path / "case"
        client.get("/", params={"token": KEY.token})
        client.fill("/review/name", name="甲")
        yield client


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
