from __future__ import annotations

from watchledger.explore.hits import search
from watchledger.search import parse

from .conftest import Held


def test_every_hit_shows_its_words(held: Held) -> None:
    found = search(held.case, parse("人脸识别"), limit=1_000)
    wanted = {r.document_id for r in held.readings if "人脸识别" in r.text.content or "人臉識別" in r.text.content}  # type: ignore[union-attr]
    assert {hit.head.id for hit in found.hits} == wanted
    assert found.total == len(wanted)
    assert found.next is None
    for hit in found.hits:
        assert {context.match for context in hit.contexts} <= {"人脸识别", "人臉識別"}


def test_pages_add_up(held: Held) -> None:
    ids, after = [], None
    while True:
        page = search(held.case, parse("设备"), limit=50, after=after)
        ids += [hit.head.id for hit in page.hits]
        if (after := page.next) is None:
            break
    assert len(ids) == len(set(ids)) == page.total


def test_a_filter_shows_its_facts(held: Held) -> None:
    for hit in search(held.case, parse("buyer:教育局 year:2018"), limit=5).hits:
        assert {hit.head.buyer} <= {context.match for context in hit.contexts}
        assert hit.head.year == 2018
