"""One document: its text with every fact and finding lit, and the way back to the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from watchledger.model.reading import Reading
from watchledger.model.text import masked
from watchledger.publish.contract import as_json, fact_json, finding_json
from watchledger.web.access import FRAME_POLICY
from watchledger.web.lit import WINDOW, Mark, lit, window
from watchledger.web.pages import desk_of, render, words_of

router = APIRouter()
MOST_PAGES = 40
"""Pages shown below one stretch of text; each is drawn when it comes into view."""


@dataclass(frozen=True, slots=True)
class Row:
    """A fact or finding as the side panel lists it; `key` is the id of its place in the text, `at` its offset."""

    name: str
    group: int
    value: str
    quote: str
    place: str
    rule: str
    key: str
    at: int


@router.get("/document/{document_id}")
def document(request: Request, document_id: str, at: int = 0, q: str = "") -> Response:
    desk = desk_of(request)
    reading = desk.store.reading(document_id)
    if reading.text is None:
        return render(request, "document_failed.html", reading=reading)
    shown = reading.text.content if desk.unmask else masked(reading.text.content, reading.masks)
    start, end = window(len(shown), at)
    facts, findings = fact_rows(reading, shown), finding_rows(reading, shown)
    marks = [Mark(b.start, b.end, "furniture", f"n{i}", "") for i, b in enumerate(reading.text.blocks) if b.kind == "furniture"]
    marks += [Mark(f.span.start, f.span.end, "fact", f"f{i}", name) for i, (name, _, f) in enumerate(_facts(reading))]
    marks += [Mark(f.span.start, f.span.end, "finding", f"t{i}", f.technology) for i, f in enumerate(reading.findings)]
    return render(
        request,
        "document.html",
        reading=reading,
        title=_title(reading, shown),
        surveillance=as_json(reading, with_text=False, unmask=desk.unmask)["surveillance"],
        stretches=lit(shown, marks, start, end),
        facts=facts,
        findings=findings,
        start=start,
        end=end,
        length=len(shown),
        window=WINDOW,
        query=q,
        pages=pages_of(reading, start, end),
        unmask=desk.unmask,
    )


@router.get("/document/{document_id}/original")
def original(request: Request, document_id: str) -> Response:
    """The bytes as they came, as a download: never shown as a page of ours, whatever they hold. They name people, so the
    workbench gives them only to the case's owner (`--unmask`)."""
    desk = desk_of(request)
    if not desk.unmask:
        words = words_of(request)
        return render(request, "message.html", status=403, heading=words("page.problem"), message=words("document.masked"))
    reading = desk.store.reading(document_id)
    sha256 = reading.origin.container or reading.sha256
    headers = {"content-disposition": f'attachment; filename="{sha256[:16]}"', "content-security-policy": FRAME_POLICY}
    return Response(desk.store.originals.read(sha256), media_type="application/octet-stream", headers=headers)


def pages_of(reading: Reading, start: int, end: int) -> list[int]:
    """The pages of a PDF that the shown stretch of text comes from, the first few."""
    text = reading.text
    if text is None or text.glyphs is None or reading.media_type != "application/pdf" or reading.origin.container:
        return []
    return [b.page for b in text.blocks if b.kind == "page" and b.page and b.end > start and b.start < end][:MOST_PAGES]


def _facts(reading: Reading) -> list[tuple[str, int, Any]]:
    return list(reading.notice.facts()) if reading.notice is not None else []


def _title(reading: Reading, shown: str) -> str:
    title = reading.notice.title if reading.notice is not None else None
    return shown[title.span.start : title.span.end] if title is not None else reading.origin.path.rsplit("/", 1)[-1]


def fact_rows(reading: Reading, shown: str) -> list[Row]:
    """Values as they may be seen: the contract's own masking."""
    rows = []
    for i, (name, group, fact) in enumerate(_facts(reading)):
        seen = fact_json(fact, shown)
        value = seen["value"]
        words = f"{value['amount']:,} {value['currency']}" if isinstance(value, dict) else str(value)
        rows.append(Row(name, group, words, seen["quote"], _place(fact.page, fact.span.start), fact.rule, f"f{i}", fact.span.start))
    return rows


def finding_rows(reading: Reading, shown: str) -> list[dict[str, Any]]:
    return [
        finding_json(finding, shown) | {"place": _place(finding.page, finding.span.start), "key": f"t{i}", "at": finding.span.start}
        for i, finding in enumerate(reading.findings)
    ]


def _place(page: int | None, start: int) -> str:
    return f"p. {page} · {start}" if page is not None else str(start)
