from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from invented import case_of, readings
from sqlalchemy import text

from watchledger.explore.case import INDEX, open_case
from watchledger.explore.check import Complaint, check
from watchledger.model.document import Origin
from watchledger.search import Index, entry, parse
from watchledger.store import Store, pack
from watchledger.store.connect import writing

MADE = list(readings(40, seed=5))


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path: Path = case_of(tmp_path / "case", MADE)
    return path


def change(case: Path, sql: str) -> None:
    with Store.open(case) as store, writing(store._engine) as connection:
        connection.execute(text(sql))


def sound(case: Path) -> bool:
    return list(check(case)) == []


def test_a_case_that_is_what_it_says(case: Path) -> None:
    steps: set[str] = set()
    assert list(check(case, lambda step, done, of: steps.add(step))) == []
    assert steps == {"originals", "evidence", "probes"}


def erase_index(case: Path) -> None:
    shutil.rmtree(case / INDEX)


def forget_a_document(case: Path) -> None:
    with Index.open(case / INDEX) as index:
        index.remove([MADE[3].document_id])
        index.commit()


def index_other_words(case: Path) -> None:
    with Index.open(case / INDEX) as index:
        index.add([(4, entry(MADE[0])._replace(id=MADE[3].document_id))])
        index.commit()


def add_without_indexing(case: Path) -> None:
    with Store.open(case) as store:
        late = list(readings(3, seed=6))
        for reading in late:
            store.originals.keep(reading.text.content.encode())  # type: ignore[union-attr]
        store.put([pack(reading) for reading in late])


def lose_index_files(case: Path) -> None:
    for path in (case / INDEX).glob("*.store"):
        path.unlink()


@pytest.mark.parametrize("harm", [erase_index, forget_a_document, index_other_words, add_without_indexing, lose_index_files])
def test_what_is_derived_is_repaired(case: Path, harm: Callable[[Path], None]) -> None:
    harm(case)
    complaints = list(check(case))
    assert complaints
    assert all(complaint.repaired for complaint in complaints), complaints
    assert sound(case)
    with open_case(case) as opened:
        assert opened.behind() == 0
        assert opened.index.search(parse(f"document:{MADE[3].document_id}")).total == 1


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE facts SET quote = 'x' WHERE document = 3 AND ordinal = 2", "quotes 'x'"),
        ("UPDATE findings SET start = start + 1 WHERE document = (SELECT min(document) FROM findings)", "its text has"),
        ('UPDATE facts SET "end" = 999999 WHERE document = 3 AND ordinal = 2', "its text has"),
        ("UPDATE texts SET content = x'00' WHERE number = 5", "damaged"),
        ("DELETE FROM texts WHERE number = 5", "lost its text"),
        ("UPDATE texts SET content = (SELECT content FROM texts WHERE number = 6) WHERE number = 5", "not the one that was read"),
    ],
)
def test_broken_evidence_is_reported(case: Path, sql: str, says: str) -> None:
    change(case, sql)
    complaints = list(check(case))
    assert any(says in complaint.what and not complaint.repaired for complaint in complaints), complaints


def test_a_lost_original_is_fetched_again_where_its_source_is_still_there(tmp_path: Path) -> None:
    source = tmp_path / "notice.txt"
    one, two = MADE[:2]
    assert one.text is not None
    assert two.text is not None
    source.write_bytes(one.text.content.encode())
    case = case_of(tmp_path / "case", [replace(one, origin=Origin(str(source))), two])
    with Store.open(case) as store:
        store.originals.path(one.sha256).write_bytes(b"other")
        store.originals.path(two.sha256).unlink()
    complaints = list(check(case))
    assert [
        (c.repaired, "other bytes" in c.what, "missing" in c.what) for c in sorted(complaints, key=lambda c: not c.repaired)
    ] == [
        (True, True, False),
        (False, False, True),
    ]
    assert [c.repaired for c in check(case)] == [False]


def test_a_case_that_is_being_added_to_is_checked_but_for_its_index(case: Path) -> None:
    with Index.open(case / INDEX) as busy:
        busy.add([(99, entry(MADE[0]))])
        add_without_indexing(case)
        assert [c for c in check(case) if not c.repaired] == [
            Complaint("the index was not checked: another process is adding to this case", repaired=False)
        ]
