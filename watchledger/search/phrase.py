"""A run of units as terms at positions: what an engine's phrase query needs to be exact."""

from __future__ import annotations

from typing import NamedTuple

from watchledger.lang.normal import is_han


class Term(NamedTuple):
    """A token that stands `at` so many units after the first. `open`: "" as it is; "han" it, or it and one more character
    (the token of a single Han character, whatever follows); "word" it, or any word that begins with it."""

    at: int
    token: str
    open: str = ""


def terms_of(units: tuple[str, ...], *, prefix: bool = False) -> tuple[Term, ...]:
    """The fewest terms that pin every unit: a run of n Han characters takes n/2 bigrams, rounded up, since a bigram pins two."""
    terms: list[Term] = []
    at, last = 0, len(units) - 1
    while at <= last:
        unit = units[at]
        if not is_han(unit):
            terms.append(Term(at, unit, "word" if prefix and at == last else ""))
            at += 1
            continue
        end = at
        while end <= last and is_han(units[end]):
            end += 1
        if end - at == 1:
            terms.append(Term(at, unit, "han" if at == last else ""))
        else:
            starts = [*range(at, end - 1, 2)]
            if (end - at) % 2:
                starts.append(end - 2)
            terms += [Term(start, units[start] + units[start + 1]) for start in starts]
        at = end
    return tuple(terms)
