"""Links between names, and the sets that they join: what people decided first, then the strongest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from watchledger.entities.code import exclude
from watchledger.entities.comparison import ASK, DIFFERENT, RELATED, SAME, Comparison, Reason
from watchledger.entities.mention import Mention


class Link(NamedTuple):
    """Two mentions and what was found of them."""

    one: Mention
    other: Mention
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Resolution:
    """`clusters`: mentions of one body each, both in order. `joined` are the links that made them, `ask` what a person should
    decide, `related` units, branches and groups. `left_out` counts blocks too large to compare, `unheeded` are decisions that
    others of people, all taken together, do not allow to follow."""

    clusters: tuple[tuple[Mention, ...], ...]
    joined: tuple[Link, ...]
    ask: tuple[Link, ...]
    related: tuple[Link, ...]
    left_out: int = 0
    unheeded: tuple[Link, ...] = ()

    def of(self) -> dict[Mention, int]:
        """Mention -> number of its cluster."""
        return {mention: number for number, cluster in enumerate(self.clusters) for mention in cluster}


def settled(members: Mapping[Mention, list[Mention]], links: Iterable[Link], decided: Iterable[Link] = ()) -> Resolution:
    """What comes of mentions (the first of one key -> all of that key, in order) and of the links between the first ones."""
    by_verdict: dict[str, list[Link]] = {SAME: [], ASK: [], RELATED: []}
    for link in links:
        by_verdict[link.comparison.verdict].append(link)
    inner = [Link(head, other, _alike()) for head, held in members.items() for other in held[1:]]
    said = list(decided)
    met = {m for link in (*said, *inner, *by_verdict[SAME], *by_verdict[ASK]) for m in link[:2]}
    union = _Union(sorted(met), said)
    alone = tuple((m,) for held in members.values() for m in held if m not in met)
    ordered = sorted([*said, *inner, *by_verdict[SAME]], key=strongest)
    joined = [link for link in ordered if link.comparison.verdict == SAME and union.join(link)]
    wanted = [link for link in sorted(said, key=strongest) if link.comparison.verdict == SAME]
    unheeded = tuple(link for link in wanted if not union.together(link))
    asked = tuple(union.open(sorted(by_verdict[ASK], key=strongest)))
    return Resolution((*union.clusters(), *alone), tuple(joined), asked, tuple(by_verdict[RELATED]), 0, unheeded)


def _alike() -> Comparison:
    """Two mentions of one key, and the same code or none."""
    return Comparison(SAME, 0.98, (Reason("name.same", 0.98, "the same name, written alike but for width, place position, form"),))


def strongest(link: Link) -> tuple[bool, float, Mention, Mention]:
    """People first, then by score."""
    return link.comparison.reasons[0].rule != "person", -link.comparison.score, link.one, link.other


class _Union:
    """Sets that are joined unless a person, or two valid codes of one kind, keep them apart."""

    def __init__(self, mentions: list[Mention], decided: list[Link]) -> None:
        self.above = {mention: mention for mention in mentions}
        self.members: dict[Mention, list[Mention]] = {mention: [mention] for mention in mentions}
        self.codes = {mention: {mention.code} - {""} for mention in mentions}
        self.apart: dict[Mention, set[Mention]] = defaultdict(set)
        for link in decided:
            if link.comparison.verdict == DIFFERENT:
                self.apart[link.one].add(link.other)
                self.apart[link.other].add(link.one)

    def root(self, mention: Mention) -> Mention:
        while self.above[mention] != mention:
            self.above[mention] = self.above[self.above[mention]]
            mention = self.above[mention]
        return mention

    def join(self, link: Link) -> bool:
        """Whether the two are in one set now."""
        a, b = sorted((self.root(link.one), self.root(link.other)))
        if a == b:
            return True
        person = link.comparison.reasons[0].rule == "person"
        if self._held_apart(a, b) or (not person and exclude(self.codes[a], self.codes[b])):
            return False
        few, many = sorted((a, b), key=lambda root: len(self.members[root]))
        self.above[few] = many
        self.members[many] += self.members.pop(few)
        self.codes[many] |= self.codes.pop(few)
        self.apart[many] |= self.apart.pop(few, set())
        return True

    def _held_apart(self, a: Mention, b: Mention) -> bool:
        return any(self.root(other) == b for other in self.apart.get(a, ())) or any(
            self.root(other) == a for other in self.apart.get(b, ())
        )

    def together(self, link: Link) -> bool:
        return self.root(link.one) == self.root(link.other)

    def open(self, links: Iterable[Link]) -> Iterator[Link]:
        """What is left to ask: of two bodies one link, the strongest, unless they are joined or a person keeps them apart."""
        seen: set[tuple[Mention, Mention]] = set()
        for link in links:
            a, b = sorted((self.root(link.one), self.root(link.other)))
            if a != b and (a, b) not in seen and not self._held_apart(a, b):
                seen.add((a, b))
                yield link

    def clusters(self) -> tuple[tuple[Mention, ...], ...]:
        return tuple(sorted(tuple(sorted(members)) for members in self.members.values()))
