"""Captures of invented pages over time, from the WARC to what is printed."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from .conftest import run

HOST = "http://example.invalid"
HEAD = "HTTP/1.1 {} X\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def record(address: str, when: str, body: str, status: int = 200, kind: str = "response") -> bytes:
    block = HEAD.format(status).encode() + body.encode()
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{zlib.crc32(block + when.encode()):032x}>\r\n"
    head += f"WARC-Target-URI: {HOST}{address}\r\nWARC-Date: {when}\r\nContent-Type: application/http; msgtype=response\r\n"
    return (head + f"Content-Length: {len(block)}\r\n\r\n").encode() + block + b"\r\n\r\n"


def notice(number: int, amount: str = "1200000", visits: int = 7, extra: str = "") -> str:
    return (
        f"<html><head><title>青石县公安局视频监控设备采购项目{number}中标公告</title></head><body>"
        f"<div class='nav'><a href='/'>首页</a> <a href='/list.html'>列表</a> <a href='/about.html'>关于</a></div>"
        f"<h1>青石县公安局视频监控设备采购项目{number}中标公告</h1><p>浏览次数：{visits}</p><p>项目编号：QS-2031-{number:03d}</p>"
        f"<p>采购人：青石县公安局</p><p>中标供应商：明远科技有限公司</p><p>中标金额：{amount}元</p>"
        f"<p>联系人：甄无此</p><p>联系电话：0999-1234567</p>{extra}</body></html>"
    )


def listing(numbers: list[int]) -> str:
    items = "".join(f"<li><a href='/n/{number}.html'>青石县采购公告第{number}号</a></li>" for number in numbers)
    return f"<html><body><ul>{items}</ul><a href='/list_2.html'>下一页</a></body></html>"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """First capture: notices 1 to 6 on a list. Second: 1 changed, 2 answers 404, 3 is out of the list, 4 has only other visits, 6
    was pushed off the end, 5 is as it was (a revisit)."""
    folder = tmp_path_factory.mktemp("captures")
    first, second = "2031-03-04T05:06:07Z", "2031-04-01T00:00:00Z"
    one = [record("/list.html", first, listing([1, 2, 3, 4, 5, 6]))]
    one += [record(f"/n/{number}.html", first, notice(number)) for number in range(1, 7)]
    (folder / "one.warc").write_bytes(b"".join(one))
    two = [
        record("/list.html", second, listing([8, 7, 1, 2, 4, 5])),
        record("/n/1.html", second, notice(1, "1500000", extra="<p>联系邮箱更正：jia.zixu@example.invalid</p>")),
        record("/n/2.html", second, "<p>not found</p>", 404),
        record("/n/4.html", second, notice(4, visits=93)),
        record("/n/5.html", second, "", kind="revisit"),
    ]
    (folder / "two.warc").write_bytes(b"".join(two))
    assert run("add", folder / "case", folder / "one.warc", folder / "two.warc", "--quiet")[0] == 0
    return folder / "case"


@pytest.fixture(scope="module")
def told(case: Path) -> dict[str, Any]:
    code, out, _ = run("changes", case, "--json")
    assert code == 0
    return dict(json.loads(out))


def test_a_changed_notice_shows_values_and_words(told: dict[str, Any]) -> None:
    (changed,) = told["changed"]
    assert changed["address"] == f"{HOST}/n/1.html"
    assert [version["first"] for version in changed["versions"]] == ["2031-03-04T05:06:07Z", "2031-04-01T00:00:00Z"]
    (step,) = changed["steps"]
    assert {"field": "award_total", "before": ["CNY 1200000"], "after": ["CNY 1500000"]} in step["facts"]
    line = next(line for line in step["lines"] if line["before"] and "中标金额" in line["before"])
    assert line["pieces"] == [["same", "中标金额："], ["removed", "1200000"], ["added", "1500000"], ["same", "元"]]


def test_personal_data_stays_masked(told: dict[str, Any]) -> None:
    assert "example.invalid" in json.dumps(told) and "jia.zixu" not in json.dumps(told)


def test_a_notice_that_answers_404_is_gone(told: dict[str, Any]) -> None:
    (gone,) = told["gone"]
    assert (gone["address"], gone["status"], gone["last_met"], gone["missing"]) == (
        f"{HOST}/n/2.html",
        404,
        "2031-03-04T05:06:07Z",
        "2031-04-01T00:00:00Z",
    )


def test_a_notice_out_of_the_middle_of_its_list_is_told_and_one_pushed_off_is_not(told: dict[str, Any]) -> None:
    (unlisted,) = told["no_longer_listed"]
    assert (unlisted["address"], unlisted["list"]) == (f"{HOST}/n/3.html", f"{HOST}/list.html")
    assert (unlisted["last_met"], unlisted["missing"]) == ("2031-03-04T05:06:07Z", "2031-04-01T00:00:00Z")


def test_since_leaves_out_what_was_before(case: Path) -> None:
    found = json.loads(run("changes", case, "--since", "2031-05", "--json")[1])
    assert found["changed"] == found["gone"] == found["no_longer_listed"] == []
    assert run("changes", case, "--since", "May")[0] == 2


def test_people_see_it(case: Path) -> None:
    code, out, _ = run("changes", case)
    assert code == 0
    for words in ("award_total: CNY 1200000 -> CNY 1500000", "[-1200000-]{+1500000+}", "answered 404", "1 changed, 1 gone, 1 no"):
        assert words in out
    assert "changed  " in run("changes", case, "--all")[1] and "/list.html" in run("changes", case, "--all")[1]


def test_show_has_the_captures_and_the_version_that_counts_for_it(case: Path, told: dict[str, Any]) -> None:
    old, new = (version["document"] for version in told["changed"][0]["versions"])
    shown = json.loads(run("show", case, old, "--json")[1])
    assert [(c["status"], c["document"]) for c in shown["captures"]] == [(200, old), (200, new)]
    assert [twin["document"] for twin in shown["alike"]] == [new]
    assert "2031-04-01T00:00:00Z" in run("show", case, old)[1]


def test_versions_count_once(case: Path) -> None:
    counted = json.loads(run("count", case, "--where", "type:award", "--json")[1])
    assert (counted["total"]["documents"], counted["near_duplicates"]) == (6, 2)
    assert json.loads(run("count", case, "--where", "type:award", "--json", "--every")[1])["total"]["documents"] == 8
    assert "near-duplicates counted once" in run("count", case)[1]
    assert "near-duplicates" in run("status", case)[1] and "captures" in run("status", case)[1]
