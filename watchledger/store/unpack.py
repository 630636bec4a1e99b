"""Rows back into the Reading they came from: unpack(pack(reading)) == reading (tested)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from itertools import starmap
from typing import Any, get_args, get_origin, get_type_hints

import orjson

from watchledger.model.document import Origin
from watchledger.model.finding import Finding, Verdict
from watchledger.model.notice import Fact, Money, Notice
from watchledger.model.reading import Reading
from watchledger.model.text import Block, Mask, Span, Text
from watchledger.store.cycles import few_cycles


def unpack(
    document: Any, content: bytes | None, layout: Any, facts: Iterable[Any], findings: Iterable[Any], parts: Iterable[Any] = ()
) -> Reading:
    """From a row of DOCUMENTS, the packed text, a row of LAYOUTS (or None), and rows of FACTS, FINDINGS and PARTS in order."""
    d = document
    text = None if content is None else _text(d.reader, content, layout)
    return Reading(
        document_id=d.id,
        sha256=d.sha256,
        size=d.size,
        origin=Origin(d.path, d.record_id, d.address, d.captured, d.container),
        media_type=d.media_type,
        status=d.status,
        problems=tuple(orjson.loads(d.problems)),
        text=text,
        notice=None if d.notice_problems is None or text is None else _notice(d, text, facts),
        findings=() if text is None else tuple(_findings(findings, parts, text)),
        verdict=None if d.verdict is None else Verdict(d.verdict, d.reason, d.reason_zh or ""),
        masks=() if layout is None else tuple(Mask(*mask) for mask in orjson.loads(layout.masks)),
    )


def unpack_content(content: bytes) -> str:
    return zlib.decompress(content).decode("utf-8", "surrogatepass")


def unpack_blocks(packed: bytes | None) -> tuple[Block, ...]:
    if packed is None:
        return ()
    with few_cycles():  # 2,000 pages have 76,000 blocks: 0.3 s of a core, was 0.6
        length, *columns = orjson.loads(zlib.decompress(packed))
        whole = [column if isinstance(column, list) else [column] * length for column in columns]
        box = Block._fields.index("box")
        whole[box] = [None if value is None else tuple(value) for value in whole[box]]
        return tuple(starmap(Block, zip(*whole, strict=True)))


def _text(reader: str, content: bytes, layout: Any) -> Text:
    return Text(
        content=unpack_content(content),
        reader=reader,
        blocks=unpack_blocks(layout.blocks),
        problems=tuple(orjson.loads(layout.problems)),
        glyphs=layout.glyphs,
    )


def _findings(rows: Iterable[Any], parts: Iterable[Any], text: Text) -> Iterator[Finding]:
    held: dict[int, dict[str, Any]] = {}
    for row in parts:
        fact, of_finding = _fact(row, text), held.setdefault(row.finding, {})
        of_finding[row.part] = (*of_finding.get(row.part, ()), fact) if row.part in _SEVERAL else fact
    return (_finding(row, held.get(row.ordinal, {}), text) for row in rows)


_SEVERAL = frozenset(f.name for f in fields(Finding) if f.default == ())


def _finding(row: Any, parts: Mapping[str, Any], text: Text) -> Finding:
    span = Span(text.id, row.start, row.end)
    quantity = None if row.quantity is None else Decimal(row.quantity)
    stated = row.technology, row.status, text.quote(span), span, row.page, row.rule
    return Finding(*stated, quantity, row.unit, row.certainty, **parts)


def _fact(row: Any, text: Text) -> Fact[Any]:
    span = Span(text.id, row.start, row.end)
    value: Any = row.value
    if row.number is not None:
        value = Decimal(value)
    if row.currency is not None:
        value = Money(value, row.currency)
    return Fact(value, text.quote(span), span, row.page, row.rule)


@lru_cache(maxsize=1)
def _shapes() -> Mapping[str, type]:
    """Field of Notice -> the dataclass its tuple holds (suppliers -> Supplier); scalars and tuples of facts are not in it."""
    shapes: dict[str, type] = {}
    for name, hint in get_type_hints(Notice).items():
        inner = get_args(hint)[0] if get_origin(hint) is tuple else None
        if isinstance(inner, type) and inner is not str:
            shapes[name] = inner
    return shapes


def _notice(document: Any, text: Text, rows: Iterable[Any]) -> Notice:
    values: dict[str, Any] = {"problems": tuple(orjson.loads(document.notice_problems))}
    lists: dict[str, list[Any]] = {}
    members: dict[tuple[str, int], dict[str, Fact[Any]]] = {}
    repeated = {f.name for f in fields(Notice) if f.default == ()}
    for row in rows:
        fact = _fact(row, text)
        name, _, inner = row.field.partition(".")
        if name == "alternatives":
            lists.setdefault(name, []).append((inner, fact))
        elif inner:
            members.setdefault((name, row.grp), {})[inner] = fact
        elif name in repeated:
            lists.setdefault(name, []).append(fact)
        else:
            values[name] = fact
    for (name, _), parts in sorted(members.items(), key=lambda item: item[0]):
        shape = _shapes()[name]
        if fields(shape)[0].name in parts:  # a supplier whose name was left out has nothing to stand on
            lists.setdefault(name, []).append(shape(**parts))
    values |= {name: tuple(found) for name, found in lists.items()}
    return Notice(**values)
