"""What names of one body share: only names with a common trait are ever compared, which keeps the work near linear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from watchledger.entities.aliases import Aliases
from watchledger.entities.compare_latin import initials_of
from watchledger.entities.mention import Mention
from watchledger.entities.name import Name, parse
from watchledger.entities.name_han import branch_words, restated
from watchledger.entities.tables import confusable, latin_classes
from watchledger.fields.division import formers, today_of
from watchledger.fields.place import divisions

LARGEST = 60
"""Names of a block whose pairs are compared: 1,770 pairs at most. On 100,000 generated names no block of one core is larger."""


def traits(mention: Mention, name: Name, aliases: Aliases | None) -> Iterator[str]:
    """What a name shares with names that may be the same body."""
    if mention.code:
        yield f"code {mention.code}"
    if aliases is not None:
        yield from (f"alias {legal}" for legal in aliases.names(name))
    for words in name.former:
        yield from traits(mention, parse(words), aliases)
    if name.script == "latin":
        yield f"letters {name.core}"
        yield "words " + " ".join(sorted(name.words))
        if name.words and len(name.words[0]) >= 3 and name.words[0] not in latin_classes().generic:
            yield f"first {name.words[0]}"
        if short := initials_of(name):
            yield f"letters {short}"
        if len(name.words) > 1:
            for at, word in enumerate(sorted(name.words)):
                if len(word) >= 4:
                    yield f"but one {at} " + " ".join(sorted(name.words)[:at] + sorted(name.words)[at + 1 :])
        if len(name.words) >= 3:
            yield "letters " + "".join(word[0] for word in name.words)
        yield "consonants " + "".join(c for c in name.core if c not in "aeiouy")
        return
    yield f"key {name.key}"
    if words := branch_words(name):
        yield f"branch {words}"
    if own := restated(name):
        yield f"key {parse(own, mention.within).key}"
    yield from (f"key {parse(parent, mention.within).key}" for parent in name.parents)
    if name.chain and name.chain[0][1] == "公安":
        yield f"key han|{name.chain[0][0]}||公安局|"
    core = name.core.translate(confusable())
    yield f"core {core} {'' if name.is_company else name.place}"
    if name.is_company:
        yield f"begin {name.core[:4]}"
    else:
        yield f"place {name.place} {core[:2]}"
        yield from (f"today {code} {core.replace('分局', '局')}" for code in _today(name.place))
        if not name.place and not name.chain and len(name.core) >= 4:
            yield f"begin {name.core[:4]}"
        yield from (f"units {place} {core}" for place, _ in name.chain[:1])


@lru_cache(maxsize=20_000)
def _today(place: str) -> frozenset[str]:
    """The codes of what a division is today: 长乐市 of 2012 and 长乐区 meet."""
    if place in divisions():
        return frozenset((today_of(place),))
    return frozenset(old.today for old in formers(place)) - {""}


class Blocks:
    """Names by their traits. A block that is larger than LARGEST says too little and gives no candidates."""

    def __init__(self, aliases: Aliases | None = None) -> None:
        self._aliases = aliases
        self._held: dict[str, list[Mention]] = defaultdict(list)

    def add(self, mention: Mention) -> None:
        for trait in set(traits(mention, parse(mention.name, mention.within), self._aliases)):
            self._held[trait].append(mention)

    def near(self, mention: Mention) -> list[Mention]:
        """The names added so far that share a trait with this one, each once, in order."""
        found: set[Mention] = set()
        for trait in set(traits(mention, parse(mention.name, mention.within), self._aliases)):
            held = self._held.get(trait, ())
            if len(held) <= LARGEST:
                found.update(held)
        return sorted(found)
