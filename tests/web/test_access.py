from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from watchledger.web.access import MAX_BODY


def test_without_the_key_nothing_is_shown(stranger: TestClient) -> None:
    stranger.cookies.clear()
    for path in ("/", "/numbers", "/sources", "/document/0123456789abcdef", "/result.csv"):
        answer = stranger.get(path)
        assert answer.status_code == 401
        assert "采购" not in answer.text


def test_a_wrong_key_is_refused(stranger: TestClient) -> None:
    stranger.cookies.clear()
    assert stranger.get("/", params={"token": "guess"}).status_code == 401
    stranger.cookies.set("watchledger", "guess")
    assert stranger.get("/").status_code == 401


def test_the_key_leaves_the_address_and_the_cookie_is_out_of_reach(client: TestClient) -> None:
    answer = client.get("/", params={"token": "a-token-for-the-tests", "q": "公安"})
    assert answer.headers["location"] == "/?q=%E5%85%AC%E5%AE%89"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "samesite=strict" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1", ""])
def test_a_rebound_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", [None, "http://evil.example", "null", "http://evil.example/127.0.0.1:8765"])
def test_a_change_from_elsewhere_is_refused(client: TestClient, origin: str | None) -> None:
    headers = {"origin": origin} if origin else {}
    assert client.post("/", headers=headers).status_code == 403


def test_an_oversized_body_is_refused(client: TestClient) -> None:
    headers = {"origin": "http://127.0.0.1:8765", "content-length": str(MAX_BODY + 1)}
    assert client.post("/", headers=headers, content=b"x").status_code == 413


def test_every_answer_forbids_scripts_and_frames_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/nowhere", "/static/style.css"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/document/..%2f..%2fetc%2fpasswd"]
)
def test_no_path_reaches_the_file_system(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "create_app" not in answer.text
    assert "root:" not in answer.text
