"""Buyers, suppliers and brands: an edge is the documents in which both stand. In three columns, so that nothing is hidden behind
anything, the largest only; the file has all edges."""

from __future__ import annotations

from collections import Counter

from watchledger.web.ask import Ask, answer
from watchledger.web.pages import Desk
from watchledger.web.pictures.shape import LINE, STEPS, Picture, linked, named, rect, shortened, text
from watchledger.web.words import Words

MOST = 18
"""Names in a column: more cannot be read on a screen."""
WIDTH, TOP, ROW, NODE, LABEL = 960, 44, 30, 8, 190
SIDES = ("buyer", "supplier", "brand")
LONGEST, LONGEST_LATIN = 15, 13
"""Signs as wide as a Han character; capitals of Latin names are wider than `shortened` takes their letters to be."""
Edge = tuple[str, str, str, str]
"""(kind, name, kind, name)."""


def network(desk: Desk, ask: Ask, words: Words) -> Picture:
    _, rows = answer(desk, ask)
    edges: dict[Edge, int] = {}
    for first, second in (("buyer", "supplier"), ("supplier", "brand"), ("buyer", "brand")):
        for (one, other), count in desk.columns.together(rows, (first, second)).items():
            if one and other:
                edges[first, one, second, other] = count
    columns = ("from_kind", "from", "to_kind", "to", "documents")
    ordered = sorted(edges.items(), key=lambda edge: (-edge[1], edge[0]))
    shown = _largest(edges)
    height = TOP + ROW * max((len(names) for names in shown.values()), default=0) + 12
    picture = Picture(WIDTH, height, words("picture.network"), columns, [(*edge, count) for edge, count in ordered])
    places = {(side, name): TOP + ROW * at for side, names in shown.items() for at, name in enumerate(names)}
    drawn = [(edge, count) for edge, count in ordered if edge[:2] in places and edge[2:] in places and _direct(edge, edges, places)]
    most = max((count for _, count in drawn), default=1)
    for edge, count in reversed(drawn):
        picture.add(_edge(ask, words, edge, count, places, most))
    for side in SIDES:
        picture.add(text(_x(side), TOP - 20, words(f"facet.{side}"), anchor=_anchor(side), kind="soft"))
        for name in shown[side]:
            y = places[side, name]
            mark = rect(_x(side) - NODE / 2, y - 8, NODE, 18, fill=STEPS[4], kind="shade4")
            x = _x(side) + (-12 if side == "buyer" else 12)
            label = text(
                x, y + 5, shortened(name, LONGEST if name > "\u2e80" else LONGEST_LATIN), size=12, anchor=_anchor(side), kind="over"
            )
            picture.add(named(ask.keeping(side, name).address(), name, mark, label))
    picture.notes = [words("picture.edges", shown=len(drawn), total=f"{len(edges):,}"), words("picture.same_document")]
    return picture


def _largest(edges: dict[Edge, int]) -> dict[str, list[str]]:
    """Of each side the names with most edges' documents."""
    weights: dict[str, Counter[str]] = {side: Counter() for side in SIDES}
    for (first, one, second, other), count in edges.items():
        if (first, second) != ("buyer", "brand"):
            weights[first][one] += count
            weights[second][other] += count
    for (first, one, second, other), count in edges.items():
        if (first, second) == ("buyer", "brand"):  # where no supplier stands between them
            weights["buyer"].setdefault(one, count)
            weights["brand"].setdefault(other, count)
    return {side: [name for name, _ in sorted(held.items(), key=lambda n: (-n[1], n[0]))[:MOST]] for side, held in weights.items()}


def _direct(edge: Edge, edges: dict[Edge, int], places: dict[tuple[str, str], int]) -> bool:
    """A buyer's edge to a brand is drawn only where no supplier of the picture joins them."""
    first, one, second, other = edge
    if (first, second) != ("buyer", "brand"):
        return True
    between = (name for side, name in places if side == "supplier")
    return not any(("buyer", one, "supplier", s) in edges and ("supplier", s, "brand", other) in edges for s in between)


def _edge(ask: Ask, words: Words, edge: Edge, count: int, places: dict[tuple[str, str], int], most: int) -> str:
    first, one, second, other = edge
    x1, x2, y1, y2 = _x(first) + NODE / 2, _x(second) - NODE / 2, places[first, one] + 1, places[second, other] + 1
    middle, width = (x1 + x2) / 2, 1 + 9 * count / most
    curve = f"M{x1:.0f},{y1} C{middle:.0f},{y1} {middle:.0f},{y2} {x2:.0f},{y2}"
    shape = f'<path d="{curve}" fill="none" stroke="{LINE}" stroke-width="{width:.1f}" class="edge"/>'
    address = ask.keeping(first, one).keeping(second, other).address()
    return linked(address, words("picture.mark", what=f"{one} – {other}", n=f"{count:,}"), shape)


def _x(side: str) -> float:
    return {"buyer": LABEL, "supplier": WIDTH / 2 - 40, "brand": WIDTH - LABEL + 20}[side]


def _anchor(side: str) -> str:
    return "end" if side == "buyer" else "start"
