"""Lists that a user supplies, read entry by entry: FollowTheMoney and OpenSanctions JSON, the Consolidated Screening List's CSV,
OpenSanctions' simplified CSV, a plain CSV of names. Natural persons are left out: there is no index of persons here.

An entry is what the list says, word for word; nothing is concluded from it.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from watchledger.entities.aliases import shipped
from watchledger.entities.name import parse
from watchledger.entities.tables import latin_classes
from watchledger.entities.watchlist_bytes import encoding_of
from watchledger.errors import InputError
from watchledger.fields.organisation import is_person

ORGANISATIONS = ("Company", "Organization", "PublicBody", "LegalEntity")
"""FollowTheMoney schemata that are compared; a LegalEntity only when its name is an organisation's, since it may be a person."""
_OPEN = ("LegalEntity", "")
_NAMES = ("name", "alias", "aliases", "weakAlias", "previousName", "abbreviation", "alt_names")
_CODES = ("uscCode", "leiCode", "registrationNumber", "identifiers", "ids")
_PLAIN = (
    "name",
    "names",
    "organisation",
    "organization",
    "company",
    "entity",
    "名称",
    "单位名称",
    "企业名称",
    "公司名称",
    "单位",
    "公司",
    "机构名称",
)
"""Headers under which plain lists of names have them, in the order of preference."""
_OTHER = ("vessel", "aircraft", "airplane", "address", "cryptowallet", "vehicle", "security", "passport", "identification")
_SIGNS = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-HJ-NPQRTUWXY]{18}|[0-9A-Z]{18}[0-9]{2})(?![0-9A-Za-z])")
"""Of the length of a credit code or an LEI."""
LONGEST_LINE = 4_000_000
"""Characters of one entry: the longest of OpenSanctions' nested entities have some 2 MB."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation on a list. `names` as the list writes them, its own name first; `codes` are Chinese credit codes and
    LEIs that it states; `place` is where the entry stands in the file, `quoted` the entry itself, field by field."""

    id: str
    names: tuple[str, ...]
    codes: tuple[str, ...]
    source: str
    place: str
    quoted: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Passed:
    """What was read and not compared. `unclear`: the list does not say whether it is a person, and the name could be one."""

    persons: int = 0
    unclear: int = 0
    others: int = 0
    problems: list[str] = field(default_factory=list)


def entries(path: Path, passed: Passed) -> Iterator[Entry]:
    """The organisations of a list, streamed in its order; what is left out is counted in `passed`. Raises InputError for a file
    that is no list of these kinds. An entry that cannot be read is a problem with its place, and reading goes on."""
    try:
        with path.open(encoding=encoding_of(path), errors="replace", newline="") as held:
            first = held.read(1)
            while first and first.isspace():
                first = held.read(1)
            held.seek(0)
            if not first:
                raise InputError("the list is empty", path=str(path))
            yield from (_from_json if first in "{[" else _from_csv)(held, path, passed)
    except OSError as error:
        raise InputError(f"the list cannot be read: {error.strerror}", path=str(path)) from error


def _from_json(held: TextIO, path: Path, passed: Passed) -> Iterator[Entry]:
    """A JSON object a line, or one array (or object with an array) of them."""
    for place, record in _records(held, path, passed):
        schema = str(record.get("schema", ""))
        properties = record.get("properties")
        if not isinstance(properties, Mapping) or not schema:
            passed.problems.append(f"{place}: no FollowTheMoney entity (schema and properties)")
            continue
        values = {name: [str(v) for v in _many(value) if not isinstance(v, Mapping)] for name, value in properties.items()}
        names = _unique([str(record.get("caption") or ""), *(v for field in _NAMES for v in values.get(field, []))])
        if not _compared(schema, names, passed):
            continue
        datasets = "; ".join(map(str, _many(record.get("datasets"))))
        quoted = [("schema", schema), ("caption", str(record.get("caption") or "")), ("datasets", datasets)]
        quoted += [(name, "; ".join(held_values)) for name, held_values in values.items()]
        codes = _codes(v for field in _CODES for v in values.get(field, []))
        yield Entry(str(record.get("id", "")), names, codes, datasets or path.name, place, tuple((k, v) for k, v in quoted if v))


def _records(held: TextIO, path: Path, passed: Passed) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if held.read(1).lstrip("\ufeff") == "[" or not _is_lines(held):
        held.seek(0)
        try:
            whole = json.load(held)
        except (ValueError, RecursionError) as error:
            raise InputError(f"no JSON: {error}", path=str(path)) from error
        inside = [] if isinstance(whole, list) else [whole.get(name) for name in ("entities", "results", "data")]
        many = whole if isinstance(whole, list) else next((value for value in inside if isinstance(value, list)), [whole])
        yield from ((f"entry {at}", one) for at, one in enumerate(many, 1) if isinstance(one, Mapping))
        return
    held.seek(0)
    for at, line in enumerate(held, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line) if len(line) <= LONGEST_LINE else None
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, Mapping):
            yield f"line {at}", record
        else:
            passed.problems.append(f"line {at}: no JSON object")


def _is_lines(held: TextIO) -> bool:
    """Whether the first line is an object by itself."""
    held.seek(0)
    for line in held:
        if line.strip():
            try:
                return isinstance(json.loads(line), Mapping) and not isinstance(json.loads(line).get("entities"), list)
            except (ValueError, RecursionError):
                return False
    return False


def _from_csv(held: TextIO, path: Path, passed: Passed) -> Iterator[Entry]:
    csv.field_size_limit(min(sys.maxsize, LONGEST_LINE))
    reader = csv.reader(held, strict=False)
    try:
        header = [name.strip() for name in next(reader)]
    except (StopIteration, csv.Error) as error:
        raise InputError(f"no CSV: {error}", path=str(path)) from error
    known = {name.lower(): name for name in header}
    column = next((known[name] for name in _PLAIN if name in known), None)
    plain = column is None
    if plain and len(header) > 1 and not _begins_with_a_body(header):
        raise InputError(f"no column of names: the header is {', '.join(header)[:120]}; one of {', '.join(_PLAIN)}", path=str(path))
    if plain:
        held.seek(0)
        reader, header, column = csv.reader(held, strict=False), ["name"], "name"
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            passed.problems.append(f"line {reader.line_num}: {error}")
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield from _row(dict(zip(header, row, strict=False)), column or "name", f"line {reader.line_num}", path, passed)


def _begins_with_a_body(cells: list[str]) -> bool:
    """Whether the first line of a CSV is an entry and no header: its first cell is a firm's or a body's name."""
    name = parse(cells[0])
    return bool(name.form or name.place) and is_organisation(cells[0])


def _row(fields: Mapping[str, str], column: str, place: str, path: Path, passed: Passed) -> Iterator[Entry]:
    held = {name.lower(): value.strip() for name, value in fields.items() if value}
    names = _unique(
        [held.get(column.lower(), ""), *(part for name in _NAMES[1:] for part in held.get(name.lower(), "").split(";"))]
    )
    if not names:
        passed.problems.append(f"{place}: no name")
        return
    kind = held.get("schema") or held.get("type") or ""
    born = any(held.get(name) for name in ("dates_of_birth", "places_of_birth", "birth_date", "date_of_birth"))
    if _compared("Person" if born else kind, names, passed):
        codes = _codes(held.get(name.lower(), "") for name in (*_CODES, "code", "credit_code", "lei", "统一社会信用代码"))
        quoted = tuple((name, value.strip()) for name, value in fields.items() if value and value.strip())
        entry_id = held.get("_id") or held.get("id") or held.get("entity_number") or ""
        yield Entry(entry_id, names, codes, held.get("source") or held.get("dataset") or path.name, place, quoted)


def _compared(kind: str, names: tuple[str, ...], passed: Passed) -> bool:
    """Whether the entry is an organisation; counts what it is otherwise."""
    if kind.lower() in ("person", "individual", "natural person", "自然人", "个人"):
        passed.persons += 1
    elif kind.lower() in _OTHER:
        passed.others += 1
    elif not names:
        passed.problems.append("an entry without a name")
    elif kind in ("", "LegalEntity") and not is_organisation(names[0]):
        passed.unclear += 1
    elif kind in ORGANISATIONS or kind.lower() in ("", "entity", "organisation", "organization", "company", "business"):
        return True
    else:
        passed.others += 1
    return False


def is_organisation(name: str) -> bool:
    """Whether a name is no natural person's by its own words: a legal form, a word such as institute, an office's ending, a
    number, a single foreign word (a brand), or that the table of aliases has it."""
    parsed = parse(name)
    if shipped().names(parsed):
        return True
    if parsed.script == "han":
        return not is_person(parsed.folded) and (bool(parsed.form) or bool(parsed.place) or len(parsed.folded) > 4)
    words = set(parsed.words) | set(re.findall(r"[a-z]+", parsed.folded))
    return bool(parsed.form) or bool(words & latin_classes().body) or bool(parsed.numbers) or len(parsed.words) == 1


def _codes(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for value in values for code in _SIGNS.findall(value.upper())))


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in names if name and name.strip()))


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
