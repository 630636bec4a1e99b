"""A purchase from a single source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchledger.explore.indicators.shape import Passage, Sign, Stated, plain

FIELDS = ("type", "procedure", "reason")
WORDS = ("单一来源", "单源直接", "直接采购", "solesource", "singlesource", "directaward", "withoutpriorpublication")
"""How methods without competition are worded in Chinese and English notices, white space left out."""
CODES = ("direct", "neg-wo-call")
"""The method's code in OCDS (procurementMethod) and eForms (BT-105)."""


def single_source(documents: Iterable[Stated]) -> Iterator[Sign]:
    """The purchase goes to one supplier without competition; the reason that the notice gives is quoted, or its absence stated.

    China's Government Procurement Law allows it where only one supplier exists, in an unforeseeable emergency, or to complete
    an earlier purchase within 10 % of its value (article 31); Directive 2014/24/EU in the cases of article 32. Innocent
    explanation: one of these holds. A reason that names a brand already installed is worth a look: the first purchase made the
    later ones.
    """
    for one in documents:
        shown = _shown(one)
        if shown is None:
            continue
        reason = one.first("reason")
        if reason is not None:
            yield Sign("single_source", "one supplier without competition; the notice says why", (shown, reason))
        else:
            yield Sign("single_source", "one supplier without competition; no reason was read in the notice", (shown,))


def _shown(one: Stated) -> Passage | None:
    """The words that show it."""
    if one.type == "single_source":
        return one.first("type")
    method = one.first("procedure")
    if method is None:
        return None
    value = plain(method.value)
    return method if value in CODES or any(words in value for words in WORDS) else None
