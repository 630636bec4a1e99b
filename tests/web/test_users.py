"""A shared workbench: passwords, roles, sessions, guesses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.invented import case_of, readings
from tests.web.conftest import HOST, KEY
from watchledger.errors import InputError
from watchledger.store.shelf import Shelf
from watchledger.web import create_app
from watchledger.web.users import HOURS, TRIES, WITHIN, TooManyTries, Users, hashed

PASSWORD = "correct horse battery"
ORIGIN = {"origin": f"http://{HOST}"}
ONE = next(iter(readings(1)))


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = case_of(tmp_path_factory.mktemp("users") / "case", list(readings(20)))
    shelf = Shelf(path)
    for role in ("reader", "reviewer", "owner"):
        shelf.keep_user(f"{role}甲", role, hashed(PASSWORD))
    return path


@pytest.fixture
def visit(case: Path) -> Iterator[Callable[..., TestClient]]:
    app = create_app(case, hosts=frozenset({HOST}), key=KEY, users=True, unmask=True)

    def come(role: str | None = None) -> TestClient:
        client = TestClient(app, base_url=f"http://{HOST}", follow_redirects=False)
        if role:
            form = {"name": f"{role}甲", "password": PASSWORD}
            assert client.post("/sign-in", data=form, headers=ORIGIN).status_code == 303
        return client

    yield come


def token(client: TestClient) -> str:
    return client.get("/review").text.split('name="token" value="')[1].split('"')[0]


def test_a_stranger_is_led_to_the_sign_in_and_gets_nothing_else(visit: Callable[..., TestClient]) -> None:
    client = visit()
    for path in ("/", "/numbers", "/result.csv", "/document/0123456789abcdef", "/openapi.json", f"/?token={KEY.token}"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert client.post("/review/decide", headers=ORIGIN).status_code == 401
    page = client.get("/sign-in").text
    assert "采购" not in page
    assert "/numbers" not in page


def test_the_cookie_is_out_of_reach_and_ends_with_the_session(visit: Callable[..., TestClient]) -> None:
    client = visit()
    answer = client.post("/sign-in", data={"name": "owner甲", "password": PASSWORD}, headers=ORIGIN)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.get("/").status_code == 200
    assert client.post("/sign-out", data={"token": token(client), "sure": "yes"}, headers=ORIGIN).status_code == 303
    client.cookies.set("watchledger", answer.cookies["watchledger"])
    assert client.get("/").status_code == 303


def test_roles_bound_what_may_be_done_and_seen(visit: Callable[..., TestClient]) -> None:
    allowed = {"reader": 0, "reviewer": 1, "owner": 2}
    for role, rank in allowed.items():
        client = visit(role)
        sent = {"token": token(client)}
        assert client.post("/batch", data={**sent, "words": "公安"}, headers=ORIGIN).status_code == 200
        drawn = client.post("/review/sample", data={**sent, "n": "3", "seed": "1"}, headers=ORIGIN)
        assert drawn.status_code == (303 if rank >= 1 else 403)
        assert client.post("/sources/retry", data=sent, headers=ORIGIN).status_code == (400 if rank == 2 else 403)
        assert client.get(f"/document/{ONE.document_id}/original").status_code == (200 if rank == 2 else 403)
        assert ("█" in client.get(f"/document/{ONE.document_id}").text) == (rank < 2)


def test_decisions_are_written_down_under_the_name_of_who_signed_in(visit: Callable[..., TestClient]) -> None:
    client = visit("reviewer")
    page = client.get("/review").text
    assert "as reviewer甲" in page
    client.cookies.set("reviewer", "owner")
    assert "as reviewer甲" in client.get("/review").text


def test_a_form_of_one_session_is_refused_in_another(visit: Callable[..., TestClient]) -> None:
    one, other = visit("reviewer"), visit("owner")
    form = {"token": token(one), "n": "3", "seed": "1"}
    assert other.post("/review/sample", data=form, headers=ORIGIN).status_code == 403


WRONG = [("owner甲", "wrong"), ("nobody", PASSWORD), ("", ""), ("owner甲", "x" * 5000), ("\x00", "\x00")]
NONE = [("", "owner", PASSWORD), ("a\n", "king", PASSWORD), ("a", "king", PASSWORD), ("a", "owner", "short")]


@pytest.mark.parametrize(("name", "password"), WRONG)
def test_wrong_names_and_passwords_are_refused_alike(visit: Callable[..., TestClient], name: str, password: str) -> None:
    answer = visit().post("/sign-in", data={"name": name, "password": password}, headers=ORIGIN)
    assert answer.status_code == 401
    assert "Name or password is wrong." in answer.text


def test_guesses_are_bounded_by_name_and_by_address(case: Path) -> None:
    now = [0.0]
    users = Users(Shelf(case), clock=lambda: now[0])
    for n in range(TRIES):
        assert users.sign_in("owner甲", "wrong", f"10.0.0.{n}") is None
    with pytest.raises(TooManyTries):
        users.sign_in("owner甲", PASSWORD, "10.0.0.99")
    now[0] += WITHIN + 1
    assert users.sign_in("owner甲", PASSWORD, "10.0.0.99") is not None
    for n in range(TRIES):
        assert users.sign_in(f"guess{n}", "wrong", "10.0.0.7") is None
    with pytest.raises(TooManyTries):
        users.sign_in("reader甲", PASSWORD, "10.0.0.7")


def test_a_session_ends_and_one_of_a_removed_user_at_once(tmp_path: Path) -> None:
    now = [0.0]
    shelf = Shelf(tmp_path)
    shelf.keep_user("a", "owner", hashed(PASSWORD))
    users = Users(shelf, clock=lambda: now[0])
    cookie = users.sign_in("a", PASSWORD, "x")
    now[0] += HOURS * 3600 - 1
    assert users.session(cookie) is not None
    shelf.keep_user("a", "reader", hashed(PASSWORD))
    session = users.session(cookie)
    assert session is not None
    assert session.role == "reader"
    now[0] += HOURS * 3600 + 1
    assert users.session(cookie) is None
    cookie = users.sign_in("a", PASSWORD, "x")
    shelf.remove_user("a")
    assert users.session(cookie) is None
    assert users.session("guess") is None


def test_a_proxy_names_the_user_only_from_this_machine(case: Path) -> None:
    app = create_app(case, hosts=frozenset({HOST}), key=KEY, users=True, proxy_header="x-user")
    local = TestClient(app, base_url=f"http://{HOST}", client=("127.0.0.1", 1), follow_redirects=False)
    assert local.get("/review", headers={"x-user": "reviewer甲".encode()}).status_code in (200, 401)
    shelf = Shelf(case)
    shelf.keep_user("proxied", "reader", "!")
    assert local.get("/review", headers={"x-user": "proxied"}).status_code == 200
    assert local.get("/review", headers={"x-user": "unknown"}).status_code == 401
    assert local.get("/review", headers=[("x-user", "proxied"), ("x-user", "owner")]).status_code == 401
    assert local.get("/review").status_code == 401
    far = TestClient(app, base_url=f"http://{HOST}", client=("192.0.2.1", 1), follow_redirects=False)
    assert far.get("/review", headers={"x-user": "proxied"}).status_code == 401


@pytest.mark.parametrize(("name", "role", "password"), NONE)
def test_users_that_cannot_be_are_explained(tmp_path: Path, name: str, role: str, password: str) -> None:
    with pytest.raises(InputError):
        Shelf(tmp_path).keep_user(name, role, hashed(password))
