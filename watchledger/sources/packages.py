"""OCDS packages to releases: a document for each release, so that a notice is a document here too.

A release package holds releases; a record package holds records, each with its releases, or links to them, and a compiled
release. The releases of a record are handed over where they are in the file, else its compiled release. What the package says
of itself (publisher, licence, extensions …) travels with every release in its member "$package". Releases of OCDS 1.0 are
handed over as they are: the reader knows both versions, and evidence quotes what was published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, NamedTuple

from watchledger.model.document import Document, Origin, Unread
from watchledger.model.limits import Limits

PACKAGE = "$package"
_MEDIA_TYPE = "application/json"
_MADE_OF = ("tag", "tender", "awards", "contracts", "planning", "buyer", "parties")

_NUMBER = "\ue000"
_NUMBERS = re.compile(f'"{_NUMBER}(-?[0-9.]+(?:[eE][+-]?[0-9]+)?)"')


class Part(NamedTuple):
    """One release and where it stands in its file, as a JSON pointer."""

    pointer: str
    release: dict[str, Any]


def is_release(value: Any) -> bool:
    """Whether a JSON value is an OCDS release: it has an ocid and a stage."""
    return isinstance(value, dict) and isinstance(value.get("ocid"), str) and any(name in value for name in _MADE_OF)


def parts(value: Any) -> Iterator[Part | str] | None:
    """The releases of a decoded JSON value, and sentences on what it names but does not hold; None when it is no OCDS data.

    The value may be a release, a release or record package, a record, or a list of these.
    """
    if is_release(value):
        return iter((Part("", value),))
    if isinstance(value, dict):
        return _in_object(value, "")
    if isinstance(value, list) and value and all(isinstance(member, dict) for member in value):
        if is_release(value[0]):
            return (Part(f"/{at}", member) if is_release(member) else f"/{at}: no release" for at, member in enumerate(value))
        if _in_object(value[0], "") is not None:
            return _in_list(value)
    return None


def _in_list(packages: list[dict[str, Any]]) -> Iterator[Part | str]:
    for at, package in enumerate(packages):
        found = _in_object(package, f"/{at}")
        if found is None:
            yield f"/{at}: neither package nor release"
        else:
            yield from found


def _in_object(value: dict[str, Any], at: str) -> Iterator[Part | str] | None:
    releases, records = value.get("releases"), value.get("records")
    if isinstance(value.get("ocid"), str) and (isinstance(releases, list) or "compiledRelease" in value):
        return _of_record(value, at, {})
    if isinstance(releases, list) and (not releases or any(isinstance(r, dict) and "ocid" in r for r in releases)):
        return _of_package(releases, f"{at}/releases", _about(value))
    if isinstance(records, list) and any(isinstance(r, dict) and "ocid" in r for r in records):
        return _of_records(records, f"{at}/records", _about(value))
    return None


def _about(package: dict[str, Any]) -> dict[str, Any]:
    return {name: member for name, member in package.items() if name not in ("releases", "records", "packages", "links")}


def _of_package(releases: list[Any], at: str, about: dict[str, Any]) -> Iterator[Part | str]:
    for number, release in enumerate(releases):
        if isinstance(release, dict) and release:
            yield Part(f"{at}/{number}", {**release, PACKAGE: about} if about else release)
        else:
            yield f"{at}/{number}: no release"


def _of_records(records: list[Any], at: str, about: dict[str, Any]) -> Iterator[Part | str]:
    for number, record in enumerate(records):
        if isinstance(record, dict):
            yield from _of_record(record, f"{at}/{number}", about)
        else:
            yield f"{at}/{number}: no record"


def _of_record(record: dict[str, Any], at: str, about: dict[str, Any]) -> Iterator[Part | str]:
    held = [(n, r) for n, r in enumerate(record.get("releases") or []) if is_release(r)]
    if held:
        yield from (Part(f"{at}/releases/{n}", {**r, PACKAGE: about} if about else r) for n, r in held)
        missing = len(record.get("releases") or []) - len(held)
        if missing:
            yield f"{at}: {missing} of its releases are only linked"
    elif is_release(record.get("compiledRelease")):
        compiled = record["compiledRelease"]
        yield Part(f"{at}/compiledRelease", {**compiled, PACKAGE: about} if about else compiled)
    else:
        yield f"{at}: a record without a release in it"


def in_stream(
    stream: BinaryIO, path: str, container: Callable[[], str], limits: Limits, *, nested: bool
) -> Iterator[Document | Unread] | None:
    """The documents of an OCDS file, or None when it holds something else. Read whole, up to max_file_bytes; a file without the
    word "ocid" is not decoded. A file that is one release is that document itself; `nested` says that it lies in an archive."""
    stream.seek(0)
    content = stream.read(limits.max_file_bytes + 1)
    stream.seek(0)
    if len(content) > limits.max_file_bytes or (b'"ocid"' not in content and b"o\0c\0i\0d\0" not in content):
        return None
    try:
        value = json.loads(content.decode(json.detect_encoding(content)).removeprefix("\ufeff"), parse_float=_as_written)
    except (ValueError, RecursionError):
        return None
    if is_release(value):
        return iter((Document(content, Origin(path, container=container() if nested else None), _MEDIA_TYPE),))
    return documents(value, path, container())


def _as_written(number: str) -> str:
    """A number with a fraction, held as text until it is written out again ("1000.50"): evidence quotes what was published."""
    return _NUMBER + number


def documents(value: Any, path: str, container: str | None) -> Iterator[Document | Unread] | None:
    """The documents of a decoded JSON value, or None when it is no OCDS data (`parts`).

    `path` is the file's. A document's record id is the release's ocid and id ("ocds-x-1#7"): ids are unique within a process only.
    """
    found = parts(value)
    return _documents(found, path, container) if found is not None else None


def _documents(found: Iterator[Part | str], path: str, container: str | None) -> Iterator[Document | Unread]:
    seen: dict[str, int] = {}
    for part in found:
        if isinstance(part, str):
            place, _, reason = part.partition(": ")
            yield Unread(path, place, reason)
            continue
        release = part.release
        name = "#".join(str(release[key]) for key in ("ocid", "id") if release.get(key) not in (None, ""))
        seen[name] = seen.get(name, 0) + 1
        record_id = name if name and seen[name] == 1 else f"{name or part.pointer}~{seen[name]}"
        text = json.dumps(release, ensure_ascii=False, separators=(",", ":"))
        content = _NUMBERS.sub(r"\1", text).encode("utf-8", "surrogatepass")
        yield Document(content, Origin(path, record_id=record_id, container=container), _MEDIA_TYPE)
