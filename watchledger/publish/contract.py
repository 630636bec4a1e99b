"""The JSON of `watchledger read`: a Reading as plain values, personal data masked unless its owner asks.

A mask is as long as what it hides, so `text[start:end] == quote` holds masked and unmasked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from watchledger.model.finding import Finding
from watchledger.model.notice import Fact, Money, Notice
from watchledger.model.reading import Reading
from watchledger.model.text import masked

Json = Any
"""What json.dumps takes."""


def as_json(reading: Reading, *, with_text: bool, unmask: bool) -> dict[str, Json]:
    """One object for one document; keys and meaning as docs/design describes "the contract of `watchledger read`"."""
    text = reading.text
    shown = "" if text is None else text.content if unmask else masked(text.content, reading.masks)
    verdict = reading.verdict
    out: dict[str, Json] = {
        "path": reading.origin.path,
        "record_id": reading.origin.record_id,
        "sha256": reading.sha256,
        "media_type": reading.media_type,
        "reader": text.reader if text is not None else None,
        "status": reading.status,
        "problems": list(reading.problems),
    }
    if with_text:
        out["text"] = shown if text is not None else None
    out["notice"] = notice_json(reading.notice, shown) if reading.notice is not None else None
    out["surveillance"] = None
    if verdict is not None:
        hidden = _pieces(reading, unmask=unmask)
        reasons = {"reason": _without(verdict.reason, hidden), "reason_zh": _without(verdict.reason_zh, hidden)}
        out["surveillance"] = {"verdict": verdict.verdict, **reasons}
    out["findings"] = [finding_json(finding, shown) for finding in reading.findings]
    return out


def notice_json(notice: Notice, shown: str) -> dict[str, Json]:
    """Every field of the notice under its own name; `shown` is the text as it may be seen."""
    return {f.name: _field(f.name, getattr(notice, f.name), shown) for f in fields(notice)}


def _field(name: str, value: Json, shown: str) -> Json:
    if name == "alternatives":
        return [{"field": field_name, **fact_json(fact, shown)} for field_name, fact in value]
    if isinstance(value, Fact):
        return fact_json(value, shown)
    if isinstance(value, tuple):
        return [_field("", member, shown) for member in value]
    if is_dataclass(value):
        return {f.name: _field(f.name, getattr(value, f.name), shown) for f in fields(value)}
    return value


def fact_json(fact: Fact[Any], shown: str) -> dict[str, Json]:
    """A fact with its evidence; a value is masked where its quote is."""
    quote = shown[fact.span.start : fact.span.end]
    value = fact.value
    if quote != fact.quote and isinstance(value, str):
        value = _masked_value(value, fact.quote, quote)
    return {
        "value": value_json(value),
        "quote": quote,
        "start": fact.span.start,
        "end": fact.span.end,
        "page": fact.page,
        "rule": fact.rule,
    }


def finding_json(finding: Finding, shown: str) -> dict[str, Json]:
    """A finding; every field beyond the contract's appears under its own name."""
    out: dict[str, Json] = {}
    for f in fields(finding):
        value = getattr(finding, f.name)
        if f.name == "span":
            out |= {"start": value.start, "end": value.end}
        elif f.name == "quote":
            out["quote"] = shown[finding.span.start : finding.span.end]
        elif isinstance(value, (str, int, Decimal, Money)) or value is None:
            out[f.name] = value_json(value)
        else:
            out[f.name] = _field(f.name, value, shown)
    return out


def value_json(value: Any) -> Json:
    """A value as JSON: money as amount and currency, decimals as numbers (whole ones without a point)."""
    if isinstance(value, Money):
        return {"amount": value_json(value.amount), "currency": value.currency}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [value_json(member) for member in value]
    return value


def _masked_value(value: str, raw: str, shown: str) -> str:
    """`value` with what the mask hides in its quote hidden too; where it cannot be found there, the masked quote."""
    hidden = list(_differing(raw, shown))
    result = _without(value, hidden)
    return result if result != value else shown


def _without(words: str, hidden: list[str]) -> str:
    for piece in hidden:
        words = words.replace(piece, "█" * len(piece))
    return words


def _differing(raw: str, shown: str) -> Iterator[str]:
    for differs, run in groupby(zip(raw, shown, strict=True), key=lambda pair: pair[0] != pair[1]):
        if differs:
            yield "".join(pair[0] for pair in run)


def _pieces(reading: Reading, *, unmask: bool) -> list[str]:
    if unmask or reading.text is None:
        return []
    return [piece for start, end, _ in reading.masks if len(piece := reading.text.content[start:end]) > 1]
