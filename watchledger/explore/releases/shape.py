"""What a release says of its tender, bids and awards; a part that is missing or of another kind is left out, never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Sign:
    """`value` is the indicator's figure, `paths` the places in the release that it rests on."""

    indicator: str
    ocid: str
    line: int
    value: Decimal
    reason: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bid:
    status: str | None
    tenderers: tuple[str, ...]
    amount: Decimal | None
    currency: str | None
    path: str
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A compiled release and its line in the file."""

    content: dict[str, Any]
    line: int

    @property
    def ocid(self) -> str:
        return str(self.content["ocid"])

    def at(self, *names: str) -> Any:
        """The value under these names; None where one is missing."""
        node: Any = self.content
        for name in names:
            node = node.get(name) if isinstance(node, dict) else None
        return node

    def moment(self, *names: str) -> datetime | None:
        return _moment(self.at(*names))

    @property
    def called_off(self) -> bool:
        return self.at("tender", "status") in _OFF

    def bids(self) -> Iterator[Bid]:
        details = self.at("bids", "details")
        for number, one in enumerate(details if isinstance(details, list) else ()):
            if isinstance(one, dict):
                value = one.get("value")
                money = value if isinstance(value, dict) else {}
                yield Bid(
                    one.get("status"), _ids(one.get("tenderers")), _amount(money.get("amount")), money.get("currency"),
                    f"bids/details/{number}", _moment(one.get("date")),
                )  # fmt: skip

    def winners(self) -> tuple[tuple[str, ...], ...] | None:
        """The suppliers of each active award; None while an award is undecided or of no known status, or the tender is off."""
        awards = self.at("awards")
        if self.called_off or not isinstance(awards, list):
            return None
        out: list[tuple[str, ...]] = []
        for award in awards:
            status = award.get("status") if isinstance(award, dict) else None
            if status == "active":
                out.append(_ids(award.get("suppliers")))
            elif status not in _WITHOUT_WINNER:
                return None
        return tuple(out) or None


_OFF = ("cancelled", "withdrawn", "unsuccessful")
_WITHOUT_WINNER = ("cancelled", "unsuccessful")


def _moment(stated: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(stated) if isinstance(stated, str) else None
    except ValueError:
        return None


def _ids(organisations: Any) -> tuple[str, ...]:
    held = organisations if isinstance(organisations, list) else []
    return tuple(str(one["id"]) for one in held if isinstance(one, dict) and one.get("id") is not None)


def _amount(stated: Any) -> Decimal | None:
    return Decimal(str(stated)) if isinstance(stated, int | float) and not isinstance(stated, bool) else None
