"""A purchase ended after it was announced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchledger.explore.indicators.shape import BEFORE, Passage, Sign, Stated, same_body

FIELDS = ("type", "reason", "project_codes")


def withdrawn(documents: Iterable[Stated]) -> Iterator[Sign]:
    """A purchase was announced and then ended without an award; the reason that the notice gives is quoted.

    The announcement is quoted too where the case holds it under the same project number. Innocent explanations: too few bidders, a
    mistake in the documents, money that was not granted. Of surveillance it is worth a look either way: what was wanted is
    known, and a new announcement under another name may follow.
    """
    ended: list[Stated] = []
    announced: dict[str, list[tuple[str | None, Passage]]] = {}
    for one in documents:
        kind = one.first("type")
        if one.type == "termination":
            ended.append(one)
        elif one.type in BEFORE and kind is not None:
            for code in one.codes():
                announced.setdefault(code, []).append((one.buyer, kind))
    for end in ended:
        earlier = [p for code in end.codes() for buyer, p in announced.get(code, ()) if same_body(buyer, end.buyer)]
        shown = [passage for passage in (end.first("type"), end.first("reason")) if passage is not None]
        if shown:
            known = "its announcement is in the case" if earlier else "its announcement is not in the case"
            yield Sign("withdrawn", f"the purchase was ended without an award; {known}", (*shown, *dict.fromkeys(earlier)))
