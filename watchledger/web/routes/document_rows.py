"""Facts and findings of a document as the workbench lists them: values as they may be seen, each with the id of its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from watchledger.model.reading import Reading
from watchledger.publish.contract import fact_json, finding_json


@dataclass(frozen=True, slots=True)
class Row:
    """A fact; `key` is the id of its place in the text, `at` its offset."""

    name: str
    group: int
    value: str
    quote: str
    place: str
    rule: str
    key: str
    at: int


def facts_of(reading: Reading) -> list[tuple[str, int, Any]]:
    return list(reading.notice.facts()) if reading.notice is not None else []


def fact_rows(reading: Reading, shown: str) -> list[Row]:
    """Values as they may be seen: the contract's own masking."""
    rows = []
    for i, (name, group, fact) in enumerate(facts_of(reading)):
        seen = fact_json(fact, shown)
        value = seen["value"]
        words = f"{value['amount']:,} {value['currency']}" if isinstance(value, dict) else str(value)
        rows.append(Row(name, group, words, seen["quote"], _place(fact.page, fact.span.start), fact.rule, f"f{i}", fact.span.start))
    return rows


def finding_rows(reading: Reading, shown: str) -> list[dict[str, Any]]:
    return [
        finding_json(finding, shown) | {"place": _place(finding.page, finding.span.start), "key": f"t{i}", "at": finding.span.start}
        for i, finding in enumerate(reading.findings)
    ]


def _place(page: int | None, start: int) -> str:
    return f"p. {page} · {start}" if page is not None else str(start)
