"""What a table is: rows to print, and for every cell the documents that it counts."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from watchledger.explore.case import Case
from watchledger.explore.context import place
from watchledger.explore.counts import repeated
from watchledger.explore.kept_projects import Grouping
from watchledger.explore.refuted import refuted
from watchledger.model.finding import BOUGHT
from watchledger.model.text import masked

NOT_STATED = "not stated"
AROUND = 30
"""Characters of context on either side of a quoted passage."""
BOUGHT_SQL = "f.status IN ({})".format(", ".join(f"'{status}'" for status in BOUGHT))
"""Only what is bought counts: a finding that is optional, reserved, existing or negated does not."""
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table is made of: a case, the documents chosen (None: all), and what `explore` must be told by who knows places and
    the taxonomy: `province` of (region, buyer) or None, all `provinces`, and the technologies whose units count `cameras`."""

    case: Case
    keys: list[int] | None = None
    province: Callable[[str | None, str | None], str | None] = lambda _region, _buyer: None
    provinces: tuple[str, ...] = ()
    cameras: frozenset[str] = frozenset()
    grouping: Grouping | None = None
    """The projects of the case; where nobody gives them, documents alone are counted."""
    every: bool = False
    """Count near-duplicates each, not once."""
    inhabitants: Mapping[str, int] = field(default_factory=dict)
    """Place -> its inhabitants, where somebody gives them."""

    def stream(self, columns: str, joins: str = "", where: str = "1", **parameters: Any) -> Iterator[Any]:
        """Rows of documents d, in order of their key; of near-duplicates the one that counts for them. The first column is
        d.key. Findings that people decided wrong are left out."""
        if " findings f " in f" {joins} " and (wrong := refuted(self.case)):
            listed = ", ".join(f"({document}, {ordinal})" for document, ordinal in sorted(wrong))
            where = f"({where}) AND (f.document, f.ordinal) NOT IN (VALUES {listed})"
        chosen = " JOIN chosen c ON c.key = d.key" if self.keys is not None else ""
        sql = f"SELECT {columns} FROM documents d{chosen} {joins} WHERE {where} ORDER BY d.key"
        left_out = self.copies()
        return (row for row in self.case.store.stream(sql, parameters, keys=self.keys) if row[0] not in left_out)

    def copies(self) -> set[int]:
        """Keys of the documents that repeat another one of those chosen."""
        heads = {} if self.every else self.case.store.alike.heads()
        return repeated(self.keys, heads) if self.keys is not None else set(heads)

    def projects(self, keys: Iterable[int]) -> int | None:
        """Of how many projects these documents are; None where nobody told the projects."""
        if self.grouping is None:
            return None
        return len({self.grouping.number[key] for key in keys if key in self.grouping.number})


class Cells(dict[str, "array[int]"]):
    """Address of a cell -> keys of its documents, each once, in order of key (rows must arrive so)."""

    def put(self, key: int, *parts: object) -> bool:
        """Whether the document is new in this cell."""
        address = ",".join(NOT_STATED if part is None else str(part) for part in parts)
        held = self.get(address)
        if held is None:
            held = self[address] = array("q")
        if held and held[-1] == key:
            return False
        held.append(key)
        return True

    def many(self, *parts: object) -> int:
        return len(self.of(*parts))

    def of(self, *parts: object) -> array[int]:
        """Keys of a cell's documents, none for no cell."""
        return self.get(",".join(NOT_STATED if part is None else str(part) for part in parts), array("q"))


class Told(str):
    """A note with what is its own: `key` and `values` let others say it in their words."""

    key: str
    values: dict[str, str]

    def __new__(cls, key: str, text: str, **values: str) -> Told:
        made = super().__new__(cls, text.format(**values))
        made.key, made.values = key, values
        return made


@dataclass(slots=True)
class Table:
    """`rows` follow `columns`; a value may be None for what is not stated. `notes` say what the figures cannot."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    cells: Cells = field(default_factory=Cells)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage of a document and what is known of it; offsets are those of the document's text."""

    key: int
    document: str
    start: int
    end: int
    buyer: str | None
    published: str | None
    value: tuple[Any, ...]


def in_context(asked: Asked, passages: Iterable[Quoted]) -> Iterator[tuple[Quoted, str, str]]:
    """(passage, its masked words, the words with what stands around them)."""
    waiting = list(passages)
    for at in range(0, len(waiting), AT_ONCE):
        chunk = waiting[at : at + AT_ONCE]
        contents = asked.case.store.contents(sorted({one.key for one in chunk}))
        shown = {key: masked(content.text, content.masks) for key, content in contents.items()}
        for one in chunk:
            context = place(shown.get(one.key, ""), one.start, one.end, (), AROUND)
            yield one, context.match, f"{context.before}{context.match}{context.after}".strip()
