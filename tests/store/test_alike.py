"""Near-duplicates: the same notice met twice counts once, two notices of one template do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from watchledger.model.document import Document, Origin
from watchledger.model.limits import Limits
from watchledger.model.reading import Reading
from watchledger.pipeline import read_document
from watchledger.store import Store, pack
from watchledger.store.signature import signature

RULES = "".join(f"<p>第{n}条 供应商应当具有承担民事责任的能力，并按文件第{n}章的要求提交响应文件{n}份。</p>" for n in range(1, 25))


def page(number: int = 1, thing: str = "视频监控设备", amount: str = "1200000", head: str = "", foot: str = "") -> str:
    return (
        f"<html><body>{head}<h1>云岭市公安局{thing}采购项目中标公告</h1><p>项目编号：YL-2031-{number:03d}</p><p>采购人：云岭市公安局</p>"
        f"<p>中标供应商：北辰视讯有限公司</p><p>中标金额：{amount}元</p>{RULES}{foot}</body></html>"
    )


def read(content: str, path: str, **origin: str) -> Reading:
    return read_document(Document(content.encode(), Origin(path, **origin)), Limits())


def groups(tmp_path: Path, *made: Reading) -> dict[str, str]:
    """Path of each near-duplicate -> path of the document that counts for it."""
    with Store.open(tmp_path / "case", create=True) as store:
        store.put([pack(reading) for reading in made])
        store.alike.refresh()
        paths = {head.key: head.path for head in store.heads()}
        return {paths[key]: paths[head] for key, head in store.alike.heads().items()}


def test_the_same_notice_with_other_words_around_it_counts_once(tmp_path: Path) -> None:
    first = read(page(), "a.html")
    again = read(page(head="<p>欢迎来到虚构采购网</p>", foot="<p>本页由虚构采购网转载</p>"), "b.html")
    assert groups(tmp_path, first, again) == {"b.html": "a.html"}


@pytest.mark.parametrize("other", [{"number": 2}, {"thing": "人脸识别系统"}, {"amount": "1300000"}])
def test_notices_of_one_template_that_state_other_things_stay_apart(tmp_path: Path, other: dict[str, str]) -> None:
    assert groups(tmp_path, read(page(), "a.html"), read(page(**other), "b.html")) == {}  # type: ignore[arg-type]


def test_a_mirror_with_much_of_its_own_is_known_by_number_type_and_title(tmp_path: Path) -> None:
    news = "".join(f"<p>虚构采购网第{n}条新闻：某地召开了第{n}次完全无关的会议。</p>" for n in range(8))
    first, mirror = read(page(), "a.html"), read(page(foot=news), "b.html")
    assert groups(tmp_path, first, mirror) == {"b.html": "a.html"}
    other = read(page(number=2, foot=news), "c.html")
    assert groups(tmp_path / "2", first, other) == {}


def test_of_the_versions_of_a_page_the_latest_counts(tmp_path: Path) -> None:
    made = [
        read(page(amount=str(at)), f"{at}.html", address="http://example.invalid/a", captured=f"203{at}-01-01T00:00:00Z")
        for at in (1, 3, 2)
    ]
    assert groups(tmp_path, *made) == {"1.html": "3.html", "2.html": "3.html"}


def test_rows_of_one_table_are_never_one(tmp_path: Path) -> None:
    made = [replace(read(page(), "t.csv"), document_id=f"{n:016x}", origin=Origin("t.csv", record_id=str(n))) for n in (1, 2)]
    assert groups(tmp_path, *made) == {}


def test_a_short_text_says_too_little(tmp_path: Path) -> None:
    made = [read(f"<p>关于采购的公告</p><!-- {n} -->", f"{n}.html") for n in (1, 2)]
    assert groups(tmp_path, *made) == {}
    assert signature(made[0].text) is None


def test_a_reading_made_anew_keeps_the_groups_right(tmp_path: Path) -> None:
    first, again = read(page(), "a.html"), read(page(foot="<p>转载</p>"), "b.html")
    with Store.open(tmp_path / "case", create=True) as store:
        store.put([pack(first), pack(again)])
        assert store.alike.refresh() == 1
        store.put([pack(first)], replace=True)
        assert store.alike.count() == 0, "the key that counted is gone until the groups are made anew"
        assert store.alike.refresh() == 1
        (copy, head) = next(iter(store.alike.heads().items()))
        assert [twin.key for twin in store.alike.twins(copy)] == [head]
        assert [twin.key for twin in store.alike.twins(head)] == [copy]
