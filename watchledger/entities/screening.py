"""Names compared with the entries of a list: candidates with reasons, never a verdict on a body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from watchledger.entities.aliases import Aliases
from watchledger.entities.blocks import Blocks
from watchledger.entities.compare import compare
from watchledger.entities.comparison import ASK, RELATED, SAME, Comparison
from watchledger.entities.mention import Mention
from watchledger.entities.name import parse
from watchledger.entities.watchlist import Entry

_ORDER = {SAME: 0, ASK: 1, RELATED: 2}


@dataclass(frozen=True, slots=True)
class Likeness:
    """A name that may be that of a list's entry: `by` is the entry's name that is like it, and `comparison` says how."""

    mention: Mention
    entry: Entry
    by: str
    comparison: Comparison


def likenesses(mentions: Iterable[Mention], listed: Iterable[Entry], aliases: Aliases | None = None) -> Iterator[Likeness]:
    """Every pair of a name and an entry that is the same, to be asked, or related, each with its strongest reason. The entries are
    streamed; the names are held."""
    blocks = Blocks(aliases)
    for mention in mentions:
        blocks.add(mention)
    for entry in listed:
        best: dict[Mention, Likeness] = {}
        for name in entry.names:
            for code in entry.codes or ("",):
                wanted = Mention(name, code=code.lower())
                for mention in blocks.near(wanted):
                    found = compare(parse(mention.name), parse(name), codes=(mention.code, code), aliases=aliases)
                    made = Likeness(mention, entry, name, found)
                    if found.verdict in _ORDER and (mention not in best or _rank(made) < _rank(best[mention])):
                        best[mention] = made
        yield from (best[mention] for mention in sorted(best))


def _rank(one: Likeness) -> tuple[int, float, int]:
    return _ORDER[one.comparison.verdict], -one.comparison.score, one.entry.names.index(one.by)
