"""A structured text (XML, JSON) as the tree that its blocks' paths describe, so that its readers can walk by name.

Members of a JSON list and XML siblings of one name look the same here: several nodes of that name below one parent. Every value
that a reader takes is marked as used; `unread` names what was neither used nor listed as ignored (strict interpretation).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

from watchledger.model.text import Text


class Node:
    """One element. `start`, `end` are the span of its value in the text (-1, -1 for one that only contains others)."""

    __slots__ = ("below", "end", "index", "name", "start", "used")

    def __init__(self, name: str) -> None:
        self.name = name
        self.start = self.end = -1
        self.below: dict[str, list[Node]] = {}
        self.used = False
        self.index: dict[str, list[Node]] | None = None

    def each(self, *names: str) -> Iterator[Node]:
        """The nodes that a chain of names leads to, in document order."""
        if not names:
            yield self
            return
        for child in self.below.get(names[0], ()):
            yield from child.each(*names[1:])

    def first(self, *names: str) -> Node | None:
        """The first of `each`, or None."""
        return next(self.each(*names), None)


def inside(node: Node, names: Iterable[str], *, not_in: tuple[str, ...] = ()) -> Iterator[Node]:
    """Every node of these names at any depth, names in the order given; branches of `not_in` are left out.

    The names below a node are indexed at its first question: a form is asked forty."""
    if not_in:
        index = _index(node, frozenset(not_in))
    elif node.index is None:
        node.index = index = _index(node, frozenset())
    else:
        index = node.index
    for name in names:
        yield from index.get(name, ())


def _index(node: Node, left_out: frozenset[str]) -> dict[str, list[Node]]:
    index: dict[str, list[Node]] = {}
    stack = [members for name, members in reversed(node.below.items()) if name not in left_out]
    while stack:
        members = stack.pop()
        for member in members[1:] if len(members) > 1 else ():
            stack.append([member])
        here = members[0]
        index.setdefault(here.name, []).append(here)
        if here.below:
            stack += [below for name, below in reversed(here.below.items()) if name not in left_out]
    for found in index.values():
        if len(found) > 1:
            found.sort(key=_place)
    return index


def _place(node: Node) -> int:
    """Where a node's first value is, to put nodes in the order of the document."""
    while node.start < 0 and node.below:
        node = next(iter(node.below.values()))[0]
    return node.start


def tree(text: Text) -> Node:
    """The root of a text whose blocks have paths; attributes are nodes named "@…". Linear in the number of blocks."""
    root = Node("")
    open_nodes = [root]
    open_steps = [""]
    open_path = ""
    for block in text.blocks:
        path = block.path
        if not path or path[0] != "/":
            continue
        if path[len(open_path) : len(open_path) + 2] == "/@" and path.startswith(open_path):
            node = Node(path[len(open_path) + 1 :])
            open_nodes[-1].below.setdefault(node.name, []).append(node)
        else:
            steps = path.split("/")
            same = 0
            limit = min(len(steps) - 1, len(open_steps))
            while same < limit and steps[same] == open_steps[same]:
                same += 1
            del open_nodes[same:]
            for at in range(same, len(steps)):
                open_nodes.append(_grow(open_nodes, steps, at))
            open_steps, open_path = steps, path
            node = open_nodes[-1]
        node.start, node.end = block.start, block.end
    return root


def _grow(open_nodes: list[Node], steps: list[str], at: int) -> Node:
    """The node of one more step below the open ones. A list's place in a pointer ("0") is a further node of the list's name."""
    step = steps[at]
    if step.isdecimal() and at > 1:
        holder = open_nodes[-1]
        return holder if holder.start < 0 and not holder.below else _child(open_nodes[-2], holder.name)
    name = step if step[-1:] != "]" else step[: step.rindex("[")]
    return _child(open_nodes[-1], name.replace("~1", "/").replace("~0", "~") if "~" in name else name)


def _child(parent: Node, name: str) -> Node:
    node = Node(name)
    parent.below.setdefault(name, []).append(node)
    return node


def unread(root: Node, ignored: frozenset[str]) -> list[str]:
    """What was not interpreted, a sentence for each path of names: neither used by the reader nor listed as ignored.

    `ignored` holds names ("Contact": with everything below it) and pairs of names ("Party/Contact").
    """
    found: Counter[str] = Counter()
    stack = [(child, "", name) for name, members in root.below.items() for child in members]
    while stack:
        node, path, name = stack.pop()
        if name in ignored or f"{path.rpartition('/')[2]}/{name}" in ignored:
            continue
        here = f"{path}/{name}"
        if node.start >= 0 and not node.used:
            found[here] += 1
        stack += [(child, here, below) for below, members in node.below.items() for child in members]
    return [f"not interpreted: {path}" + (f" ({count} times)" if count > 1 else "") for path, count in sorted(found.items())]


@lru_cache(maxsize=16)
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a data table of this package: tab-separated, lines that start with # are comments."""
    lines = files("watchledger.notices").joinpath("data", name).read_text("utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=8)
def ignored_of(name: str) -> frozenset[str]:
    """The first column of a table of ignored names; its second says why."""
    return frozenset(row[0] for row in table(name))
