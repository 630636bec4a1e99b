"""What an attacker tries: every answer is a refusal or a plain page, never an error of ours, markup of theirs, or a file."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import KEY, Visitor

SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
UP = ("../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//etc/passwd", "/etc/passwd")
PLACES = (
    "/document/{}", "/document/{}/original", "/document/{}/page/1.png", "/picture/{}", "/table/{}", "/place/{}", "/review/log.{}",
)  # fmt: skip
FIELDS = (
    "/?q={}", "/?is=buyer:{}", "/?is={}", "/?sort={}", "/organisation?name={}", "/project?named={}", "/match?name={}",
    "/numbers?where={}",
)  # fmt: skip
MORE = (
    "/picture/timeline?q={}", "/review/item?kind={}", "/changes?since={}", "/table/T6?where={}", "/sources?state={}", "/?lang={}",
)  # fmt: skip
ODD = ("\x00", "\ufffd", "\ufdfd" * 3000, "((((", "%", "-" * 400)
FORMS = ("/review/decide", "/review/undo", "/saved", "/saved/1/look", "/match/decide", "/sources/retry", "/batch")


@pytest.mark.parametrize("path", UP)
def test_no_path_leads_out(client: TestClient, path: str) -> None:
    for place in (*PLACES, "/static/{}", "/{}", "/result.{}"):
        answer = client.get(place.format(path))
        assert answer.status_code in (303, 400, 403, 404, 405, 422), place
        assert "root:" not in answer.text


@pytest.mark.parametrize("place", [*PLACES, *FIELDS, *MORE])
def test_markup_stays_words(client: TestClient, place: str) -> None:
    answer = client.get(place.format(quote(SCRIPT, safe="")))
    assert answer.status_code < 500
    if answer.headers["content-type"].startswith("text/html"):
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_answered(client: TestClient, words: str) -> None:
    for place in (*FIELDS, *MORE):
        assert client.get(place.format(quote(words))).status_code < 500, place


def test_thousands_of_facets_are_refused_with_the_reason(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("httpx2._urlparse.MAX_URL_LENGTH", 1 << 20)  # an attacker's client knows no such bound
    answer = client.get("/?" + "&".join(f"is=buyer:{n}" for n in range(10_000)))
    assert answer.status_code == 400
    assert "more than 100 values" in answer.text


@pytest.mark.parametrize("length", ["-1", "x", "9" * 30, "１２"])
def test_a_length_that_is_none_is_refused(client: TestClient, length: str) -> None:
    headers = {"origin": "http://127.0.0.1:8765", "content-length": length.encode()}
    assert client.post("/batch", headers=headers, content=b"").status_code in (400, 403, 413, 422)


def test_other_methods_are_refused(client: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "OPTIONS"):
        assert client.request(method, "/", headers={"origin": "http://127.0.0.1:8765"}).status_code == 405


@pytest.mark.parametrize("path", FORMS)
def test_a_form_from_elsewhere_is_refused(reviewer: Visitor, path: str) -> None:
    data = {"token": KEY.form_token()}
    assert reviewer.post(path, data=data, headers={"origin": "http://evil.example"}).status_code == 403
    assert reviewer.post(path, data=data).status_code == 403
    assert reviewer.post(path, data={"token": "guess"}, headers={"origin": "http://127.0.0.1:8765"}).status_code == 403


def test_the_key_is_not_sent_on_to_another_host(client: TestClient) -> None:
    answer = client.get(f"//evil.example/?token={KEY.token}")
    assert not answer.headers.get("location", "/").startswith("//")


def test_our_own_forms_carry_their_origin(client: TestClient) -> None:
    """Browsers send "Origin: null" with forms of pages whose policy is no-referrer; found by the browser tests."""
    assert client.get("/").headers["referrer-policy"] == "same-origin"
