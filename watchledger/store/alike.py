"""Near-duplicates: documents that count once. Derived from signatures, stated facts and captures; can be made anew at any time.

Two documents are one when
    their texts are ALIKE and nothing that both state differs (title, type, number, buyer, amounts, day); or
    they state the same project number, type and title, nothing else differs, and their texts are MIRRORED (a portal's own
    head and foot); or
    they were captured at the same address with the same type or title, and are VERSIONS of one page.
Each joins the first document that it is one with; so a chain of slow changes does not join its ends. Near linear: only texts that
agree in a band of their signature, a number or an address are compared, and with at most COMPARED documents each.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import Engine, delete, func, insert, select, update

from watchledger.store.connect import snapshot, writing
from watchledger.store.schema import ALIKE, CAPTURES, DOCUMENTS, FACTS, META, MONEY_COLUMNS, TRACES
from watchledger.store.signature import BANDS, ROWS, SHORTEST

ALIKE_AT = 0.9
"""Share of common shingles. On the 248 Chinese documents of the corpus (30,628 pairs) every pair above 0.87 is a copy, and notices
of one template reach 0.87; what they state differs too, which is asked besides."""
MIRRORED_AT = 0.7
"""Where number, type and title are the same: a notice of 1,000 characters between other 150 characters of page."""
VERSIONS_AT = 0.5
COMPARED = 64
"""Documents compared with at most, by band, number or address: of a template used ten thousand times only the latest are met."""
_MARK = "alike"
_LETTERS = re.compile(r"[\W_]+")
_ENDS = ("公告", "公示", "notice")


class Twin(NamedTuple):
    """A document that is one with another, by key, and how alike their texts are (0 to 1, estimated within 0.03)."""

    key: int
    similarity: float


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a document says of itself, for comparing; empty or None: not stated."""

    key: int
    signature: npt.NDArray[np.uint32]
    length: int
    kind: str | None
    title: str
    codes: frozenset[str]
    buyer: str
    published: str | None
    amounts: tuple[str | None, ...]
    page: str | None
    captured: str
    table: str | None
    """The file of a row: rows of one table are never one."""


class Alike:
    """Of one case; `Store.alike`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def refresh(self) -> int:
        """Groups the documents anew when any came since; how many near-duplicates there are. For the case's one writer."""
        with snapshot(self._engine) as connection:
            mark = connection.execute(select(META.c.value).where(META.c.name == _MARK)).scalar()
            now = str(connection.execute(select(META.c.value).where(META.c.name == "last_key")).scalar() or 0)
        if mark != now:
            shared = _shared(self._stated())
            some = (one for one in self._stated() if one.key in shared.keys)
            rows = [{"document": key, "head": head, "similarity": alike} for key, head, alike in _joined(some, shared.marks)]
            with writing(self._engine) as connection:
                connection.execute(delete(ALIKE))
                if rows:
                    connection.execute(insert(ALIKE), rows)
                if not connection.execute(update(META).where(META.c.name == _MARK).values(value=now)).rowcount:
                    connection.execute(insert(META).values(name=_MARK, value=now))
        return self.count()

    def heads(self) -> dict[int, int]:
        """Key of each near-duplicate -> key of the document that counts for it."""
        with snapshot(self._engine) as connection:
            return {row.document: row.head for row in connection.execute(_HELD)}

    def twins(self, key: int) -> list[Twin]:
        """The others that count as one with this document, the one that counts for all first."""
        with snapshot(self._engine) as connection:
            own = connection.execute(select(ALIKE.c.head, ALIKE.c.similarity).where(ALIKE.c.document == key)).first()
            head = own.head if own is not None else key
            group = connection.execute(_HELD.where(ALIKE.c.head == head).order_by(ALIKE.c.document)).all()
        first = [Twin(head, own.similarity)] if own is not None else []
        return first + [Twin(row.document, row.similarity) for row in group if row.document != key]

    def count(self) -> int:
        """Near-duplicates, beside the documents that count for them."""
        with snapshot(self._engine) as connection:
            return int(connection.execute(select(func.count()).select_from(_HELD.subquery())).scalar_one())

    def _stated(self) -> Iterator[_Stated]:
        d = DOCUMENTS.c
        columns = [d.key, d.id, d.type, d.title, d.buyer, d.published, d.path, d.record_id, TRACES.c.signature]
        columns += [d[name + end] for name in MONEY_COLUMNS for end in ("", "_currency")]
        question = select(*columns).join(TRACES, TRACES.c.document == d.key).where(TRACES.c.signature.is_not(None)).order_by(d.key)
        with snapshot(self._engine) as connection:
            codes: dict[int, set[str]] = defaultdict(set)
            for row in connection.execute(select(FACTS.c.document, FACTS.c.value).where(FACTS.c.field == "project_codes")):
                codes[row.document].add(_letters(row.value))
            pages: dict[str, tuple[str, str]] = {}
            met = select(CAPTURES.c.document, CAPTURES.c.page, CAPTURES.c.captured).where(CAPTURES.c.document.is_not(None))
            for document, page_met, when in connection.execute(met.order_by(CAPTURES.c.captured)):
                pages[document] = page_met, when
            for row in connection.execution_options(yield_per=2_000).execute(question):
                page, captured = pages.get(row.id, (None, ""))
                numbers = np.frombuffer(row.signature, "<u4")
                yield _Stated(
                    row.key, numbers[1:], int(numbers[0]), row.type, _title(row.title), frozenset(codes.get(row.key, ())),
                    _letters(row.buyer), row.published, tuple(row[9:]), page, captured,
                    row.path if row.record_id is not None else None,
                )  # fmt: skip


_HELD = select(ALIKE).where(ALIKE.c.document.in_(select(DOCUMENTS.c.key)), ALIKE.c.head.in_(select(DOCUMENTS.c.key)))
"""What still is in the case: a document that was read anew has another key until the groups are made anew."""


class _Shared(NamedTuple):
    """Marks that more than one document has, and the keys of those documents."""

    marks: frozenset[int]
    keys: frozenset[int]


def _shared(documents: Iterable[_Stated]) -> _Shared:
    """Most documents share none and are done with here: 8 bytes a mark are held of them, nothing else."""
    marks, keys = array("q"), array("q")
    for one in documents:
        for mark in _marks(one):
            marks.append(mark)
            keys.append(one.key)
    values, of, counts = np.unique(np.array(marks, np.int64), return_inverse=True, return_counts=True)
    several = np.array(keys, np.int64)[counts[of] > 1]
    return _Shared(frozenset(values[counts > 1].tolist()), frozenset(several.tolist()))


def _joined(documents: Iterable[_Stated], shared: frozenset[int]) -> Iterator[tuple[int, int, float]]:
    """(key, key of the one that counts, similarity) of each near-duplicate."""
    met: dict[int, deque[_Stated]] = defaultdict(lambda: deque(maxlen=COMPARED))
    groups: dict[int, list[_Stated]] = {}
    for one in documents:
        marks = [mark for mark in _marks(one) if mark in shared]
        best = _best(one, _near(one, [met[mark] for mark in marks]))
        if best is not None:
            groups.setdefault(best.key, [best]).append(one)
            continue
        for mark in marks:
            met[mark].append(one)
    for group in groups.values():
        head = max(group, key=lambda m: (m.captured if m.page == group[0].page and m.page else "", -m.key))
        for member in group:
            if member is not head:
                yield member.key, head.key, _similarity(member, head)


def _near(one: _Stated, met: Iterable[Iterable[_Stated]]) -> list[_Stated]:
    """The first COMPARED documents met under these marks that may be one with it."""
    near: dict[int, _Stated] = {}
    for others in met:
        for other in others:
            if other.table is None or other.table != one.table:
                near[other.key] = other
        if len(near) >= COMPARED:
            break
    return list(near.values())


def _marks(one: _Stated) -> Iterator[int]:
    """Under what a document is met: address, numbers, and the bands of its signature with its title, so that notices of one
    template do not meet at all."""
    if one.page:
        yield hash(("page", one.page))
    if one.length < SHORTEST:
        return
    for code in one.codes:
        yield hash(("code", code, one.kind))
    size = 4 * ROWS
    whole = one.signature.tobytes()
    for band in range(BANDS):
        yield hash((band, whole[band * size : (band + 1) * size], one.title))


def _best(one: _Stated, others: list[_Stated]) -> _Stated | None:
    if not others:
        return None
    alike = (np.stack([other.signature for other in others]) == one.signature).mean(axis=1)
    ranked = sorted(zip(alike.tolist(), others, strict=True), key=lambda pair: (-pair[0], pair[1].key))
    return next((other for share, other in ranked if share >= VERSIONS_AT and _one(one, other, share)), None)


def _one(a: _Stated, b: _Stated, alike: float) -> bool:
    if a.table is not None and a.table == b.table:
        return False
    if a.page is not None and a.page == b.page and a.captured != b.captured and (a.kind == b.kind or a.title == b.title):
        return True
    if min(a.length, b.length) < SHORTEST:
        return False
    if _differs(a.kind, b.kind) or _differs(a.published, b.published) or any(map(_differs, a.amounts, b.amounts)):
        return False
    if (a.codes and b.codes and not a.codes & b.codes) or not _within(a.buyer, b.buyer) or not _within(a.title, b.title):
        return False
    return alike >= ALIKE_AT or (alike >= MIRRORED_AT and bool(a.codes & b.codes) and a.title == b.title != "")


def _similarity(a: _Stated, b: _Stated) -> float:
    return round(float((a.signature == b.signature).mean()), 3)


def _differs(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _within(a: str, b: str) -> bool:
    """Whether one says what the other says, or more."""
    return a in b or b in a


def _letters(words: str | None) -> str:
    return _LETTERS.sub("", words or "").lower()


def _title(words: str | None) -> str:
    title = _letters(words)
    for end in _ENDS:
        title = title.removesuffix(end)
    return title
