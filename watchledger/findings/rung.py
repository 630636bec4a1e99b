"""The rung of the ladder of capability: what a technology gives by itself, raised only on words in the same sentence or row."""

from __future__ import annotations

from typing import NamedTuple

from watchledger.findings.automaton import Automaton
from watchledger.findings.taxonomy import Rung
from watchledger.findings.yaml_file import folded as folded_word
from watchledger.model.finding import RUNGS

BESIDE = 14
"""Characters around a cue in which its object stands: 对重点人员进行预警 has 5 between, "alerts on a person of interest" 10."""


class Raise(NamedTuple):
    """A cue that stands on a rung, by offsets of the folded text."""

    rung: str
    start: int
    end: int


class Ladder:
    """The cues of a taxonomy's ladder, ready to be looked for."""

    def __init__(self, rungs: tuple[Rung, ...]) -> None:
        cues = [(cue, rung) for rung in rungs for cue in rung.cues]
        self._cues = Automaton(cue for cue, _ in cues)
        self._rungs = [rung for _, rung in cues]
        self._objects = {rung.id: Automaton(map(folded_word, rung.objects)) for rung in rungs}
        self._unless = {rung.id: Automaton(map(folded_word, rung.unless)) for rung in rungs}

    def within(self, folded: str, left: int, right: int) -> list[Raise]:
        """The cues of a sentence whose object is a person, a group, a vehicle or a device, highest rung first."""
        found = []
        for word, start, end in self._cues.find(folded[left:right]):
            rung = self._rungs[word]
            low, high = max(left, left + start - BESIDE), min(right, left + end + BESIDE)
            if rung.objects and not self._objects[rung.id].within(folded, low, high):
                continue
            if not self._unless[rung.id].within(folded, low, high):
                found.append(Raise(rung.id, left + start, left + end))
        return sorted(found, key=lambda r: (-RUNGS.index(r.rung), r.start))
