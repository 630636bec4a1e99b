"""What an indicator is given and gives: stated facts of documents in, signs with their passages out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from watchledger.explore.case import Case
from watchledger.model.finding import BOUGHT

BEFORE = frozenset({"intent", "prequalification", "tender", "amendment", "clarification", "single_source"})
"""Types of notices that come before a winner is known."""
AFTER = frozenset({"award", "contract"})


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document (masked) that state a value; `field` is a notice's field, or "findings." with a part of a finding."""

    key: int
    document: str
    field: str
    value: str
    quote: str
    start: int
    end: int
    page: int | None
    currency: str | None = None
    group: int = 0

    @property
    def amount(self) -> Decimal:
        return Decimal(self.value)

    @property
    def money(self) -> str:
        return f"{self.amount:,f} {self.currency}"


@dataclass(frozen=True, slots=True)
class Stated:
    """What one document states of the fields asked for, in its order."""

    key: int
    document: str
    type: str | None
    buyer: str | None
    title: str | None
    facts: Mapping[str, Sequence[Passage]] = field(default_factory=dict)

    def all(self, name: str) -> Sequence[Passage]:
        return self.facts.get(name, ())

    def first(self, *names: str) -> Passage | None:
        """The first fact of the first of these fields that is stated."""
        return next((facts[0] for name in names if (facts := self.facts.get(name))), None)

    def codes(self) -> tuple[str, ...]:
        """Project numbers as they compare."""
        return tuple(plain(fact.value) for fact in self.all("project_codes"))


@dataclass(frozen=True, slots=True)
class Sign:
    """`reason` is one sentence with the figures; `passages` are what it rests on, of one document or several."""

    indicator: str
    reason: str
    passages: tuple[Passage, ...]

    def documents(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(passage.document for passage in self.passages))


def plain(words: str) -> str:
    """The form in which names and numbers of projects compare."""
    return "".join(words.split()).casefold()


def same_body(one: str | None, other: str | None) -> bool:
    """Whether two notices may be of one buyer: the same name, or one of them states none."""
    return one is None or other is None or plain(one) == plain(other)


_COLUMNS = "d.key, d.id, d.type, d.buyer, d.title"
_FACT = "p.ordinal, p.value, coalesce(p.shown, p.quote) AS quote, p.start, p.end, p.page, p.currency, p.grp"
_FINDING = "p.ordinal, p.technology AS value, p.quote, p.start, p.end, p.page, NULL AS currency, 0 AS grp"


def stated(case: Case, names: Sequence[str], keys: Sequence[int] | None = None) -> Iterator[Stated]:
    """The documents that state any of these fields, with what they state of them, in order of key. Names of fields are our
    own: "budget", "suppliers.name", "findings.brand" (a part of a finding), "findings.technology" (of those bought)."""
    chosen = " JOIN chosen c ON c.key = d.key" if keys is not None else ""
    facts = [name for name in names if not name.startswith("findings.")]
    parts = [name.removeprefix("findings.") for name in names if name.startswith("findings.") and name != "findings.technology"]
    questions = []
    if facts:
        held = f"FROM documents d{chosen} JOIN facts p ON p.document = d.key AND p.field IN ({_listed(facts)})"
        questions.append(f"SELECT {_COLUMNS}, 1 AS sort, p.field, {_FACT} {held}")
    if parts:
        held = f"FROM documents d{chosen} JOIN parts p ON p.document = d.key AND p.part IN ({_listed(parts)})"
        questions.append(f"SELECT {_COLUMNS}, 2 AS sort, 'findings.' || p.part AS field, {_FACT} {held}")
    if "findings.technology" in names:
        held = f"FROM documents d{chosen} JOIN findings p ON p.document = d.key AND p.status IN ({_listed(BOUGHT)})"
        questions.append(f"SELECT {_COLUMNS}, 3 AS sort, 'findings.technology' AS field, {_FINDING} {held}")
    sql = " UNION ALL ".join(questions) + " ORDER BY 1, 6, 8"
    for key, rows in groupby(case.store.stream(sql, keys=keys), key=lambda row: int(row.key)):
        found: dict[str, list[Passage]] = {}
        for row in rows:
            passage = Passage(
                key, row.id, row.field, row.value, row.quote, row.start, row.end, row.page, row.currency, row.grp
            )  # fmt: skip
            found.setdefault(row.field, []).append(passage)
            head = row.id, row.type, row.buyer, row.title
        yield Stated(key, *head, found)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
