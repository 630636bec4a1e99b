"""What is worked out of a case once and kept beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from invented import case_of, readings

from watchledger.explore import kept_projects, known_names
from watchledger.explore.case import Case, open_case
from watchledger.explore.kept_projects import grouped
from watchledger.explore.matching import decide, matching
from watchledger.store import pack

MADE = list(readings(60, seed=11))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    known_names._held.clear()
    with open_case(case_of(tmp_path / "case", MADE[:50])) as opened:
        yield opened


def opened_anew() -> None:
    """As another process would find the case."""
    known_names._held.clear()


def test_a_case_opened_again_compares_no_name(case: Case) -> None:
    before = matching(case)
    assert (case.store.case / known_names.FILE).exists()
    opened_anew()
    with mock.patch("watchledger.entities.resolve.compare", side_effect=AssertionError("compared anew")):
        again = matching(case)
    assert again.resolution == before.resolution and len(again.resolution.clusters) > 10


def test_new_documents_bring_their_names_alone_and_decisions_stand(case: Case) -> None:
    names = sorted({m.name for cluster in matching(case).resolution.clusters for m in cluster})
    decide(case, names[0], names[1], "yes", reviewer="a")
    with case.store as store:
        store.put([pack(reading) for reading in MADE[50:]])
        opened_anew()
        grown = matching(case).resolution
        assert any({names[0], names[1]} <= {m.name for m in cluster} for cluster in grown.clusters)
        (case.store.case / known_names.FILE).unlink()
        opened_anew()
        assert matching(case).resolution == grown


def test_names_that_no_document_has_any_more_are_gone(case: Case) -> None:
    before = {m.name for cluster in matching(case).resolution.clusters for m in cluster}
    first = MADE[0]
    assert first.notice is not None and first.notice.buyer is not None
    other = replace(first, notice=replace(first.notice, buyer=replace(first.notice.buyer, value="碧湖市图书馆")))
    case.store.put([pack(other)], replace=True)
    after = {m.name for cluster in matching(case).resolution.clusters for m in cluster}
    assert "碧湖市图书馆" in after and after - before == {"碧湖市图书馆"}
    (case.store.case / known_names.FILE).unlink()
    opened_anew()
    assert after == {m.name for cluster in matching(case).resolution.clusters for m in cluster}


def test_projects_are_grouped_once_for_each_state(case: Case) -> None:
    before = grouped(case)
    with mock.patch.object(kept_projects, "_grouped", side_effect=AssertionError("grouped anew")):
        again = grouped(case)
        assert (again.number, again.keys, again.projects) == (before.number, before.keys, before.projects)
    case.store.put([pack(reading) for reading in MADE[50:]])
    grown = grouped(case)
    assert len(grown.number) > len(before.number)


@pytest.mark.parametrize("broken", [b"", b"{}\n", b"[]\nxyz", b"no json"])
def test_a_broken_file_is_made_anew(case: Case, broken: bytes) -> None:
    before, names = grouped(case), matching(case).resolution
    for file in (kept_projects.FILE, known_names.FILE):
        (case.store.case / file).write_bytes(broken)
    opened_anew()
    assert grouped(case).projects == before.projects and matching(case).resolution == names
    whole = (case.store.case / kept_projects.FILE).read_bytes()
    (case.store.case / kept_projects.FILE).write_bytes(whole[:-40] + bytes(40))
    assert grouped(case).projects == before.projects, "the part with the projects is found broken when it is asked for"


def test_a_case_that_cannot_be_written_to_is_answered_all_the_same(case: Case) -> None:
    with mock.patch("watchledger.explore.kept.tempfile.mkstemp", side_effect=PermissionError):
        assert grouped(case).projects and matching(case).resolution.clusters
    assert not (case.store.case / known_names.FILE).exists() and not (case.store.case / kept_projects.FILE).exists()
