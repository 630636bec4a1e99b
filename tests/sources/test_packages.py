"""OCDS packages give a document for each release."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from watchledger.model import Document, Leaf, Limits, Unread
from watchledger.sources import expand
from watchledger.sources.packages import documents, in_stream, is_release, parts

CORPUS = Path(__file__).parents[2].parent / "shared/corpus/ocds"
RELEASE = {"ocid": "ocds-x-1", "id": "1", "tag": ["tender"], "tender": {"id": "t"}}


def split(value: Any) -> tuple[list[Document], list[Unread]]:
    found = list(documents(value, "a.json", "0" * 64) or ())
    return [d for d in found if isinstance(d, Document)], [u for u in found if isinstance(u, Unread)]


def test_a_release_package_gives_its_releases_with_what_the_package_says() -> None:
    package = {"uri": "http://x", "publisher": {"name": "P"}, "releases": [RELEASE, {**RELEASE, "id": "2"}, "junk"]}
    found, unread = split(package)
    assert [d.origin.record_id for d in found] == ["ocds-x-1#1", "ocds-x-1#2"]
    assert json.loads(found[0].content) == {**RELEASE, "$package": {"uri": "http://x", "publisher": {"name": "P"}}}
    assert [(u.place, u.reason) for u in unread] == [("/releases/2", "no release")]


def test_a_record_gives_its_releases_or_else_its_compiled_release() -> None:
    linked = {"url": "http://x/1", "date": "2020-01-01T00:00:00Z", "tag": ["tender"]}
    package = {
        "records": [
            {"ocid": "ocds-x-1", "releases": [RELEASE], "compiledRelease": {**RELEASE, "tag": ["compiled"]}},
            {"ocid": "ocds-x-2", "releases": [linked], "compiledRelease": {**RELEASE, "ocid": "ocds-x-2", "tag": ["compiled"]}},
            {"ocid": "ocds-x-3", "releases": [linked]},
            {"ocid": "ocds-x-4", "releases": [linked, RELEASE]},
        ]
    }
    found, unread = split(package)
    assert [json.loads(d.content)["tag"] for d in found] == [["tender"], ["compiled"], ["tender"]]
    assert [u.place for u in unread] == ["/records/2", "/records/3"]


def test_lists_of_packages_or_releases_are_read_too() -> None:
    assert len(split([{"releases": [RELEASE]}, {"releases": [RELEASE]}])[0]) == 2
    assert len(split([RELEASE, RELEASE])[0]) == 2


@pytest.mark.parametrize("value", [{"a": 1}, [{"title": "x"}], {"releases": [{"version": "1.2"}]}, "x", None, []])
def test_other_json_is_no_package(value: Any) -> None:
    assert parts(value) is None
    assert not is_release(value)


def test_numbers_are_kept_as_written() -> None:
    content = b'{"releases":[{"ocid":"a","id":"1","tender":{"value":{"amount":1000.50}}}]}'
    (document,) = in_stream(io.BytesIO(content), "a.json", lambda: "0", Limits(), nested=False) or ()
    assert isinstance(document, Document) and b'"amount":1000.50}' in document.content


def test_a_file_with_one_release_is_that_document(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({**RELEASE, "awards": [{"id": "1", "title": "x"}]}), "utf-8")
    (document,) = expand(Leaf(str(tmp_path / "a.json"), 1, 0), Limits())
    assert isinstance(document, Document)
    assert document.origin.record_id is None and document.content == (tmp_path / "a.json").read_bytes()


def test_a_line_of_jsonl_may_be_a_release(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({**RELEASE, "id": str(n)}) for n in range(3)), "utf-8")
    found = list(expand(Leaf(str(path), path.stat().st_size, 0), Limits()))
    assert [d.media_type for d in found if isinstance(d, Document)] == ["application/json"] * 3


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no OCDS corpus beside the checkout")
def test_real_publishers_are_split() -> None:
    counts = {}
    for path in sorted((CORPUS / "real-publishers").rglob("*.json")):
        with path.open("rb") as stream:
            found = in_stream(stream, str(path), lambda: "0", Limits(), nested=False)
            counts[path.stem.partition("_")[0]] = None if found is None else sum(isinstance(d, Document) for d in found)
    assert counts == {"colombia": 100, "eu": None, "paraguay": 1, "tunisia": 1, "collection": 100}
