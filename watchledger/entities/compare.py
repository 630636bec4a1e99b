"""Are two names one body? Small comparators in order; the first that has something to say decides, and says why."""

from __future__ import annotations

from watchledger.entities.aliases import Aliases
from watchledger.entities.compare_han import HAN
from watchledger.entities.compare_latin import LATIN
from watchledger.entities.comparison import Comparison, Reason, decided
from watchledger.entities.name import Name
from watchledger.fields.identifier import credit_code_valid

__all__ = ["compare"]


def compare(a: Name, b: Name, *, codes: tuple[str, str] = ("", ""), aliases: Aliases | None = None) -> Comparison:
    """The verdict on two parsed names. `codes` are their unified social credit codes, "" for unknown; one whose check sign is
    wrong proves nothing. `aliases` knows other names of one body. Symmetric in its two sides."""
    if b.raw < a.raw:
        a, b, codes = b, a, (codes[1], codes[0])
    reason = _code(a, b, codes) or (_alias(a, b, aliases) if aliases is not None else None)
    if reason is not None:
        return decided(reason)
    if a.script != b.script:
        return decided(Reason("script.differs", 0.1, "names in two scripts, and no alias joins them"))
    for comparator in HAN if a.script == "han" else LATIN:
        reason = comparator(a, b)
        if reason is not None:
            return decided(reason)
    return decided(Reason("name.differs", 0.0, "the distinctive words differ"))


def _code(a: Name, b: Name, codes: tuple[str, str]) -> Reason | None:
    """Identical or different unified social credit codes with a right check sign."""
    x, y = (code.strip().lower() for code in codes)
    if not (credit_code_valid(x) and credit_code_valid(y)):
        return None
    if x == y:
        return Reason("code.same", 1.0, f"the same unified social credit code {x.upper()}")
    if a.key == b.key:
        return Reason("code.differs", 0.6, "one name with two credit codes: a code mistyped, or two bodies")
    return Reason("code.differs", 0.0, f"two credit codes: {x.upper()} and {y.upper()}")


def _alias(a: Name, b: Name, aliases: Aliases) -> Reason | None:
    """Both names are on one line of the table of aliases."""
    joined = aliases.joined(a, b)
    if joined is None or a.key == b.key:
        return None
    if joined.verified:
        return Reason("alias", 0.95, f"two names of {joined.name} ({joined.support})")
    return Reason("alias.unverified", 0.85, f"two names of {joined.name}, unverified: {joined.support}")
