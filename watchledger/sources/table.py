"""Rows to documents: how a table of records is known by its columns, and what a row's document is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

import orjson

from watchledger.model.columns import AMBIGUOUS, NOTICE_FIELDS, canonical_names, field_of
from watchledger.model.document import RECORD, Document, Origin

HEADER_WITHIN = 10
"""Rows looked at for the header; exports put a title, a date and a unit above it."""

_NAMED = frozenset({"title", "body", "buyer", "code", "url"})
_HALVES = re.compile("[\ud800-\udfff]")
_NUMBER = re.compile(r"[\s\d.,%+\-/:：年月日¥￥$€£]+")


class Row(NamedTuple):
    """A row as a table reader gives it: its number as people count it, and its values, or the reason it has none. `raw` is
    its JSON as written, where it has one."""

    number: int
    values: dict[str, Any] | str
    raw: bytes | None = None


Columns = Mapping[str, str]
"""A mapping file's renaming: column name -> field."""


def fields_of(names: Iterable[Any], columns: Columns) -> set[str]:
    """The fields that these column names mean; names that goods lists use as well prove nothing and are left out."""
    known = [name.strip() for name in names if isinstance(name, str) and len(name) < 200]
    found = {columns.get(name) or (field_of(name) if name not in AMBIGUOUS else None) for name in known if name}
    return {field for field in found if field is not None}


def holds_notices(fields: set[str]) -> bool:
    """Whether rows with these fields are notices: at least two recognised, and of those one that only notices have and one
    that names them. A list of goods has names, quantities and prices; a list of bidders has suppliers and prices."""
    return len(fields) >= 2 and bool(fields & _NAMED) and len(fields & NOTICE_FIELDS) >= 2


def header_at(rows: Sequence[Sequence[Any]], columns: Columns) -> int | None:
    """The index of the header among the first rows of a table of notices; None when there is none."""
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        if holds_notices(fields_of(row, columns)):
            return at
    return None


def plausible_header(row: Sequence[str]) -> bool:
    """Whether a row of unknown names heads a table: every cell named, short, no number, none twice."""
    return (
        bool(row)
        and all(cell.strip() and len(cell) <= 60 and not _NUMBER.fullmatch(cell) for cell in row)
        and len(set(row)) == len(row)
    )


def column_names(header: Sequence[Any], columns: Columns) -> list[str]:
    """The header's names, renamed by the mapping; an empty one is "column N", a repeated one gets its count."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for at, cell in enumerate(header):
        name = str(cell).strip() if cell is not None else ""
        name = renamed(name, columns) if name else f"column {at + 1}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def renamed(name: str, columns: Columns) -> str:
    """A column's name after the mapping: a name that means the field, so that every later stage recognises it."""
    field = columns.get(name)
    return canonical_names()[field] if field is not None else name


def document_of(row: Row, path: str, container: str) -> Document:
    """The document of one row: its JSON in the table's own column order, empty cells left out.

    A row of plain values is a RECORD, and so is one with a body column, whatever stands beside it. Any other with objects
    inside (an OCDS release) is a JSON document with a record id, its bytes as written, since evidence quotes them."""
    assert isinstance(row.values, dict)
    kept = {name: value for name, value in row.values.items() if value not in (None, "", [], {})}
    origin = Origin(path, _record_id(kept, row.number), _address(kept), None, container)
    has_body = any(field_of(name) == "body" and isinstance(value, str) for name, value in kept.items())
    if not has_body and any(_has_object(value) for value in kept.values()):
        return Document(row.raw or _json(row.values), origin, "application/json")
    return Document(_json(kept), origin, RECORD)


def _json(values: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(values, default=_plain, option=orjson.OPT_NON_STR_KEYS)
    except TypeError:
        # JSON may escape half of a surrogate pair; that is no character, and becomes the sign for one that is lost.
        return _HALVES.sub("\ufffd", json.dumps(values, ensure_ascii=False, default=_plain)).encode()


def _has_object(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(member, dict) for member in value))


def _record_id(values: dict[str, Any], number: int) -> str:
    for name, value in values.items():
        if field_of(name) == "id" and isinstance(value, (str, int)) and str(value).strip():
            return str(value).strip()[:200]
    return str(number)


def _address(values: dict[str, Any]) -> str | None:
    for name, value in values.items():
        if isinstance(value, str) and value.startswith(("http://", "https://")) and field_of(name) == "url":
            return value.strip()
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return str(value)
