"""JSON tables: one object a line (JSONL), an array of objects, or an object with one array of objects.

JSONL is streamed: memory holds a line. A JSON array is parsed whole, up to max_file_bytes.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from watchledger.model.columns import NOTICE_FIELDS
from watchledger.model.limits import Limits
from watchledger.sources.encoding import encoding_of, sample_of
from watchledger.sources.lines import MAX_ROW_BYTES, WIDE, lines_of
from watchledger.sources.table import Columns, Row, fields_of, renamed

UTF8 = ("utf-8", *WIDE)
"""Encodings whose lines are UTF-8 when they come from lines_of."""

_LOOKED_AT = 20
"""Elements of an array whose keys decide whether it is a table of records."""


def json_lines(stream: BinaryIO, columns: Columns) -> Iterator[Row]:
    """The rows of a JSONL stream, numbered by line. A line that is no object is a reason, and the next line goes on."""
    encoding = encoding_of(sample_of(stream))
    for number, line in lines_of(stream, encoding):
        if line is None:
            yield Row(number, f"the line is longer than {MAX_ROW_BYTES} bytes")
            continue
        line = line.removeprefix(codecs.BOM_UTF8)
        yield Row(number, _object(line, encoding, columns), line if encoding.startswith(UTF8) and not columns else None)


def _object(line: bytes, encoding: str, columns: Columns) -> dict[str, Any] | str:
    try:
        value = _parsed(line if encoding.startswith(UTF8) else line.decode(encoding).encode())
    except UnicodeDecodeError as error:
        return f"bytes that are not {error.encoding} at byte {error.start} of the line"
    except ValueError as error:
        return f"not JSON: {error}"
    except RecursionError:
        return "JSON nested too deeply"
    if not isinstance(value, dict):
        return f"a JSON {type(value).__name__}, not an object"
    return {renamed(name, columns): member for name, member in value.items()} if columns else value


def _parsed(content: bytes) -> Any:
    """orjson is five times as fast; json reads what it will not (huge numbers, NaN, lone surrogates)."""
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        return json.loads(content.decode("utf-8"), parse_constant=str)


def json_array(stream: BinaryIO, limits: Limits, columns: Columns) -> Iterator[Row] | None:
    """The rows of a JSON table, numbered by position from 1; None when the value is not a table of records.

    Records are objects of which one has a column that only notices have. An object around the array must not itself state a
    notice: a release with its list of items is one document."""
    stream.seek(0)
    content = stream.read(limits.max_file_bytes + 1)
    if len(content) > limits.max_file_bytes:
        return None
    encoding = encoding_of(content[:65536])
    try:
        value = _parsed(
            content.removeprefix(codecs.BOM_UTF8) if encoding.startswith("utf-8") else content.decode(encoding).encode()
        )
    except (ValueError, RecursionError):
        return None
    rows = _array_in(value, columns)
    return _rows(rows, columns) if rows is not None else None


def _array_in(value: Any, columns: Columns) -> list[Any] | None:
    if isinstance(value, dict):
        arrays = [member for member in value.values() if isinstance(member, list) and any(isinstance(m, dict) for m in member)]
        others = [name for name, member in value.items() if not isinstance(member, list)]
        if len(arrays) != 1 or len(fields_of(others, columns) & (NOTICE_FIELDS - {"published", "url"})) > 0:
            return None
        value = arrays[0]
    if not isinstance(value, list):
        return None
    objects = [member for member in value[:_LOOKED_AT] if isinstance(member, dict)]
    if len(objects) * 2 <= min(len(value), _LOOKED_AT):
        return None
    names = {name for member in objects for name in member}
    return value if fields_of(names, columns) & (NOTICE_FIELDS | {"id"}) - {"supplier", "published"} else None


def _rows(value: list[Any], columns: Columns) -> Iterator[Row]:
    for at, member in enumerate(value):
        if isinstance(member, dict):
            yield Row(at + 1, {renamed(name, columns): inner for name, inner in member.items()})
        else:
            yield Row(at + 1, f"a JSON {type(member).__name__}, not an object")
