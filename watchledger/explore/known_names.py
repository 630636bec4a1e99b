"""The names of a case as they were resolved last, kept in the process and in a file beside the case: only new names are resolved.

The file is derived: it is made anew when the rules change or it is broken, names that no document has any more are dropped from
it, and a case that cannot be written to does without. People's decisions are never in it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock

from watchledger.entities import Judged, Known, Mention, Resolution, shipped
from watchledger.entities.kept import dumped, loaded
from watchledger.explore.kept import read_kept, write_kept
from watchledger.store.cycles import few_cycles

FILE = "names.kept"
_CASES = 2
"""Cases whose names a process holds: 300 MB at 100,000 names."""


@dataclass(slots=True)
class _Held:
    known: Known
    state: str = ""
    """Of the case whose names these are."""
    lock: RLock = field(default_factory=RLock)


_held: OrderedDict[Path, _Held] = OrderedDict()
_lock = RLock()


@dataclass(frozen=True, slots=True)
class CaseNames:
    """Of one case; safe from any thread."""

    _of: _Held

    def resolution(self, judged: Judged) -> Resolution:
        with self._of.lock, few_cycles():
            return self._of.known.resolution(judged)

    def near(self, name: str) -> frozenset[str]:
        """The names of the case that share a trait with this one: what compares as more than "different" is among them."""
        with self._of.lock:
            return frozenset(mention.name for mention in self._of.known.near(Mention(name)))


def known_names(case: Path, state: str, mentions: Callable[[], Collection[Mention]]) -> CaseNames:
    """The names of a case. `mentions` is asked for them only when `state` is another than the one that was kept."""
    held = _of(case.resolve())
    with held.lock, few_cycles():
        if held.state != state:
            now = mentions()
            held.known.drop([one for one in held.known if one not in now])
            held.known.add(one for one in now if one not in held.known)
            held.known.resolution()
            held.state = state
            write_kept(case / FILE, dumped(held.known, state))
    return CaseNames(held)


def _of(case: Path) -> _Held:
    with _lock:
        if case not in _held:
            _held[case] = _read(case / FILE) or _Held(Known(shipped()))
            while len(_held) > _CASES:
                _held.popitem(last=False)
        _held.move_to_end(case)
        return _held[case]


def _read(file: Path) -> _Held | None:
    content = read_kept(file)
    if content is None:
        return None
    with few_cycles():
        found = loaded(content, shipped())
    return None if found is None else _Held(*found)
