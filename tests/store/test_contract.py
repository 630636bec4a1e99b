"""What every store must do. A second store adds its opener to STORES and passes unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from invented import readings

from watchledger.errors import NoSuchCase, NoSuchDocument
from watchledger.model.document import Origin
from watchledger.model.reading import Reading
from watchledger.store import FileState, Store, pack

STORES: dict[str, Callable[[Path], Any]] = {"sqlite": lambda path: Store.open(path, create=True)}


@pytest.fixture(params=STORES)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Any]]:
    """Opens the same case as often as it is called."""
    made: list[Any] = []

    def again() -> Any:
        made.append(STORES[request.param](tmp_path / "case"))
        return made[-1]

    yield again
    for store in made:
        store.close()


@pytest.fixture
def store(opened: Callable[[], Any]) -> Any:
    return opened()


MADE = list(readings(30))


def put(store: Any, made: list[Reading], **options: bool) -> dict[str, int]:
    keys: dict[str, int] = store.put([pack(reading) for reading in made], **options).keys
    return keys


def test_a_reading_comes_back_as_it_was_put(store: Any) -> None:
    put(store, MADE)
    assert [store.reading(reading.document_id) for reading in MADE] == MADE
    assert [reading for _, reading in store.readings()] == MADE


def test_what_was_put_is_there_for_whoever_opens_the_case_next(store: Any, opened: Callable[[], Any]) -> None:
    put(store, MADE)
    assert opened().count() == len(MADE)


def test_putting_again_changes_nothing(store: Any) -> None:
    keys = put(store, MADE)
    assert set(keys) == {reading.document_id for reading in MADE}
    assert put(store, MADE) == {}
    assert [key for key, _ in store.readings()] == sorted(keys.values())
    assert store.places(MADE[0].document_id) == []


def test_the_same_document_twice_in_a_batch_is_one(store: Any) -> None:
    twin = replace(MADE[0], origin=Origin("elsewhere/copy.txt"))
    put(store, [MADE[0], twin])
    assert store.count() == 1
    assert [place.path for place in store.places(MADE[0].document_id)] == ["elsewhere/copy.txt"]


def test_the_same_document_at_another_path_is_a_place(store: Any) -> None:
    put(store, MADE[:1])
    assert put(store, [replace(MADE[0], origin=Origin("b.zip!/a.txt", container="f" * 64))]) == {}
    (place,) = store.places(MADE[0].document_id)
    assert (place.path, place.container) == ("b.zip!/a.txt", "f" * 64)
    assert store.reading(MADE[0].document_id).origin == MADE[0].origin
    assert [head.id for head in store.at_path("b.zip!/a.txt")] == [MADE[0].document_id]


def test_a_better_reading_takes_the_place_of_a_worse_one_with_a_new_key(store: Any) -> None:
    failed = replace(MADE[0], status="failed", problems=("torn",), text=None, notice=None, findings=(), verdict=None, masks=())
    first = put(store, [failed])[failed.document_id]
    second = put(store, [MADE[0]])[failed.document_id]
    assert second > first
    assert store.count() == 1
    assert store.reading(failed.document_id) == MADE[0]
    assert put(store, [failed]) == {}, "a worse one does not"
    assert store.reading(failed.document_id) == MADE[0]


def test_replace_reads_again_what_is_ok(store: Any) -> None:
    first = put(store, MADE)
    better = [replace(reading, findings=()) for reading in MADE]
    second = put(store, better, replace=True)
    assert min(second.values()) > max(first.values())
    assert [reading for _, reading in store.readings()] == better


def test_keys_are_never_used_again(store: Any) -> None:
    last = max(put(store, MADE).values())
    highest = MADE[-1]
    assert put(store, [highest], replace=True)[highest.document_id] == last + 1
    assert put(store, [highest], replace=True)[highest.document_id] == last + 2


def test_nothing_of_a_batch_is_kept_when_a_part_of_it_cannot_be(store: Any) -> None:
    broken = pack(MADE[1])._replace(facts=((0, "field"),))
    with pytest.raises(Exception):  # noqa: B017 - whatever the database raises
        store.put([pack(MADE[0]), broken], [FileState("a", 1, 1, "read")])
    assert store.count() == 0
    assert store.known(["a"]) == {}


def test_the_mark_says_what_the_index_lacks(store: Any) -> None:
    keys = put(store, MADE)
    assert [reading for _, reading in store.unindexed()] == MADE
    store.indexed(sorted(keys.values())[9])
    assert [reading for _, reading in store.unindexed()] == MADE[10:]
    store.indexed(max(keys.values()))
    assert list(store.unindexed()) == []
    store.indexed(0)
    assert len(list(store.unindexed())) == len(MADE)


def test_states_of_files(store: Any) -> None:
    source = store.add_source("notices")
    assert store.add_source("notices") == source
    how = ("failed", "read", "read")
    states = [FileState(f"n/{at:05d}", at, at * 10, how[at % 3], reasons=("why",), source=source) for at in range(1200)]
    store.put([], states)
    known = store.known([state.path for state in states]).values()
    assert {state._replace(changed=None) for state in known} == set(states)
    assert [state.path for state in store.files()] == [state.path for state in states]
    assert [state.size for state in store.files("failed")] == list(range(0, 1200, 3))
    store.put([], [states[0]._replace(state="read", attempts=2, reasons=())])
    assert store.known(["n/00000"])["n/00000"].attempts == 2
    assert store.counts_of_files() == {"failed": 399, "read": 801}


def test_names_that_are_no_unicode_stay_distinct(store: Any) -> None:
    paths = ["caf\udce9.txt", "caf\udce8.txt", 'c\'est "un" nom; --.txt']
    store.put([], [FileState(path, at, 0, "read") for at, path in enumerate(paths)])
    assert {path: state.size for path, state in store.known(paths).items()} == {path: at for at, path in enumerate(paths)}


def test_documents_are_found_by_the_beginning_of_an_id_and_by_path(store: Any) -> None:
    put(store, MADE)
    wanted = MADE[3]
    assert [head.id for head in store.like(wanted.document_id[:7])] == [wanted.document_id]
    assert [head.id for head in store.at_path(wanted.origin.path)] == [wanted.document_id]
    assert [head.id for head in store.at_path(wanted.origin.path.split("/")[-1])] == [wanted.document_id]
    assert store.at_path("3.txt") == [], "the end of a name is no path"


def test_heads_repeat_the_facts_with_personal_data_masked(store: Any) -> None:
    person = MADE[0].masks[0]
    title = replace(MADE[0].notice.title, span=MADE[0].notice.title.span._replace(end=person.end))  # type: ignore[union-attr,type-var]
    title = replace(title, quote=MADE[0].text.content[: person.end], value=MADE[0].text.content[: person.end])  # type: ignore[union-attr]
    put(store, [replace(MADE[0], notice=replace(MADE[0].notice, title=title))])  # type: ignore[type-var]
    (head,) = store.heads()
    name = MADE[0].text.content[person.start : person.end]  # type: ignore[union-attr]
    assert name not in head.title
    assert head.title.endswith("█" * len(name))
    assert head.buyer == MADE[0].notice.buyer.value  # type: ignore[union-attr]


def test_no_case_and_no_document() -> None:
    with pytest.raises(NoSuchCase, match="no case here"):
        Store.open(Path("no-such-place"))


def test_no_document(store: Any) -> None:
    with pytest.raises(NoSuchDocument):
        store.reading("0" * 16)


def test_a_directory_of_other_things_does_not_become_a_case(tmp_path: Path) -> None:
    (tmp_path / "notice.html").write_text("<p>", "utf-8")
    with pytest.raises(NoSuchCase, match="not a case"):
        Store.open(tmp_path, create=True)
    assert not (tmp_path / "case.db").exists()


def test_originals_are_kept_whole_under_their_hash(store: Any, tmp_path: Path) -> None:
    sha256 = store.originals.keep(b"bytes")
    (tmp_path / "file").write_bytes(b"bytes" * 1_000_000)
    large = store.originals.keep_file(tmp_path / "file")
    assert store.originals.read(sha256) == b"bytes"
    assert store.originals.is_sound(large)
    store.originals.path(sha256).write_bytes(b"")  # what a power cut leaves
    assert not store.originals.is_sound(sha256)
    assert store.originals.keep(b"bytes") == sha256
    assert store.originals.is_sound(sha256)
    assert not list(store.originals.directory.rglob(".part-*"))
