"""Are two names one body? Small comparators in order; the first that has something to say decides, and says why."""

from __future__ import annotations

from watchledger.entities.aliases import Aliases
from watchledger.entities.code import LEI, kind_of, telling_code
from watchledger.entities.compare_han import HAN
from watchledger.entities.compare_latin import LATIN
from watchledger.entities.comparison import SAME, Comparison, Reason, decided
from watchledger.entities.name import Name, parse

__all__ = ["compare"]


def compare(a: Name, b: Name, *, codes: tuple[str, str] = ("", ""), aliases: Aliases | None = None) -> Comparison:
    """The verdict on two parsed names. `codes` are their unified social credit codes or LEIs, "" for unknown; one whose check
    signs are wrong proves nothing. `aliases` knows other names of one body. Symmetric in its two sides."""
    if b.raw < a.raw:
        a, b, codes = b, a, (codes[1], codes[0])
    reason = _code(a, b, codes) or (_alias(a, b, aliases) if aliases is not None else None) or _former(a, b)
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
    """Identical or different codes of one kind with right check signs; a credit code beside an LEI says nothing."""
    x, y = map(telling_code, codes)
    kind = kind_of(x)
    if not x or kind != kind_of(y):
        return None
    rule = "lei" if kind == LEI else "code"
    words = "legal entity identifier" if kind == LEI else "unified social credit code"
    if x == y:
        return Reason(f"{rule}.same", 1.0, f"the same {words} {x.upper()}")
    if a.key == b.key:
        return Reason(f"{rule}.differs", 0.6, f"one name with two {words}s: one mistyped, or two bodies")
    return Reason(f"{rule}.differs", 0.0, f"two {words}s: {x.upper()} and {y.upper()}")


def _former(a: Name, b: Name) -> Reason | None:
    """One says that it bore the other's name before. Bodies are merged too, so a person should look."""
    for now, old in ((a, b), (b, a)):
        for words in now.former:
            if a.key != b.key and compare(parse(words), old).verdict == SAME:
                return Reason("name.former", 0.88, f"{now.raw} says that it was {words} before")
    return None


def _alias(a: Name, b: Name, aliases: Aliases) -> Reason | None:
    """Both names are on one line of the table of aliases."""
    joined = aliases.joined(a, b)
    if joined is None or a.key == b.key:
        return None
    if joined.verified:
        return Reason("alias", 0.95, f"two names of {joined.name} ({joined.support})")
    return Reason("alias.unverified", 0.85, f"two names of {joined.name}, unverified: {joined.support}")
