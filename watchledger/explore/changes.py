"""Captures over time: notices that changed, and those that later captures no longer have.

A page is an address; each capture of other content is a new version of it. A page is gone when the server said so (404, 410) and no
later capture has it. It is no longer listed when a later capture of a list page that linked to it lacks the link while it still has
a link that stood below it: what is only pushed off the end of a list by newer entries is not reported, nor what another list page
of that time or later has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from watchledger.explore.case import Case
from watchledger.explore.difference import LineChange, differences
from watchledger.model.address import MARK, address_mark, link_mark
from watchledger.model.notice import Money
from watchledger.model.reading import Reading
from watchledger.model.text import masked
from watchledger.store import Capture, Head

GONE = (404, 410)
LISTED = 3
"""Links to notices of the case, in another form than its own address, that make a page a list of them."""


class Version(NamedTuple):
    """A content of a page: its document, and when it was first and last met."""

    document: str
    key: int
    first: str
    last: str


class FactChange(NamedTuple):
    """A stated value before and after, as it may be seen; empty where nothing is stated."""

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """From one version to the next."""

    before: Version
    after: Version
    facts: tuple[FactChange, ...]
    lines: tuple[LineChange, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    address: str
    title: str | None
    versions: tuple[Version, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A page that later captures no longer have. `status` is the server's answer, or `listed` the address of the list page; `last`
    is when the page (or its link) was last met, `missing` when first not."""

    address: str
    title: str | None
    document: str
    last: str
    missing: str
    status: int | None = None
    listed: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """`pages` were captured, `several` of them more than once."""

    changed: tuple[Changed, ...]
    gone: tuple[Missing, ...]
    unlisted: tuple[Missing, ...]
    pages: int
    several: int


class _Page(NamedTuple):
    page: str
    captures: list[Capture]
    versions: tuple[Version, ...]


def changes(case: Case, *, since: str = "", every: bool = False) -> Changes:
    """What changed or went missing at or after `since` (ISO 8601); notices alone, or `every` page."""
    changed: list[_Page] = []
    gone: list[_Page] = []
    lists: list[_Page] = []
    marks: dict[bytes, str] = {}
    pages = several = 0
    for page, captures in case.store.captures.by_page():
        held = _Page(page, captures, versions_of(captures))
        pages += 1
        several += len({capture.captured for capture in captures}) > 1
        if not held.versions:
            continue
        marks[address_mark(captures[0].address)] = page
        if len(held.versions) > 1:
            changed.append(held)
            lists.append(held)
        if captures[-1].status in GONE and _gone_at(captures) >= max(since, held.versions[-1].last):
            gone.append(held)
    links = case.store.captures.links(version.key for held in lists for version in held.versions)
    heads = _heads(case, [held.versions[-1].key for held in (*changed, *gone)])
    notices = {key for key, head in heads.items() if every or head.type is not None}
    listing = set() if every else {held.page for held in changed if _is_list(held, links, marks)}
    steps = (
        _changed(case, held, heads, since)
        for held in changed
        if held.page not in listing and held.versions[-1].key in notices and held.versions[-1].first >= since
    )
    unlisted = _unlisted(case, lists, links, marks, since, every=every)
    vanished = (_gone(held, heads) for held in gone if held.versions[-1].key in notices)
    found = tuple(filter(None, steps))
    return Changes(found, tuple(vanished), tuple(unlisted), pages, several)


def versions_of(captures: Sequence[Capture]) -> tuple[Version, ...]:
    """The contents of a page in order of time; met again, unchanged, a version lasts longer."""
    found: list[Version] = []
    for one in captures:
        if one.document is not None and one.key is not None:
            if found and found[-1].document == one.document:
                found[-1] = found[-1]._replace(last=one.captured)
            else:
                found.append(Version(one.document, one.key, one.captured, one.captured))
        elif one.status == 304 and found:
            found[-1] = found[-1]._replace(last=one.captured)
    return tuple(found)


def _gone_at(captures: Sequence[Capture]) -> str:
    """When the server first said that the page is gone, after the last capture that had it."""
    at = captures[-1].captured
    for one in reversed(captures):
        if one.status not in GONE:
            break
        at = one.captured
    return at


def _gone(held: _Page, heads: dict[int, Head]) -> Missing:
    last = held.versions[-1]
    named = held.captures[-1].address, heads[last.key].title, last.document
    return Missing(*named, last.last, _gone_at(held.captures), status=held.captures[-1].status)


def _heads(case: Case, keys: Iterable[int]) -> dict[int, Head]:
    return {head.key: head for head in case.store.heads(sorted(set(keys)))}


def _marks(links: bytes) -> list[bytes]:
    return [links[at : at + MARK] for at in range(0, len(links), MARK)]


def _is_list(held: _Page, links: dict[int, bytes], marks: dict[bytes, str]) -> bool:
    own = link_mark(held.captures[0].address)[8:]
    last = _marks(links.get(held.versions[-1].key, b""))
    return sum(mark[:8] in marks and mark[8:] != own for mark in last) >= LISTED


def _changed(case: Case, held: _Page, heads: dict[int, Head], since: str) -> Changed | None:
    steps = []
    for before, after in pairwise(held.versions):
        if after.first < since:
            continue
        texts = case.store.contents([before.key, after.key])
        if before.key not in texts or after.key not in texts:
            continue
        lines = differences(texts[before.key], texts[after.key])
        if lines:
            facts = fact_changes(case.store.reading(before.document), case.store.reading(after.document))
            steps.append(Step(before, after, facts, lines))
    last = held.versions[-1]
    return Changed(held.captures[-1].address, heads[last.key].title, held.versions, tuple(steps)) if steps else None


def fact_changes(before: Reading, after: Reading) -> tuple[FactChange, ...]:
    """Values that the notice states otherwise than before, and technologies that it has findings of."""
    old, new = _values(before), _values(after)
    names = dict.fromkeys((*old, *new))
    return tuple(FactChange(n, tuple(old[n]), tuple(new[n])) for n in names if sorted(old[n]) != sorted(new[n]))


def _values(reading: Reading) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    shown = masked(reading.text.content, reading.masks) if reading.text is not None else ""
    for name, _, fact in reading.notice.facts() if reading.notice is not None else ():
        if not name.startswith("alternatives."):
            quote = shown[fact.span.start : fact.span.end]
            found[name].append(quote if quote != fact.quote and isinstance(fact.value, str) else _said(fact.value))
    for finding in reading.findings:
        words = f"{finding.technology} ({finding.status})"
        if words not in found["findings"]:
            found["findings"].append(words)
    return found


def _said(value: object) -> str:
    if isinstance(value, Money):
        return f"{value.currency} {value.amount:f}"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _unlisted(
    case: Case, lists: list[_Page], links: dict[int, bytes], marks: dict[bytes, str], since: str, *, every: bool
) -> Iterator[Missing]:
    """Pages of the case that a list lacks though it has what stood below them."""
    candidates: dict[bytes, tuple[str, str, str]] = {}
    for held in lists:
        for before, after in pairwise(held.versions):
            if after.first >= since:
                for mark in _dropped(_marks(links.get(before.key, b"")), _marks(links.get(after.key, b""))):
                    if mark in marks:
                        candidates[mark] = before.last, after.first, held.captures[-1].address
    wanted = {marks[mark]: mark for mark in candidates}
    missing: list[tuple[_Page, tuple[str, str, str]]] = []
    for page, captures in case.store.captures.by_page(wanted):
        held = _Page(page, captures, versions_of(captures))
        if held.versions and held.versions[-1].last < candidates[wanted[page]][1]:
            missing.append((held, candidates[wanted[page]]))
    still = _listed_still(case, {wanted[held.page]: at[1] for held, at in missing})
    heads = _heads(case, [held.versions[-1].key for held, _ in missing])
    for held, (last, at, listed) in missing:
        head = heads[held.versions[-1].key]
        if wanted[held.page] not in still and (every or head.type is not None):
            yield Missing(held.captures[-1].address, head.title, head.id, last, at, listed=listed)


def _dropped(before: list[bytes], after: list[bytes]) -> Iterator[bytes]:
    """Addresses that a list no longer has, each above an entry of its own shape that is still there."""
    has = {mark[:8] for mark in after}
    below: set[bytes] = set()
    found: list[bytes] = []
    for mark in reversed(before):
        if mark[:8] in has:
            below.add(mark[8:])
        elif mark[8:] in below:
            found.append(mark[:8])
    return reversed(found)


def _listed_still(case: Case, since: dict[bytes, str]) -> set[bytes]:
    """Which of these addresses a page links to that was met at the time given for it, or later."""
    found: set[bytes] = set()
    if not since:
        return found
    first = min(since.values())
    late: dict[int, str] = {}
    for _, captures in case.store.captures.by_page():
        late |= {version.key: version.last for version in versions_of(captures) if version.last >= first}
    keys = sorted(late)
    for at in range(0, len(keys), 500):
        for key, links in case.store.captures.links(keys[at : at + 500]).items():
            found |= {mark[:8] for mark in _marks(links) if mark[:8] in since and late[key] >= since[mark[:8]]}
    return found
