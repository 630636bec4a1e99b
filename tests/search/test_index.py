from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from invented import readings

from watchledger.errors import CaseBusy, StoreMismatch
from watchledger.search import Index, entry, parse
from watchledger.search.engine import VERSION_FILE

from .conftest import Corpus


def keys_of(corpus: Corpus, query: str) -> list[int]:
    return corpus.index.keys(parse(query))


def by_force(corpus: Corpus, holds: object) -> list[int]:
    return [key for key, reading in enumerate(corpus.readings, 1) if holds(reading)]  # type: ignore[operator]


def test_filters_ask_the_facts(corpus: Corpus) -> None:
    def amounts(r):  # type: ignore[no-untyped-def]
        stated = [r.notice.budget, r.notice.award_total, *(s.amount for s in r.notice.suppliers)]
        return [fact.value.amount for fact in stated if fact]

    for query, holds in {
        "buyer:公安局": lambda r: "公安局" in r.notice.buyer.value,
        "region:长乐县": lambda r: r.notice.region.value == "長樂縣",
        "supplier:(云岭)": lambda r: any("(云岭)" in s.name.value for s in r.notice.suppliers),
        "year:2018..2019": lambda r: r.notice.published and r.notice.published.value[:4] in ("2018", "2019"),
        "type:award": lambda r: r.notice.type.value == "award",
        "amount>500000": lambda r: any(amount > 500_000 for amount in amounts(r)),
        "award<=10万": lambda r: r.notice.award_total and r.notice.award_total.value.amount <= Decimal(100_000),
        "technology:video.face": lambda r: any(f.technology == "video.face" for f in r.findings),
        "technology:video.face/negated": lambda r: any((f.technology, f.status) == ("video.face", "negated") for f in r.findings),
        "status:negated": lambda r: any(f.status == "negated" for f in r.findings),
        "status:ok": lambda _: True,
        "verdict:yes": lambda r: r.verdict.verdict == "yes",
        f"document:{corpus.readings[7].document_id[:9]}": lambda r: r is corpus.readings[7],
        "code:QS2018-": lambda r: r.notice.project_codes[0].value.startswith("QS2018-"),
        "title:采购项目中标公告": lambda r: "采购项目中标公告" in r.notice.title.value,
    }.items():
        wanted = by_force(corpus, holds)
        assert wanted, query
        assert keys_of(corpus, query) == wanted, query


def test_pages_follow_one_another_without_gap_or_overlap(corpus: Corpus) -> None:
    query = parse("公安")
    seen: list[int] = []
    after = None
    while True:
        found = corpus.index.search(query, limit=300, after=after)
        assert found.total == len(corpus.index.keys(query))
        seen += found.keys
        after = found.next
        if after is None:
            break
    assert sorted(seen) == corpus.index.keys(query)
    notices = [corpus.readings[key - 1].notice for key in seen]
    days = [notice.published.value if notice and notice.published else "" for notice in notices]
    assert days == sorted(days, reverse=True), "newest first, those without a date last"


def test_adding_a_document_again_replaces_it(tmp_path: Path) -> None:
    one, two = readings(2)
    with Index.open(tmp_path / "index", create=True) as index:
        index.add([(1, entry(one)), (2, entry(two))])
        index.commit()
        index.add([(3, entry(one))])
        assert index.count() == 2, "nothing changes before the commit"
        index.commit()
        assert index.keys(parse("")) == [2, 3]
        index.remove([one.document_id])
        index.commit()
        assert index.keys(parse("*")) == [2]


def test_catching_up_gives_the_last_key(tmp_path: Path) -> None:
    made = list(readings(5))
    with Index.open(tmp_path / "index", create=True) as index:
        assert index.catch_up([]) == 0
        assert index.catch_up(enumerate(made, 10)) == 14
        assert index.catch_up(enumerate(made, 10)) == 14, "again, for the same documents"
        assert index.keys(parse("*")) == [10, 11, 12, 13, 14]


def test_what_one_opener_commits_another_sees(tmp_path: Path) -> None:
    (one,) = readings(1)
    with Index.open(tmp_path / "index", create=True) as writer, Index.open(tmp_path / "index") as reader:
        writer.add([(1, entry(one))])
        writer.commit()
        reader.reload()
        assert reader.count() == 1
        with pytest.raises(CaseBusy, match="another process"):
            reader.add([(2, entry(one))])


def test_an_index_of_another_version_is_not_used(tmp_path: Path) -> None:
    Index.open(tmp_path / "index", create=True).close()
    (tmp_path / "index" / VERSION_FILE).write_text("0", "utf-8")
    with pytest.raises(StoreMismatch, match="check"):
        Index.open(tmp_path / "index")
    with Index.open(tmp_path / "index", create=True) as index:
        assert index.count() == 0


def test_no_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreMismatch, match="check"):
        Index.open(tmp_path / "none")


def test_an_empty_index_answers(tmp_path: Path) -> None:
    with Index.open(tmp_path / "index", create=True) as index:
        assert index.search(parse("公安")) == (0, [], None)
        assert index.keys(parse("NOT 公安")) == []
