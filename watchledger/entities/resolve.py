"""Many names to few bodies: names are put into blocks, pairs within a block are compared, what is the same is joined.

Nearly linear: names of one key are one node at once; blocks hold nodes that share a rare trait (the core with look-alike
characters folded, a place and the first characters, an alias, a credit code); a block that is larger than LARGEST says too
little and is left out, and counted. What people decided comes first and is never undone by a name that is added later.

Names that keep coming meet their blocks only, and only the parts of the graph that they touch are settled anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from watchledger.entities.aliases import Aliases
from watchledger.entities.blocks import LARGEST, traits
from watchledger.entities.code import telling_code
from watchledger.entities.compare import compare
from watchledger.entities.compare_han import same_key
from watchledger.entities.comparison import DIFFERENT, SAME, THRESHOLDS, Comparison, Reason
from watchledger.entities.judgement import Judged, name_of_side, speaks_of
from watchledger.entities.mention import Mention
from watchledger.entities.name import parse
from watchledger.entities.union import Link, Resolution, settled, strongest


def resolve(mentions: Iterable[Mention], *, aliases: Aliases | None = None, judged: Judged | None = None) -> Resolution:
    """The clusters do not depend on the order or the repetition of the mentions."""
    known = Known(aliases)
    known.add(mentions)
    return known.resolution(judged)


class Node:
    """The mentions of one key (and code), compared by the first of them."""

    __slots__ = ("blocks", "head", "links", "members", "part")

    def __init__(self, head: Mention) -> None:
        self.head = head
        self.members: set[Mention] = set()
        self.blocks: tuple[Block, ...] = ()
        self.links: dict[Node, Comparison] = {}
        """What was found of other nodes that are not two bodies; both sides hold it."""
        self.part: Part | None = None


class Block(list[Node]):
    """The nodes of one trait; it is itself and no other of the same nodes."""

    __slots__ = ("trait",)

    def __init__(self, trait: str) -> None:
        super().__init__()
        self.trait = trait

    __eq__ = object.__eq__
    __hash__ = object.__hash__  # type: ignore[assignment]


class Part:
    """Nodes that links connect, and what came of them without decisions of people."""

    __slots__ = ("nodes", "settled")

    def __init__(self, nodes: list[Node], made: Resolution) -> None:
        self.nodes = nodes
        self.settled = made


class NodeRow(NamedTuple):
    """`members` in order: the first is the one that is compared."""

    key: tuple[str, ...]
    members: list[Mention]
    traits: list[str]


class LinkRow(NamedTuple):
    """Two nodes by number, and what was found of them."""

    one: int
    other: int
    found: Comparison


class Known:
    """Names that grow: new ones are compared with those that share a trait, not with all, and the result is that of all at once."""

    def __init__(self, aliases: Aliases | None = None) -> None:
        self._aliases = aliases
        self._nodes: dict[tuple[str, ...], Node] = {}
        self._blocks: dict[str, Block] = {}
        self._named: dict[str, Node | tuple[Node, ...]] = {}
        self._parts: dict[Part, None] = {}
        self._again: dict[Node, None] = {}
        """Nodes of blocks that became small enough to compare."""
        self._clusters: list[tuple[Mention, ...]] = []
        """Of all parts, in order: what few new names change is merged in, since ordering 100,000 anew takes a second."""
        self._large = 0
        self._open: dict[Node, None] = {}
        """Nodes whose part is to be settled anew."""

    def __len__(self) -> int:
        """Mentions held."""
        return sum(len(node.members) for node in self._nodes.values())

    def __contains__(self, mention: Mention) -> bool:
        return any(mention in node.members for node in self._of(mention.name))

    def __iter__(self) -> Iterator[Mention]:
        return (mention for node in self._nodes.values() for mention in node.members)

    def near(self, mention: Mention) -> frozenset[Mention]:
        """The mentions held that share a trait with this one, however many do."""
        wanted = traits(mention, parse(mention.name, mention.within), self._aliases)
        return frozenset(m for trait in set(wanted) for node in self._blocks.get(trait, ()) for m in node.members)

    def add(self, mentions: Iterable[Mention]) -> list[Link]:
        """The links that the new names brought, strongest first."""
        new: dict[Node, None] = {}
        for mention in mentions:
            mention, key = _keyed(mention)
            node = self._nodes.get(key)
            if node is None:
                node = self._nodes[key] = Node(mention)
            elif mention in node.members:
                continue
            node.members.add(mention)
            self._name(mention.name, node)
            self._open[node] = None
            if mention <= node.head:
                self._head(node, mention)
                new[node] = None
        self._compare_all(new)
        brought = {_link(node, other, found): None for node in new for other, found in node.links.items()}
        return sorted(brought, key=strongest)

    def drop(self, mentions: Iterable[Mention]) -> None:
        """As if they had never been added; what is not held is passed over."""
        headless: dict[Node, None] = {}
        for mention in mentions:
            node = next((one for one in self._of(mention.name) if mention in one.members), None)
            if node is None:
                continue
            node.members.remove(mention)
            self._open[node] = None
            if not any(other.name == mention.name for other in node.members):
                self._unname(mention.name, node)
            if not node.members:
                headless.pop(node, None)
                self._nodes.pop(_keyed(mention)[1])
                self._unlink(node)
                self._block(node, ())
            elif mention == node.head:
                headless[node] = None
        for node in headless:
            self._head(node, min(node.members))
        self._compare_all(headless)

    def _unname(self, name: str, node: Node) -> None:
        left = tuple(other for other in self._of(name) if other is not node)
        if left:
            self._named[name] = left if len(left) > 1 else left[0]
        else:
            del self._named[name]

    def _name(self, name: str, node: Node) -> None:
        held = self._named.get(name)
        if held is None or held is node:
            self._named[name] = node
        elif isinstance(held, Node):
            self._named[name] = (held, node)
        elif node not in held:
            self._named[name] = (*held, node)

    def _head(self, node: Node, mention: Mention) -> None:
        """Compares a node by this mention from now on."""
        node.head = mention
        self._block(node, traits(mention, parse(mention.name, mention.within), self._aliases))

    def _block(self, node: Node, wanted: Iterable[str]) -> None:
        """Puts a node into the blocks of these traits, and out of those that it has no more."""
        blocks = tuple(self._block_of(trait) for trait in sorted(set(wanted)))
        for block in set(node.blocks).difference(blocks):
            block.remove(node)
            if len(block) == LARGEST:
                self._large -= 1
                self._again.update(dict.fromkeys(block))
        for block in set(blocks).difference(node.blocks):
            block.append(node)
            if len(block) == LARGEST + 1:
                self._large += 1
                self._open.update(dict.fromkeys(block))
        node.blocks = blocks

    def _block_of(self, trait: str) -> Block:
        block = self._blocks.get(trait)
        if block is None:
            block = self._blocks[trait] = Block(trait)
        return block

    def _compare_all(self, nodes: dict[Node, None]) -> None:
        """These, and those that a block meets again since it shrank."""
        for node in {**nodes, **self._again}:
            if node.members:
                self._compare(node)
        self._again = {}

    def _compare(self, node: Node) -> None:
        """With every node that shares a trait."""
        near = {other: None for block in node.blocks if len(block) <= LARGEST for other in block if other is not node}
        self._unlink(node)
        self._open[node] = None
        for other in near:
            one, two = sorted((node.head, other.head))
            found = _compared(one, two, self._aliases)
            if found.verdict != DIFFERENT:
                node.links[other] = other.links[node] = found

    def _unlink(self, node: Node) -> None:
        for other in node.links:
            del other.links[node]
            self._open[other] = None
        node.links = {}

    def rows(self) -> tuple[list[NodeRow], list[LinkRow]]:
        """All that was worked out of the names, to be restored from."""
        held = list(self._nodes.items())
        number = {node: at for at, (_, node) in enumerate(held)}
        nodes = [NodeRow(key, sorted(node.members), [block.trait for block in node.blocks]) for key, node in held]
        links = [
            LinkRow(at, number[other], found)
            for at, (_, node) in enumerate(held) for other, found in node.links.items() if at < number[other]
        ]  # fmt: skip
        return nodes, links

    @classmethod
    def restored(cls, nodes: Iterable[NodeRow], links: Iterable[LinkRow], aliases: Aliases | None = None) -> Known:
        """What gave these rows, without reading or comparing a name anew. The rows are of today's rules, or they are wrong."""
        made = cls(aliases)
        held = []
        for key, members, named in nodes:
            node = made._nodes[key] = Node(members[0])
            node.members.update(members)
            node.blocks = tuple(map(made._block_of, named))
            for block in node.blocks:
                block.append(node)
            for mention in members:
                made._name(mention.name, node)
            held.append(node)
        for one, other, found in links:
            held[one].links[held[other]] = held[other].links[held[one]] = found
        made._large = sum(len(block) > LARGEST for block in made._blocks.values())
        made._open = dict.fromkeys(held)
        return made

    def resolution(self, judged: Judged | None = None) -> Resolution:
        """What comes of all names so far, people's decisions first."""
        self._settle()
        decided = list(self._decided(judged or {}))
        touched = {part: None for link in decided for mention in link[:2] for part in self._part_of(mention)}
        held = [part.settled for part in self._parts if part not in touched]
        clusters = self._clusters
        if touched:
            held.append(_settled([node for part in touched for node in part.nodes], decided))
            clusters = _exchanged(clusters, [part.settled for part in touched], held[-1:])
        return Resolution(
            tuple(clusters),
            tuple(sorted((link for one in held for link in one.joined), key=strongest)),
            tuple(sorted((link for one in held for link in one.ask), key=strongest)),
            tuple(sorted(link for one in held for link in one.related)),
            self._large,
            tuple(link for one in held for link in one.unheeded),
        )

    def _settle(self) -> None:
        """Parts that new names, new links or blocks grown too large touch are taken apart and put together anew."""
        gone: dict[Part, None] = {}
        fresh: list[Part] = []
        waiting = list(self._open)
        for node in self._open:
            if node.part is not None and node.part not in gone:
                gone[node.part] = None
                waiting += node.part.nodes
        seen: set[Node] = set()
        for start in waiting:
            if start in seen or not start.members:
                continue
            seen.add(start)
            nodes = [start]
            for node in nodes:
                if node.part is not None:
                    gone[node.part] = None
                for other in node.links:
                    if other not in seen and _share(node, other):
                        seen.add(other)
                        nodes.append(other)
            fresh.append(Part(nodes, _settled(nodes)))
        for part in gone:
            del self._parts[part]
        for part in fresh:
            self._parts[part] = None
            for node in part.nodes:
                node.part = part
        self._clusters = _exchanged(self._clusters, [part.settled for part in gone], [part.settled for part in fresh])
        self._open = {}

    def _part_of(self, mention: Mention) -> Iterator[Part]:
        for node in self._of(mention.name):
            if node.part is not None and mention in node.members:
                yield node.part

    def _of(self, name: str) -> tuple[Node, ...]:
        held = self._named.get(name, ())
        return (held,) if isinstance(held, Node) else held

    def _decided(self, judged: Judged) -> Iterator[Link]:
        """What people decided, as links between the mentions of each name."""
        for pair, verdict in sorted(judged.items(), key=lambda item: sorted(item[0])):
            sides = sorted(pair)
            score = 1.0 if verdict == SAME else 0.0
            comparison = Comparison(verdict, score, (Reason("person", score, f"a person decided: {verdict}"),))
            ones, others = (
                sorted({m for node in self._of(name_of_side(side)) for m in node.members if speaks_of(side, m)})
                for side in (sides[0], sides[-1])
            )
            for one in ones:
                for other in others:
                    if one < other or (one != other and len(sides) == 2):
                        yield Link(one, other, comparison)


def _exchanged(clusters: list[tuple[Mention, ...]], gone: list[Resolution], fresh: list[Resolution]) -> list[tuple[Mention, ...]]:
    """Clusters in order, without those of `gone`, with those of `fresh`: two runs in order, which are merged and not sorted."""
    if not gone and not fresh:
        return clusters
    out = {cluster[0] for one in gone for cluster in one.clusters}
    return sorted([*(c for c in clusters if c[0] not in out), *sorted(c for one in fresh for c in one.clusters)])


def _settled(nodes: list[Node], decided: Sequence[Link] = ()) -> Resolution:
    """A name that nothing is linked to, as most are, is a body by itself."""
    if len(nodes) == 1 and len(nodes[0].members) == 1 and not decided:
        return Resolution(((nodes[0].head,),), (), (), ())
    members = {node.head: sorted(node.members) for node in nodes}
    found = (_link(a, b, c) for a in nodes for b, c in a.links.items() if a.head < b.head and _share(a, b))
    return settled(members, found, decided)


def _share(node: Node, other: Node) -> bool:
    """Whether two nodes share a block that is small enough to say something."""
    return any(len(block) <= LARGEST and block in other.blocks for block in set(node.blocks))


def _link(node: Node, other: Node, found: Comparison) -> Link:
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
