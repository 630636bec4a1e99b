"""The published description of the addresses, tried by schemathesis: whatever is asked is answered, never by an error of ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from tests.invented import case_of, readings
from tests.web.conftest import HOST, KEY, Visitor
from watchledger.web import create_app

EXAMPLES = 8
"""Of each address and method, the same ones in every run."""


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    path: Path = tmp_path_factory.mktemp("described") / "case"
    with Visitor(create_app(case_of(path, list(readings(12))), hosts=frozenset({HOST}), key=KEY), base_url=f"http://{HOST}") as one:
        one.get("/", params={"token": KEY.token})
        yield one


@pytest.fixture(scope="module")
def described(visitor: Visitor) -> Any:
    published = visitor.get("/openapi.json").json()
    return schemathesis.openapi.from_dict(published)


def test_whatever_is_asked_is_answered(described: Any, visitor: Visitor) -> None:
    tried = 0
    for operation in described.get_all_operations():

        @settings(
            max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.ok().as_strategy())
        def one(case: Any) -> None:
            _answered(case, visitor)

        one()
        tried += 1
    assert tried > 35


def _answered(case: Any, visitor: Visitor) -> None:
    if isinstance(case.body, dict):
        case.body["token"] = KEY.form_token()
    asked = case.as_transport_kwargs(base_url=f"http://{HOST}")
    headers = {"origin": f"http://{HOST}", "host": HOST}
    body = {name: asked[name] for name in ("data", "content", "json", "files") if asked.get(name) is not None}
    answer = visitor.request(
        asked["method"], asked["url"], params=asked.get("params"), headers=headers, follow_redirects=False, **body
    )
    assert answer.status_code in (200, 303, 400, 401, 403, 404, 405, 413, 415, 422), (case.method, asked["url"], answer.status_code)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
