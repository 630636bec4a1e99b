"""Releases to a release package and a record package: compiled and versioned by ocdsmerge, with our own copy of the schema.

Both are written as they are made: memory holds the releases of one contracting process.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from ocdsmerge import Merger

from watchledger.model.reading import Reading
from watchledger.publish.ocds import release
from watchledger.publish.part import finish, part_of

Json = Any
PUBLISHER = "Watchledger"
"""Who publishes a package made of a case; the publisher of each notice is in its release."""
EXTENSIONS = (
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/v1.1.5/extension.json",
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_tenderClassification_extension/master/extension.json",
)
"""Extensions of the standard that our releases use beside our own `x_watchledger`; named, never fetched."""


@lru_cache(maxsize=1)
def release_schema() -> Json:
    """The release schema of OCDS 1.1.5 that ships with this package."""
    return json.loads(files("watchledger.publish").joinpath("data", "ocds-release-schema-1.1.json").read_text("utf-8"))


@lru_cache(maxsize=1)
def _merger() -> Merger:
    return Merger(release_schema())


def compiled(releases: list[Json], merger: Merger | None = None) -> Json:
    """The state of a contracting process after these releases (any order)."""
    return (merger or _merger()).create_compiled_release(releases)


def versioned(releases: list[Json], merger: Merger | None = None) -> Json:
    """Every value that a field had, with the release that gave it."""
    return (merger or _merger()).create_versioned_release(releases)


def records(releases: Iterable[Json]) -> Iterator[Json]:
    """A record for each contracting process; releases come grouped by their ocid."""
    for ocid, group in groupby(releases, key=lambda release: release["ocid"]):
        of_process = list(group)
        yield {
            "ocid": ocid,
            "releases": of_process,
            "compiledRelease": compiled(of_process),
            "versionedRelease": versioned(of_process),
        }


def write_releases(
    releases: Iterable[Json], path: Path, *, publisher: str, published: str, uri: str = "urn:watchledger:releases"
) -> int:
    """Writes a release package; gives the number of releases. `published` is an ISO time."""
    return _write(path, "releases", releases, _head(publisher, published, uri))


def write_records(
    releases: Iterable[Json], path: Path, *, publisher: str, published: str, uri: str = "urn:watchledger:records"
) -> int:
    """Writes a record package of releases that come grouped by ocid; gives the number of records."""
    return _write(path, "records", records(releases), _head(publisher, published, uri))


def export(
    readings: Iterable[Reading], directory: Path, *, unmask: bool = False, project_of: Mapping[str, str] | None = None
) -> dict[str, int]:
    """releases.json, a release for each notice, and records.json, a record for each contracting process; the number of each.
    `project_of` names the project of a document, by their ids; without it the first project code does.

    The releases wait in a temporary database until all of a process are there: memory holds those of one process.
    """
    directory.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    paths = {name: directory / f"{name}.json" for name in ("releases", "records")}
    well = False
    with tempfile.TemporaryDirectory(prefix="watchledger-") as place, closing(sqlite3.connect(f"{place}/releases.db")) as held:
        try:
            held.execute("CREATE TABLE releases (ocid TEXT, date TEXT, release TEXT)")
            kept = (
                _kept(held, release(reading, recorded=now, unmask=unmask, project=(project_of or {}).get(reading.document_id)))
                for reading in readings
                if reading.notice is not None
            )
            written = {"releases": write_releases(kept, part_of(paths["releases"]), publisher=PUBLISHER, published=now)}
            rows = held.execute("SELECT release FROM releases ORDER BY ocid, date, rowid")
            made = (json.loads(row[0]) for row in rows)
            written["records"] = write_records(made, part_of(paths["records"]), publisher=PUBLISHER, published=now)
            well = True
        finally:
            for path in paths.values():
                finish(path, well=well)
    return written


def _kept(held: sqlite3.Connection, made: Json) -> Json:
    held.execute("INSERT INTO releases VALUES (?, ?, ?)", (made["ocid"], made["date"], json.dumps(made)))
    return made


def _head(publisher: str, published: str, uri: str) -> dict[str, Json]:
    return {
        "uri": uri,
        "version": "1.1",
        "extensions": list(EXTENSIONS),
        "publishedDate": published,
        "publisher": {"name": publisher},
    }


def _write(path: Path, name: str, members: Iterable[Json], head: dict[str, Json]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
        out.write(json.dumps(head, ensure_ascii=False)[:-1] + f', "{name}": [\n')
        for member in members:
            out.write(("" if count == 0 else ",\n") + json.dumps(member, ensure_ascii=False, separators=(",", ":")))
            count += 1
        out.write("\n]}\n")
    return count
