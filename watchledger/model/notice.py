"""Notice: what a procurement document states, each value with the words that state it.

Field names follow the Open Contracting Data Standard where it has the term. A value that the document does not state is
None; nothing is imputed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, TypeVar

from watchledger.model.text import Span

T = TypeVar("T")

NOTICE_TYPES = (
    "intent", "tender", "prequalification", "amendment", "clarification", "candidate",
    "award", "contract", "single_source", "termination", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the currency's main unit (yuan, not 万元), currency by ISO 4217."""

    amount: Decimal
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value, the words that prove it, and the versioned rule that read it ("notice.buyer.label/1")."""

    value: T
    quote: str
    span: Span
    page: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class Supplier:
    """A winner (award, contract) or the first-ranked candidate; `lot` is the lot's label where the notice has lots."""

    name: Fact[str]
    amount: Fact[Money] | None = None
    lot: Fact[str] | None = None
    identifier: Fact[str] | None = None
    """The organisation's registration number as stated."""
    address: Fact[str] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A line of goods or services as listed."""

    name: Fact[str]
    brand: Fact[str] | None = None
    model: Fact[str] | None = None
    quantity: Fact[Decimal] | None = None
    unit: Fact[str] | None = None
    unit_price: Fact[Money] | None = None
    line_total: Fact[Money] | None = None
    specification: Fact[str] | None = None
    """What a table says of the goods in its own column, as worded."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an amendment replaces, as worded; `what` is the label or the part of the document that is changed."""

    before: Fact[str]
    after: Fact[str]
    what: Fact[str] | None = None


@dataclass(frozen=True, slots=True)
class Lot:
    """A part of the purchase that is awarded by itself; `label` is what suppliers' `lot` names."""

    label: Fact[str]
    title: Fact[str] | None = None
    budget: Fact[Money] | None = None
    region: Fact[str] | None = None
    classification: Fact[str] | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time that the text lays down; `kind` is initial_term, renewal_term, service, delivery, warranty or retention."""

    kind: Fact[str]
    period: Fact[str] | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A further paper in the same file, such as a purchase order or an invoice of the contract; `kind` is purchase_order,
    invoice, quote or evaluation."""

    kind: Fact[str]
    number: Fact[str] | None = None
    date: Fact[str] | None = None
    buyer: Fact[str] | None = None
    supplier: Fact[str] | None = None
    total: Fact[Money] | None = None
    reference: Fact[str] | None = None
    tax: Fact[Money] | None = None
    unit: Fact[str] | None = None
    """The department of the buyer that ordered."""


@dataclass(frozen=True, slots=True)
class Bidder:
    """A candidate or bidder as ranked or listed, the winner included where the list has it; a losing one is no supplier."""

    name: Fact[str]
    amount: Fact[Money] | None = None
    rank: Fact[str] | None = None
    score: Fact[Decimal] | None = None
    """The total that the reviewers gave."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A size or performance that the text claims of a system. `kind` is database_size, accuracy, retention, coverage or sources,
    its quote the whole claim; `number` is in single units (25亿 is 2,500,000,000), `unit` as written (张, %, 天)."""

    kind: Fact[str]
    number: Fact[Decimal] | None = None
    unit: Fact[str] | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. Dates are ISO strings ("2020-03-31"). `alternatives` keeps further statements of a field that differ from
    the one chosen, as (field, fact) pairs; `problems` says so in words."""

    type: Fact[str] | None = None
    title: Fact[str] | None = None
    project_codes: tuple[Fact[str], ...] = ()
    buyer: Fact[str] | None = None
    agency: Fact[str] | None = None
    suppliers: tuple[Supplier, ...] = ()
    budget: Fact[Money] | None = None
    ceiling: Fact[Money] | None = None
    award_total: Fact[Money] | None = None
    published: Fact[str] | None = None
    deadline: Fact[str] | None = None
    region: Fact[str] | None = None
    items: tuple[Item, ...] = ()
    alternatives: tuple[tuple[str, Fact[Any]], ...] = ()
    problems: tuple[str, ...] = ()
    notice_id: Fact[str] | None = None
    """The notice's own identifier, where the publisher gives one; `project_codes` are those of the procedure."""
    related: tuple[Fact[str], ...] = ()
    """Identifiers of earlier notices that this one names."""
    classifications: tuple[Fact[str], ...] = ()
    """Codes of what is bought, the main one first, with their scheme: "CPV:35125300"."""
    procedure: Fact[str] | None = None
    """The procurement method as coded or worded by the source."""
    lots: tuple[Lot, ...] = ()
    awarded: Fact[str] | None = None
    """Date of the award decision."""
    signed: Fact[str] | None = None
    """Date the contract was signed."""
    buyer_identifier: Fact[str] | None = None
    terms: tuple[Term, ...] = ()
    papers: tuple[Paper, ...] = ()
    using_body: Fact[str] | None = None
    """The body that will use what is bought, where it is stated beside the buyer."""
    bidders: tuple[Bidder, ...] = ()
    reason: Fact[str] | None = None
    """Why the purchase has a single source, or why it was ended, in the notice's own words."""
    opened: Fact[str] | None = None
    """Date of the opening of bids."""
    legal_basis: tuple[Fact[str], ...] = ()
    """Laws and rules that the document cites beyond those of procurement; looked for where the document has findings."""
    programmes: tuple[Fact[str], ...] = ()
    """Named campaigns (雪亮, 天网 …) by the taxonomy's ids."""
    targets: tuple[Fact[str], ...] = ()
    """Target groups that the title or a sentence with a finding names, by the taxonomy's ids."""
    venues: tuple[Fact[str], ...] = ()
    """Types of places likewise, and of the institution that buys for itself."""
    claims: tuple[Claim, ...] = ()
    changes: tuple[Change, ...] = ()
    contract_number: Fact[str] | None = None
    delivered: Fact[str] | None = None
    """Date by which the goods are to be delivered or the works finished."""
    accepted: Fact[str] | None = None
    """Date on which what was delivered was accepted."""
    earlier: Fact[str] | None = None
    """Date of the earlier notice that this one amends, ends or concludes."""
    standards: tuple[Fact[str], ...] = ()
    """Technical standards cited ("GB/T 28181-2016"); looked for where the document has findings."""
    buyer_address: Fact[str] | None = None
    agency_address: Fact[str] | None = None
    """Addresses of the bodies; never a contact's."""

    def facts(self) -> Iterator[tuple[str, int, Fact[Any]]]:
        """Every fact as (field, group, fact): ("suppliers.amount", 1, …) is the amount of the second supplier; scalars are
        of group 0. The order is that of the fields."""
        for name in _names(Notice):
            value = getattr(self, name)
            if value:
                yield from _facts_in(name, value)


@lru_cache(maxsize=32)
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def _facts_in(name: str, value: Any) -> Iterator[tuple[str, int, Fact[Any]]]:
    if isinstance(value, Fact):
        yield name, 0, value
    elif isinstance(value, tuple) and name not in ("problems", "alternatives"):
        for group, member in enumerate(value):
            if isinstance(member, Fact):
                yield name, group, member
            else:
                kind: Any = type(member)
                for part in _names(kind):
                    inner = getattr(member, part)
                    if isinstance(inner, Fact):
                        yield f"{name}.{part}", group, inner
    elif name == "alternatives":
        for group, (field_name, fact) in enumerate(value):
            yield f"alternatives.{field_name}", group, fact
