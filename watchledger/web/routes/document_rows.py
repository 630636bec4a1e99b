"""Facts and findings of a document as the workbench lists them: values as they may be seen, each with the id of its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from watchledger.model.reading import Reading
from watchledger.publish.contract import fact_json, finding_json
from watchledger.web.words import Words


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


def fact_rows(reading: Reading, shown: str, words: Words) -> list[Row]:
    """Values as they may be seen: the contract's own masking."""
    rows = []
    for i, (name, group, fact) in enumerate(facts_of(reading)):
        seen = fact_json(fact, shown)
        value = seen["value"]
        written = f"{value['currency']} {value['amount']:,}" if isinstance(value, dict) else str(value)
        rows.append(
            Row(name, group, written, seen["quote"], _place(words, fact.page, fact.span.start), fact.rule, f"f{i}", fact.span.start)
        )
    return rows


def finding_rows(reading: Reading, shown: str, words: Words) -> list[dict[str, Any]]:
    return [
        finding_json(finding, shown)
        | {"place": _place(words, finding.page, finding.span.start), "key": f"t{i}", "at": finding.span.start}
        for i, finding in enumerate(reading.findings)
    ]


def _place(words: Words, page: int | None, start: int) -> str:
    at = words("document.at", n=f"{start:,}")
    return at if page is None else f"{words('document.page', number=page)} · {at}"
