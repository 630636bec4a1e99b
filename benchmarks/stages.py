"""CPU of each stage of the street, a document's average."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

from watchledger import findings, formats, notices, pipeline
from watchledger.fields import person
from watchledger.lang.normal import normal
from watchledger.model import Document, Limits, Origin
from watchledger.search import entry
from watchledger.store import pack


def shares(paths: list[Path]) -> dict[str, float]:
    """Seconds of CPU a document, by stage; `worker` is their sum."""
    limits = Limits()
    spent: dict[str, float] = {}

    def timed(name: str, step: Callable[..., Any], *given: Any) -> Any:
        began = process_time()
        result = step(*given)
        spent[name] = spent.get(name, 0.0) + process_time() - began
        return result

    whole_way(paths[:20])
    for path in paths:
        document = timed("read bytes", lambda path: Document(path.read_bytes(), Origin(str(path))), path)
        _, text = timed("format", formats.read_text, document, limits)
        view = timed("normal", normal, text.content)
        notice = timed("notice", notices.read_notice, text, view)
        timed("findings", findings.find, text, view, notice)
        timed("personal data", person.personal, text, view)
        reading = pipeline.read_document(document, limits)
        timed("pack", pack, reading)
        timed("index entry", entry, reading)
    out = {name: seconds / len(paths) for name, seconds in spent.items()}
    return {**out, "worker": sum(out.values())}


def whole_way(paths: list[Path]) -> float:
    """CPU seconds from bytes on the disk to findings."""
    limits = Limits()
    pipeline.read_document(Document(paths[0].read_bytes(), Origin(str(paths[0]))), limits)
    began = process_time()
    for path in paths:
        pipeline.read_document(Document(path.read_bytes(), Origin(str(path))), limits)
    return process_time() - began
