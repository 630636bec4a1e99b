"""The street from end to end: the only file that joins stages.

source -> document -> text -> notice -> findings, with personal data found on the way -> a Reading
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from watchledger import findings, formats, notices
from watchledger.errors import InputError, UnreadableDocument
from watchledger.fields import person
from watchledger.lang.normal import normal
from watchledger.model.document import Document
from watchledger.model.finding import Verdict
from watchledger.model.limits import Limits
from watchledger.model.notice import Notice
from watchledger.model.reading import Reading, masks_beside_facts
from watchledger.settings import Settings

T = TypeVar("T")


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
