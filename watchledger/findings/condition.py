"""When a term counts: the words around it and the kind of body that buys. Data in the vocabulary, read here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from watchledger.findings.automaton import automaton_of
from watchledger.findings.yaml_file import Section, folded

WITHIN = 60
"""Characters on either side in which a cue counts, unless a rule says otherwise."""


@dataclass(frozen=True, slots=True)
class Condition:
    """All that is given must hold. `near`: one of the words within `within` characters (the term's own words count);
    `unless`: none of these in that stretch; `before`/`after`: one of these directly beside the term,
    `before` with any of `before_skip` in between; `buyer`: the buyer is of
    one of these types; `not_buyer`: of none of them; `text`: one of these words anywhere in the head of the text."""

    near: tuple[str, ...] = ()
    within: int = WITHIN
    unless: tuple[str, ...] = ()
    unless_within: int = WITHIN
    before: tuple[str, ...] = ()
    before_skip: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    buyer: tuple[str, ...] = ()
    not_buyer: tuple[str, ...] = ()


ALWAYS = Condition()
"""The condition that always holds; compared by identity."""


class Site(NamedTuple):
    """A place in a text where a condition is asked: the view with masks blanked (`text`: a masked word is no cue) and whole
    (`full`: it still speaks against), the hit's offsets in both, the buyer's types."""

    text: str
    full: str
    start: int
    end: int
    buyer: frozenset[str]


def read_condition(section: Section, sets: Mapping[str, tuple[str, ...]]) -> Condition:
    """The condition keys of a rule; "$name" in a list stands for the word set of that name."""

    def words(key: str) -> tuple[str, ...]:
        found: list[str] = []
        for word in section.words(key):
            if word.startswith("$"):
                if word[1:] not in sets:
                    raise section.bad(f"{key!r} names the word set {word!r}, which does not exist")
                found.extend(sets[word[1:]])
            else:
                found.append(folded(word))
        return tuple(dict.fromkeys(found))

    within = section.number("within", WITHIN)
    read = Condition(
        near=words("near"), within=within, unless=words("unless"), unless_within=section.number("unless_within", within),
        before=words("before"), before_skip=words("before_skip"), not_before=words("not_before"),
        after=words("after"), not_after=words("not_after"), buyer=section.words("buyer"), not_buyer=section.words("not_buyer"),
    )  # fmt: skip
    return ALWAYS if read == ALWAYS else read


def holds(condition: Condition, site: Site) -> bool:
    c = condition
    if c.buyer and site.buyer.isdisjoint(c.buyer):
        return False
    if c.not_buyer and not site.buyer.isdisjoint(c.not_buyer):
        return False
    if c.before or c.not_before:
        at = _skipped(c.before_skip, site)
        if c.before and not site.text.endswith(c.before, 0, at):
            return False
        if c.not_before and site.text.endswith(c.not_before, 0, at):
            return False
    if c.after and not site.text.startswith(c.after, site.end):
        return False
    if c.not_after and site.text.startswith(c.not_after, site.end):
        return False
    if c.near and not found_near(c.near, site.text, site, c.within):
        return False
    return not (c.unless and found_near(c.unless, site.full, site, c.unless_within))


def _skipped(words: tuple[str, ...], site: Site) -> int:
    """Where the words directly before the hit begin, when those to be skipped are left out; at most six are."""
    at = site.start
    for _ in range(6):
        word = next((w for w in words if site.text.endswith(w, 0, at)), None)
        if word is None:
            break
        at -= len(word)
    return at


def found_near(words: tuple[str, ...], text: str, site: Site, within: int) -> bool:
    """Whether one of `words` stands within so many characters of the hit."""
    return automaton_of(words).within(text, max(0, site.start - within), site.end + within)
