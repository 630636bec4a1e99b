"""The only file that joins stages: source, document, text, notice, findings, personal data to hide, store and index."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from watchledger import __version__, findings, formats, notices, sources
from watchledger.engines import Done, Engine, Finished, ForkedEngine, Going, Job, LocalEngine, Lost
from watchledger.errors import InputError, StoreMismatch, UnreadableDocument
from watchledger.fields import person
from watchledger.lang.normal import normal
from watchledger.model.document import Document, Leaf, Origin, Skipped, Unread
from watchledger.model.finding import Finding, Verdict
from watchledger.model.limits import Limits
from watchledger.model.notice import Notice
from watchledger.model.reading import Reading, masks_beside_facts
from watchledger.settings import Settings

T = TypeVar("T")
Piece = Document | Unread | Skipped
Columns = Mapping[str, str]
MADE = ("watchledger.store.pack", "watchledger.search.entry")
"""Modules, beside the nouns', whose classes a worker's result is made of."""


def read_document(document: Document, limits: Limits) -> Reading:
    """Everything that comes of one document. Never raises for what a document holds: what a stage cannot do is a problem."""
    problems: list[str] = []
    try:
        media_type, text = formats.read_text(document, limits)
    except UnreadableDocument as error:
        return Reading.of(document, "failed", [f"{error.place}: {error.reason}" if error.place else error.reason])
    except Exception as error:
        return Reading.of(document, "failed", [_said("the reader", error)])
    view = normal(text.content)
    notice = _tried("the notice", lambda: notices.read_notice(text, view), Notice(), problems)
    unclear: tuple[tuple[Finding, ...], Verdict] = (), Verdict("unclear", "the findings could not be made")
    found, verdict = _tried("the findings", lambda: findings.find(text, view, notice), unclear, problems)
    bought = verdict.verdict != "no"
    notice = _tried("what it is about", lambda: findings.about(text, view, notice, found, bought=bought), notice, problems)
    if limits.taxonomies:
        further = partial(findings.find_further, text, view, notice, limits.taxonomies)
        found += _tried("further taxonomies", further, found[:0], problems)
    hidden = _tried("personal data", lambda: person.personal(text, view), None, problems)
    if hidden is None:
        return Reading.of(document, "failed", problems)
    problems = [*text.problems, *problems]
    masks = masks_beside_facts(hidden, notice)
    made = {"media_type": media_type, "text": text, "notice": notice, "findings": found, "verdict": verdict, "masks": masks}
    return Reading.of(document, "partial" if problems else "ok", problems, **made)


def read_all(
    leaves: Iterable[Leaf], limits: Limits, engine: Engine, *, columns: Columns | None = None
) -> Iterator[Reading | Unread | Skipped]:
    """The readings of every document in these files, in any order; what could not be read comes as Unread, with its reason."""
    split, work = partial(_open, limits=limits, columns=columns), partial(_read_piece, limits=limits)
    for outcome in engine.map(_job(split, work, limits.ocr_cache), leaves):
        if isinstance(outcome, Done):
            yield outcome.result
        elif isinstance(outcome, Lost):
            yield _unread_of(outcome)


def add(
    case: Path, named: Iterable[Path], settings: Settings, *, columns: Columns | None = None, passwords: tuple[str, ...] = ()
) -> Iterator[Any]:
    """Reads files and folders into a case, made if need be. Yields the run's Tally again and again, for whoever shows it.

    Files that the case knows unchanged are passed over. Stopped or killed, the next `add` goes on. Raises CaseBusy, InputError."""
    from watchledger.store.intake import fresh

    limits, paths = limits_of(settings, passwords), [path.absolute() for path in named]
    with ExitStack() as stack:
        intake = _intake(case, stack, columns, anew=False)
        new = (leaf for path in paths for leaf in fresh(intake, str(path), sources.walk(path, limits)))
        yield from _taken_in(new, intake, limits, settings, columns)


def retry(
    case: Path, chosen: Iterable[Path], settings: Settings, *, columns: Columns | None = None, passwords: tuple[str, ...] = ()
) -> Iterator[Any]:
    """Reads again the files that failed or were read in part, all or those at or below the `chosen` paths."""
    from watchledger.store.intake import troubled

    with ExitStack() as stack:
        intake = _intake(case, stack, columns, anew=True)
        again = troubled(intake, [path.absolute() for path in chosen])
        yield from _taken_in(again, intake, limits_of(settings, passwords), settings, columns)


def _intake(case: Path, stack: ExitStack, columns: Columns | None, *, anew: bool) -> Any:
    """Store and index of a case, open for one writer; the index has caught up with the store."""
    from watchledger.entities.facets import marks
    from watchledger.search import Index
    from watchledger.store import Store
    from watchledger.store.intake import Intake
    from watchledger.store.lock import sole_writer

    store = stack.enter_context(Store.open(case, create=not anew))
    stack.enter_context(sole_writer(case))
    try:
        index = Index.open(case / "index")
    except StoreMismatch:
        store.indexed(0)
        index = Index.open(case / "index", create=True)
    stack.enter_context(index)
    if last := index.catch_up(store.unindexed(), marks):
        store.indexed(last)
    return Intake(store, index, anew=anew, way=f"{__version__} {sorted((columns or {}).items())}")


def _taken_in(leaves: Iterable[Leaf], intake: Any, limits: Limits, settings: Settings, columns: Columns | None) -> Iterator[Any]:
    split, work = partial(_open, limits=limits, columns=columns), partial(_read_piece, limits=limits, packed=True)
    yield intake.tally
    try:
        for outcome in local_engine(settings).map(_job(split, work, limits.ocr_cache), leaves):
            if isinstance(outcome, Finished):
                intake.end(outcome.item)
            elif isinstance(outcome, Going):
                intake.tally.pages, intake.tally.pages_left = outcome.pages, outcome.left
            else:
                piece = outcome.result if isinstance(outcome, Done) else _unread_of(outcome)
                intake.take(outcome.item, outcome.part, piece)
            yield intake.tally
    finally:
        intake.close()
    intake.store.alike.refresh()
    yield intake.tally


def limits_of(settings: Settings, passwords: tuple[str, ...] = ()) -> Limits:
    """The bounds that sources and formats keep to, and the passwords they may try. Raises BadTaxonomy for further taxonomies that
    break the rules."""
    findings.further(settings.taxonomies)
    return Limits(**{name: getattr(settings, name) for name in Limits.__slots__ if name != "passwords"}, passwords=passwords)


def local_engine(settings: Settings) -> LocalEngine:
    """Supervised workers with the bounds of the settings."""
    s = settings
    return LocalEngine(workers=s.workers, batch=s.batch, seconds=s.document_seconds, memory=s.worker_memory)


def forked_engine(settings: Settings) -> ForkedEngine:
    """For one small file: no worker to start, the same bounds."""
    return ForkedEngine(seconds=settings.document_seconds, memory=settings.worker_memory)


def _job(split: Callable[[Leaf], Iterable[Piece]], work: Callable[[Piece], Any], *writable: str) -> Job[Leaf, Piece, Any]:
    """Files opened into documents, documents read: what workers do. They may write to the `writable` folders and nowhere else."""
    trusted = [name for name in sys.modules if name.startswith("watchledger.model.")]
    for folder in filter(None, writable):
        Path(folder).mkdir(parents=True, exist_ok=True)
    return Job(split, work, _label, (*trusted, *MADE), _warm, tuple(str(Path(f).resolve()) for f in writable if f))


def _open(leaf: Leaf, limits: Limits, columns: Columns | None) -> Iterator[Piece]:
    pieces = sources.expand(leaf, limits, columns=columns, sheets=formats.sheets, attached=formats.attachments)
    return islice(pieces, leaf.begin, None)


def _read_piece(piece: Piece, limits: Limits, *, packed: bool = False) -> Any:
    """A document's reading, or that packed for the store with its index entry; other pieces as they are."""
    if not isinstance(piece, Document):
        return piece
    reading = read_document(piece, limits)
    if packed:
        from watchledger.entities.facets import marks
        from watchledger.search.entry import entry
        from watchledger.store.pack import pack

        address = piece.origin.address
        linked = formats.links(piece.content, address) if address and piece.origin.record_id is None else ()
        return pack(reading, linked), entry(reading, marks)
    return reading


def _label(thing: Leaf | Piece) -> str:
    if isinstance(thing, Document) and thing.origin.record_id is not None:
        return f"{thing.origin.path}\x1f{thing.origin.record_id}"
    return thing.origin.path if isinstance(thing, Document) else thing.path


def _unread_of(lost: Lost[Leaf]) -> Unread:
    """A loss, with the place that its label names."""
    path, _, record_id = lost.label.partition("\x1f")
    return Unread(path, f"row {record_id}" if record_id else None, lost.reason)


def _warm() -> None:
    """Reads a page of nothing much, so that a worker has loaded its libraries before its memory is bounded."""
    page = "<html><body><p>采购人：某局</p><p>notice</p></body></html>".encode()
    _read_piece(Document(page, Origin("warm.html")), Limits(), packed=True)


def _tried(stage: str, step: Callable[[], T], otherwise: T, problems: list[str]) -> T:
    """What the step gives, or `otherwise` and a problem that names the stage: one stage's mistake costs its own part."""
    try:
        return step()
    except Exception as error:
        problems.append(_said(stage, error))
        return otherwise


def _said(stage: str, error: Exception) -> str:
    words = error.reason if isinstance(error, InputError) else f"{type(error).__name__} {error}"[:200].strip()
    return f"{stage} stopped: {words}"
