"""A Reading as rows ready to write. Pure, so that the worker process that read the document does it.

Rows are tuples in the order of their table's columns, without the key, which the store gives: dictionaries cost 290 µs a
document of 15 facts to write, tuples 120 µs.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import orjson

from watchledger.model.address import link_mark, same_page
from watchledger.model.finding import Finding
from watchledger.model.notice import Fact, Money
from watchledger.model.reading import Reading
from watchledger.model.text import Block, Mask, Text, masked
from watchledger.store.schema import MONEY_COLUMNS
from watchledger.store.signature import signature

Row = tuple[Any, ...]
OK = 200
LEVEL = 3
"""Of zlib, on texts of 740 characters: 1 and 3 take 64 µs and leave 59 %, 6 takes 75 µs and leaves 58 %."""


class Packed(NamedTuple):
    """One document's rows; `document` follows DOCUMENTS from `id` to before `added`."""

    id: str
    status: str
    path: str
    text_id: str | None
    document: Row
    place: Row
    text: Row | None
    layout: Row | None
    facts: tuple[Row, ...]
    findings: tuple[Row, ...]
    parts: tuple[Row, ...] = ()
    trace: Row | None = None
    capture: Row | None = None


def pack(reading: Reading, links: Sequence[str] = ()) -> Packed:
    """`links` are the addresses that the document links to, in its order.

    What does not quote the text is left out, and a problem says so: a value without its words does not exist."""
    text, origin, verdict = reading.text, reading.origin, reading.verdict
    stated = list(reading.notice.facts()) if reading.notice else []
    proved = [fact for fact in stated if _proved(fact[2], text)]
    findings = [finding for finding in reading.findings if _proved(finding, text)]
    whole = [(at, *part) for at, finding in enumerate(findings) for part in finding.parts()]
    parts = [part for part in whole if _proved(part[-1], text)]
    left_out = len(stated) - len(proved) + len(reading.findings) - len(findings) + len(whole) - len(parts)
    broken = (f"evidence left out because it does not quote the text: {left_out} (a mistake of Watchledger's)",) if left_out else ()
    status = "partial" if broken and reading.status == "ok" else reading.status
    document = (
        reading.document_id, reading.sha256, reading.size, origin.path, origin.record_id, origin.address, origin.captured,
        origin.container, reading.media_type, status, _json(reading.problems + broken), text.id if text else None,
        text.reader if text else None, _json(reading.notice.problems) if reading.notice else None,
        verdict.verdict if verdict else None, verdict.reason if verdict else None, (verdict.reason_zh or None) if verdict else None,
        *_columns_of({field: fact for field, group, fact in reversed(proved) if group == 0}, text, reading.masks),
    )  # fmt: skip
    met = origin.address, origin.captured, origin.path
    capture = capture_row(*met, OK, reading.document_id) if origin.record_id is None else None
    return Packed(
        reading.document_id,
        status,
        clean(origin.path),
        text.id if text else None,
        tuple(map(clean, document)),
        tuple(map(clean, (reading.document_id, origin.path, origin.address, origin.captured, origin.container))),
        (text.id, zlib.compress(text.content.encode("utf-8", "surrogatepass"), LEVEL)) if text else None,
        (pack_blocks(text.blocks), text.glyphs, _outline(text), _json(reading.masks), _json(text.problems)) if text else None,
        tuple(_fact_row(at, *fact, text, reading.masks) for at, fact in enumerate(proved)),
        tuple(_finding_row(at, finding) for at, finding in enumerate(findings)),
        tuple(_part_row(ordinal, *part, text, reading.masks) for ordinal, part in enumerate(parts)),
        _trace(text, links, captured=capture is not None),
        capture,
    )


def _trace(text: Text | None, links: Sequence[str], *, captured: bool) -> Row | None:
    found = signature(text, least=0) if captured else signature(text), b"".join(map(link_mark, links)) or None
    return found if any(found) else None


def capture_row(address: str | None, captured: str | None, path: str, status: int, document: str | None) -> Row | None:
    """A row of CAPTURES; None where no address is stated. Rows of tables are no captures: many may state one address."""
    if not address:
        return None
    return tuple(map(clean, (same_page(address), captured or "", path, address, status, document)))


def _proved(thing: Fact[Any] | Finding, text: Text | None) -> bool:
    text_id, start, end = thing.span
    return text is not None and text_id == text.id and 0 <= start < end and text.content[start:end] == thing.quote


def _fact_row(ordinal: int, field: str, group: int, fact: Fact[Any], text: Text | None, masks: tuple[Mask, ...]) -> Row:
    value, shown, number, currency = fact.value, None, None, None
    if isinstance(value, Money):
        currency, value = value.currency, value.amount
    if isinstance(value, Decimal):
        number, value = float(value), str(value)
    elif not isinstance(value, str):
        raise TypeError(f"{field}: a fact's value is a str, a Decimal or Money, not {type(value).__name__}")
    elif masks and (words := _shown(fact, text, masks)) != value:
        shown = clean(words)
    _, start, end = fact.span
    return ordinal, field, group, clean(value), shown, number, currency, clean(fact.quote), start, end, fact.page, fact.rule


def _finding_row(ordinal: int, finding: Finding) -> Row:
    f, span = finding, finding.span
    quantity = None if f.quantity is None else str(f.quantity)
    found = f.technology, f.status, clean(f.quote), span.start, span.end, f.page, f.rule
    return ordinal, *found, quantity, clean(f.unit), f.certainty


def _part_row(
    ordinal: int, finding: int, name: str, group: int, fact: Fact[Any], text: Text | None, masks: tuple[Mask, ...]
) -> Row:
    return ordinal, finding, *_fact_row(ordinal, name, group, fact, text, masks)[1:]


def _columns_of(facts: dict[str, Fact[Any]], text: Text | None, masks: tuple[Mask, ...]) -> Row:
    words = [_shown(facts.get(name), text, masks) for name in ("type", "title", "buyer", "agency", "region", "published")]
    published = words[-1]
    year = int(published[:4]) if published and published[:4].isascii() and published[:4].isdecimal() else None
    money: list[str | None] = []
    for name in MONEY_COLUMNS:
        fact = facts.get(name)
        money += [str(fact.value.amount), fact.value.currency] if fact else [None, None]
    return *words, year, *money


def _shown(fact: Fact[str] | None, text: Text | None, masks: tuple[Mask, ...]) -> str | None:
    """The value of a fact, or its masked quote where personal data reaches into it."""
    if fact is None or text is None:
        return None
    _, start, end = fact.span
    if not any(m.start < end and m.end > start for m in masks):
        return fact.value
    inside = tuple(Mask(max(m.start - start, 0), min(m.end, end) - start, m.kind) for m in masks if m.start < end and m.end > start)
    return masked(text.content[start:end], inside)


def pack_blocks(blocks: tuple[Block, ...]) -> bytes | None:
    """Blocks by column, a column of one value as that value: 100 blocks take 30 µs and about 500 bytes."""
    if not blocks:
        return None
    columns = [column[0] if column.count(column[0]) == len(column) and not isinstance(column[0], tuple) else [*column]
               for column in zip(*blocks, strict=True)]  # fmt: skip
    return zlib.compress(orjson.dumps([len(blocks), *columns]), LEVEL)


def _outline(text: Text) -> str | None:
    """[[offset, page], …] and [[start, end], …] of furniture, neighbours joined; None when there are neither."""
    pages = [(b.start, b.page) for b in text.blocks if b.kind == "page" and b.page is not None]
    return orjson.dumps((pages, text.furniture)).decode() if pages or text.furniture else None


def _json(value: Any) -> str:
    return orjson.dumps([tuple(v) if isinstance(v, tuple) else clean(v) for v in value]).decode()


def clean(value: Any) -> Any:
    """SQLite takes no lone surrogates: in columns they are written out (\\udc80). The text keeps them, and quotes are cut
    from it; a path of undecodable bytes stays distinct."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "backslashreplace").decode()
    return value
