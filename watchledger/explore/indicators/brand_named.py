"""A brand in the requirement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchledger.explore.indicators.shape import Passage, Sign, Stated, plain

FIELDS = ("items.brand", "findings.brand")
TYPES = frozenset({"intent", "prequalification", "tender", "amendment", "clarification"})
"""Notices that ask for bids. A single-source notice names a maker by its nature, an award what was offered."""


def brand_named(documents: Iterable[Stated]) -> Iterator[Sign]:
    """A notice that asks for bids names the brand of what it wants.

    China's Implementing Regulations of the Government Procurement Law count a named brand among unreasonable conditions (article
    20, item 6), the Tendering and Bidding Law forbids naming a maker (article 20), Directive 2014/24/EU allows it only with "or
    equivalent" (article 42, paragraph 4). Innocent explanations: a reference brand with equivalents allowed, parts for a machine
    that is there already.
    """
    for one in documents:
        if one.type not in TYPES:
            continue
        brands: dict[str, Passage] = {}
        for passage in (*one.all("items.brand"), *one.all("findings.brand")):
            brands.setdefault(plain(passage.value), passage)
        if brands:
            names = ", ".join(passage.quote for passage in brands.values())
            yield Sign("brand_named", f"a {one.type} names {names}", tuple(brands.values()))
