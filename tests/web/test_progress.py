from __future__ import annotations

from starlette.testclient import TestClient

from tests.web.conftest import Visitor
from watchledger.store import FileState, Store
from watchledger.web.pace import Pace


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_time_left_follows_what_was_read() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert pace.left(10, 100) is None
    clock.now = 1.0
    assert pace.left(20, 100) is None  # too soon to tell
    clock.now = 5.0
    assert pace.left(60, 100) == 40 * 5 / 50
    clock.now = 6.0
    assert pace.left(3, 50) is None  # a new run


def test_a_run_is_seen_with_its_progress(reviewer: Visitor) -> None:
    assert 'id="running"' not in reviewer.get("/sources").text
    with Store.open(reviewer.app_case) as store:
        store.put([], [FileState(f"more/{n}.html", 10, 1, "queued") for n in range(40)])
    page = reviewer.get("/sources?lang=en").text
    assert "60 of 100 files read" in page
    assert "/static/sources.js" in page


def test_why_says_stage_status_projects_and_price(client: TestClient) -> None:
    page = client.get("/why", params={"is": "type:award", "lang": "en"}).text
    total = int(page.split("Documents found: ")[1].split("<")[0])
    assert f"award {total}" in page.split('id="why"')[1]
    assert f"{total} notices of " in page
    assert f"of {total} state a price" in page
    assert "required" in page.split('id="why"')[1]
