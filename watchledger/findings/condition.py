"""When a term counts: the words around it and the kind of body that buys. Data in the vocabulary, read here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from watchledger.findings.automaton import Words
from watchledger.findings.yaml_file import Section, folded

WITHIN = 60
"""Characters on either side in which a cue counts, unless a rule says otherwise."""

NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Condition:
    """All that is given must hold. `near`: one of the words within `within` characters (the term's own words count);
    `unless`: none of these in that stretch; `before`/`after`: one of these directly beside the term, `before` with any of
    `before_skip` in between; `buyer`: the buyer is of one of these types; `not_buyer`: of none of them; `not_title`: none of
    these words in the title (the head of the text where there is none); `title`: one of these in it."""

    near: Words = NO_WORDS
    within: int = WITHIN
    unless: Words = NO_WORDS
    unless_within: int = WITHIN
    before: tuple[str, ...] = ()
    before_skip: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    buyer: tuple[str, ...] = ()
    not_buyer: tuple[str, ...] = ()
    not_title: Words = NO_WORDS
    title: Words = NO_WORDS


ALWAYS = Condition()
"""The condition that always holds; compared by identity."""


class Scene(NamedTuple):
    """What conditions are asked of: the view with masks blanked (`text`: a masked word is no cue) and whole (`full`: it still
    speaks against), the buyer's types, the folded title."""

    text: str
    full: str
    buyer: frozenset[str]
    title: str


class Site(NamedTuple):
    """A place in a scene, by view offsets."""

    scene: Scene
    start: int
    end: int


def read_condition(section: Section, sets: Mapping[str, tuple[str, ...]]) -> Condition:
    """The condition keys of a rule; "$name" in a list stands for the word set of that name."""

    def words(key: str) -> Words:
        found: list[str] = []
        for word in section.words(key):
            if word.startswith("$"):
                if word[1:] not in sets:
                    raise section.bad(f"{key!r} names the word set {word!r}, which does not exist")
                found.extend(sets[word[1:]])
            else:
                found.append(folded(word))
        return Words(dict.fromkeys(found))

    within = section.number("within", WITHIN)
    read = Condition(
        near=words("near"), within=within, unless=words("unless"), unless_within=section.number("unless_within", within),
        before=words("before"), before_skip=words("before_skip"), not_before=words("not_before"),
        after=words("after"), not_after=words("not_after"), buyer=section.words("buyer"), not_buyer=section.words("not_buyer"),
        not_title=words("not_title"), title=words("title"),
    )  # fmt: skip
    return ALWAYS if read == ALWAYS else read


def holds(condition: Condition, site: Site) -> bool:
    """Whether the condition holds at the site; the cheap parts first."""
    c = condition
    scene, start, end = site
    if (c.buyer and scene.buyer.isdisjoint(c.buyer)) or (c.not_buyer and not scene.buyer.isdisjoint(c.not_buyer)):
        return False
    if c.before or c.not_before:
        at = _skipped(c.before_skip, site)
        if c.before and not scene.text.endswith(c.before, 0, at):
            return False
        if c.not_before and scene.text.endswith(c.not_before, 0, at):
            return False
    if (c.after and not scene.text.startswith(c.after, end)) or (c.not_after and scene.text.startswith(c.not_after, end)):
        return False
    if c.near and not _near(c.near, scene.text, start - c.within, end + c.within):
        return False
    if c.not_title and c.not_title.automaton.find(scene.title):
        return False
    if c.title and not c.title.automaton.find(scene.title):
        return False
    return not (c.unless and _near(c.unless, scene.full, start - c.unless_within, end + c.unless_within))


def why_not(condition: Condition, site: Site) -> str:
    """The first part of a condition that does not hold at the site, in words; "" when all of it holds."""
    parts = [(name, getattr(condition, name)) for name in _PARTS if getattr(condition, name)]
    for name, value in parts:
        alone = replace(ALWAYS, **{name: value}, within=condition.within, unless_within=condition.unless_within,
                        before_skip=condition.before_skip)  # fmt: skip
        if not holds(alone, site):
            return _PARTS[name]
    return ""


_PARTS = {
    "buyer": "the buyer is of another kind",
    "not_buyer": "the buyer speaks against it",
    "before": "none of the words before it",
    "not_before": "a word before it speaks against it",
    "after": "none of the words behind it",
    "not_after": "a word behind it speaks against it",
    "near": "none of the words near it",
    "unless": "a word near it speaks against it",
    "not_title": "the title speaks against it",
    "title": "the title does not say it",
}


def _skipped(words: tuple[str, ...], site: Site) -> int:
    """Where the words directly before the hit begin, when those to be skipped are left out; at most six are."""
    at = site.start
    for _ in range(6):
        word = next((w for w in words if site.scene.text.endswith(w, 0, at)), None)
        if word is None:
            break
        at -= len(word)
    return at


def _near(words: Words, text: str, start: int, end: int) -> bool:
    return words.automaton.within(text, max(0, start), end)
