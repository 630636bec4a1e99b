"""One supplier wins everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchledger.explore.indicators.shape import AFTER, Passage, Sign, Stated, plain

FIELDS = ("suppliers.name", "project_codes")
LEAST = 3
"""Awards of a buyer from which a single winner says something: two go to one supplier often enough by chance, in a small trade."""


def one_winner(documents: Iterable[Stated]) -> Iterator[Sign]:
    """Every award of a buyer in the case, three or more, goes to the same supplier.

    Names are compared as written, without white space; an award and its contract, or two notices of one project number, are one
    award. Innocent explanations: a framework contract, a small market, a case that holds only this supplier's notices (look at how
    it was collected).
    """
    buyers: dict[str, tuple[str, dict[str, tuple[frozenset[str], Passage]]]] = {}
    for one in documents:
        names = one.all("suppliers.name")
        if one.type not in AFTER or not names or one.buyer is None:
            continue
        _, awards = buyers.setdefault(plain(one.buyer), (one.buyer, {}))
        project = next(iter(one.codes()), one.document)
        winners = frozenset(plain(name.value) for name in names)
        held = awards.get(project)
        awards[project] = (winners, names[0]) if held is None else (held[0] | winners, held[1])
    for buyer, awards in buyers.values():
        all_winners = frozenset[str]().union(*(winners for winners, _ in awards.values()))
        if len(awards) >= LEAST and len(all_winners) == 1:
            passages = tuple(passage for _, passage in awards.values())
            yield Sign("one_winner", f"all {len(awards)} awards of {buyer} go to {passages[0].quote}", passages)
