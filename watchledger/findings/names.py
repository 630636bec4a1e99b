"""Target groups, venues and programmes where a text names them; words that only look like one are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from watchledger.findings.automaton import Automaton
from watchledger.findings.context import Context
from watchledger.findings.taxonomy import Named, Taxonomy
from watchledger.lang.normal import View, normal

KINDS = ("targets", "venues", "programmes")
BEHIND = 14
"""Characters behind a stretch that may show a word in it to be part of a name."""
BEFORE = 40
"""Characters before a place in which a word such as 地址 makes it an address."""
_ROAD = re.compile(r"路(?![口段面灯边网])|街(?![面头区边])|巷(?!口)|弄|[东西南北中]路|大道|新村|支行|银行|公寓|大厦")
"""Behind a place these make the name of a street or a house (机场路, 学院东路); 学校路口 is a school's crossing."""


class Place(NamedTuple):
    """A word that names a target group, venue or programme (`kind`), by raw offsets."""

    kind: str
    id: str
    start: int
    end: int


class Names:
    """The names of a taxonomy, ready to be looked for."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        listed = zip(KINDS, (taxonomy.target_groups, taxonomy.venues, taxonomy.programmes), strict=True)
        self._places = _Finder([(kind, named) for kind, all_named in listed if kind != "programmes" for named in all_named])
        self._programmes = _Finder([("programmes", named) for named in taxonomy.programmes])

    def within(self, view: View, start: int, end: int) -> list[Place]:
        """Target groups and venues in the raw stretch [start, end), in order."""
        return self._places.within(view, view.view_offset(start), view.view_offset(end))

    def programmes(self, view: View) -> list[Place]:
        """The programmes that the whole text names, in order."""
        return self._programmes.within(view, 0, len(view.text))


class _Finder:
    def __init__(self, named: list[tuple[str, Named]]) -> None:
        words = [
            (normal(word).text, kind, one.id, miss)
            for kind, one in named
            for lists, miss in ((one.terms, False), (one.near_miss, True))
            for listed in lists.values()
            for word in listed
        ]
        self._automaton = Automaton(word for word, *_ in words)
        self._meanings = [(kind, one, miss) for _, kind, one, miss in words]

    def within(self, view: View, start: int, end: int) -> list[Place]:
        """The longest words of the view's stretch [start, end) that no near miss holds."""
        shift = max(0, start - 1)
        found = [
            (s + shift, e + shift, *self._meanings[word]) for word, s, e in self._automaton.find(view.text[shift : end + BEHIND])
        ]
        misses = [(kind, one, s, e) for s, e, kind, one, miss in found if miss]
        inside = [f for f in found if not f[4] and f[0] >= start and f[1] <= end]
        inside.sort(key=lambda f: (f[0], -f[1]))
        out: list[Place] = []
        last: dict[str, int] = {}
        for s, e, kind, one, _ in inside:
            if e > last.get(kind, -1) and not any((k, o) == (kind, one) and ms <= s and e <= me for k, o, ms, me in misses):
                last[kind] = e
                out.append(Place(kind, one, *view.raw(s, e)))
        return out


_HOUSE = re.compile(r"\d\s?(?:号|#|弄)[^,。;\n\t]{0,20}$")
"""Before a place: the number of a house, so that 路248号新都会花园广场 is an address."""
_PARTS_OF_A_NAME = 8
"""Characters between two words of one body's name: 医科大学第一附属医院 has 4."""


def used(places: list[Place], folded: str, known: Context) -> Iterator[Place]:
    """Those of the places that are named as such, not as part of an address, a street's or a company's name."""
    for place in places:
        if place.kind == "venues":
            if any(p.id == "hospital" and 0 <= p.start - place.end <= _PARTS_OF_A_NAME for p in places) and place.id == "school":
                continue
            behind = folded[place.end : place.end + BEHIND]
            if _ROAD.match(behind) or any(start <= 6 for _, start, _ in known.companies.find(behind)):
                continue
            line = max(folded.rfind("\n", 0, place.start), folded.rfind("\t", 0, place.start)) + 1
            before = folded[max(line, place.start - BEFORE) : place.start]
            if known.addresses.find(before) or _HOUSE.search(before):
                continue
        yield place
