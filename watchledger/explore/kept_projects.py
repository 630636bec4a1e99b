"""Which notices of a case are one project, kept in a file beside it: 100,000 notices are grouped in 10 s, and taken from it in 0.1.

The file has a line of JSON (rules, state, lengths), then, each as zlib over JSON, the number of each document's project, which
counting asks for, and the projects whole, which are unpacked when somebody asks for one.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from watchledger.explore.kept import read_kept, state_of, write_kept
from watchledger.store.cycles import few_cycles

if TYPE_CHECKING:
    from watchledger.entities import Project
    from watchledger.explore.case import Case

FILE = "projects.kept"
_LEVEL = 1
_BROKEN = (zlib.error, ValueError, KeyError, TypeError)
Made: TypeAlias = "tuple[tuple[Project, ...], dict[str, int]]"


class Grouping:
    """The projects of a case; `number` of each by the key of a document, `keys` by the id of one."""

    def __init__(self, number: dict[int, int], made: Callable[[], Made]) -> None:
        self.number = number
        self._make = made

    @cached_property
    def _made(self) -> Made:
        with few_cycles():
            return self._make()

    @property
    def projects(self) -> tuple[Project, ...]:
        return self._made[0]

    @property
    def keys(self) -> dict[str, int]:
        return self._made[1]


def grouped_before(case: Case) -> Grouping | None:
    """What was kept of just this state of the case; None where it must be grouped anew."""
    from watchledger.entities.kept import rules

    return _loaded(case, read_kept(case.store.case / FILE) or b"", {"rules": rules(), "state": state_of(case)})


def grouped(case: Case) -> Grouping:
    """Every notice of the case in exactly one project."""
    from watchledger.entities.kept import rules

    file, head = case.store.case / FILE, {"rules": rules(), "state": state_of(case)}
    found = _loaded(case, read_kept(file) or b"", head)
    if found is None:
        found, content = _anew(case, head)
        write_kept(file, content)
    return found


def _anew(case: Case, head: dict[str, Any]) -> tuple[Grouping, bytes]:
    with few_cycles():
        made, keys = _grouped(case)
        number = {keys[one.id]: at for at, project in enumerate(made) for one in project.notices}
        parts = [_packed([list(number), list(number.values())]), _packed([_fields(project) for project in made])]
    line = json.dumps({**head, "lengths": [len(part) for part in parts]}).encode()
    return Grouping(number, lambda: (made, keys)), b"\n".join((line, b"".join(parts)))


def _grouped(case: Case) -> Made:
    from watchledger.entities import projects
    from watchledger.explore.grouping import notice_heads

    heads = list(notice_heads(case))
    return projects(head for _, head in heads), {head.id: key for key, head in heads}


def _loaded(case: Case, content: bytes, head: dict[str, Any]) -> Grouping | None:
    """None where other rules or another state made it, or it is broken."""
    line, _, rest = content.partition(b"\n")
    try:
        said = json.loads(line)
        first, second = said.pop("lengths")
        if said != head or len(rest) != first + second:
            return None
        number: dict[int, int] = dict(zip(*_unpacked(rest[:first]), strict=True))
    except (*_BROKEN, AttributeError):
        return None

    def whole() -> Made:
        try:
            made = tuple(map(_project, _unpacked(rest[first:])))
            return made, {one.id: key for one, key in zip((n for p in made for n in p.notices), number, strict=True)}
        except _BROKEN:
            return _grouped(case)

    return Grouping(number, whole)


def _packed(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode(), _LEVEL)


def _unpacked(content: bytes) -> Any:
    return json.loads(zlib.decompress(content))


def _fields(project: Project) -> list[Any]:
    return [getattr(project, name) for name in project.__dataclass_fields__]


def _project(fields: list[Any]) -> Project:
    from watchledger.entities import NoticeHead, Project
    from watchledger.entities.project_head import Join

    made = Project(*fields)
    return replace(
        made,
        notices=tuple(NoticeHead(id_, tuple(codes), *rest) for id_, codes, *rest in made.notices),
        joins=tuple(Join(*one) for one in made.joins),
        missing=tuple(made.missing),
        repeats=tuple((one, other) for one, other in made.repeats),
        again=tuple(made.again),
        replaces=tuple(Join(*one) for one in made.replaces),
    )
