"""Review in the browser: what is decided stands in the case at once, can be taken back, and is in the log."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from tests.web.conftest import KEY, Visitor

DONE = ("All is decided by 甲.",)


def progress(page: str) -> tuple[int, int]:
    found = re.findall(r'<span id="progress">(\d+) of (\d+)<', page)[0]
    return int(found[0]), int(found[1])


def counted(page: str) -> str:
    return re.findall(r'<dd class="count">(.*?)</dd>', page, re.DOTALL)[0]


def decide(client: Visitor, page: str, judgement: str, **more: str) -> str:
    return str(client.submit(page, "/review/decide", judgement=judgement, **more).text)


def log_of(client: Visitor) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get("/review/log.csv").text.lstrip("\ufeff"))))


def test_a_sample_is_drawn_decided_and_estimated(reviewer: Visitor) -> None:
    page = reviewer.fill("/review/sample", technology="video.face", where="", n=12, seed=1).text
    assert progress(page) == (0, 12)
    before = counted(page)
    for done in range(1, 11):
        page = decide(reviewer, page, "yes" if done % 2 else "no")
        assert progress(page) == (done, 12)
    assert counted(page) != before
    estimate = counted(page)
    page = reviewer.submit(page, "/review/undo").text
    assert progress(page) == (9, 12)
    assert counted(page) != estimate
    page = decide(reviewer, page, "no")
    assert counted(page) == estimate
    for _ in range(2):
        page = decide(reviewer, page, "unsure")
    assert DONE[0] in page
    result = reviewer.get("/review/sample/1").text
    assert "Open: unsure" in result
    assert "12 of" in result


def test_findings_are_decided_with_a_note_and_the_right_value(reviewer: Visitor) -> None:
    page = reviewer.get("/review/item", params={"kind": "finding", "technology": "video.face"}).text
    assert "<mark>" in page
    decide(reviewer, page, "correct", corrected="人证核验", note="not the same thing")
    (row,) = log_of(reviewer)
    assert (row["judgement"], row["corrected"], row["note"], row["reviewer"]) == ("no", "人证核验", "not the same thing", "甲")
    assert row["value"].startswith("video.face/")
    assert row["quote"] in page
    lines = reviewer.get("/review/log.jsonl").text.splitlines()
    assert [json.loads(line)["number"] for line in lines] == [1]


def test_a_correction_needs_its_words(reviewer: Visitor) -> None:
    page = reviewer.get("/review/item", params={"kind": "finding"}).text
    assert reviewer.submit(page, "/review/decide", judgement="correct").status_code == 400
    assert log_of(reviewer) == []


def test_facts_are_asked_by_field_and_personal_data_never(reviewer: Visitor) -> None:
    page = reviewer.get("/review/item", params={"kind": "fact", "field": "buyer"}).text
    total = progress(page)[1]
    assert total == 60
    page = decide(reviewer, page, "yes")
    assert progress(page) == (1, 60)
    assert "Buyer" in page


def test_what_is_skipped_is_asked_again_from_the_start(reviewer: Visitor) -> None:
    first = reviewer.get("/review/item?kind=finding").text
    at = re.findall(r'name="at" value="([^"]+)"', first)[0]
    second = reviewer.get("/review/item", params={"kind": "finding", "after": at}).text
    assert re.findall(r'name="at" value="([^"]+)"', second)[0] != at
    assert re.findall(r'name="at" value="([^"]+)"', decide(reviewer, second, "yes"))[0] == at


def test_a_second_reviewer_is_not_told_what_the_first_said_and_disagreements_are_listed(reviewer: Visitor) -> None:
    page = reviewer.fill("/review/sample", technology="", where="", n=5, seed=1).text
    decide(reviewer, page, "yes", note="the first one's words")
    reviewer.fill("/review/name", name="乙")
    page = reviewer.get("/review/item?sample=1").text
    assert progress(page) == (0, 5)
    assert "the first one" not in page
    decide(reviewer, page, "no")
    listed = reviewer.get("/review/disagreements").text
    assert "甲" in listed
    assert "乙" in listed
    way = re.findall(r'href="(/review/item[^"]+)">decide', listed)[0]
    assert reviewer.get(way.replace("&amp;", "&")).status_code == 200
    assert "0 of 1 alike" in reviewer.get("/review/sample/1").text


def test_an_answer_to_what_changed_meanwhile_is_not_taken(reviewer: Visitor) -> None:
    page = reviewer.get("/review/item?kind=finding").text
    changed = page.replace('name="mark" value="', 'name="mark" value="0')
    assert reviewer.submit(changed, "/review/decide", judgement="yes").status_code == 400
    assert log_of(reviewer) == []


def test_a_form_without_its_token_is_refused(reviewer: Visitor) -> None:
    for path in ("/review/decide", "/review/undo", "/review/sample", "/review/name"):
        assert reviewer.fill(path, token="guess", name="x").status_code == 403
    assert KEY.token not in reviewer.get("/review").text


@pytest.mark.parametrize(
    "query",
    [
        "sample=99",
        "sample=x",
        "sample=1e5",
        "kind=nothing",
        "kind=finding&at=1",
        "kind=finding&at=9.9",
        "kind=finding&at=1.x",
        "sample=1&at=0",
    ],
)
def test_a_queue_that_is_none_is_explained(reviewer: Visitor, query: str) -> None:
    answer = reviewer.get(f"/review/item?{query}")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(("n", "seed"), [("0", "1"), ("-1", "1"), ("x", "1"), ("10", "²"), ("99999", "1")])
def test_a_sample_that_cannot_be_drawn_is_explained(reviewer: Visitor, n: str, seed: str) -> None:
    assert reviewer.fill("/review/sample", technology="", where="", n=n, seed=seed).status_code == 400


def test_the_views_are_in_chinese_too(reviewer: Visitor) -> None:
    reviewer.fill("/review/sample", technology="video.face", where="", n=5, seed=1)
    reviewer.get("/", params={"lang": "zh"})
    for path, words in (("/review", "随机样本"), ("/review/item?sample=1", "此文件是否采购"), ("/review/sample/1", "校正后的数量")):
        assert words in reviewer.get(path).text
