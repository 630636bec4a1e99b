"""The street from end to end: the only file that joins stages.

source -> document -> text -> notice -> findings, with personal data found on the way -> a Reading
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from watchledger import findings, formats, notices, sources
from watchledger.engines import Done, Engine, InlineEngine, Job, LocalEngine, Lost
from watchledger.errors import InputError, UnreadableDocument
from watchledger.fields import person
from watchledger.formats import workbook
from watchledger.lang.normal import normal
from watchledger.model.document import Document, Leaf, Origin, Skipped, Unread
from watchledger.model.finding import Verdict
from watchledger.model.limits import Limits
from watchledger.model.notice import Notice
from watchledger.model.reading import Reading, masks_beside_facts
from watchledger.settings import Settings

T = TypeVar("T")
Outcome = Reading | Unread | Skipped


def read_all(
    leaves: Iterable[Leaf], limits: Limits, engine: Engine, *, columns: Mapping[str, str] | None = None
) -> Iterator[Outcome]:
    """The readings of every document in these files, in any order; what could not be read comes as Unread, with its reason."""
    for outcome in engine.map(reading_job(limits, columns), leaves):
        if isinstance(outcome, Done):
            yield outcome.result
        elif isinstance(outcome, Lost):
            yield unread_of(outcome)


def reading_job(limits: Limits, columns: Mapping[str, str] | None = None) -> Job[Leaf, Document | Unread | Skipped, Outcome]:
    """Files opened into documents, documents read: what workers do."""
    return Job(
        split=partial(sources.expand, limits=limits, columns=columns, sheets=workbook.sheets),
        work=partial(_read_piece, limits=limits),
        label=_label,
        trusted=tuple(name for name in sys.modules if name.startswith("watchledger.model.")),
        warm=_warm,
    )


def unread_of(lost: Lost[Leaf]) -> Unread:
    """A loss, with the place that its label names."""
    path, _, record_id = lost.label.partition(_APART)
    return Unread(path, f"row {record_id}" if record_id else None, lost.reason)


def inline_engine() -> Engine:
    """For one small file: no worker is started."""
    return InlineEngine()


def local_engine(settings: Settings) -> Engine:
    """Supervised workers with the bounds of the settings."""
    return LocalEngine(
        workers=settings.workers, batch=settings.batch, seconds=settings.document_seconds, memory=settings.worker_memory
    )


_APART = "\x1f"


def _label(thing: Leaf | Document | Unread | Skipped) -> str:
    if isinstance(thing, Document):
        return thing.origin.path + (f"{_APART}{thing.origin.record_id}" if thing.origin.record_id is not None else "")
    return thing.path


def _read_piece(piece: Document | Unread | Skipped, limits: Limits) -> Outcome:
    return read_document(piece, limits) if isinstance(piece, Document) else piece


def _warm() -> None:
    """Reads a page of nothing much, so that a worker has loaded its libraries before its memory is bounded."""
    page = "<html><body><p>采购人：某局</p><p>notice</p></body></html>".encode()
    read_document(Document(page, Origin("warm.html")), Limits())


def limits_of(settings: Settings) -> Limits:
    """The bounds that sources and formats keep to."""
    return Limits(**{name: getattr(settings, name) for name in Limits.__slots__})


def read_document(document: Document, limits: Limits) -> Reading:
    """Everything that comes of one document. Never raises for what a document holds: what a stage cannot do is a problem."""
    problems: list[str] = []
    try:
        media_type, text = formats.read_text(document, limits)
    except UnreadableDocument as error:
        return failed(document, f"{error.place}: {error.reason}" if error.place else error.reason)
    except Exception as error:
        return failed(document, _said("the reader", error))
    view = normal(text.content)
    notice = _tried("the notice", lambda: notices.read_notice(text, view), Notice(), problems)
    unclear = (), Verdict("unclear", "the findings could not be made")
    found, verdict = _tried("the findings", lambda: findings.find(text, view, notice), unclear, problems)
    hidden = _tried("personal data", lambda: person.personal(text, view), None, problems)
    if hidden is None:
        return failed(document, *problems)
    problems = [*text.problems, *problems]
    return Reading(
        document_id=document.id,
        sha256=document.sha256,
        size=len(document.content),
        origin=document.origin,
        media_type=media_type,
        status="partial" if problems else "ok",
        problems=tuple(problems),
        text=text,
        notice=notice,
        findings=found,
        verdict=verdict,
        masks=masks_beside_facts(hidden, notice),
    )


def failed(document: Document, *problems: str) -> Reading:
    """The reading of a document that gave no text, with the reasons."""
    return Reading(
        document_id=document.id,
        sha256=document.sha256,
        size=len(document.content),
        origin=document.origin,
        media_type=document.media_type or "application/octet-stream",
        status="failed",
        problems=problems,
    )


def _tried(stage: str, step: Callable[[], T], otherwise: T, problems: list[str]) -> T:
    """What the step gives, or `otherwise` and a problem that names the stage: one stage's mistake costs its own part."""
    try:
        return step()
    except Exception as error:
        problems.append(_said(stage, error))
        return otherwise


def _said(stage: str, error: Exception) -> str:
    if isinstance(error, InputError):
        return f"{stage}: {error.reason}"
    words = " ".join(str(error).split())[:200]
    return f"{stage} stopped with {type(error).__name__}: {words}" if words else f"{stage} stopped with {type(error).__name__}"
