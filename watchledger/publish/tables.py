"""The tables that every export writes, row by row from a Reading; evidence carries its citation. The last one, decisions, comes
from what people decided instead.

Rows come from the JSON of `watchledger read`, so an export says what the contract says and hides what it hides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from watchledger.model.reading import Reading
from watchledger.model.review import Decision
from watchledger.publish.contract import as_json

Json = Mapping[str, Any]
Row = tuple[Any, ...]


class Column(NamedTuple):
    """`kind` is str, int or float; any value may be None."""

    name: str
    kind: type


class Table(NamedTuple):
    """`rows` takes (document's columns, contract's JSON) and gives rows in the order of `columns`."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Json, Json], Iterator[Row]]


def _columns(**kinds: type) -> tuple[Column, ...]:
    return tuple(Column(name, kind) for name, kind in kinds.items())


DOCUMENT = _columns(document=str, sha256=str, source_address=str, path=str, record_id=str)
"""Stands in every table: which document, the hash of its bytes, where it was published, where it was found."""
CITATION = _columns(page=int, start=int, end=int, quote=str, rule=str)
"""The words that state it: text[start:end] == quote (masked as the text is)."""
MONEY = ("budget", "ceiling", "award_total")
_STATED = ("type", "title", "buyer", "agency", "region", "published", "deadline")


class Beside(NamedTuple):
    """What a case knows of a document besides its reading: the document that it is a near-duplicate of and that counts for both,
    and the other places at which the same bytes were met."""

    one_with: str | None = None
    also_at: tuple[str, ...] = ()


ALONE = Beside()


def document_columns(reading: Reading, beside: Beside = ALONE) -> Json:
    return {
        "document": reading.document_id,
        "sha256": reading.sha256,
        "source_address": reading.origin.address,
        "path": reading.origin.path,
        "record_id": reading.origin.record_id,
        "captured": reading.origin.captured,
        "container": reading.origin.container,
        "size": reading.size,
        "one_with": beside.one_with,
        "also_at": "; ".join(beside.also_at) or None,
    }


def rows_of(reading: Reading, *, unmask: bool, beside: Beside = ALONE) -> Iterator[tuple[str, Row]]:
    """(table, row) of everything that one reading gives."""
    about, content = document_columns(reading, beside), as_json(reading, with_text=False, unmask=unmask)
    for table in TABLES:
        for row in table.rows(about, content):
            yield table.name, row


def _document(about: Json) -> Row:
    return tuple(about[column.name] for column in DOCUMENT)


def _citation(fact: Json) -> Row:
    return tuple(fact[column.name] for column in CITATION)


def _value(fact: Json | None) -> Any:
    return None if fact is None else fact["value"]


def _money(fact: Json | None) -> Row:
    value = _value(fact)
    return (value["amount"], value["currency"]) if value else (None, None)


def _documents(about: Json, content: Json) -> Iterator[Row]:
    notice, verdict = content["notice"] or {}, content["surveillance"] or {}
    stated = tuple(_value(notice.get(name)) for name in _STATED)
    amounts = tuple(part for name in MONEY for part in _money(notice.get(name)))
    published = stated[_STATED.index("published")] or ""
    yield (
        *_document(about), about["captured"], about["container"], about["size"], content["media_type"], content["reader"],
        content["status"], "; ".join(content["problems"]) or None, *stated,
        int(published[:4]) if published[:4].isdecimal() else None,
        "; ".join(code["value"] for code in notice.get("project_codes", ())) or None, *amounts,
        verdict.get("verdict"), verdict.get("reason"), about["one_with"], about["also_at"],
    )  # fmt: skip


def _facts_in(name: str, value: Any) -> Iterator[tuple[str, int, Json]]:
    if isinstance(value, Mapping) and "quote" in value:
        yield name, 0, value
    elif isinstance(value, list):
        for group, member in enumerate(value):
            if not isinstance(member, Mapping):
                continue
            if "quote" in member:
                yield f"{name}.{member['field']}" if "field" in member else name, group, member
            else:
                yield from ((f"{name}.{part}", group, fact) for part, fact in member.items() if fact is not None)


def _facts(about: Json, content: Json) -> Iterator[Row]:
    for name, value in (content["notice"] or {}).items():
        for field, group, fact in _facts_in(name, value):
            stated, amount, currency = fact["value"], None, None
            if isinstance(stated, Mapping):
                amount, currency = stated["amount"], stated["currency"]
                stated = f"{amount} {currency}"
            elif not isinstance(stated, str):
                amount, stated = stated, str(stated)
            yield *_document(about), field, group, stated, amount, currency, *_citation(fact)


def _findings(about: Json, content: Json) -> Iterator[Row]:
    notice = content["notice"] or {}
    context = tuple(_value(notice.get(name)) for name in ("type", "buyer", "region", "published"))
    for f in content["findings"]:
        parts = tuple(_value(f[name]) for name in ("stage", "rung", "brand", "model"))
        named = tuple("; ".join(fact["value"] for fact in f[name]) or None for name in ("targets", "venues"))
        what = f["technology"], f["status"], f["quantity"], f["unit"], f["certainty"], *parts, *_money(f["price"]), *named
        yield *_document(about), *what, *context, *_citation(f)


def _suppliers(about: Json, content: Json) -> Iterator[Row]:
    notice = content["notice"] or {}
    context = tuple(_value(notice.get(name)) for name in ("type", "buyer", "published"))
    for number, s in enumerate(notice.get("suppliers", ())):
        amount = s["amount"]
        place = (amount["start"], amount["end"], amount["quote"]) if amount else (None, None, None)
        yield (
            *_document(about), number, _value(s["name"]), *_money(amount), _value(s["lot"]), _value(s.get("identifier")), *context,
            *_citation(s["name"]), *place,
        )  # fmt: skip


def _items(about: Json, content: Json) -> Iterator[Row]:
    for number, item in enumerate((content["notice"] or {}).get("items", ())):
        named = tuple(_value(item[name]) for name in ("name", "brand", "model", "quantity", "unit"))
        yield *_document(about), number, *named, *_money(item["unit_price"]), *_citation(item["name"])


def decision_rows(log: Iterable[Decision], about: Callable[[str], Json]) -> Iterator[Row]:
    """The audit log. `about` gives a document's columns by its id; what the case no longer holds has only the id."""
    for one in log:
        held, subject = about(one.document), one.subject
        judged = subject.kind, subject.source, subject.start, subject.end, subject.rule, subject.value
        said = one.judgement, one.corrected, one.reviewer, one.decided, one.note, one.undoes, one.quote
        yield one.document, *(held.get(column.name) for column in DOCUMENT[1:]), one.number, *judged, *said


DECISIONS = "decisions"

TABLES = (
    Table(
        "documents",
        (
            *DOCUMENT,
            *_columns(captured=str, container=str, size=int, media_type=str, reader=str, status=str, problems=str),
            *_columns(**dict.fromkeys(_STATED, str)),
            *_columns(year=int, project_codes=str),
            *(column for name in MONEY for column in _columns(**{name: float, f"{name}_currency": str})),
            *_columns(verdict=str, reason=str, one_with=str, also_at=str),
        ),
        _documents,
    ),
    Table("facts", (*DOCUMENT, *_columns(field=str, group=int, value=str, amount=float, currency=str), *CITATION), _facts),
    Table(
        "findings",
        (
            *DOCUMENT,
            *_columns(
                technology=str, status=str, quantity=float, unit=str, certainty=str, stage=str, rung=str, brand=str, model=str
            ),
            *_columns(unit_price=float, currency=str, targets=str, venues=str, type=str, buyer=str, region=str, published=str),
            *CITATION,
        ),
        _findings,
    ),
    Table(
        "suppliers",
        (
            *DOCUMENT,
            *_columns(
                number=int, supplier=str, amount=float, currency=str, lot=str, identifier=str, type=str, buyer=str, published=str
            ),
            *CITATION,
            *_columns(amount_start=int, amount_end=int, amount_quote=str),
        ),
        _suppliers,
    ),
    Table(
        "items",
        (
            *DOCUMENT,
            *_columns(number=int, item=str, brand=str, model=str, quantity=float, unit=str, unit_price=float, currency=str),
            *CITATION,
        ),
        _items,
    ),
    Table(
        DECISIONS,
        (
            *DOCUMENT,
            *_columns(number=int, kind=str, source=str, start=int, end=int, rule=str, value=str, judgement=str, corrected=str),
            *_columns(reviewer=str, decided=str, note=str, undoes=int, quote=str),
        ),
        lambda _about, _content: iter(()),
    ),
)
