"""Warning signs of the procurement itself, from what the store holds. They inform where to look; they accuse nobody.

An indicator is a file with FIELDS, what it must be told of each document, and a function of the file's name: facts of documents in,
signs out. Its docstring is shown beside its signs. A sign that lacks a fact is not given: missing is not zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from inspect import cleandoc
from typing import NamedTuple

from watchledger.explore.case import Case
from watchledger.explore.indicators import (
    brand_named,
    close_price,
    one_winner,
    short_period,
    single_bidder,
    single_source,
    split_purchases,
    withdrawn,
)
from watchledger.explore.indicators.shape import Passage, Sign, Stated, stated


class Indicator(NamedTuple):
    name: str
    fields: tuple[str, ...]
    find: Callable[[Iterable[Stated]], Iterator[Sign]]

    @property
    def explanation(self) -> str:
        return cleandoc(self.find.__doc__ or "")


INDICATORS: tuple[Indicator, ...] = tuple(
    Indicator(name, module.FIELDS, getattr(module, name))
    for name, module in (
        ("close_price", close_price),
        ("single_source", single_source),
        ("brand_named", brand_named),
        ("single_bidder", single_bidder),
        ("short_period", short_period),
        ("withdrawn", withdrawn),
        ("one_winner", one_winner),
        ("split_purchases", split_purchases),
    )
)


def signs(case: Case, indicators: Sequence[Indicator] = INDICATORS, keys: Sequence[int] | None = None) -> Iterator[Sign]:
    """The signs of these indicators over all documents, or the chosen ones, one indicator after the other."""
    for indicator in indicators:
        yield from indicator.find(stated(case, indicator.fields, keys))


__all__ = ["INDICATORS", "Indicator", "Passage", "Sign", "Stated", "signs", "stated"]
