"""Other names of one body, from data/aliases.tsv: each line with what supports it, or marked unverified."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from watchledger.entities.name import Name, parse
from watchledger.entities.tables import rows

KINDS = ("legal", "english", "short", "brand", "former")
MARK = "unverified"


class Alias(NamedTuple):
    """`name` is the body's legal name, `alias` another one of `kind`. Not verified: nobody has checked it against a source."""

    name: str
    alias: str
    kind: str
    verified: bool
    support: str


@dataclass(frozen=True, slots=True)
class Aliases:
    """Look-up by the key of a name; a name on lines of two bodies belongs to both."""

    by_key: dict[str, tuple[Alias, ...]]

    @classmethod
    def of(cls, lines: Iterable[Alias]) -> Aliases:
        table: dict[str, list[Alias]] = {}
        for line in lines:
            table.setdefault(_key(parse(line.alias)), []).append(line)
        return cls({key: tuple(held) for key, held in table.items()})

    def joined(self, a: Name, b: Name) -> Alias | None:
        """The line that makes the two one body: the less certain of their two lines."""
        for x in self.by_key.get(_key(a), ()):
            for y in self.by_key.get(_key(b), ()):
                if x.name == y.name:
                    return x if not x.verified else y
        return None

    def names(self, name: Name) -> tuple[str, ...]:
        """The legal names of the bodies that bear this name."""
        return tuple(dict.fromkeys(line.name for line in self.lines(name)))

    def lines(self, name: Name) -> tuple[Alias, ...]:
        """The lines on which this name stands."""
        return self.by_key.get(_key(name), ())


def _key(name: Name) -> str:
    """A brand is looked up as written: its "Co., Ltd." may be left out in Latin, its place and form in Chinese not."""
    return f"latin|{''.join(sorted(name.words))}" if name.script == "latin" else name.key


@lru_cache(maxsize=1)
def shipped() -> Aliases:
    """The table that ships with this package."""
    return Aliases.of(_line(*row) for row in rows("aliases", 5))


def _line(name: str, alias: str, kind: str, state: str, support: str) -> Alias:
    if kind not in KINDS or state not in ("verified", MARK):
        raise ValueError(f"aliases.tsv: {name} {alias}: {kind}, {state}")
    return Alias(name, alias, kind, state == "verified", support)
