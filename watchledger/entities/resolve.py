"""Many names to few bodies: names are put into blocks, pairs within a block are compared, what is the same is joined.

Nearly linear: names of one key are one node at once; blocks hold nodes that share a rare trait (the core with look-alike
characters folded, a place and the first characters, an alias, a credit code); a block that is larger than LARGEST says too
little and is left out, and counted. What people decided comes first and is never undone by a name that is added later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from watchledger.entities.aliases import Aliases
from watchledger.entities.blocks import LARGEST, traits
from watchledger.entities.code import exclude, telling_code
from watchledger.entities.compare import compare
from watchledger.entities.compare_han import same_key
from watchledger.entities.comparison import ASK, DIFFERENT, RELATED, SAME, THRESHOLDS, Comparison, Reason
from watchledger.entities.judgement import Judged, name_of_side, speaks_of
from watchledger.entities.mention import Mention
from watchledger.entities.name import parse


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


def resolve(mentions: Iterable[Mention], *, aliases: Aliases | None = None, judged: Judged | None = None) -> Resolution:
    """The clusters do not depend on the order or the repetition of the mentions."""
    known = Known(aliases)
    known.add(mentions)
    return known.resolution(judged)


class _Node:
    """The mentions of one key (and credit code), compared by the first of them."""

    __slots__ = ("head", "links", "members")

    def __init__(self, head: Mention) -> None:
        self.head = head
        self.members: set[Mention] = set()
        self.links: dict[_Node, Comparison] = {}
        """What was found of nodes that are not two bodies; each pair is held by the node that came later."""


class Known:
    """Names that grow: new ones are compared with those that share a trait, not with all, and the result is that of all at once."""

    def __init__(self, aliases: Aliases | None = None) -> None:
        self._aliases = aliases
        self._nodes: dict[tuple[str, ...], _Node] = {}
        self._blocks: dict[str, list[_Node]] = defaultdict(list)

    def add(self, mentions: Iterable[Mention]) -> list[Link]:
        """The links that the new names brought, strongest first."""
        new: dict[_Node, None] = {}
        for mention in mentions:
            mention, key = _keyed(mention)
            node = self._nodes.get(key)
            if node is None:
                node = self._nodes[key] = _Node(mention)
                for trait in self._traits(node):
                    self._blocks[trait].append(node)
                new[node] = None
            node.members.add(mention)
            if mention < node.head:
                node.head = mention
                new[node] = None
        for node in new:
            self._compare(node, new)
        brought = (_link(node, other, found) for node in new for other, found in node.links.items())
        return sorted(brought, key=_strongest)

    def _compare(self, node: _Node, new: Mapping[_Node, None]) -> None:
        """With every node that shares a trait; of two that are both new the later one holds the link."""
        near = {other for trait in self._traits(node) if len(self._blocks[trait]) <= LARGEST for other in self._blocks[trait]}
        node.links = {}
        for other in near - {node}:
            if other in new and node in other.links:
                continue
            other.links.pop(node, None)
            one, two = sorted((node.head, other.head))
            found = _compared(one, two, self._aliases)
            if found.verdict != DIFFERENT:
                node.links[other] = found

    def _traits(self, node: _Node) -> set[str]:
        return set(traits(node.head, parse(node.head.name, node.head.within), self._aliases))

    def _links(self) -> Iterator[Link]:
        """All that stands: of nodes that still share a block that is small enough."""
        for node in self._nodes.values():
            for other, found in node.links.items():
                if any(len(self._blocks[trait]) <= LARGEST for trait in self._traits(node) & self._traits(other)):
                    yield _link(node, other, found)

    def resolution(self, judged: Judged | None = None) -> Resolution:
        """What comes of all names so far, people's decisions first."""
        links: dict[str, list[Link]] = {SAME: [], ASK: [], RELATED: []}
        for link in self._links():
            links[link.comparison.verdict].append(link)
        members = {node.head: sorted(node.members) for node in self._nodes.values()}
        inner = [Link(head, other, _alike(head, other)) for head, held in members.items() for other in held[1:]]
        decided = [*_decided(members, judged or {})]
        met = {m for link in (*decided, *inner, *links[SAME], *links[ASK]) for m in link[:2]}
        union = _Union(sorted(met), decided)
        alone = tuple((m,) for held in members.values() for m in held if m not in met)
        ordered = sorted([*decided, *inner, *links[SAME]], key=_strongest)
        joined = [link for link in ordered if link.comparison.verdict == SAME and union.join(link)]
        wanted = [link for link in sorted(decided, key=_strongest) if link.comparison.verdict == SAME]
        unheeded = tuple(link for link in wanted if not union.together(link))
        asked = tuple(union.open(sorted(links[ASK], key=_strongest)))
        left_out = sum(len(block) > LARGEST for block in self._blocks.values())
        clusters = tuple(sorted((*union.clusters(), *alone)))
        return Resolution(clusters, tuple(joined), asked, tuple(sorted(links[RELATED])), left_out, unheeded)


def _link(node: _Node, other: _Node, found: Comparison) -> Link:
    one, two = sorted((node.head, other.head))
    return Link(one, two, found)


def _keyed(mention: Mention) -> tuple[Mention, tuple[str, ...]]:
    """The mention with a code that is valid or none, and the key of its node. A name that leaves open which body it is stays
    by itself, one node for each writing."""
    name = parse(mention.name, mention.within)
    code = telling_code(mention.code)
    held = mention if mention.code == code else mention._replace(code=code)
    certain = same_key(name, name) if name.script == "han" else None
    open_ = certain is not None and certain.score < THRESHOLDS[SAME]
    return held, ((name.key, code, mention.name, mention.within) if open_ else (name.key, code))


def _compared(one: Mention, other: Mention, aliases: Aliases | None) -> Comparison:
    a, b = parse(one.name, one.within), parse(other.name, other.within)
    return compare(a, b, codes=(one.code, other.code), aliases=aliases)


def _alike(one: Mention, other: Mention) -> Comparison:
    """Two mentions of one node: one key, and the same credit code or none."""
    return Comparison(SAME, 0.98, (Reason("name.same", 0.98, "the same name, written alike but for width, place position, form"),))


def _decided(nodes: Mapping[Mention, list[Mention]], judged: Judged) -> Iterator[Link]:
    """What people decided, as links between the first mentions of each name."""
    if not judged:
        return
    by_name: dict[str, list[Mention]] = defaultdict(list)
    for members in nodes.values():
        for mention in members:
            by_name[mention.name].append(mention)
    for pair, verdict in sorted(judged.items(), key=lambda item: sorted(item[0])):
        sides = sorted(pair)
        score = 1.0 if verdict == SAME else 0.0
        comparison = Comparison(verdict, score, (Reason("person", score, f"a person decided: {verdict}"),))
        ones, others = ([m for m in by_name.get(name_of_side(side), ()) if speaks_of(side, m)] for side in (sides[0], sides[-1]))
        for one in ones:
            for other in others:
                if one < other or (one != other and len(sides) == 2):
                    yield Link(one, other, comparison)


def _strongest(link: Link) -> tuple[bool, float, Mention, Mention]:
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
