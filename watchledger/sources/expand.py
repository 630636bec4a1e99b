"""One file to its documents: itself, or the members of an archive and the rows of a table, however nested."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, BinaryIO, Protocol
from zipfile import BadZipFile

from watchledger.model.document import Document, Leaf, Origin, Skipped, Unread
from watchledger.model.limits import Limits
from watchledger.model.progress import going_on
from watchledger.sources import kind, packages
from watchledger.sources.archive import members_of
from watchledger.sources.attached import FindsAttached, may_hold
from watchledger.sources.attached import members_of as attached_members
from watchledger.sources.containers import container_of
from watchledger.sources.delimited import delimited_rows
from watchledger.sources.json_rows import json_array, json_lines
from watchledger.sources.saved import stated
from watchledger.sources.table import Columns, Row, column_names, document_of, header_at
from watchledger.sources.unpack import Budget, Member

HASHED_AT_ONCE = 1 << 20
"""Bytes of a container after which its hashing says that it goes on: an archive of 8 GB takes minutes on an old disk."""

MANY_ROWS = 3
"""Rows below the header from which a workbook is a table of records and not a form."""


class ReadsSheets(Protocol):
    """What reads a workbook: formats has the library, the pipeline hands it in. (sheet name, rows) of each sheet."""

    def __call__(self, content: bytes, limits: Limits) -> Iterator[tuple[str, Sequence[Sequence[Any]]]]: ...


@dataclass(frozen=True, slots=True)
class _Held:
    """A file or member being looked at; `container` is the hash of the outermost file once it is known to be one."""

    path: str
    stream: BinaryIO
    size: int
    container: Callable[[], str]
    depth: int = 0
    named: str = ""
    address: str | None = None
    captured: str | None = None


@dataclass(frozen=True, slots=True)
class _Way:
    limits: Limits
    columns: Columns
    sheets: ReadsSheets | None
    budget: Budget
    attached: FindsAttached | None = None


Piece = Document | Unread | Skipped
Opened = Callable[[BinaryIO, str, Limits, Budget], Iterator[Member | Unread | Skipped]]


def expand(
    leaf: Leaf,
    limits: Limits,
    *,
    columns: Mapping[str, str] | None = None,
    sheets: ReadsSheets | None = None,
    attached: FindsAttached | None = None,
) -> Iterator[Piece]:
    """The documents of one file, in its own order, streamed.

    `columns` renames table columns (name -> field, from a mapping file); `sheets` reads workbooks (None: a workbook is always
    one document); `attached` finds what is attached to a document (None: nothing is looked for). What cannot be handed
    over comes as Unread and the rest goes on; nothing is raised for what a file holds.
    """
    way = _Way(limits, columns or {}, sheets, Budget(limits.max_unpacked_bytes, limits.max_members), attached)
    try:
        with Path(leaf.path).open("rb") as stream:
            container = lru_cache(maxsize=1)(lambda: _hash(Path(leaf.path)))
            yield from _pieces(_Held(leaf.path, stream, leaf.size, container, named=leaf.path), way)
    except (OSError, ValueError) as error:
        yield Unread(leaf.path, None, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(HASHED_AT_ONCE):
            digest.update(chunk)
            going_on()
    return digest.hexdigest()


def _pieces(held: _Held, way: _Way) -> Iterator[Piece]:
    head = held.stream.read(kind.HEAD)
    container = container_of(held.stream, head)
    held.stream.seek(0)
    if container is not None:
        if container.itself:
            yield _document(held, way.limits)
        yield from _members(held, way, container.members, container.name, itself=container.itself)
        return
    try:
        what = kind.kind_of(held.stream, head, held.named)
    except (BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, IndexError) as error:
        if not kind.is_damaged_package(head):
            yield Unread(held.path, None, f"a damaged ZIP archive: {error}")
            return
        what = kind.DOCUMENT
    held.stream.seek(0)
    if what == kind.ARCHIVE:
        yield from _members(held, way)
        return
    if what == kind.JSON:
        releases = packages.in_stream(held.stream, held.path, held.container, way.limits, nested=held.depth > 0)
        if releases is not None:
            yield from _counted(releases, held, way)
            return
    rows = _rows(held, what, way)
    if rows is None:
        yield from _whole(held, way)
    else:
        yield from _counted((piece for path, row in rows for piece in _of_row(path, row, held.container)), held, way)


def _whole(held: _Held, way: _Way) -> Iterator[Piece]:
    """A file that is one document, then what is attached to it."""
    document = _document(held, way.limits)
    yield document
    if way.attached is not None and isinstance(document, Document) and may_hold(document.content):
        yield from _members(held, way, partial(attached_members, attached=way.attached), "document", itself=True)


def _of_row(path: str, row: Row, container: Callable[[], str]) -> Iterator[Document | Unread]:
    """A row's document; a line that is an OCDS package has one for each release, and one that is a release keeps its bytes."""
    if isinstance(row.values, str):
        yield Unread(path, f"row {row.number}", row.values)
        return
    releases = packages.documents(row.values, path, container())
    if releases is None:
        yield document_of(row, path, container())
        return
    for release in releases:
        if isinstance(release, Document) and row.raw is not None and packages.is_release(row.values):
            yield replace(release, content=row.raw)
        else:
            yield release


def _counted(pieces: Iterator[Document | Unread], held: _Held, way: _Way) -> Iterator[Piece]:
    """Rows count as members of their container."""
    for piece in pieces:
        if way.budget.members <= 0:
            yield Unread(held.path, None, f"more than {way.limits.max_members} rows; the rest is not read")
            return
        way.budget.members -= 1
        yield piece


def _document(held: _Held, limits: Limits) -> Document | Unread:
    content = _content(held, limits.max_file_bytes) if held.size <= limits.max_file_bytes else None
    if content is None or len(content) > limits.max_file_bytes:
        return Unread(held.path, None, f"{held.size} bytes, more than {limits.max_file_bytes} for one document")
    address, captured = held.address, held.captured
    if address is None and (told := stated(content)) is not None:
        address, captured = told
    origin = Origin(held.path, None, address, captured, held.container() if held.depth else None)
    return Document(content, origin)


def _content(held: _Held, most: int) -> bytes:
    """All of it, or more than `most` bytes. Asked for by its stated size first: a request for the most there may be costs a file
    of 2 kB the kernel's making of 50 MB, ten times its reading."""
    held.stream.seek(0)
    content = held.stream.read(held.size + 1)
    return content if len(content) <= held.size else content + held.stream.read(most - held.size)


def _members(held: _Held, way: _Way, opened: Opened = members_of, name: str = "ZIP", *, itself: bool = False) -> Iterator[Piece]:
    """What a container holds; one that holds nothing says so, unless it is a document itself (a letter)."""
    empty = not itself
    if held.depth >= way.limits.max_depth:
        yield Unread(held.path, None, f"an archive nested deeper than {way.limits.max_depth}")
        return
    try:
        for member in opened(held.stream, held.path, way.limits, way.budget):
            empty = False
            if isinstance(member, (Unread, Skipped)):
                yield member
            else:
                inner = _Held(member.path, member.stream, member.size, held.container, held.depth + 1, member.path)
                inner = replace(inner, address=member.address or held.address, captured=member.captured or held.captured)
                yield from _pieces(inner, way)
    except (BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, IndexError) as error:
        yield Unread(held.path, None, f"a damaged {name} archive: {error}")
    else:
        if empty:
            yield Unread(held.path, None, f"a {name} archive that holds no file")


def _rows(held: _Held, what: str, way: _Way) -> Iterator[tuple[str, Row]] | None:
    """(path, row) of a table of records; None when the file is one document."""
    rows: Iterator[Row] | None = None
    if what == kind.LINES:
        rows = json_lines(held.stream, way.columns)
    elif what == kind.JSON:
        rows = json_array(held.stream, way.limits, way.columns)
    elif what == kind.DELIMITED:
        named = Path(held.named.lower()).suffix in kind.TABLE_NAMES
        rows = delimited_rows(held.stream, way.columns, named_table=named or bool(way.columns))
    elif what == kind.WORKBOOK and way.sheets is not None and held.size <= way.limits.max_file_bytes:
        return _sheet_rows(held, way)
    return ((held.path, row) for row in rows) if rows is not None else None


def _sheet_rows(held: _Held, way: _Way) -> Iterator[tuple[str, Row]] | None:
    """A workbook is a table of records when its first sheet with anything in it is one; other sheets count where they are too."""
    assert way.sheets is not None
    held.stream.seek(0)
    try:
        sheets = [(name, rows) for name, rows in way.sheets(held.stream.read(), way.limits) if len(rows) > 0]
    except Exception:
        # Whatever is wrong with the workbook, its reader in formats says it with the document in hand.
        return None
    headers = [header_at(rows, way.columns) for _, rows in sheets]
    if not sheets or headers[0] is None or len(sheets[0][1]) - headers[0] - 1 < MANY_ROWS:
        return None
    return _rows_of_sheets(held.path, sheets, headers, way.columns)


def _rows_of_sheets(
    path: str, sheets: list[tuple[str, Sequence[Sequence[Any]]]], headers: list[int | None], columns: Columns
) -> Iterator[tuple[str, Row]]:
    for (name, rows), at in zip(sheets, headers, strict=True):
        label = f"{path}!/{name}" if len(sheets) > 1 else path
        if at is None:
            yield label, Row(1, "a sheet without a header of known columns beside sheets of records: not read")
            continue
        names = column_names(rows[at], columns)
        for number, row in enumerate(rows[at + 1 :], at + 2):
            values = {n: _cell(v) for n, v in zip(names, row, strict=False) if v not in (None, "")}
            if values:
                yield label, Row(number, values)


def _cell(value: Any) -> Any:
    """A whole number as a spreadsheet shows it; every number of a workbook is a float."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value.strip() if isinstance(value, str) else value


def bytes_leaf(content: bytes, name: str, limits: Limits, *, sheets: ReadsSheets | None = None) -> Iterator[Piece]:
    """What `expand` gives for bytes in hand that are called `name` (standard input, tests)."""
    way = _Way(limits, {}, sheets, Budget(limits.max_unpacked_bytes, limits.max_members))
    digest = hashlib.sha256(content).hexdigest()
    return _pieces(_Held(name, io.BytesIO(content), len(content), lambda: digest, named=name), way)
