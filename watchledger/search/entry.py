"""What the index holds of a reading: its masked words and the values that filters ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from watchledger.lang.normal import normal
from watchledger.model.finding import STATUSES
from watchledger.model.notice import Fact, Money, Notice
from watchledger.model.reading import Reading
from watchledger.model.text import masked
from watchledger.search.analysis import analyse

Marks = Callable[[Notice], Iterable[tuple[str, str]]]
"""What else a notice is filed under, as (field, term): for who knows organisations and places, which the index does not."""


def no_marks(_: Notice) -> tuple[tuple[str, str], ...]:
    """Nothing else."""
    return ()


class Entry(NamedTuple):
    """`texts` are (field, tokens), `terms` (field, term), `numbers` (field, number); `day` counts from year 1, 0 is unknown."""

    id: str
    day: int
    texts: tuple[tuple[str, str], ...]
    terms: tuple[tuple[str, str], ...]
    numbers: tuple[tuple[str, float], ...]


def entry(reading: Reading, marks: Marks = no_marks) -> Entry:
    """Pure; the worker process that read the document makes it."""
    texts: tuple[tuple[str, str], ...] = ()
    terms = {("status", reading.status)}
    numbers: list[tuple[str, float]] = []
    if reading.text is not None:
        texts = _texts(masked(reading.text.content, reading.masks), reading.notice)
        if reading.notice is not None:
            numbers = _numbers(reading.notice)
            terms |= set(marks(reading.notice))
            if reading.notice.type is not None:
                terms.add(("type", reading.notice.type.value))
    if reading.verdict is not None:
        terms.add(("verdict", reading.verdict.verdict))
    for finding in reading.findings:
        terms |= {("technology", finding.technology), ("technology", f"{finding.technology}/{finding.status}")}
        if finding.status in STATUSES and finding.surveillance:
            terms.add(("status", finding.status))
    return Entry(reading.document_id, _day(reading.notice), texts, tuple(sorted(terms)), tuple(numbers))


_BETWEEN = "\U0010ffff"
"""Stands between values analysed in one go, since eight short ones cost 300 µs one by one; never in a text (no character)."""


def _texts(shown: str, notice: Notice | None) -> tuple[tuple[str, str], ...]:
    pairs = [("text", shown)]
    if notice is not None:
        facts: list[tuple[str, Fact[str] | None]] = [
            ("title", notice.title), ("buyer", notice.buyer), ("agency", notice.agency), ("region", notice.region),
            *(("code", code) for code in notice.project_codes),
            *(("supplier", supplier.name) for supplier in notice.suppliers),
        ]  # fmt: skip
        pairs += [(field, shown_value(fact, shown)) for field, fact in facts if fact is not None]
    whole = f"\n{_BETWEEN}\n".join(value.replace(_BETWEEN, "\ufffd") for _, value in pairs)
    tokens = analyse(normal(whole).text).split(f"{_BETWEEN} ")
    return tuple((field, made) for (field, _), made in zip(pairs, tokens, strict=True))


def shown_value(fact: Fact[str], shown: str) -> str:
    """A fact's value as it may be seen: where a mask reaches into its quote, the masked quote instead."""
    quote = shown[fact.span.start : fact.span.end]
    return fact.value if quote == fact.quote else quote


def _numbers(notice: Notice) -> list[tuple[str, float]]:
    money: list[tuple[str, Fact[Money] | None]] = [
        ("budget", notice.budget), ("ceiling", notice.ceiling), ("award", notice.award_total),
        *(("supplier", supplier.amount) for supplier in notice.suppliers),
    ]  # fmt: skip
    found: list[tuple[str, float]] = []
    for field, fact in money:
        if fact is not None:
            value = float(fact.value.amount)
            found += [(field, value)] if field != "supplier" else []
            found.append(("amount", value))
    if notice.published is not None and notice.published.value[:4].isdecimal():
        found.append(("year", float(notice.published.value[:4])))
    return found


def _day(notice: Notice | None) -> int:
    """The published date as a number to sort by; a date known to the month counts from its first day."""
    if notice is None or notice.published is None:
        return 0
    parts = (notice.published.value[:10].split("-") + ["1", "1"])[:3]
    try:
        return date(*map(int, parts)).toordinal()
    except ValueError:
        return 0
