"""JSON: every scalar as a line "key: value", each value a block whose path is its JSON pointer (RFC 6901).

Numbers are kept as they are written ("1000.50"), strings as decoded, booleans as true and false; null says nothing and makes
no block. A string that is markup gives what a browser shows of it, tables as tables. A key given twice keeps both values, and the
text's problems say so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from watchledger.errors import UnreadableDocument
from watchledger.formats.markup import is_markup, rendered, tables_of
from watchledger.model.document import Document
from watchledger.model.limits import Limits
from watchledger.model.text import Block, Text

READER = "json/1"


class _Pairs(list[tuple[str, Any]]):
    """An object as it was written: its pairs in order, repeated keys kept."""


_DECODER = json.JSONDecoder(object_pairs_hook=_Pairs, parse_float=str, parse_int=str, parse_constant=str)


def read(document: Document, limits: Limits) -> Text:
    """The text of one JSON value. Raises UnreadableDocument when the bytes are not JSON."""
    value = _decode(document)
    pieces: list[str] = []
    blocks: list[Block] = []
    problems: list[str] = []
    at = 0
    for path, key, scalar in _scalars(value, problems):
        page = is_markup(scalar)
        label = f"{key}:{chr(10) if page else ' '}" if key else ""
        start = at + len(label)
        if page:
            scalar, inner, troubles = rendered(scalar, start, tables_of(blocks), path, limits.max_text_chars)
            blocks += inner
            problems += troubles
        else:
            blocks.append(Block("paragraph", start, start + len(scalar), path=path))
        pieces += (label, scalar, "\n")
        at = start + len(scalar) + 1
        if at > limits.max_text_chars:
            problems.append(f"text cut at {limits.max_text_chars} characters, at {path}")
            break
    return Text("".join(pieces), READER, tuple(blocks), tuple(problems))


def _decode(document: Document) -> Any:
    path = document.origin.path
    try:
        content = document.content.decode(json.detect_encoding(document.content), "strict").removeprefix("\ufeff")
        return _DECODER.decode(content.strip())
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"not JSON: bytes that are not {error.encoding}", path=path, place=f"byte {error.start}"
        ) from error
    except json.JSONDecodeError as error:
        raise UnreadableDocument(f"not JSON: {error.msg}", path=path, place=f"line {error.lineno}") from error
    except RecursionError as error:
        raise UnreadableDocument("JSON nested too deeply", path=path) from error


def _scalars(value: Any, problems: list[str]) -> Iterator[tuple[str, str, str]]:
    """(pointer, key, text) of every scalar with a value, in the order of the file; a list's scalars have the list's key."""
    stack: list[tuple[str, str, Any]] = [("", "", value)]
    while stack:
        path, key, value = stack.pop()
        if isinstance(value, _Pairs):
            names = [name for name, _ in value]
            if len(set(names)) < len(names):
                problems.append(f"a key is given more than once at {path or '/'}")
            stack += [(f"{path}/{_escaped(name)}", name, member) for name, member in reversed(value)]
        elif isinstance(value, list):
            stack += [(f"{path}/{at}", key, value[at]) for at in range(len(value) - 1, -1, -1)]
        elif isinstance(value, str):
            text = value.strip()
            if text:
                yield path, key, text
        elif value is not None:
            yield path, key, "true" if value else "false"


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1") if "~" in name or "/" in name else name
